import type { Sql } from '../../platform/database.service';
import type { CurrencySum, Found, Verification } from './verification';

/** Enough to find the rest by. */
const NAMED = 5;

const SIZES = `
select (select count(*) from ledger_transfers) as transfers, (select count(*) from ledger_accounts) as accounts,
       (select count(*) from charges) as charges, (select count(*) from closings) as closings`;

export async function readSizes(sql: Sql): Promise<Omit<Verification, 'sums' | 'found'>> {
  const [row] = await sql.query<Omit<Verification, 'sums' | 'found'> & Record<string, unknown>>({
    text: SIZES,
  });
  if (!row) throw new Error('the books have no size');
  return row;
}

/** Each side by the currency of its own accounts, so that a transfer between two currencies would show. */
const SUMS = `
select currency, sum(debits)::text as debits, sum(credits)::text as credits from (
  select a.currency, sum(t.amount_minor) as debits, 0 as credits
  from ledger_transfers t join ledger_accounts a on a.id = t.debit_account where t.kind in ('single', 'post') group by a.currency
  union all
  select a.currency, 0, sum(t.amount_minor)
  from ledger_transfers t join ledger_accounts a on a.id = t.credit_account where t.kind in ('single', 'post') group by a.currency
) sides group by currency order by currency`;

export async function readSums(sql: Sql): Promise<CurrencySum[]> {
  return sql.query<CurrencySum & Record<string, unknown>>({ text: SUMS });
}

const TRANSFERS = `
select 'two currencies' as fault, t.key as name
from ledger_transfers t join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account
where t.currency <> d.currency or t.currency <> c.currency
union all
select case when p.kind is distinct from 'pending' or p.debit_account <> t.debit_account or p.credit_account <> t.credit_account
              or p.currency <> t.currency then 'no reservation'
            when t.kind = 'post' and t.amount_minor > p.amount_minor then 'more than reserved' end, t.key
from ledger_transfers t left join ledger_transfers p on p.id = t.pending_id
where t.kind in ('post', 'void')
union all
select 'resolved twice', (select key from ledger_transfers p where p.id = t.pending_id)
from ledger_transfers t where t.pending_id is not null group by t.pending_id having count(*) > 1`;

/** Every charge beside all that is booked under its name. */
const CHARGES = `
with booked as (
  select split_part(t.key, ':', 2)::bigint as charge_id,
         count(*) filter (where t.kind in ('single', 'post')) as payments,
         coalesce(sum(t.amount_minor) filter (where t.kind in ('single', 'post')), 0) as paid,
         count(*) filter (where t.kind = 'pending') - count(*) filter (where t.kind in ('post', 'void')) as reserved,
         min(d.code || ' ' || d.owner) as debit, max(d.code || ' ' || d.owner) as last_debit,
         min(k.code || ' ' || k.owner) as credit, max(k.code || ' ' || k.owner) as last_credit,
         min(t.currency) as currency, max(t.currency) as last_currency
  from ledger_transfers t join ledger_accounts d on d.id = t.debit_account join ledger_accounts k on k.id = t.credit_account
  where t.key ~ '^charge:[0-9]+(:|$)' group by 1
)
select case
         when c.id is null then 'no such charge'
         when c.state = 'charged' and (b.payments is distinct from 1 or b.paid <> c.amount_minor) then 'not paid once'
         when c.state <> 'charged' and b.payments > 0 then 'paid and not charged'
         when c.state in ('reserved', 'unknown') and b.reserved is distinct from 1 then 'reservation missing'
         when c.state in ('charged', 'refused', 'voided') and b.reserved <> 0 then 'reservation left'
         when c.state = 'requested' and b.reserved > 1 then 'reservation left'
         when b.debit <> 'operator-receivable operator:' || c.operator_id or b.last_debit <> b.debit
           or b.credit <> 'service-revenue service:' || c.service_id or b.last_credit <> b.credit
           or b.currency <> c.currency or b.last_currency <> b.currency then 'other accounts'
       end as fault, 'charge ' || coalesce(c.id, b.charge_id) as name
from charges c full join booked b on b.charge_id = c.id`;

/** A refund is booked when it was given; until then, and unless it is refused, the charge holds its amount. */
const REFUNDS = `
with booked as (
  select split_part(t.key, ':', 2)::bigint as refund_id, count(*) as times, sum(t.amount_minor) as amount
  from ledger_transfers t where t.key ~ '^refund:[0-9]+(:|$)' group by 1
)
select case
         when f.id is null then 'no such refund'
         when f.state = 'refunded' and (b.times is distinct from 1 or b.amount <> f.amount_minor) then 'refund not booked'
         when f.state <> 'refunded' and b.times > 0 then 'refund booked early'
       end as fault, 'refund ' || coalesce(f.id, b.refund_id) as name
from refunds f full join booked b on b.refund_id = f.id
union all
select 'refunded sum', 'charge ' || c.id
from charges c left join (
  select charge_id, sum(amount_minor) as amount from refunds where state <> 'refused' group by charge_id) f on f.charge_id = c.id
where c.refunded_minor <> coalesce(f.amount, 0)`;

/** Payments from before the reach of their brand's next closing. */
const LEFT_OUT = `
select 'left out' as fault, t.key as name
from ledger_transfers t
join charges c on c.id = case when t.key ~ '^charge:[0-9]+(:post)?$' then split_part(t.key, ':', 2)::bigint end
join (select brand_id, max(starts_at) as starts_at from closings group by brand_id) k on k.brand_id = c.brand_id
where t.kind in ('single', 'post') and t.at < k.starts_at - make_interval(days => $2::int)
  and not exists (select from closing_transfers x where x.transfer_id = t.id)`;

const found = (faults: string): string => `
select fault, count(*)::int as count, (array_agg(name order by name))[1:$1::int] as first
from (${faults}) f where fault is not null group by fault order by fault`;

/** Everything that SQL finds by itself, fault by fault. */
export async function readFaults(sql: Sql, lateDays: number): Promise<Found[]> {
  const all: Found[] = [];
  for (const faults of [TRANSFERS, CHARGES, REFUNDS])
    all.push(...(await sql.query<Found & Record<string, unknown>>({ text: found(faults), values: [NAMED] })));
  const leftOut = { text: found(LEFT_OUT), values: [NAMED, lateDays] };
  return [...all, ...(await sql.query<Found & Record<string, unknown>>(leftOut))];
}

export async function readClosingIds(
  sql: Sql,
): Promise<{ id: number; brandId: number; month: string; closedBy: string; closedAt: Date }[]> {
  return sql.query({
    text: `select id, brand_id as "brandId", month, closed_by as "closedBy", closed_at as "closedAt" from closings order by id`,
  });
}

export interface PostedRow {
  readonly key: string;
  readonly kind: string;
  readonly debit: { readonly code: string; readonly owner: string };
  readonly credit: { readonly code: string; readonly owner: string };
  readonly amountMinor: string;
  readonly currency: string;
}

/** What a closing posted. */
export async function readPosted(sql: Sql, closingId: number): Promise<PostedRow[]> {
  return sql.query<PostedRow & Record<string, unknown>>({
    text: `select t.key, t.kind, json_build_object('code', d.code, 'owner', d.owner) as debit,
             json_build_object('code', c.code, 'owner', c.owner) as credit, t.amount_minor::text as "amountMinor", t.currency
           from ledger_transfers t join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account
           where starts_with(t.key, 'closing:' || $1::text || ':')`,
    values: [String(closingId)],
  });
}
