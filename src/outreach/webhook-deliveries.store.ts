import type { Sql } from '../platform/database.service';
import type { EventType } from '../platform/events';

export type DeliveryState = 'waiting' | 'delivered' | 'gave_up' | 'dropped';

export interface DeliveryCard {
  readonly id: number;
  readonly eventId: number;
  readonly type: EventType | null;
  /** In full; whoever shows it masks it. */
  readonly msisdn: string | null;
  readonly at: Date | null;
  readonly isReplay: boolean;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly status: number | null;
  readonly reason: string | null;
  readonly queuedAt: Date;
  readonly nextAt: Date | null;
  readonly endedAt: Date | null;
}

/** What a webhook was told or waits to be told, in the order it was queued. */
export async function readDeliveries(
  sql: Sql,
  webhookId: number,
  state: DeliveryState | null,
  after: number,
  limit: number,
): Promise<DeliveryCard[]> {
  return sql.query<DeliveryCard & Record<string, unknown>>({
    text: `select d.id, d.event_id as "eventId", e.type, s.msisdn, e.at, d.is_replay as "isReplay", d.state, d.attempts, d.status,
             d.reason, d.queued_at as "queuedAt", d.next_at as "nextAt", d.ended_at as "endedAt"
           from (
             (select id, event_id, is_replay, 'waiting' as state, attempts, status, reason, queued_at, due_at as next_at,
                null::timestamptz as ended_at
              from webhook_queue where webhook_id = $1 and id > $3 and coalesce($2::text, 'waiting') = 'waiting' order by id limit $4)
             union all
             (select id, event_id, is_replay, state, attempts, status, reason, queued_at, null, ended_at
              from webhook_deliveries where webhook_id = $1 and id > $3 and ($2::text is null or state = $2) order by id limit $4)
           ) d
           left join brand_events e on e.id = d.event_id left join subscribers s on s.id = e.subscriber_id
           order by d.id limit $4`,
    values: [webhookId, state, after, limit],
  });
}

export interface ReplayWish {
  readonly webhookId: number;
  readonly brandId: number;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  readonly types: readonly EventType[];
  readonly at: Date;
}

/** Counts what a replay would queue, and stops counting beyond `most`. */
export async function countReplayable(sql: Sql, wish: ReplayWish, most: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>({
    text: `select count(*)::int as count from (
             select 1 from brand_events where brand_id = $1 and at >= $2 and at < $3 and type = any($4) limit $5 + 1) e`,
    values: [wish.brandId, wish.from, wish.to, wish.types, most],
  });
  return row?.count ?? 0;
}

/** Queues events once more, in the order they happened. What still waits for its first time is not queued twice. @returns how many */
export async function queueReplay(sql: Sql, wish: ReplayWish, most: number): Promise<number> {
  return sql.run({
    text: `insert into webhook_queue (webhook_id, event_id, person, is_replay, queued_at, due_at)
           select $6, e.id, e.person, true, $7, $7 from brand_events e
           where e.brand_id = $1 and e.at >= $2 and e.at < $3 and e.type = any($4)
             and e.id not in (select event_id from webhook_queue where webhook_id = $6)
           order by e.id limit $5`,
    values: [wish.brandId, wish.from, wish.to, wish.types, most, wish.webhookId, wish.at],
  });
}
