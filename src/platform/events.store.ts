import { instants, plain, texts, words } from './array-literal';
import type { Sql, Tx } from './database.service';
import { storableJson, type EventType, type NewEvent } from './events';

/**
 * A statement that appends what happened, see {@link appendEvents}. Whoever listens is found here and not in memory: what is appended
 * is queued for exactly those who listen as it commits.
 * @param said a query for rows (brand_id, subscriber_id, person, type, payload, at, place)
 */
export const appending = (said: string): string => `
with said as materialized (
  ${said}
), kept as (
  insert into brand_events (brand_id, subscriber_id, person, type, payload, at)
  select brand_id, subscriber_id, person, type, payload, at from said e
  where exists (select 1 from webhooks w where w.brand_id = e.brand_id and w.state <> 'deleted' and e.type = any(w.types))
  order by place
  returning id, brand_id, person, type, at
), queued as (
  insert into webhook_queue (webhook_id, event_id, person, queued_at, due_at)
  select w.id, k.id, k.person, k.at, k.at
  from kept k join webhooks w on w.brand_id = k.brand_id and w.state <> 'deleted' and k.type = any(w.types)
  order by k.id, w.id
)
select distinct brand_id from kept`;

const APPEND = appending(`
  select * from unnest($1::int[], $2::bigint[], $3::uuid[], $4::text[], $5::jsonb[], $6::timestamptz[])
    with ordinality as e(brand_id, subscriber_id, person, type, payload, at, place)`);

/**
 * Appends what happened, in the caller's transaction and in the order of the array: one statement, however many there are. What
 * nobody listens to leaves no row.
 * @returns the brands to ring the `events` bell for once the transaction has committed
 */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<number[]> {
  if (events.length === 0) return [];
  const rows = await tx.sql.query<{ brand_id: number }>({
    name: 'events-append',
    text: APPEND,
    values: [
      plain(events.map(({ brandId }) => brandId)),
      plain(events.map(({ subscriberId }) => subscriberId)),
      words(events.map(({ person }) => person)),
      words(events.map(({ type }) => type)),
      texts(events.map(({ payload }) => storableJson(payload))),
      instants(events.map(({ at }) => at)),
    ],
  });
  return rows.map(({ brand_id }) => brand_id).sort((a, b) => a - b);
}

/** Moves with every change of who listens to what. */
export async function listenersVersion(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ version: number }>({
    name: 'events-listeners-version',
    text: 'select version from webhooks_version',
  });
  return row?.version ?? 0;
}

/** Every brand that listens, and to what. A paused webhook listens: what it missed waits for it. */
export async function readListeners(
  sql: Sql,
): Promise<readonly { readonly brandId: number; readonly type: EventType }[]> {
  return sql.query<{ brandId: number; type: EventType }>({
    text: `select distinct w.brand_id as "brandId", t.type
           from webhooks w cross join lateral unnest(w.types) as t(type) where w.state <> 'deleted'`,
  });
}

/** Removes the oldest events that happened before `before`, at most `most` of them. @returns how many went */
export async function forgetEvents(sql: Sql, before: Date, most: number): Promise<number> {
  return sql.run({
    text: `delete from brand_events where id = any(array(
             select id from (select id, at from brand_events order by id limit $2) oldest where at < $1))`,
    values: [before, most],
  });
}
