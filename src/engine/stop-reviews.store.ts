import type { Reading } from '../campaigns/effect';
import type { Sql, Tx } from '../platform/database.service';

export const REVIEW_STATES = ['open', 'decided'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export const VERDICTS = ['stop', 'keep'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface NewReview {
  readonly subscriberId: number;
  readonly shortcodeId: number;
  /** The one brand whose relations hang on it; null where several do, or none. */
  readonly brandId: number | null;
  readonly textId: number | null;
  readonly read: Reading;
  readonly saidAt: Date;
  readonly at: Date;
}

/** A review as whoever judges sees it. */
export interface ReviewCard {
  readonly id: number;
  readonly subscriberId: number;
  readonly lane: number;
  readonly shortcodeId: number;
  readonly brandId: number | null;
  readonly msisdn: string | null;
  readonly code: string;
  readonly brand: string | null;
  readonly textId: number | null;
  /** null once erased. */
  readonly words: string | null;
  readonly readAs: Reading['tier'];
  readonly why: Reading['why'];
  readonly phrase: string;
  /** Since when nothing that a STOP forbids is sent. */
  readonly since: Date;
  readonly verdict: Verdict | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** Somebody's judgement: what, why, and who they are. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly by: string;
  readonly apiKeyId: number;
  readonly at: Date;
}

/** Opens reviews; a person who waits for one on this code already waits no more than once. */
export async function openReviews(tx: Tx, reviews: readonly NewReview[]): Promise<void> {
  if (reviews.length === 0) return;
  const inOrder = [...reviews].sort(
    (a, b) => a.subscriberId - b.subscriberId || a.shortcodeId - b.shortcodeId,
  );
  await tx.sql.run({
    name: 'stop-reviews-open',
    text: `insert into stop_reviews (subscriber_id, shortcode_id, brand_id, text_id, tier, why, phrase, said_at, opened_at)
           select * from unnest($1::bigint[], $2::int[], $3::int[], $4::bigint[], $5::text[], $6::text[], $7::text[],
             $8::timestamptz[], $9::timestamptz[])
           on conflict (subscriber_id, shortcode_id) where verdict is null do nothing`,
    values: [
      inOrder.map(({ subscriberId }) => subscriberId),
      inOrder.map(({ shortcodeId }) => shortcodeId),
      inOrder.map(({ brandId }) => brandId),
      inOrder.map(({ textId }) => textId),
      inOrder.map(({ read }) => read.tier),
      inOrder.map(({ read }) => read.why),
      inOrder.map(({ read }) => read.phrase),
      inOrder.map(({ saidAt }) => saidAt),
      inOrder.map(({ at }) => at),
    ],
  });
}

const CARDS = `
select r.id, r.subscriber_id as "subscriberId", p.lane, r.shortcode_id as "shortcodeId", r.brand_id as "brandId", p.msisdn,
  c.number as code, b.code as brand, r.text_id as "textId", t.body as words, r.tier as "readAs", r.why, r.phrase,
  r.said_at as since, r.verdict, r.reason, r.decided_by as "decidedBy", r.decided_at as "decidedAt"
from stop_reviews r
join subscribers p on p.id = r.subscriber_id
join shortcodes c on c.id = r.shortcode_id
left join brands b on b.id = r.brand_id
left join texts t on t.id = r.text_id`;

/** Reviews of a state behind `after`, oldest first. A brand sees its own only. */
export async function readReviews(
  sql: Sql,
  { state, brandId }: { readonly state: ReviewState; readonly brandId: number | null },
  after: number,
  limit: number,
): Promise<ReviewCard[]> {
  const isInState = state === 'open' ? 'r.verdict is null' : 'r.verdict is not null';
  return sql.query<ReviewCard & Record<string, unknown>>({
    text: `${CARDS} where ${isInState} and r.id > $2 and ($1::int is null or r.brand_id = $1) order by r.id limit $3`,
    values: [brandId, after, limit],
  });
}

export async function findReview(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<ReviewCard | undefined> {
  const [card] = await sql.query<ReviewCard & Record<string, unknown>>({
    text: `${CARDS} where r.id = $1 and ($2::int is null or r.brand_id = $2)`,
    values: [id, brandId],
  });
  return card;
}

/** @returns false when somebody was faster. */
export async function judgeReview(tx: Tx, id: number, judgement: Judgement): Promise<boolean> {
  const { verdict, reason, by, apiKeyId, at } = judgement;
  const judged = await tx.sql.run({
    text: `update stop_reviews set verdict = $2, reason = $3, decided_by = $4, api_key_id = $5, decided_at = $6
           where id = $1 and verdict is null`,
    values: [id, verdict, reason, by, apiKeyId, at],
  });
  return judged > 0;
}

/** What is still open about a person on a code is judged too, when what it waits for has been settled elsewhere. */
export async function judgeReviewsOf(
  tx: Tx,
  subscriberId: number,
  shortcodeId: number,
  { verdict, reason, by, apiKeyId, at }: Judgement,
): Promise<void> {
  await tx.sql.run({
    text: `update stop_reviews set verdict = $3, reason = $4, decided_by = $5, api_key_id = $6, decided_at = $7
           where subscriber_id = $1 and shortcode_id = $2 and verdict is null`,
    values: [subscriberId, shortcodeId, verdict, reason, by, apiKeyId, at],
  });
}
