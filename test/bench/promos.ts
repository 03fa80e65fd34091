import type { Client } from 'pg';
import { measureLatency, type Bench, type Latency } from './figures';
import { markOf } from './rows';

/** Replies while advertisements wait by the hundred thousand (WIRE-10). */
export interface PromosFigures {
  readonly queued: number;
  /** At 1,000 texts a second offered, from the first moment of the blast. */
  readonly latency: Latency;
  /** Advertisements that left while texts were offered. */
  readonly sentPerSecond: number;
  /** How many still waited when the last text had been offered: at 0 the blast was too small to prove anything. */
  readonly leftAfterLoad: number;
}

/** A blast to `count` people is queued in one go; then people text. */
export async function measurePromos(bench: Bench, count: number, seconds: number): Promise<PromosFigures> {
  const { sql } = bench.place;
  const mark = await markOf(sql);
  await queuePromos(sql, count);
  const latency = await measureLatency(bench, seconds);
  const { rows } = await sql.query<{ sent: number; left: number }>(
    `select count(*) filter (where d.at between to_timestamp($2 / 1000.0) and to_timestamp($3 / 1000.0))::float8 as sent,
            count(*) filter (where d.at > to_timestamp($3 / 1000.0))::float8 as left
     from outbound o join deliveries d on d.outbound_id = o.id where o.class = 'promotional' and o.xmin::text::bigint >= $1`,
    [mark.xid, latency.fromMs, latency.untilMs],
  );
  const spentSeconds = (latency.untilMs - latency.fromMs) / 1_000;
  return {
    queued: count,
    latency,
    sentPerSecond: (rows[0]?.sent ?? NaN) / spentSeconds,
    leftAfterLoad: rows[0]?.left ?? NaN,
  };
}

/** As the send door would have queued them, a million at a time. */
async function queuePromos(sql: Client, count: number): Promise<void> {
  await sql.query(
    `with people as (select id from subscribers order by id limit $1), news as (
       insert into outbound (subscriber_id, connector_id, shortcode_id, brand_id, class, body, created_at, expires_at)
       select id, 1, 1, 1, 'promotional', 'Weekend sale: half price on everything until Sunday evening.', now(), now() + interval '1 day'
       from people returning id, subscriber_id
     )
     insert into outbox (outbound_id, connector_id, priority, subscriber_id, shortcode_id, due_at)
     select id, 1, 3, subscriber_id, 1, now() from news`,
    [count],
  );
}
