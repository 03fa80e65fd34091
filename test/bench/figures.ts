import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineProcess } from '../support/engine-process';
import { OFFERED, runLoad, type Load, type LoadResult, type Percentiles, type Shape } from './load';
import { percentilesOf } from './percentiles';
import type { Place } from './place';
import { CONNECTOR, type Crowd, type Mix } from './population';
import { spentUntilNow, type Spent } from './processor';
import { markOf, type Mark } from './rows';
import { CONNECTOR_KEY } from './seed';

/** What every figure is taken on. */
export interface Bench {
  readonly place: Place;
  readonly engine: EngineProcess;
  readonly crowd: Crowd;
}

export interface Throughput {
  /** From the first POST until nothing waits to be handled or sent. */
  readonly textsPerSecond: number;
  readonly acknowledgedPerSecond: number;
  readonly texts: number;
  /** Acknowledged and not handled exactly once: anything but 0 is a fault. */
  readonly astray: number;
  /** Handled, and by the rules not answered: a second STOP, a second unknown word within twelve hours. */
  readonly unanswered: number;
  /** From the last acknowledgement until nothing waited. */
  readonly drainSeconds: number;
  /** Of one core's time. */
  readonly engineMicrosPerText: number;
  readonly postgresMicrosPerText: number;
  /** Cores that were busy with what is no part of the bench: near 0, or the figure is worth little. */
  readonly coresElsewhere: number;
  readonly rules: Readonly<Record<string, number>>;
  readonly load: LoadResult;
  readonly mark: Mark;
}

export interface Latency {
  readonly acknowledgedMs: Percentiles;
  /** From the moment a text was due to the moment its reply was recorded as sent. */
  readonly replyMs: Percentiles;
  readonly texts: number;
  readonly unanswered: number;
  readonly refused: LoadResult['refused'];
  /** The first POST and the last answer, ms since 1970. */
  readonly fromMs: number;
  readonly untilMs: number;
}

const POLL_MS = 20;
const DRAIN_MS = 10 * 60_000;

/** Half a minute at twenty thousand a second, and some. */
const MOST_TEXTS_OF_A_LOAD = 1_000_000;

let loads = 0;

export async function measureThroughput(
  bench: Bench,
  mix: Mix,
  shape: Shape,
  seconds: number,
): Promise<Throughput> {
  const { sql } = bench.place;
  await sql.query('checkpoint');
  const mark = await markOf(sql);
  const before = await spent(bench);
  const load = await runLoad(loadOn(bench, mix, shape, seconds));
  await drained(bench);
  const untilMs = Date.now();
  const after = await spent(bench);
  const { acknowledged } = load;
  return {
    textsPerSecond: (acknowledged * 1_000) / (untilMs - load.fromMs),
    acknowledgedPerSecond: (acknowledged * 1_000) / (load.untilMs - load.fromMs),
    texts: acknowledged,
    drainSeconds: (untilMs - load.untilMs) / 1_000,
    engineMicrosPerText: ((after.engine - before.engine) * 1e6) / acknowledged,
    postgresMicrosPerText: ((after.postgres - before.postgres) * 1e6) / acknowledged,
    coresElsewhere:
      (elsewhere(after) - elsewhere(before) - load.cpuSeconds) / ((untilMs - load.fromMs) / 1_000),
    ...(await accountOf(bench, mark, acknowledged)),
    load,
    mark,
  };
}

/** At 1,000 texts a second, one per request: what a carrier and a subscriber wait for. */
export async function measureLatency(bench: Bench, seconds: number): Promise<Latency> {
  const { sql } = bench.place;
  // As with every other figure: what the one before left to be written is not this one's to pay for.
  await sql.query('checkpoint');
  const mark = await markOf(sql);
  const load = await runLoad(loadOn(bench, 'reply', OFFERED, seconds));
  await drained(bench);
  // The generator writes the moment each text was due into its sentAt, so that one clock measures both ends.
  const { rows } = await sql.query<{ ms: number }>(
    `select extract(epoch from d.at - t.sent_at)::float8 * 1000 as ms
     from texts t join outbound o on o.text_id = t.id join deliveries d on d.outbound_id = o.id where t.id > $1`,
    [mark.textId],
  );
  const replyMs = percentilesOf(rows.map(({ ms }) => ms));
  return {
    acknowledgedMs: load.acknowledgedMs,
    replyMs,
    texts: load.acknowledged,
    unanswered: load.acknowledged - rows.length,
    refused: load.refused,
    fromMs: load.fromMs,
    untilMs: load.untilMs,
  };
}

/** The most memory the process ever held, in MB; null where the system does not tell. */
export async function mostMemoryOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
}

/** Resolves when nothing waits to be handled or sent. Throws when that does not come about. */
export async function drained({ place, engine }: Bench): Promise<void> {
  const untilMs = Date.now() + DRAIN_MS;
  for (;;) {
    const { rows } = await place.sql.query<{ done: boolean }>(
      'select not exists (select 1 from pending) and not exists (select 1 from outbox) as done',
    );
    if (rows[0]?.done) return;
    if (!isAlive(engine.pid)) throw new Error(`The engine ended:\n${engine.output()}`);
    if (Date.now() > untilMs)
      throw new Error(`Texts still wait after ${DRAIN_MS} ms. The engine said:\n${engine.output()}`);
    await sleep(POLL_MS);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export function loadOn({ engine, crowd }: Bench, mix: Mix, shape: Shape, seconds: number): Load {
  return {
    url: `${engine.url}/carriers/${CONNECTOR}/mo`,
    key: CONNECTOR_KEY,
    shape,
    seconds,
    mix,
    crowd,
    name: nextName(),
    before: loads * MOST_TEXTS_OF_A_LOAD,
  };
}

export const nextName = (): string => `load${++loads}`;

async function accountOf({ place: { sql } }: Bench, { textId }: Mark, acknowledged: number) {
  const { rows: rules } = await sql.query<{ rule: string; texts: number }>(
    'select rule, count(*)::float8 as texts from decisions where text_id > $1 group by rule order by 2 desc',
    [textId],
  );
  const { rows } = await sql.query<{ unanswered: number }>(
    `select count(*)::float8 as unanswered from decisions d where text_id > $1
       and not exists (select 1 from outbound o join deliveries s on s.outbound_id = o.id
                       where o.text_id = d.text_id and s.state in ('sent', 'delivered'))`,
    [textId],
  );
  const handled = rules.reduce((sum, { texts }) => sum + texts, 0);
  return {
    astray: acknowledged - handled,
    unanswered: rows[0]?.unanswered ?? 0,
    rules: Object.fromEntries(rules.map(({ rule, texts }) => [rule, texts])),
  };
}

const spent = ({ engine, place }: Bench): Promise<Spent> => spentUntilNow(engine.pid, place.postgresPid);

const elsewhere = ({ everybody, engine, postgres, bench }: Spent): number =>
  everybody - engine - postgres - bench;
