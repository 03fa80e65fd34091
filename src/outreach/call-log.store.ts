import type { Sql } from '../platform/database.service';

export type CallState = 'waiting' | 'late' | 'answered' | 'told' | 'failed';

export interface CallCard {
  readonly id: number;
  readonly brand: string;
  readonly campaignId: number;
  readonly url: string;
  /** In full; whoever shows it masks it. */
  readonly msisdn: string | null;
  readonly state: CallState;
  readonly attempts: number;
  readonly status: number | null;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** What servers were asked, oldest first, behind `after`; of one brand, or of all. */
export async function readCalls(
  sql: Sql,
  brandId: number | null,
  after: number,
  limit: number,
): Promise<CallCard[]> {
  return sql.query<CallCard & Record<string, unknown>>({
    text: `select c.id, b.code as brand, c.campaign_id as "campaignId", c.url, s.msisdn, c.state, c.attempts, c.status, c.reason,
             c.created_at as "createdAt", c.ended_at as "endedAt"
           from calls c join brands b on b.id = c.brand_id left join subscribers s on s.id = c.subscriber_id
           where c.id > $2 and ($1::int is null or c.brand_id = $1) order by c.id limit $3`,
    values: [brandId, after, limit],
  });
}
