import type { Sql } from '../../platform/database.service';

/** How the base of one service moved between two instants. */
export interface MovementRow {
  readonly service: number;
  readonly opening: number;
  readonly new: number;
  /** Somebody who was in the base before, in a subscription that ended. */
  readonly reactivated: number;
  /** Left of their own will. */
  readonly voluntary: number;
  /** Never paid, stopped paying, barred, or the number is gone. */
  readonly involuntary: number;
  readonly closing: number;
}

/** In the base is who confirmed and has not left: also who is on trial, or behind with a payment. */
export const BASE_STATES = ['trial', 'activating', 'active', 'renewing', 'grace', 'suspended'] as const;
const BASE = BASE_STATES.map((state) => `'${state}'`).join(', ');

/** The state of each subscription just before an instant, counted where it is in the base. */
const standingAt = (instant: string): string => `
  select s.service_id, count(*)::int as people
  from subscriptions s cross join lateral (
    select e.to_state from subscription_events e where e.subscription_id = s.id and e.at < ${instant} order by e.id desc limit 1) l
  where l.to_state in (${BASE}) and ($1::int is null or s.service_id = $1) group by s.service_id`;

// Opening and closing are read from where each subscription stood, the movement from what happened in between: that they agree is
// no matter of arithmetic.
const MOVEMENT = `
with opening as (${standingAt('$2')}), closing as (${standingAt('$3')}),
steps as (
  select s.service_id, s.id, s.subscriber_id, e.to_state,
    coalesce(e.from_state, '') in (${BASE}) as was_in, e.to_state in (${BASE}) as is_in
  from subscription_events e join subscriptions s on s.id = e.subscription_id
  where e.at >= $2 and e.at < $3 and ($1::int is null or s.service_id = $1)
), moved as (
  select service_id,
    case when is_in then case when exists (
        select from subscriptions p join subscription_events e on e.subscription_id = p.id
        where p.subscriber_id = t.subscriber_id and p.service_id = t.service_id and p.id < t.id and e.to_state in (${BASE}))
      then 'reactivated' else 'new' end
    when to_state = 'unsubscribed' then 'voluntary' else 'involuntary' end as movement
  from steps t where was_in <> is_in
), counted as (
  select service_id, (count(*) filter (where movement = 'new'))::int as new,
    (count(*) filter (where movement = 'reactivated'))::int as reactivated,
    (count(*) filter (where movement = 'voluntary'))::int as voluntary,
    (count(*) filter (where movement = 'involuntary'))::int as involuntary
  from moved group by service_id
)
select v.id as service, coalesce(o.people, 0) as opening, coalesce(m.new, 0) as new, coalesce(m.reactivated, 0) as reactivated,
  coalesce(m.voluntary, 0) as voluntary, coalesce(m.involuntary, 0) as involuntary, coalesce(c.people, 0) as closing
from services v left join opening o on o.service_id = v.id left join counted m on m.service_id = v.id
left join closing c on c.service_id = v.id
where ($1::int is null or v.id = $1) and num_nonnulls(o.service_id, m.service_id, c.service_id) > 0 order by v.id`;

/** @param from and `until`, half-open: what happened at `until` belongs to the next interval */
export function readBaseMovement(
  sql: Sql,
  serviceId: number | null,
  from: Date,
  until: Date,
): Promise<MovementRow[]> {
  return sql.query<MovementRow & Record<string, unknown>>({
    text: MOVEMENT,
    values: [serviceId, from, until],
  });
}
