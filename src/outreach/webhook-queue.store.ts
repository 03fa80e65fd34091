import type { Sql, Tx } from '../platform/database.service';
import type { EventType } from '../platform/events';
import type { Again, Ended, Health } from './webhook-fate';

/** A webhook as whoever delivers sees it; locked, so that its calls are counted by one process at a time. */
export interface LockedWebhook extends Health {
  readonly brandId: number;
  readonly brand: string;
  readonly url: string;
  readonly secret: string;
  readonly isActive: boolean;
}

/** Locks the webhooks of these brands, always in the order of their ids. */
export async function lockWebhooks(tx: Tx, brandIds: readonly number[]): Promise<LockedWebhook[]> {
  return tx.sql.query<LockedWebhook & Record<string, unknown>>({
    name: 'webhooks-lock',
    text: `select w.id as "webhookId", w.brand_id as "brandId", b.code as brand, w.url, w.secret, w.state = 'active' as "isActive",
                  w.failing, w.resume_at as "resumeAt"
           from webhooks w join brands b on b.id = w.brand_id
           where w.brand_id = any($1::int[]) and w.state <> 'deleted' order by w.id for no key update of w`,
    values: [brandIds],
  });
}

/** How many calls a webhook may have open. */
export interface Room {
  readonly webhookId: number;
  readonly brandId: number;
  readonly most: number;
}

export interface Limits {
  readonly callsPerBrand: number;
  /** Calls this process may still open. */
  readonly calls: number;
  readonly leaseMs: number;
}

/** A delivery that is ours until its lease lapses. */
export interface Claimed {
  readonly id: number;
  readonly webhookId: number;
  readonly eventId: number;
  readonly type: EventType;
  /** The person's keyed hash; null: it is about nobody in particular. */
  readonly person: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly isReplay: boolean;
  /** False: the webhook was told to ask for other types since this was queued. */
  readonly isWanted: boolean;
  readonly attempts: number;
  readonly queuedAt: Date;
}

/**
 * Of each webhook what has been due longest, never two of one person and never one before its elder; within the brand's limit
 * whatever the number of its webhooks and of our processes. Whether a call is open is the lease's to say, by the database's own
 * clock. `offset 0` keeps the look for an elder a look-up by key.
 */
const CLAIM = `
with room as materialized (
  select r.webhook_id, r.brand_id, greatest(0, r.most - count(o.id))::int as free, count(o.id)::int as open
  from unnest($1::int[], $2::int[], $3::int[]) as r(webhook_id, brand_id, most)
  left join webhook_queue o on o.webhook_id = r.webhook_id and o.lease is not null and o.leased_until >= clock_timestamp()
  group by r.webhook_id, r.brand_id, r.most
), due as materialized (
  select q.id, q.due_at, r.brand_id, row_number() over (partition by r.brand_id order by q.due_at, q.id) as place
  from room r cross join lateral (
    select d.id, d.due_at from webhook_queue d
    where d.webhook_id = r.webhook_id and d.due_at <= $4::timestamptz and (d.lease is null or d.leased_until < clock_timestamp())
      and (d.person is null or not exists (
        select 1 from webhook_queue e where e.webhook_id = d.webhook_id and e.person = d.person and e.id < d.id offset 0))
    order by d.due_at, d.id limit r.free for update skip locked
  ) q
), chosen as materialized (
  select d.id from due d join (
    select brand_id, $5::int - sum(open) as free from room group by brand_id
  ) b on b.brand_id = d.brand_id
  where d.place <= b.free order by d.due_at, d.id limit $6::int
)
update webhook_queue q set lease = $7::uuid, leased_until = clock_timestamp() + $8::int * interval '1 millisecond', attempts = q.attempts + 1
from brand_events e, webhooks w
where q.id = any(array(select id from chosen)) and e.id = q.event_id and w.id = q.webhook_id
returning q.id, q.webhook_id as "webhookId", q.event_id as "eventId", e.type, e.person, e.payload, e.at, q.is_replay as "isReplay",
  q.is_replay or e.type = any(w.types) as "isWanted", q.attempts, q.queued_at as "queuedAt"`;

/** Takes what may be told now. @param rooms of all webhooks of their brands, also of those that may open no call */
export async function claimDue(
  tx: Tx,
  rooms: readonly Room[],
  { callsPerBrand, calls, leaseMs }: Limits,
  lease: string,
  now: Date,
): Promise<Claimed[]> {
  if (rooms.length === 0 || calls <= 0) return [];
  return tx.sql.query<Claimed & Record<string, unknown>>({
    name: 'webhooks-claim',
    text: CLAIM,
    values: [
      rooms.map(({ webhookId }) => webhookId),
      rooms.map(({ brandId }) => brandId),
      rooms.map(({ most }) => most),
      now,
      callsPerBrand,
      calls,
      lease,
      leaseMs,
    ],
  });
}

/** What is told, or given up, leaves the queue for the record. Whose lease is no longer ours is somebody else's. */
export async function endDeliveries(tx: Tx, ended: readonly Ended[], at: Date): Promise<void> {
  if (ended.length === 0) return;
  await tx.sql.run({
    name: 'webhooks-end',
    text: `with fate as materialized (
             select * from unnest($1::bigint[], $2::uuid[], $3::int[], $4::text[], $5::text[]) as f(id, lease, status, reason, state)
           ), gone as (
             delete from webhook_queue q using fate f where q.id = f.id and q.lease = f.lease
             returning q.id, q.webhook_id, q.event_id, q.is_replay, f.state, q.attempts, f.status, f.reason, q.queued_at
           )
           insert into webhook_deliveries (id, webhook_id, event_id, is_replay, state, attempts, status, reason, queued_at, ended_at)
           select id, webhook_id, event_id, is_replay, state, attempts, status, reason, queued_at, $6::timestamptz from gone order by id`,
    values: [...columnsOf(ended), inOrder(ended).map(({ state }) => state), at],
  });
}

/** Back into the queue, for later. */
export async function putOff(tx: Tx, again: readonly Again[]): Promise<void> {
  if (again.length === 0) return;
  await tx.sql.run({
    name: 'webhooks-put-off',
    text: `update webhook_queue q set lease = null, leased_until = null, status = f.status, reason = f.reason, due_at = f.due_at
           from unnest($1::bigint[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[]) as f(id, lease, status, reason, due_at)
           where q.id = f.id and q.lease = f.lease`,
    values: [...columnsOf(again), inOrder(again).map(({ dueAt }) => dueAt)],
  });
}

export async function noteHealth(tx: Tx, changed: readonly Health[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.sql.run({
    name: 'webhooks-health',
    text: `update webhooks w set failing = h.failing, resume_at = h.resume_at
           from unnest($1::int[], $2::int[], $3::timestamptz[]) as h(id, failing, resume_at) where w.id = h.id`,
    values: [
      changed.map(({ webhookId }) => webhookId),
      changed.map(({ failing }) => failing),
      changed.map(({ resumeAt }) => resumeAt),
    ],
  });
}

/** Brands with something to tell to a server that may be called. */
export async function brandsWithWork(sql: Sql, now: Date): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    name: 'webhooks-waiting',
    text: `select distinct w.brand_id as id from webhooks w
           where w.state = 'active' and (w.resume_at is null or w.resume_at <= $1::timestamptz)
             and exists (select 1 from webhook_queue q where q.webhook_id = w.id and q.due_at <= $1::timestamptz offset 0)`,
    values: [now],
  });
  return rows.map(({ id }) => id);
}

/** Gives up what has been due since before `before`: its server is paused, or answers nobody. @returns how many at most `most` */
export async function giveUp(sql: Sql, before: Date, now: Date, most: number): Promise<number> {
  return sql.run({
    text: `with gone as (
             delete from webhook_queue where id = any(array(
               select q.id from webhooks w cross join lateral (
                 select d.id from webhook_queue d
                 where d.webhook_id = w.id and d.due_at <= $1 and (d.lease is null or d.leased_until < clock_timestamp())
                 order by d.due_at, d.id limit $3 for update skip locked) q
               where w.state <> 'deleted' limit $3))
             returning *
           )
           insert into webhook_deliveries (id, webhook_id, event_id, is_replay, state, attempts, status, reason, queued_at, ended_at)
           select g.id, g.webhook_id, g.event_id, g.is_replay, 'gave_up', g.attempts, g.status,
             coalesce(g.reason, 'nobody could be told in time'), g.queued_at, $2
           from gone g order by g.id`,
    values: [before, now, most],
  });
}

/** Removes the record of what ended before `before`, oldest first. @returns how many at most `most` */
export async function forgetDeliveries(sql: Sql, before: Date, most: number): Promise<number> {
  return sql.run({
    text: `delete from webhook_deliveries where id = any(array(
             select id from (select id, ended_at from webhook_deliveries order by id limit $2) oldest where ended_at < $1))`,
    values: [before, most],
  });
}

/** Removes what waits for webhooks that are no more. @returns how many at most `most` */
export async function dropOfDeleted(sql: Sql, most: number): Promise<number> {
  return sql.run({
    text: `delete from webhook_queue where id = any(array(
             select q.id from webhooks w cross join lateral (
               select d.id from webhook_queue d where d.webhook_id = w.id order by d.due_at limit $1) q
             where w.state = 'deleted' limit $1))`,
    values: [most],
  });
}

interface Settled {
  readonly deliveryId: number;
  readonly lease: string;
  readonly status: number | null;
  readonly reason: string | null;
}

/** By id, so that no two settlements wait for each other crosswise. */
const inOrder = <T extends Settled>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => a.deliveryId - b.deliveryId);

function columnsOf(rows: readonly Settled[]): unknown[] {
  const sorted = inOrder(rows);
  return [
    sorted.map(({ deliveryId }) => deliveryId),
    sorted.map(({ lease }) => lease),
    sorted.map(({ status }) => status),
    sorted.map(({ reason }) => reason),
  ];
}
