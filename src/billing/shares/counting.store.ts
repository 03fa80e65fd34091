import type { Sql } from '../../platform/database.service';

/** The time whose transfers are to be counted, and for whom. */
export interface Window {
  readonly brandId: number;
  /** How far back somebody looks for what came late; null: to the beginning. */
  readonly from: Date | null;
  readonly until: Date;
}

const NOT_COUNTED = `not exists (select from closing_transfers k where k.transfer_id = t.id)`;

/** The charge, refund or write-off that a transfer's key names; the case keeps other keys from being read as numbers. */
const CHARGE_ID = `case when t.key ~ '^charge:[0-9]+(:post)?$' then split_part(t.key, ':', 2)::bigint end`;
const REFUND_ID = `case when t.key ~ '^refund:[0-9]+$' then split_part(t.key, ':', 2)::bigint end`;
const BAD_DEBT_ID = `case when t.key ~ '^bad-debt:[0-9]+$' then split_part(t.key, ':', 2)::bigint end`;

/** A brand's paid charges that no closing has counted. */
const TAKINGS = `
from ledger_transfers t join charges c on c.id = ${CHARGE_ID} and c.brand_id = $1 join services s on s.id = c.service_id
left join lateral (
  select r.id from share_rules r
  where r.currency = t.currency and r.effective_from <= t.at
    and (r.service_id is null or r.service_id = c.service_id)
    and (r.provider is null or r.provider = s.provider)
    and (r.operator_id is null or r.operator_id = c.operator_id)
  order by r.service_id is null, r.provider is null, r.operator_id is null, r.effective_from desc, r.id desc limit 1
) r on true
where t.kind in ('single', 'post') and ($2::timestamptz is null or t.at >= $2) and t.at < $3 and ${NOT_COUNTED}`;

/** The instant of the brand's first taking that no closing has counted; null when there is none. */
export async function firstUncounted(sql: Sql, { brandId, from, until }: Window): Promise<Date | null> {
  const [row] = await sql.query<{ at: Date | null }>({
    text: `select min(t.at) as at ${TAKINGS}`,
    values: [brandId, from, until],
  });
  return row?.at ?? null;
}

export interface Unruled {
  readonly serviceId: number;
  readonly operator: string;
  readonly currency: string;
  readonly since: Date;
}

/** Takings for which no rule was in force. */
export async function readUnruled(sql: Sql, { brandId, from, until }: Window): Promise<Unruled[]> {
  return sql.query<Unruled & Record<string, unknown>>({
    text: `select c.service_id as "serviceId", (select code from operators o where o.id = c.operator_id) as operator, t.currency,
             min(t.at) as since
           ${TAKINGS} and r.id is null group by c.service_id, c.operator_id, t.currency order by 1, 2, 3 limit 20`,
    values: [brandId, from, until],
  });
}

/** Puts the window's paid charges into a closing, each with the rule in force when it was paid. */
export async function countCharges(
  sql: Sql,
  closingId: number,
  { brandId, from, until }: Window,
): Promise<number> {
  return sql.run({
    text: `insert into closing_transfers (transfer_id, closing_id, kind, rule_id)
           select t.id, $4::int, 'charges', r.id ${TAKINGS} order by t.id`,
    values: [brandId, from, until, closingId],
  });
}

const REFUNDS = `
insert into closing_transfers (transfer_id, closing_id, kind)
select t.id, $4::int, 'refunds'
from ledger_transfers t join refunds f on f.id = ${REFUND_ID} join charges c on c.id = f.charge_id and c.brand_id = $1
where t.kind = 'single' and ($2::timestamptz is null or t.at >= $2) and t.at < $3 and ${NOT_COUNTED}
  and exists (
    select from ledger_transfers p join closing_transfers k on k.transfer_id = p.id
    where p.key in ('charge:' || c.id, 'charge:' || c.id || ':post'))
order by t.id`;

/** Puts the window's refunds into a closing, of charges that it or an earlier one counted. */
export async function countRefunds(
  sql: Sql,
  closingId: number,
  { brandId, from, until }: Window,
): Promise<number> {
  return sql.run({ text: REFUNDS, values: [brandId, from, until, closingId] });
}

const BAD_DEBTS = `
insert into closing_transfers (transfer_id, closing_id, kind)
select t.id, $4::int, 'bad debt'
from ledger_transfers t join bad_debts b on b.id = ${BAD_DEBT_ID}
join closing_lines l on l.id = b.line_id join closings k on k.id = l.closing_id and k.brand_id = $1
where t.kind = 'single' and ($2::timestamptz is null or t.at >= $2) and t.at < $3 and ${NOT_COUNTED}
order by t.id`;

/** Puts what the window wrote off into a closing. */
export async function countBadDebts(
  sql: Sql,
  closingId: number,
  { brandId, from, until }: Window,
): Promise<number> {
  return sql.run({ text: BAD_DEBTS, values: [brandId, from, until, closingId] });
}

/** What a closing counted, joined to what it is about; the stored set and nothing else. */
export const COUNTED_CHARGES = `
closing_transfers k join ledger_transfers t on t.id = k.transfer_id join charges c on c.id = ${CHARGE_ID}`;

export const COUNTED_REFUNDS = `
closing_transfers k join ledger_transfers t on t.id = k.transfer_id join refunds f on f.id = ${REFUND_ID}
join charges c on c.id = f.charge_id`;

export const COUNTED_BAD_DEBTS = `
closing_transfers k join ledger_transfers t on t.id = k.transfer_id join bad_debts b on b.id = ${BAD_DEBT_ID}`;
