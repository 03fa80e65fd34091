import type { Sql } from '../../platform/database.service';

export interface LeaderRow {
  readonly msisdn: string;
  readonly total: number;
  /** When the total last grew. */
  readonly at: string;
}

/** Players with the most points, best first; of two with as many, whoever had them earlier. */
export function readLeaders(sql: Sql, campaignId: number, most: number): Promise<LeaderRow[]> {
  return sql.query<LeaderRow>({
    text: `select s.msisdn, p.total, p.at from (
             select subscriber_id, (state->'own'->>'total')::int as total, state->'own'->>'at' as at
             from players where campaign_id = $1 and (state->'own'->>'total')::int > 0
             order by 2 desc, 3, 1 limit $2
           ) p join subscribers s on s.id = p.subscriber_id order by p.total desc, p.at, s.id`,
    values: [campaignId, most],
  });
}
