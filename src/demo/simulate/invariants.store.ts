import type { Sql } from '../../platform/database.service';
import type { FoundOne } from './found';

/** Everything the comparisons of a stretch of days came to. */
export function readFound(
  sql: Sql,
  operatorId: number,
  { from, until }: { readonly from: Date; readonly until: Date },
  zone: string,
): Promise<FoundOne[]> {
  return sql.query<FoundOne & Record<string, unknown>>({
    text: `select id, category, operator_txn_id as "txnId", state, delta_minor::text as "deltaMinor" from findings
           where operator_id = $1 and day >= ($2::timestamptz at time zone $4)::date
             and day < (($3::timestamptz - interval '1 millisecond') at time zone $4)::date + 1 order by id`,
    values: [operatorId, from, until, zone],
  });
}

/** Rows of a kind that must not be there: how many, and the first few by name. */
export interface Breach {
  readonly rows: number;
  readonly first: readonly string[];
}

const breach = (rows: string): string =>
  `select count(*)::int as rows, coalesce((array_agg(name order by name))[1:5], '{}') as first from (${rows}) broken`;

/** Money by their books and by ours, correlator by correlator, refunds as well. */
const OTHER_BOOKS = `
select coalesce(t.correlator, o.correlator) as name
from (select correlator, amount_minor, currency, refunded_minor from simulator.payments where state = 'succeeded') t
full join (
  select a.correlator, c.amount_minor, c.currency, c.refunded_minor from charges c join charge_attempts a on a.charge_id = c.id
  where c.state = 'charged' and a.outcome = 'charged') o on o.correlator = t.correlator
where (t.amount_minor, t.currency, t.refunded_minor) is distinct from (o.amount_minor, o.currency, o.refunded_minor)`;

const OTHER_REFUNDS = `
select coalesce(t.remote_id, o.remote_id) as name
from simulator.refunds t full join (select * from refunds where state = 'refunded') o on o.remote_id = t.remote_id
where t.amount_minor is distinct from o.amount_minor`;

const PAID_TWICE = `
select subscription_id || ' ' || period_start as name from charges where state = 'charged' and subscription_id is not null
group by subscription_id, period_start having count(*) > 1`;

const OVERLAPPING = `
select 'charge ' || id as name from (
  select id, period_start, lag(period_end) over (partition by subscription_id order by period_start) as paid_until
  from charges where state = 'charged' and refunded_minor < amount_minor and subscription_id is not null) c
where period_start < paid_until`;

const AFTER_STOP = `
select 'charge ' || c.id as name from charges c join subscriptions s on s.id = c.subscription_id
where c.state = 'charged' and c.settled_at > s.ended_at and c.refunded_minor < c.amount_minor`;

const UNFINISHED = `
select 'charge ' || id as name from charges where state in ('reserved', 'unknown') or (state = 'requested' and due_at <= $1::timestamptz)
union all select 'refund ' || id from refunds where state in ('requested', 'sending', 'unknown', 'manual', 'refused')
union all select 'news of ' || charge_id from charge_news
union all select 'text ' || text_id from pending`;

const RUNS = `select day::text as name from reconciliations where state <> 'done'`;

/** Everything is adjusted with a transfer of its own, and nothing else is. */
const ADJUSTMENTS = `
select 'finding ' || f.id as name from findings f left join (
  select split_part(key, ':', 2)::bigint as id, sum(amount_minor) as minor from ledger_transfers where key like 'finding:%' group by 1) t
  on t.id = f.id
where abs(f.adjusted_minor) <> coalesce(t.minor, 0)`;

const CHECKS = {
  'the operator’s books are ours': OTHER_BOOKS,
  'the operator’s refunds are ours': OTHER_REFUNDS,
  'a period is paid for once': PAID_TWICE,
  'no moment is paid for twice': OVERLAPPING,
  'nobody pays after leaving': AFTER_STOP,
  'every day is compared': RUNS,
  'every adjustment is booked': ADJUSTMENTS,
} as const;

export interface CheckedRows extends Breach {
  readonly promise: string;
}

/** Looks for every row that breaks a promise. @param now by which nothing due may be left undone */
export async function readBreaches(sql: Sql, now: Date): Promise<CheckedRows[]> {
  const checks = Object.entries(CHECKS).map(([promise, rows]) => ({
    promise,
    text: breach(rows),
    values: [] as Date[],
  }));
  const all = [...checks, { promise: 'nothing is left hanging', text: breach(UNFINISHED), values: [now] }];
  const read: CheckedRows[] = [];
  for (const { promise, text, values } of all) {
    const [row] = await sql.query<Breach & Record<string, unknown>>({ text, values });
    read.push({ promise, rows: row?.rows ?? -1, first: row?.first ?? [] });
  }
  return read;
}
