import type { Sql } from '../../platform/database.service';

type Row = Readonly<Record<string, unknown>>;

/** Instants, half-open; all operators where none is named. */
export interface TimeFilter {
  readonly operatorId: number | null;
  readonly from: Date;
  readonly until: Date;
}

/** Why charges did not come off. */
export interface FailureRow {
  readonly operator: string;
  readonly service: number;
  readonly failure: string;
  /** The operator's own code; null for what never left us. */
  readonly code: string | null;
  readonly charges: number;
}

const FAILURES = `
select o.code as operator, c.service_id as service, coalesce(c.failure, 'unknown') as failure, a.remote_code as code,
  count(*)::int as charges
from charges c join operators o on o.id = c.operator_id
left join lateral (
  select t.remote_code from charge_attempts t where t.charge_id = c.id order by t.ordinal desc limit 1) a on true
where c.settled_at >= $2 and c.settled_at < $3 and c.state = 'refused' and ($1::int is null or c.operator_id = $1)
group by 1, 2, 3, 4 order by o.code, charges desc, service, failure, code limit $4`;

export function readFailures(
  sql: Sql,
  { operatorId, from, until }: TimeFilter,
  most: number,
): Promise<FailureRow[]> {
  return sql.query<FailureRow & Row>({ text: FAILURES, values: [operatorId, from, until, most] });
}

/** How tries went, by the how manieth try of its period it was and the local hour it was made in. */
export interface TryRow {
  readonly operator: string;
  readonly try: number;
  readonly hour: number;
  readonly submitted: number;
  readonly charged: number;
}

// Each rung of the ladder is a charge of its own for the same period; what was sent twice under one name was one try.
const TRIES = `
select o.code as operator, n.try, extract(hour from coalesce(a.sent_at, c.settled_at) at time zone $4)::int as hour,
  count(*)::int as submitted, (count(*) filter (where c.state = 'charged'))::int as charged
from charges c join operators o on o.id = c.operator_id
left join lateral (select max(t.sent_at) as sent_at from charge_attempts t where t.charge_id = c.id) a on true
cross join lateral (
  select case when c.subscription_id is null then 1 else (
    select count(*) from charges p where p.subscriber_id = c.subscriber_id and p.id <= c.id and p.subscription_id = c.subscription_id
      and p.period_start is not distinct from c.period_start and p.state <> 'voided') end::int as try) n
where c.settled_at >= $2 and c.settled_at < $3 and ($1::int is null or c.operator_id = $1)
  and (c.state = 'charged' or (c.state = 'refused' and c.attempts > 0))
group by 1, 2, 3 order by o.code, n.try, hour`;

export function readTries(
  sql: Sql,
  { operatorId, from, until }: TimeFilter,
  zone: string,
): Promise<TryRow[]> {
  return sql.query<TryRow & Row>({ text: TRIES, values: [operatorId, from, until, zone] });
}
