import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyOn } from '../../src/reconciliation/files/copy-in.store';
import { mostMemoryOf, type Bench } from './figures';
import { connectTo } from './place';
import { spentUntilNow } from './processor';
import { DAY, fileIn, oddOf, PROFILE } from './statement';

/** A day's file of an operator against as many charges of ours. */
export interface ReconcileFigures {
  readonly rows: number;
  readonly megabytes: number;
  /** From the first byte of the file to the last row stored. */
  readonly importSeconds: number;
  /** From there until the day was compared. */
  readonly matchSeconds: number;
  /** Processor time of both, and of the bare copy and join, per row. */
  readonly engineMicrosPerRow: number;
  readonly postgresMicrosPerRow: number;
  /** Cores that were busy with what is no part of the bench. */
  readonly coresElsewhere: number;
  readonly engineMb: number | null;
  /** Anything but 0 is a fault: differences that were found and are none, or are there and were not found. */
  readonly astray: number;
  readonly floor: ReconcileFloor;
}

/** The file as it is into a bare table through the driver, and both sides joined once. */
export interface ReconcileFloor {
  readonly copySeconds: number;
  readonly joinSeconds: number;
  /** PostgreSQL's processor time, per row. */
  readonly microsPerRow: number;
}

const POLL_MS = 100;
const PATIENCE_MS = 60 * 60_000;

export async function measureReconcile(
  bench: Bench,
  rows: number,
  say: (line: string) => void,
): Promise<ReconcileFigures> {
  const { place, engine } = bench;
  await place.sql.query('checkpoint');
  const before = await spentUntilNow(engine.pid, place.postgresPid);
  const startMs = performance.now();
  const id = await send(bench);
  await until(bench, `select state <> 'importing' as done from statement_files where id = ${id}`);
  const importedMs = performance.now();
  await until(
    bench,
    `select count(*) > 0 as done from reconciliations where day = '${DAY}' and state in ('done', 'failed')`,
  );
  const matchedMs = performance.now();
  const after = await spentUntilNow(engine.pid, place.postgresPid);
  const spent = (whose: 'engine' | 'postgres' | 'bench' | 'everybody'): number =>
    after[whose] - before[whose];
  const engineMb = await mostMemoryOf(engine.pid);
  say('The floor of it …');
  return {
    rows,
    megabytes: (await stat(fileIn(place))).size / 1e6,
    importSeconds: (importedMs - startMs) / 1_000,
    matchSeconds: (matchedMs - importedMs) / 1_000,
    engineMicrosPerRow: (spent('engine') * 1e6) / rows,
    postgresMicrosPerRow: (spent('postgres') * 1e6) / rows,
    coresElsewhere:
      (spent('everybody') - spent('engine') - spent('postgres') - spent('bench')) /
      ((matchedMs - startMs) / 1_000),
    engineMb,
    astray: await countAstray(bench, rows),
    floor: await measureFloor(bench, rows),
  };
}

/** @returns the statement's id */
async function send({ place, engine: { url, adminKey } }: Bench): Promise<number> {
  const authorization = `Bearer ${adminKey}`;
  const post = async (
    path: string,
    type: string,
    body: NonNullable<RequestInit['body']>,
  ): Promise<unknown> => {
    const headers = { authorization, 'content-type': type };
    const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body, duplex: 'half' });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const profile = JSON.stringify({ operator: 'mci', name: 'daily', settings: PROFILE });
  await post('/file-profiles', 'application/json', profile);
  const file = Readable.toWeb(createReadStream(fileIn(place))) as ReadableStream;
  const sent = (await post('/statements?profile=daily&name=day.csv', 'text/csv', file)) as { id: number };
  return sent.id;
}

async function until({ place: { sql }, engine }: Bench, text: string): Promise<void> {
  for (const untilMs = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    const { rows } = await sql.query<{ done: boolean }>(text);
    if (rows[0]?.done) return;
    if (Date.now() > untilMs) throw new Error(`The file is not done. The engine said:\n${engine.output()}`);
  }
}

async function countAstray({ place: { sql }, engine }: Bench, charges: number): Promise<number> {
  const { rows } = await sql.query<{ state: string; error: string | null; odd: number }>(
    `select r.state, r.error, (select count(*) from matching_results m where m.run_id = r.id and m.category <> 'MATCHED')::float8 as odd
     from reconciliations r where r.day = $1 order by r.id limit 1`,
    [DAY],
  );
  const [run] = rows;
  if (run?.state !== 'done') throw new Error(`The day was not compared: ${run?.error ?? engine.output()}`);
  return Math.abs(oddOf(charges) - run.odd);
}

const BARE = `
create table bare_rows (txn text, ref text, msisdn text, at timestamp, amount bigint, status text)`;

const JOIN = `
select count(*) from (select remote_id, amount_minor from charges where operator_id = 1 and state = 'charged') o
full join bare_rows t on t.txn = o.remote_id where t.amount = o.amount_minor is not true`;

async function measureFloor({ place, engine }: Bench, rows: number): Promise<ReconcileFloor> {
  const sql = await connectTo(place.url);
  try {
    await sql.query(BARE);
    await sql.query('checkpoint');
    const before = await spentUntilNow(engine.pid, place.postgresPid);
    const startMs = performance.now();
    const copy = await copyOn(sql, 'bare_rows', ['txn', 'ref', 'msisdn', 'at', 'amount', 'status'], 'csv');
    for await (const piece of createReadStream(fileIn(place), { highWaterMark: PIECE_BYTES }))
      await copy.write(piece as Buffer);
    await copy.end();
    const copiedMs = performance.now();
    await sql.query(`set work_mem = '256MB'`);
    await sql.query('set hash_mem_multiplier = 2');
    await sql.query('set jit = off');
    await sql.query(JOIN);
    const joinedMs = performance.now();
    const { postgres } = await spentUntilNow(engine.pid, place.postgresPid);
    return {
      copySeconds: (copiedMs - startMs) / 1_000,
      joinSeconds: (joinedMs - copiedMs) / 1_000,
      microsPerRow: ((postgres - before.postgres) * 1e6) / rows,
    };
  } finally {
    await sql.end();
  }
}

const PIECE_BYTES = 64 * 1_024;
