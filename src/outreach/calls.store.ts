import { RETURNED } from '../engine/steps/timer';
import { instants, plain, texts, words } from '../platform/array-literal';
import type { Sql, Tx } from '../platform/database.service';
import { storableJson } from '../platform/events';
import { LOCKS } from '../platform/lanes';
import type { CallAgain, EndedCall } from './call-fate';

export interface CallLimits {
  /** Calls open to the servers of one brand, in all processes together. */
  readonly callsPerBrand: number;
  /** Of those, how many may be for people who no longer wait. */
  readonly lateCallsPerBrand: number;
  /** Calls this process may still open. */
  readonly calls: number;
  readonly leaseMs: number;
}

/** A call that is ours to make until its lease lapses. */
export interface ClaimedCall {
  readonly id: number;
  readonly brandId: number;
  /** The brand's code. */
  readonly brand: string;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The person's keyed hash. */
  readonly person: string | null;
  /** Null unless the brand is to see it. */
  readonly msisdn: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** The calls of these brands are counted by one process at a time. Its own statement, before any read. */
export async function lockCallers(tx: Tx, brandIds: readonly number[]): Promise<void> {
  await tx.sql.run({
    name: 'calls-own',
    text: 'select pg_advisory_xact_lock($1, brand_id) from unnest($2::int[]) as b(brand_id)',
    values: [LOCKS.calls, [...brandIds].sort((a, b) => a - b)],
  });
}

/** Whose time has run out waits for its turn among those who are only told. */
export async function expireCalls(tx: Tx, brandIds: readonly number[], now: Date): Promise<void> {
  await tx.sql.run({
    name: 'calls-expire',
    text: `update calls set state = 'late' where brand_id = any($1::int[]) and state = 'waiting' and expires_at <= $2
             and (lease is null or leased_until < clock_timestamp())`,
    values: [brandIds, now],
  });
}

/**
 * Of each brand what somebody waits for, oldest first, then what it only has to be told; within the brand's limit, whatever the
 * number of our processes, and of all brands in turn. Whether a call is open is the lease's to say, by the database's own clock.
 */
const CLAIM = `
with room as materialized (
  select b.brand_id, $3::int - count(o.id)::int as free, $4::int - (count(o.id) filter (where o.state = 'late'))::int as late_free
  from unnest($1::int[]) as b(brand_id)
  left join calls o on o.brand_id = b.brand_id and o.state in ('waiting', 'late') and o.lease is not null
    and o.leased_until >= clock_timestamp()
  group by b.brand_id
), fresh as materialized (
  select q.id, q.due_at, r.brand_id, false as is_late from room r cross join lateral (
    select c.id, c.due_at from calls c
    where c.brand_id = r.brand_id and c.state = 'waiting' and c.due_at <= $2 and (c.lease is null or c.leased_until < clock_timestamp())
    order by c.due_at, c.id limit greatest(0, r.free) for update skip locked
  ) q
), rest as materialized (
  select r.brand_id, least(r.late_free, r.free - count(f.id)::int) as free
  from room r left join fresh f on f.brand_id = r.brand_id group by r.brand_id, r.late_free, r.free
), late as materialized (
  select q.id, q.due_at, r.brand_id, true as is_late from rest r cross join lateral (
    select c.id, c.due_at from calls c
    where c.brand_id = r.brand_id and c.state = 'late' and c.due_at <= $2 and (c.lease is null or c.leased_until < clock_timestamp())
    order by c.due_at, c.id limit greatest(0, r.free) for update skip locked
  ) q
), chosen as materialized (
  select id from (
    select id, is_late, due_at, row_number() over (partition by brand_id, is_late order by due_at, id) as place
    from (select * from fresh union all select * from late) d
  ) p order by is_late, place, due_at limit $5
)
update calls c set lease = $6::uuid, leased_until = clock_timestamp() + $7::int * interval '1 millisecond', attempts = c.attempts + 1
from brands b, subscribers s
where c.id = any(array(select id from chosen)) and b.id = c.brand_id and s.id = c.subscriber_id
returning c.id, c.brand_id as "brandId", b.code as brand, c.url, c.body, s.sender_hash as person,
  case when c.with_number then s.msisdn end as msisdn, c.attempts, c.created_at as "createdAt", c.expires_at as "expiresAt"`;

/** Takes what may be asked now. */
export async function claimCalls(
  tx: Tx,
  brandIds: readonly number[],
  { callsPerBrand, lateCallsPerBrand, calls, leaseMs }: CallLimits,
  lease: string,
  now: Date,
): Promise<ClaimedCall[]> {
  if (brandIds.length === 0 || calls <= 0) return [];
  return tx.sql.query<ClaimedCall & Record<string, unknown>>({
    name: 'calls-claim',
    text: CLAIM,
    values: [brandIds, now, callsPerBrand, lateCallsPerBrand, calls, lease, leaseMs],
  });
}

/**
 * An answer becomes the timer that would have said there was none; if that was heard already, the answer has come too late and
 * is nothing but a receipt. The instant is the call's own: the clock of whoever looks for due timers set it.
 */
const END = `
with fate as materialized (
  select c.id, c.key, c.created_at, f.state, f.status, f.reason, f.answer
  from unnest($1::bigint[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::jsonb[]) as f(id, lease, status, reason, state, answer)
  join calls c on c.id = f.id and c.lease = f.lease
  order by c.id for update of c
), came as (
  update timers t set due_at = f.created_at, data = t.data || jsonb_build_object('answer', f.answer)
  from fate f where t.key = f.key and t.type = '${RETURNED}'
  returning t.key, t.lane
), ended as (
  update calls c set state = case when f.state = 'answered' and f.key not in (select key from came) then 'told' else f.state end,
    status = f.status, reason = f.reason, answer = f.answer, ended_at = $7::timestamptz, lease = null, leased_until = null
  from fate f where c.id = f.id
)
select distinct lane from came`;

/** Notes what was answered, and what never will be. @returns the lanes in which somebody can be told. */
export async function endCalls(tx: Tx, ended: readonly EndedCall[], at: Date): Promise<number[]> {
  if (ended.length === 0) return [];
  const rows = await tx.sql.query<{ lane: number }>({
    name: 'calls-end',
    text: END,
    values: [
      ...columnsOf(ended),
      words(inOrder(ended).map(({ state }) => state)),
      texts(inOrder(ended).map(({ answer }) => (answer === null ? null : storableJson(answer)))),
      at,
    ],
  });
  return rows.map(({ lane }) => lane);
}

/** Back among those that wait, for later. */
export async function putOffCalls(tx: Tx, again: readonly CallAgain[]): Promise<void> {
  if (again.length === 0) return;
  await tx.sql.run({
    name: 'calls-put-off',
    text: `update calls c set lease = null, leased_until = null, status = f.status, reason = f.reason, due_at = f.due_at
           from unnest($1::bigint[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[]) as f(id, lease, status, reason, due_at)
           where c.id = f.id and c.lease = f.lease`,
    values: [...columnsOf(again), instants(inOrder(again).map(({ dueAt }) => dueAt))],
  });
}

/** Brands with a call that is due, and that nobody is making. */
export async function brandsWithCalls(sql: Sql, now: Date): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    name: 'calls-waiting',
    text: `select b.id from brands b where exists (
             select 1 from calls c where c.brand_id = b.id and c.state in ('waiting', 'late') and c.due_at <= $1
               and (c.lease is null or c.leased_until < clock_timestamp()) offset 0)`,
    values: [now],
  });
  return rows.map(({ id }) => id);
}

/** Removes calls that ended before `before`, oldest first. @returns how many at most `most` */
export async function forgetCalls(sql: Sql, before: Date, most: number): Promise<number> {
  return sql.run({
    text: `delete from calls where id = any(array(
             select id from (select id, ended_at from calls order by id limit $2) oldest where ended_at < $1))`,
    values: [before, most],
  });
}

interface Settled {
  readonly callId: number;
  readonly lease: string;
  readonly status: number | null;
  readonly reason: string | null;
}

/** By id, so that no two settlements wait for each other crosswise. */
const inOrder = <T extends Settled>(rows: readonly T[]): T[] => [...rows].sort((a, b) => a.callId - b.callId);

function columnsOf(rows: readonly Settled[]): unknown[] {
  const sorted = inOrder(rows);
  return [
    plain(sorted.map(({ callId }) => callId)),
    words(sorted.map(({ lease }) => lease)),
    plain(sorted.map(({ status }) => status)),
    texts(sorted.map(({ reason }) => reason)),
  ];
}
