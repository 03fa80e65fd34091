import type { Sql } from '../platform/database.service';
import type { StoryEvent } from './story';

/** What begins a piece of a person's story: a text of theirs, a message we started, or somebody's act on their consent. */
export interface Chapter {
  readonly textId: number | null;
  readonly messageId: number | null;
  readonly consent: Extract<StoryEvent, { type: 'consent' }> | null;
}

export interface ChapterFilter {
  readonly senderHash: string;
  readonly subscriberId: number;
  /** The brand that asks, which sees its own chapters only; null for staff. */
  readonly brandId: number | null;
  /** Chapters already read, and how many more to read. */
  readonly after: number;
  readonly limit: number;
}

interface ChapterRow {
  readonly text_id: number | null;
  readonly message_id: number | null;
  readonly at: Date;
  readonly event: string | null;
  readonly scope: string | null;
  readonly channel: string | null;
  readonly words: string | null;
  readonly shown: string | null;
}

const CHAPTERS = `
select * from (
  select t.received_at as at, t.id as text_id, null::bigint as message_id, null::bigint as seq, null as event, null as scope,
    null as channel, null as words, null as shown
  from texts t
    left join shortcodes s on s.number = t.code left join decisions d on d.text_id = t.id left join campaigns g on g.id = d.campaign_id
  where t.sender_hash = $1 and (d.text_id is null or d.subscriber_id = $2) and ($3::int is null or s.brand_id = $3 or g.brand_id = $3
    or exists (select 1 from outbound m where m.text_id = t.id and m.brand_id = $3))
  union all
  select m.created_at, null, m.id, null, null, null, null, null, null
  from outbound m where m.subscriber_id = $2 and m.text_id is null and ($3::int is null or m.brand_id = $3)
  union all
  select c.recorded_at, null, null, c.seq, c.event, c.scope, c.channel, c.words, c.shown
  from consents c left join shortcodes s on s.id = c.shortcode_id
  where c.subscriber_id = $2 and c.text_id is null and ($3::int is null or c.brand_id = $3 or c.scope = 'all' or s.brand_id = $3)
) chapter
order by at, text_id, message_id, seq offset $4 limit $5`;

/** A person's chapters, oldest first. A new owner of a recycled number has none of the old one's. */
export async function readChapters(sql: Sql, filter: ChapterFilter): Promise<Chapter[]> {
  const rows = await sql.query<ChapterRow & Record<string, unknown>>({
    text: CHAPTERS,
    values: [filter.senderHash, filter.subscriberId, filter.brandId, filter.after, filter.limit],
  });
  return rows.map((row) => ({ textId: row.text_id, messageId: row.message_id, consent: consentOf(row) }));
}

function consentOf({ at, event, scope, channel, words, shown }: ChapterRow): Chapter['consent'] {
  if (event === null || scope === null || channel === null) return null;
  return { type: 'consent', at, textId: null, event, scope, channel, words, shown };
}
