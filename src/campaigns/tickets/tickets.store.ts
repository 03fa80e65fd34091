import type { Sql } from '../../platform/database.service';
import { statesBefore, type TicketState } from './ticket-state';

export interface TicketRow {
  readonly id: number;
  readonly code: string;
  readonly brandId: number;
  readonly brand: string;
  readonly campaignId: number;
  /** The short code it was asked on; null when the campaign is gone. */
  readonly shortcode: string | null;
  /** Null for somebody who was forgotten. */
  readonly msisdn: string | null;
  readonly words: string | null;
  readonly state: TicketState;
  readonly answer: string | null;
  readonly openedAt: Date;
  readonly changedAt: Date;
  readonly changedBy: string | null;
}

const ROW = `
select t.id, t.code, t.brand_id as "brandId", b.code as brand, t.campaign_id as "campaignId", c.number as shortcode, s.msisdn,
       t.words, t.state, t.answer, t.opened_at as "openedAt", t.changed_at as "changedAt", t.changed_by as "changedBy"
from tickets t join brands b on b.id = t.brand_id left join campaigns k on k.id = t.campaign_id
left join shortcodes c on c.id = k.shortcode_id left join subscribers s on s.id = t.subscriber_id`;

/** Tickets behind `after`, oldest first; of one brand or of all, in one state or in any. */
export async function readTickets(
  sql: Sql,
  { brandId, state }: { readonly brandId: number | null; readonly state: TicketState | null },
  after: number,
  limit: number,
): Promise<TicketRow[]> {
  return sql.query<TicketRow & Record<string, unknown>>({
    text: `${ROW} where t.id > $3 and ($1::int is null or t.brand_id = $1) and ($2::text is null or t.state = $2)
           order by t.id limit $4`,
    values: [brandId, state, after, limit],
  });
}

export async function findTicket(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<TicketRow | undefined> {
  const [row] = await sql.query<TicketRow & Record<string, unknown>>({
    text: `${ROW} where t.id = $1 and ($2::int is null or t.brand_id = $2)`,
    values: [id, brandId],
  });
  return row;
}

export interface TicketChange {
  readonly state: Exclude<TicketState, 'open'>;
  /** Null leaves the answer as it is. */
  readonly answer: string | null;
  readonly at: Date;
  readonly by: string;
}

/** @returns false when its state does not allow it (any more). */
export async function changeTicket(sql: Sql, id: number, change: TicketChange): Promise<boolean> {
  const changed = await sql.run({
    text: `update tickets set state = $2, answer = coalesce($3, answer), changed_at = $4, changed_by = $5
           where id = $1 and state = any($6::text[])`,
    values: [id, change.state, change.answer, change.at, change.by, statesBefore(change.state)],
  });
  return changed > 0;
}
