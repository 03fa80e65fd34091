import { performance } from 'node:perf_hooks';
import type { Client } from 'pg';
import { connectTo, type Place } from './place';
import { sampleOf, type Mark, type RowsLeft, type Sample } from './rows';

export interface Floor {
  readonly textsPerSecond: number;
  readonly textsPerTransaction: number;
  /** For every batch size that was tried. */
  readonly tried: Readonly<Record<number, number>>;
  /** The same without the simulated network's own rows. */
  readonly withoutNetwork: number;
  readonly rowsPerText: Readonly<Record<string, number>>;
}

const BATCHES = [100, 200, 500] as const;
/** What must be in the empty database before its rows can be written. */
export type Prepare = (sql: Client) => Promise<void>;

/** Below this a table is no text's own: the heads of the consent chain, an anchor a minute. */
const LEAST_ROWS = 100;

/**
 * How fast these rows could be written at all: by one connection that does nothing else, in the tables the engine has,
 * empty ones. Rows that a text leaves for a moment only, the queues', are not among them.
 */
export async function measureFloor(
  place: Place,
  mark: Mark,
  left: readonly RowsLeft[],
  texts: number,
  most: number,
  prepare: Prepare = () => Promise.resolve(),
): Promise<Floor> {
  const share = Math.min(1, most / texts);
  const counted = left.filter(({ rows }) => rows >= LEAST_ROWS);
  const samples: Sample[] = [];
  for (const { table, rows } of counted)
    samples.push(await sampleOf(place.sql, table, mark, Math.round(rows * share)));
  const sampled = Math.round(texts * share);
  const tried: Record<number, number> = {};
  for (const batch of BATCHES) tried[batch] = await write(place, samples, sampled, batch, prepare);
  const best = BATCHES.reduce((a, b) => ((tried[b] ?? 0) > (tried[a] ?? 0) ? b : a));
  const engineOnly = samples.filter(({ table }) => !table.startsWith('simulator.'));
  return {
    textsPerSecond: tried[best] ?? 0,
    textsPerTransaction: best,
    tried,
    withoutNetwork: await write(place, engineOnly, sampled, best, prepare),
    rowsPerText: Object.fromEntries(
      counted.map(({ table, rows }) => [table, Number((rows / texts).toFixed(3))]),
    ),
  };
}

async function write(
  place: Place,
  samples: readonly Sample[],
  texts: number,
  batch: number,
  prepare: Prepare,
): Promise<number> {
  const sql = await connectTo(await place.fresh('bench_floor'));
  try {
    await prepare(sql);
    await sql.query('checkpoint');
    const transactions = Math.ceil(texts / batch);
    const startMs = performance.now();
    for (let at = 0; at < transactions; at++) {
      await sql.query('begin');
      for (const sample of samples) await insert(sql, sample, at / transactions, (at + 1) / transactions);
      await sql.query('commit');
    }
    return texts / ((performance.now() - startMs) / 1_000);
  } finally {
    await sql.end();
  }
}

/** The part of the rows between two shares of all of them. */
export async function insert(
  sql: Client,
  { table, columns, rows }: Sample,
  fromShare: number,
  toShare: number,
): Promise<void> {
  const part = rows.slice(Math.round(rows.length * fromShare), Math.round(rows.length * toShare));
  if (part.length === 0) return;
  const names = columns.map(({ name }) => name).join(', ');
  const arrays = columns
    .map(({ type, isArray }, at) => `$${at + 1}::${isArray ? 'text' : type}[]`)
    .join(', ');
  const values = columns.map(({ name, type, isArray }) => (isArray ? `${name}::${type}` : name)).join(', ');
  await sql.query({
    name: `floor-${table}`,
    text: `insert into ${table} (${names}) overriding system value select ${values} from unnest(${arrays}) as r(${names})`,
    values: columns.map((_, at) => part.map((row) => row[at])),
  });
}
