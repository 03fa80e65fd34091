import type { Sql } from '../../../platform/database.service';

/** One entry, whatever became of it, with the text behind it. */
export interface AuditedEntry {
  readonly id: number;
  readonly person: string | null;
  readonly saidAt: Date;
  readonly route: string;
  readonly isTryOut: boolean;
  readonly shortcode: string;
  /** Null for an entry without a text, and for one whose words were erased. */
  readonly body: string | null;
  readonly outcome: string;
  readonly because: string | null;
  readonly replyId: number | null;
}

/** Everything that was said to a contest, in the order of recording, behind an entry and up to another. */
export async function readAudit(
  sql: Sql,
  campaignId: number,
  after: number,
  upTo: number,
  limit: number,
): Promise<AuditedEntry[]> {
  return sql.query<AuditedEntry & Record<string, unknown>>({
    name: 'contest-audit',
    text: `select e.id, s.sender_hash as person, e.said_at as "saidAt", e.route, coalesce(e.data->'tryOut' = 'true'::jsonb, false) as "isTryOut",
             coalesce(t.code, '') as shortcode, t.body, e.outcome, d.because, o.id as "replyId"
           from (select * from entries where campaign_id = $1 and id > $2 and id <= $3 order by id limit $4) e
           left join subscribers s on s.id = e.subscriber_id
           left join texts t on t.id = e.text_id
           left join decisions d on d.text_id = e.text_id
           left join lateral (select min(id) as id from outbound where text_id = e.text_id) o on true
           order by e.id`,
    values: [campaignId, after, upTo, limit],
  });
}
