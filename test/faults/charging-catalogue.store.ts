import { Pool, type PoolClient } from 'pg';
import type { Faults } from '../../src/connectors/simulator/faults';
import { loadIdentity, sha256 } from '../../src/platform/identity.service';
import { laneOf } from '../../src/platform/lanes';
import { sqlOn } from '../../src/platform/database.service';
import { BRAND, DOOR_KEY } from './catalogue.store';
import { dueAfterMs, type ChargingPlan } from './charging-plan';
import { CODE, numberOf } from './script';

/** One service for each way in which the operator may take money: at once, told later, and in two steps. */
const WAYS = [
  { name: 'at-once', type: 'simulated', settings: {}, priceMinor: 101 },
  { name: 'told-later', type: 'simulated', settings: { answers: 'later' }, priceMinor: 257 },
  { name: 'two-step', type: 'simulated-two-step', settings: {}, priceMinor: 499 },
] as const;

const BALANCE_MINOR = 100_000;
/** Told of nothing but payments, and tried again as often as the ladder says. */
const SERVICE = {
  languages: ['it', 'en'],
  zone: 'Europe/Rome',
  noticeHours: 0,
  reminderDays: 0,
  attemptsPerDay: 24,
};

/** A daily service for each way, and people whose next day falls due one after the other from `firstDueAt` on. */
export async function writePaidCatalogue(
  databaseUrl: string,
  plan: ChargingPlan,
  firstDueAt: Date,
): Promise<void> {
  await within(databaseUrl, async (client) => {
    for (const [text, values] of STATEMENTS) await client.query(text, [...values]);
    for (const { name, type, settings, priceMinor } of WAYS)
      await client.query(A_SERVICE, [
        name,
        type,
        JSON.stringify(settings),
        JSON.stringify(SERVICE),
        priceMinor,
      ]);
    await writePeople(client, plan, firstDueAt);
  });
}

/** How the operator behaves from now on; a running engine hears of it within a second. */
export const setMood = (databaseUrl: string, faults: Faults): Promise<void> =>
  within(databaseUrl, async (client) => {
    await client.query(
      'insert into simulator.faults (faults) values ($1) on conflict (only_one) do update set faults = excluded.faults',
      [JSON.stringify(faults)],
    );
  });

async function writePeople(client: PoolClient, plan: ChargingPlan, firstDueAt: Date): Promise<void> {
  const identity = await loadIdentity(sqlOn(client));
  const people = Array.from({ length: plan.people }, (_, person) => person);
  const hashes = people.map((person) => identity.hashOf(numberOf(person)));
  const due = people.map((person) => new Date(firstDueAt.getTime() + dueAfterMs(plan, person)));
  await client.query(
    `insert into subscribers (sender_hash, lane, msisdn, operator, created_at)
     select *, 'op', '2026-01-01'::timestamptz from unnest($1::uuid[], $2::smallint[], $3::text[])`,
    [hashes, hashes.map(laneOf), people.map(numberOf)],
  );
  await client.query(
    `insert into simulator.handsets (msisdn, balance_minor, currency) select msisdn, $1, 'EUR' from subscribers`,
    [BALANCE_MINOR],
  );
  await client.query(SUBSCRIBED, [
    people.map(numberOf),
    people.map((person) => 1 + (person % WAYS.length)),
    due,
  ]);
}

async function within(databaseUrl: string, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await work(client);
      await client.query('commit');
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

const STATEMENTS: readonly (readonly [string, readonly unknown[]])[] = [
  [`insert into operators (code, name, country) values ('op', 'Operator', 'IT')`, []],
  [
    `insert into connectors (name, protocol, operator_id, settings, key_hash) values ('carrier', 'simulator', 1, '{}', $1)`,
    [sha256(DOOR_KEY)],
  ],
  [`insert into brands (code, name, contact) values ($1, 'Acme', 'acme.example')`, [BRAND]],
  [
    `insert into shortcodes (number, kind, profile, language, zone, brand_id) values ($1, 'dedicated', 'it', 'it', 'Europe/Rome', 1)`,
    [CODE],
  ],
  [`insert into shortcode_routes (shortcode_id, connector_id) values (1, 1)`, []],
];

const A_SERVICE = `
with gateway as (
  insert into charge_gateways (name, type, operator_id, settings, created_at) values ($1, $2, 1, $3::jsonb, '2026-01-01') returning id
), list as (
  insert into lists (brand_id, shortcode_id, name, key, frequency) values (1, 1, $1, $1, 'ogni giorno') returning id
), service as (
  insert into services (list_id, brand_id, shortcode_id, provider, cycle, state, settings, created_at)
  select id, 1, 1, 'Acme', 'day', 'approved', $4::jsonb, '2026-01-01' from list returning id
), tariff as (
  insert into tariffs (service_id, effective_from, amount_minor, currency, created_at)
  select id, '2026-01-01', $5::bigint, 'EUR', '2026-01-01' from service
)
insert into service_operators (service_id, operator_id, gateway_id, is_approved)
select service.id, 1, gateway.id, true from service, gateway`;

/** They joined a day before their next day falls due, and that day is paid. */
const SUBSCRIBED = `
with wanted as (
  select p.id as subscriber_id, v.id as service_id, v.list_id, t.id as tariff_id, w.due, w.due - interval '1 day' as joined
  from unnest($1::text[], $2::int[], $3::timestamptz[]) as w(msisdn, service_id, due)
  join subscribers p on p.msisdn = w.msisdn join services v on v.id = w.service_id join tariffs t on t.service_id = v.id
), joined as (
  insert into consent_states (subscriber_id, scope, shortcode_id, list_id, status, said_at)
  select subscriber_id, 'list:' || list_id, 1, list_id, 'in', joined from wanted
)
insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state, tariff_id,
  shown, anchor_at, period_ordinal, period_start, period_end, next_at, next_step, joined_at)
select service_id, subscriber_id, 1, 1, 1, 'it', 'text', 'active', tariff_id, 'as shown', joined, 1, joined, due, due, 'renew', joined
from wanted order by subscriber_id`;
