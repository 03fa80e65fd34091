import type { Sql } from '../platform/database.service';
import type { KeptConsent } from './chain-check';

interface KeptRow {
  readonly lane: number;
  readonly seq: number;
  readonly person: string;
  readonly scope: string;
  readonly event: string;
  readonly channel: string;
  readonly text_id: number | null;
  readonly purpose: string;
  readonly language: string | null;
  readonly profile: string | null;
  readonly profile_version: number | null;
  readonly words: string | null;
  readonly words_digest: Buffer;
  readonly shown: string | null;
  readonly shown_digest: Buffer;
  readonly evidence: unknown;
  readonly evidence_digest: Buffer;
  readonly said_at: Date;
  readonly recorded_at: Date;
  readonly hash: Buffer;
  readonly brand_id: number | null;
  readonly shortcode_id: number | null;
  readonly list_id: number | null;
  readonly subscriber_hash: string | null;
  readonly list_brand_id: number | null;
  readonly list_shortcode_id: number | null;
}

/** The next rows of a lane's chain behind `after`, in order. */
export async function consentsAfter(
  sql: Sql,
  lane: number,
  after: number,
  limit: number,
): Promise<KeptConsent[]> {
  const rows = await sql.query<KeptRow & Record<string, unknown>>({
    name: 'consents-verify',
    text: `select c.lane, c.seq, c.person, c.scope, c.event, c.channel, c.text_id, c.purpose, c.language, c.profile,
             c.profile_version, c.words, c.words_digest, c.shown, c.shown_digest, c.evidence, c.evidence_digest, c.said_at,
             c.recorded_at, c.hash, c.brand_id, c.shortcode_id, c.list_id, s.sender_hash as subscriber_hash,
             l.brand_id as list_brand_id, l.shortcode_id as list_shortcode_id
           from consents c left join subscribers s on s.id = c.subscriber_id left join lists l on l.id = c.list_id
           where c.lane = $1 and c.seq > $2 order by c.seq limit $3`,
    values: [lane, after, limit],
  });
  return rows.map(toKept);
}

function toKept(row: KeptRow): KeptConsent {
  return {
    lane: row.lane,
    seq: row.seq,
    person: row.person,
    scope: row.scope,
    event: row.event,
    channel: row.channel,
    textId: row.text_id,
    purpose: row.purpose,
    language: row.language,
    profile: row.profile,
    profileVersion: row.profile_version,
    words: row.words,
    wordsDigest: row.words_digest,
    shown: row.shown,
    shownDigest: row.shown_digest,
    evidence: row.evidence,
    evidenceDigest: row.evidence_digest,
    saidAt: row.said_at,
    recordedAt: row.recorded_at,
    hash: row.hash,
    brandId: row.brand_id,
    shortcodeId: row.shortcode_id,
    listId: row.list_id,
    subscriberHash: row.subscriber_hash,
    listBrandId: row.list_brand_id,
    listShortcodeId: row.list_shortcode_id,
  };
}
