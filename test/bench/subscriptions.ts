import type { Client } from 'pg';

/** What a day of the bench's service costs, in rials, and what everybody has to pay it with. */
export const PRICE_MINOR = 5_000;
const BALANCE_MINOR = 1_000_000;
/** Every text but the receipt is left out, so that each renewal sends one. */
const SERVICE = { languages: ['en', 'fa'], zone: 'Asia/Tehran', noticeHours: 0, reminderDays: 0 };

/** A daily service of the first brand, and so many people who have paid a day of it; nothing is due yet. */
export async function seedSubscriptions(sql: Client, subscriptions: number): Promise<void> {
  await sql.query('begin');
  await seedService(sql);
  await sql.query(
    `insert into simulator.handsets (msisdn, balance_minor, currency)
     select msisdn, $2, 'IRR' from subscribers order by id limit $1`,
    [subscriptions, BALANCE_MINOR],
  );
  await sql.query(
    `insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state, tariff_id,
       shown, anchor_at, period_ordinal, period_start, period_end, joined_at)
     select 1, id, 1, 1, 1, 'en', 'text', 'active', 1, 'as shown', now() - interval '1 day', 1, now() - interval '1 day', now(),
       now() - interval '1 day'
     from subscribers order by id limit $1`,
    [subscriptions],
  );
  await sql.query('commit');
  await sql.query('vacuum analyze subscriptions, simulator.handsets');
}

export async function seedService(sql: Client): Promise<void> {
  await sql.query(SERVICE_ROWS, [JSON.stringify(SERVICE), PRICE_MINOR]);
}

/** The hour of all of them at once: in so many seconds. */
export async function fallDue(sql: Client, inSeconds = 0): Promise<void> {
  await sql.query(
    `update subscriptions set period_end = w.at, next_at = w.at, next_step = 'renew'
     from (select now() + $1::int * interval '1 second' as at) w`,
    [inSeconds],
  );
}

const SERVICE_ROWS = `
with gateway as (
  insert into charge_gateways (name, type, operator_id, created_at) values ('till', 'simulated', 1, '2026-01-01') returning id
), list as (
  insert into lists (brand_id, shortcode_id, name, key, frequency) values (1, 1, 'STARS', 'stars', 'once a day') returning id
), service as (
  insert into services (list_id, brand_id, shortcode_id, provider, cycle, state, settings, created_at)
  select id, 1, 1, 'Setareh', 'day', 'approved', $1::jsonb, '2026-01-01' from list returning id
), tariff as (
  insert into tariffs (service_id, effective_from, amount_minor, currency, created_at)
  select id, '2026-01-01', $2::bigint, 'IRR', '2026-01-01' from service
)
insert into service_operators (service_id, operator_id, gateway_id, is_approved)
select service.id, 1, gateway.id, true from service, gateway`;
