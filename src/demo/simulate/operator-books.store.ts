import type { Sql } from '../../platform/database.service';
import type { Condition } from '../../connectors/simulator/payment';
import type { BookLine } from './operator-file';

/** Money that somebody puts into their handset. */
export interface TopUp {
  readonly msisdn: string;
  readonly minor: bigint;
  readonly currency: string;
}

export async function topUp(sql: Sql, some: readonly TopUp[]): Promise<void> {
  await sql.run({
    text: `insert into simulator.handsets (msisdn, balance_minor, currency)
           select msisdn, sum(minor)::bigint, min(currency) from unnest($1::text[], $2::bigint[], $3::text[]) as t(msisdn, minor, currency)
           group by msisdn order by msisdn
           on conflict (msisdn) do update set balance_minor = handsets.balance_minor + excluded.balance_minor,
             currency = excluded.currency`,
    values: [
      some.map(({ msisdn }) => msisdn),
      some.map(({ minor }) => minor.toString()),
      some.map(({ currency }) => currency),
    ],
  });
}

export async function setConditions(
  sql: Sql,
  some: readonly { readonly msisdn: string; readonly condition: Condition | null }[],
): Promise<void> {
  await sql.run({
    text: `update simulator.handsets h set condition = t.condition
           from unnest($1::text[], $2::text[]) as t(msisdn, condition) where h.msisdn = t.msisdn`,
    values: [some.map(({ msisdn }) => msisdn), some.map(({ condition }) => condition)],
  });
}

const LINES = `
select remote_id as "txnId", correlator as ref, msisdn, description as service, at, amount_minor::text as "amountMinor", currency,
  'S' as status
from simulator.payments where state = 'succeeded' and at >= $1 and at < $2
union all
select r.remote_id, r.correlator, p.msisdn, p.description, r.at, (-r.amount_minor)::text, p.currency, 'R'
from simulator.refunds r join simulator.payments p on p.correlator = r.payment where r.at >= $1 and r.at < $2
order by at, "txnId"`;

/** What the operator took and gave back in a month, by its own books. */
export async function readBooks(sql: Sql, from: Date, until: Date): Promise<BookLine[]> {
  const rows = await sql.query<Omit<BookLine, 'amountMinor'> & { readonly amountMinor: string }>({
    text: LINES,
    values: [from, until],
  });
  return rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
}

/** The last charge of each of these people of which nothing was given back yet. */
export interface LastCharge {
  readonly msisdn: string;
  readonly chargeId: number;
  readonly amountMinor: string;
  readonly currency: string;
}

export function readLastCharges(sql: Sql, msisdns: readonly string[]): Promise<LastCharge[]> {
  return sql.query<LastCharge & Record<string, unknown>>({
    text: `select p.msisdn, l.id as "chargeId", l.amount_minor::text as "amountMinor", l.currency
           from subscribers p cross join lateral (
             select c.id, c.amount_minor, c.currency from charges c
             where c.subscriber_id = p.id and c.state = 'charged' and c.refunded_minor = 0 order by c.id desc limit 1) l
           where p.msisdn = any($1::text[]) and p.ended_at is null order by l.id`,
    values: [msisdns],
  });
}

/** The live subscriptions of these people. */
export function readLive(
  sql: Sql,
  msisdns: readonly string[],
): Promise<{ readonly msisdn: string; readonly id: number }[]> {
  return sql.query<{ msisdn: string; id: number }>({
    text: `select p.msisdn, s.id from subscriptions s join subscribers p on p.id = s.subscriber_id
           where p.msisdn = any($1::text[]) and s.ended_at is null order by s.id`,
    values: [msisdns],
  });
}
