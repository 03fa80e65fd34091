import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { drained, measureLatency, type Bench, type Latency } from './figures';
import { insert, measureFloor, type Floor } from './floor';
import { spentUntilNow } from './processor';
import { markOf, rowsSince, sampleOf, type Mark, type Sample } from './rows';
import { fallDue } from './subscriptions';

/** Charging what falls due at one moment: from the hour itself until every row of it is written and every receipt has left. */
export interface RenewalFigures {
  readonly renewals: number;
  readonly chargesPerSecond: number;
  /** Until every charge was settled and its subscription had heard of it; receipts may still wait. */
  readonly settledPerSecond: number;
  readonly engineMicrosPerCharge: number;
  readonly postgresMicrosPerCharge: number;
  readonly coresElsewhere: number;
  /** Anything but 0 is a fault: not charged exactly once, at the operator and in our books. */
  readonly astray: number;
  readonly floor: Floor;
}

/** Replies while subscriptions fall due by the hundred thousand. */
export interface RenewalLatency {
  readonly renewals: number;
  readonly latency: Latency;
  readonly chargedPerSecond: number;
  /** How many were still due when the last text had been offered: at 0 they were too few to prove anything. */
  readonly leftAfterLoad: number;
}

/** Seldom enough to cost nothing beside what it waits for. */
const POLL_MS = 250;
/** Midnight is not when the hour is written down: what that costs is over by then. */
const DUE_IN_SECONDS = 5;
const SETTLE_MS = 30 * 60_000;

export async function measureRenewals(
  bench: Bench,
  renewals: number,
  floorRenewals: number,
  say: (line: string) => void,
): Promise<RenewalFigures> {
  const { place, engine } = bench;
  const { sql } = place;
  await sql.query('checkpoint');
  const mark = await markOf(sql);
  const before = await spentUntilNow(engine.pid, place.postgresPid);
  const startMs = performance.now();
  await fallDue(sql);
  await settled(bench);
  const settledMs = performance.now() - startMs;
  await drained(bench);
  const spentMs = performance.now() - startMs;
  const after = await spentUntilNow(engine.pid, place.postgresPid);
  const micros = (whose: 'engine' | 'postgres'): number => ((after[whose] - before[whose]) * 1e6) / renewals;
  const others = (['engine', 'postgres', 'bench'] as const).reduce(
    (sum, who) => sum + after[who] - before[who],
    0,
  );
  say('The floor of it …');
  return {
    renewals,
    chargesPerSecond: (renewals * 1_000) / spentMs,
    settledPerSecond: (renewals * 1_000) / settledMs,
    engineMicrosPerCharge: micros('engine'),
    postgresMicrosPerCharge: micros('postgres'),
    coresElsewhere: (after.everybody - before.everybody - others) / (spentMs / 1_000),
    astray: await countAstray(sql, renewals),
    floor: await floorOf(bench, mark, renewals, floorRenewals),
  };
}

/** A million fall due, and people text. */
export async function measureRenewalLatency(
  bench: Bench,
  renewals: number,
  seconds: number,
): Promise<RenewalLatency> {
  const { sql } = bench.place;
  await fallDue(sql, DUE_IN_SECONDS);
  await sql.query('vacuum analyze subscriptions');
  await sql.query('checkpoint');
  const before = await countCharged(sql);
  await due(sql);
  const startMs = performance.now();
  const latency = await measureLatency(bench, seconds);
  const spentSeconds = (performance.now() - startMs) / 1_000;
  const charged = await countCharged(sql);
  return {
    renewals,
    latency,
    chargedPerSecond: (charged - before) / spentSeconds,
    leftAfterLoad: renewals - charged,
  };
}

/** Resolves when every subscription has heard of its payment. Throws when that does not come about. */
async function settled({ place: { sql }, engine }: Bench): Promise<void> {
  for (const untilMs = Date.now() + SETTLE_MS; ; await sleep(POLL_MS)) {
    const { rows } = await sql.query<{ done: boolean }>(
      `select not exists (select 1 from subscriptions where next_at <= now()) and not exists (select 1 from charge_news)
         and not exists (select 1 from charges where settled_at is null) as done`,
    );
    if (rows[0]?.done) return;
    if (Date.now() > untilMs) throw new Error(`Charges are still open. The engine said:\n${engine.output()}`);
  }
}

async function due(sql: Client): Promise<void> {
  for (;;) {
    const { rows } = await sql.query('select 1 from subscriptions where next_at <= now() limit 1');
    if (rows.length > 0) return;
    await sleep(POLL_MS);
  }
}

async function countCharged(sql: Client): Promise<number> {
  const { rows } = await sql.query<{ charged: number }>(
    `select count(*)::float8 as charged from charges where state = 'charged'`,
  );
  return rows[0]?.charged ?? NaN;
}

async function countAstray(sql: Client, renewals: number): Promise<number> {
  const { rows } = await sql.query<{ paid: number; posted: number }>(
    `select (select count(distinct msisdn) from simulator.payments where state = 'succeeded')::float8 as paid,
            (select count(*) from ledger_transfers where kind = 'post')::float8 as posted`,
  );
  const { paid = NaN, posted = NaN } = rows[0] ?? {};
  return Math.abs(renewals - paid) + Math.abs(renewals - posted);
}

/** What the rows refer to and no renewal writes; in this order. */
const PARENTS = [
  'public.operators',
  'public.connectors',
  'public.brands',
  'public.shortcodes',
  'public.subscribers',
  'public.charge_gateways',
  'public.lists',
  'public.services',
  'public.tariffs',
  'public.ledger_accounts',
] as const;
const EVER: Mark = { xid: 0, textId: 0 };
const MOST_PARENTS = 1_000_000;

/**
 * The same rows in the same tables, each written once where the engine changes some. What the rows refer to is checked, except among
 * themselves: a part of one table is not the part of another that it belongs to.
 */
async function floorOf(bench: Bench, mark: Mark, renewals: number, most: number): Promise<Floor> {
  const { place } = bench;
  const left = await rowsSince(place.sql, mark);
  const parents: Sample[] = [];
  for (const table of PARENTS) parents.push(await sampleOf(place.sql, table, EVER, MOST_PARENTS));
  const written = left.filter(({ table }) => !PARENTS.some((parent) => parent === table));
  return measureFloor(place, mark, written, renewals, most, async (sql) => {
    await uncheck(
      sql,
      written.map(({ table }) => table),
    );
    for (const parent of parents) if (parent.rows.length > 0) await insert(sql, parent, 0, 1);
  });
}

async function uncheck(sql: Client, tables: readonly string[]): Promise<void> {
  const { rows } = await sql.query<{ table: string; name: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name from pg_constraint
     where contype = 'f' and conparentid = 0 and confrelid = any($1::regclass[])`,
    [tables],
  );
  for (const { table, name } of rows) await sql.query(`alter table ${table} drop constraint ${name}`);
  const { rows: checks } = await sql.query<{ table: string; name: string }>(
    `select tgrelid::regclass::text as table, quote_ident(tgname) as name from pg_trigger
     where not tgisinternal and 'public.' || substring(tgname from '^refers_to_(.*)') = any($1)`,
    [tables],
  );
  for (const { table, name } of checks) await sql.query(`drop trigger ${name} on ${table}`);
}
