import type { Sql, Tx } from '../../platform/database.service';

/** One play of somebody, as it is handed on. */
export interface EntryCard {
  readonly id: number;
  /** Null for somebody who was forgotten. */
  readonly msisdn: string | null;
  readonly textId: number | null;
  readonly route: string;
  readonly operator: string | null;
  readonly outcome: string;
  readonly counted: boolean;
  readonly tickets: number;
  readonly saidAt: Date;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** Null: every outcome. */
export interface EntryFilter {
  readonly campaignId: number;
  readonly outcome: string | null;
}

const CARD = `e.id, s.msisdn, e.text_id as "textId", e.route, e.operator, e.outcome, e.counted, e.tickets, e.said_at as "saidAt", e.at, e.data`;
const FROM = `from entries e left join subscribers s on s.id = e.subscriber_id
              where e.campaign_id = $1 and ($2::text is null or e.outcome = $2)`;

/** In the order in which they were decided. */
export function readEntries(
  sql: Sql,
  { campaignId, outcome }: EntryFilter,
  after: number,
  limit: number,
): Promise<EntryCard[]> {
  return sql.query<EntryCard & Record<string, unknown>>({
    text: `select ${CARD} ${FROM} and e.id > $3 order by e.id limit $4`,
    values: [campaignId, outcome, after, limit],
  });
}

/**
 * The same through a cursor, `rows` at a time: however many there are, only those are held. The transaction stays open until the
 * last is taken, or until the taker returns.
 */
export async function* streamEntries(
  tx: Tx,
  { campaignId, outcome }: EntryFilter,
  rows: number,
): AsyncGenerator<EntryCard[]> {
  // Never worth a sort of everything: the first rows are wanted first.
  await tx.sql.run({ text: 'set local cursor_tuple_fraction = 0.001' });
  await tx.sql.run({
    text: `declare entries_out no scroll cursor for select ${CARD} ${FROM} order by e.id`,
    values: [campaignId, outcome],
  });
  for (;;) {
    const taken = await tx.sql.query<EntryCard & Record<string, unknown>>({
      text: `fetch forward ${Math.trunc(rows)} from entries_out`,
    });
    if (taken.length > 0) yield taken;
    if (taken.length < rows) return;
  }
}
