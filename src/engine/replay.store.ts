import type { Sql } from '../platform/database.service';
import type { Facts } from './snapshot';
import type { KnownOfPerson } from './withheld';

/** A text as it was decided: everything a second decision needs, and what came of the first. */
export interface DecidedText {
  readonly code: string;
  readonly body: string | null;
  readonly saidAt: Date;
  readonly rule: string;
  readonly because: string;
  readonly campaignId: number | null;
  readonly configVersion: number;
  readonly decidedAt: Date;
  readonly facts: Facts | null;
  readonly replies: readonly (string | null)[];
  /** What brands knew of the person before the text, and know unchanged. */
  readonly profile: readonly KnownOfPerson[];
}

export async function readDecided(sql: Sql, textId: number): Promise<DecidedText | undefined> {
  const [row] = await sql.query<DecidedText & Record<string, unknown>>({
    text: `select t.code, t.body, t.said_at as "saidAt", d.rule, d.because, d.campaign_id as "campaignId",
             d.config_version as "configVersion", d.decided_at as "decidedAt", d.facts,
             coalesce((select json_agg(m.body order by m.ordinal) from outbound m where m.text_id = t.id), '[]') as replies,
             coalesce((select json_agg(json_build_object('brandId', a.brand_id, 'name', a.name, 'value', a.value)) from attributes a
                       where a.subscriber_id = d.subscriber_id and case when a.text_id is null then a.at < d.decided_at else a.text_id < t.id end), '[]') as profile
           from texts t join decisions d on d.text_id = t.id where t.id = $1`,
    values: [textId],
  });
  return row;
}
