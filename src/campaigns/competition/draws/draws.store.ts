import type { Sql, Tx } from '../../../platform/database.service';
import type { Language } from '../../../text/language';
import type { CampaignState } from '../../campaign-state';
import type { TextsByLanguage } from '../../texts-by-language';
import type { Announcement, Exclusion } from '../draw/proof';
import type { Seal } from '../draw/seal';
import type { ContestTimes } from './freeze-refusal';

/** A contest as a draw needs it. */
export interface Contest extends ContestTimes {
  readonly id: number;
  readonly brandId: number;
  readonly brand: string;
  readonly brandName: string;
  readonly code: string;
  readonly name: string;
  readonly timezone: string;
  readonly language: Language;
  readonly state: CampaignState;
}

/** The contest, if it is this brand's; any brand's when `brandId` is null. */
export async function findContest(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<Contest | undefined> {
  const [row] = await sql.query<Contest & Record<string, unknown>>({
    text: `select c.id, c.brand_id as "brandId", b.code as brand, b.name as "brandName", s.number as code, c.name, c.timezone,
             c.language, c.state, c.opens_at as "opensAt", c.closes_at as "closesAt",
             coalesce(c.settings->'mode'->>'type' = 'draw', false) as "isDraw"
           from campaigns c join brands b on b.id = c.brand_id join shortcodes s on s.id = c.shortcode_id
           where c.id = $1::bigint and ($2::int is null or c.brand_id = $2)`,
    values: [id, brandId],
  });
  return row;
}

/** Everything of a draw but what is sealed: the server's seed, and the proof, which is large. */
export interface DrawCard {
  readonly id: number;
  readonly campaignId: number;
  readonly number: number;
  readonly state: 'committed' | 'drawn';
  readonly lines: number;
  readonly announcement: Announcement;
  readonly announcementHash: string;
  readonly frozenAt: Date;
  readonly frozenBy: string;
  readonly claimMs: number;
  readonly beacon: string | null;
  readonly proofHash: string | null;
  readonly drawnAt: Date | null;
  readonly drawnBy: string | null;
}

const CARD = `
select id, campaign_id as "campaignId", number, state, lines, announcement, announcement_hash as "announcementHash",
  frozen_at as "frozenAt", frozen_by as "frozenBy", claim_ms as "claimMs", beacon, proof_hash as "proofHash",
  drawn_at as "drawnAt", drawn_by as "drawnBy"
from draws`;

type CardRow = DrawCard & Record<string, unknown>;

export async function readDraws(
  sql: Sql,
  campaignId: number,
  after: number,
  limit: number,
): Promise<DrawCard[]> {
  return sql.query<CardRow>({
    text: `${CARD} where campaign_id = $1 and id > $2 order by id limit $3`,
    values: [campaignId, after, limit],
  });
}

export async function findDraw(
  sql: Sql,
  id: number,
  campaignId: number | null,
): Promise<DrawCard | undefined> {
  const [row] = await sql.query<CardRow>({
    text: `${CARD} where id = $1::bigint and ($2::int is null or campaign_id = $2)`,
    values: [id, campaignId],
  });
  return row;
}

/** What has been drawn before, and what was announced and waits. */
export interface DrawsBefore {
  readonly drawn: number;
  readonly previous: string | null;
  readonly undrawnId: number | null;
}

export async function drawsBefore(sql: Sql, campaignId: number): Promise<DrawsBefore> {
  const [row] = await sql.query<DrawsBefore & Record<string, unknown>>({
    text: `select count(*) filter (where state = 'drawn') as drawn, min(id) filter (where state = 'committed') as "undrawnId",
             (array_agg(proof_hash order by number desc) filter (where state = 'drawn'))[1] as previous
           from draws where campaign_id = $1`,
    values: [campaignId],
  });
  return row ?? { drawn: 0, previous: null, undrawnId: null };
}

export interface NewDraw {
  readonly campaignId: number;
  readonly announcement: Announcement;
  readonly announcementHash: string;
  readonly freezeSeal: Seal;
  readonly exclusions: readonly Exclusion[];
  readonly serverSeed: string;
  readonly lastEntryId: number;
  readonly claimMs: number;
  readonly frozenBy: string;
}

export async function insertDraw(tx: Tx, draw: NewDraw): Promise<number> {
  const { announcement } = draw;
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into draws (campaign_id, number, lines, last_entry_id, announcement, announcement_hash, freeze_seal, exclusions,
             server_seed, claim_ms, frozen_at, frozen_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    values: [
      draw.campaignId,
      announcement.draw.number,
      announcement.list.lines,
      draw.lastEntryId,
      JSON.stringify(announcement),
      draw.announcementHash,
      JSON.stringify(draw.freezeSeal),
      JSON.stringify(draw.exclusions),
      draw.serverSeed,
      draw.claimMs,
      announcement.frozenAt,
      draw.frozenBy,
    ],
  });
  if (!row) throw new Error('the new draw has no id');
  return row.id;
}

/** What a draw is made of beyond its card. The seed leaves the database here and nowhere else. */
export interface SealedDraw extends DrawCard {
  readonly freezeSeal: Seal;
  readonly exclusions: readonly Exclusion[];
  readonly serverSeed: string;
  readonly lastEntryId: number;
}

/** The draw with its row locked, so that it is drawn once. */
export async function openDraw(tx: Tx, id: number): Promise<SealedDraw | undefined> {
  const [row] = await tx.sql.query<CardRow & SealedDraw>({
    text: `${CARD.replace('from draws', ', freeze_seal as "freezeSeal", exclusions, server_seed as "serverSeed", last_entry_id as "lastEntryId" from draws')}
           where id = $1 for update`,
    values: [id],
  });
  return row;
}

export interface Drawing {
  readonly beacon: string;
  readonly proof: string;
  readonly proofHash: string;
  readonly notice: TextsByLanguage | null;
  readonly drawnAt: Date;
  readonly drawnBy: string;
}

export async function markDrawn(tx: Tx, id: number, drawing: Drawing): Promise<void> {
  const { beacon, proof, proofHash, notice, drawnAt, drawnBy } = drawing;
  await tx.sql.run({
    text: `update draws set state = 'drawn', beacon = $2, proof = $3, proof_hash = $4, notice = $5, drawn_at = $6, drawn_by = $7
           where id = $1`,
    values: [id, beacon, proof, proofHash, notice && JSON.stringify(notice), drawnAt, drawnBy],
  });
}

/** A piece of the proof file: `from` counts characters from 0. */
export async function readProofPiece(sql: Sql, id: number, from: number, chars: number): Promise<string> {
  const [row] = await sql.query<{ piece: string | null }>({
    text: 'select substr(proof, $2, $3) as piece from draws where id = $1',
    values: [id, from + 1, chars],
  });
  return row?.piece ?? '';
}

/** Texts said in time that came into the list too late, as the proof writes them. */
export async function readLateArrivals(
  sql: Sql,
  campaignId: number,
  afterEntry: number,
  { closesAt, frozenAt }: Pick<Announcement, 'closesAt' | 'frozenAt'>,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ line: string }>({
    text: `select row_number() over (order by e.id) || '|' ||
             encode(sha256(convert_to((e.data->>'nonce') || coalesce(s.msisdn, ''), 'UTF8')), 'hex') || '|' ||
             to_char(e.said_at at time zone 'UTC', ${INSTANT}) || '|' ||
             to_char(greatest(e.at, $4::timestamptz) at time zone 'UTC', ${INSTANT}) as line
           from entries e left join subscribers s on s.id = e.subscriber_id
           where e.campaign_id = $1 and e.id > $2 and e.said_at < $3 and e.counted and e.tickets > 0 and e.data ? 'nonce'
           order by e.id limit $5`,
    values: [campaignId, afterEntry, closesAt, frozenAt, limit],
  });
  return rows.map(({ line }) => line);
}

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
