import { ARRAYS } from './load';
import { connectTo } from './place';
import { measureThroughput, type Bench, type Throughput } from './figures';

export interface Held {
  readonly before: Throughput;
  readonly during: Throughput;
  /** Replies sent a second, window after window, while the snapshot was held. */
  readonly sentPerSecond: readonly number[];
}

/** Load while somebody reads for minutes in one transaction, so that no dead row of the queues can be cleaned away. */
export async function measureHeld(bench: Bench, seconds: number, heldSeconds: number): Promise<Held> {
  const before = await measureThroughput(bench, 'reply', ARRAYS, seconds);
  const reader = await connectTo(bench.place.url);
  try {
    await reader.query('begin isolation level repeatable read read only');
    await reader.query('select count(*) from texts');
    const during = await measureThroughput(bench, 'reply', ARRAYS, heldSeconds);
    await reader.query('commit');
    return { before, during, sentPerSecond: await sentIn(bench, during, seconds) };
  } finally {
    await reader.end();
  }
}

/** Whole windows only, from the first POST to the last answer. */
async function sentIn(
  { place }: Bench,
  { load, mark }: Throughput,
  windowSeconds: number,
): Promise<number[]> {
  const windows = Math.floor((load.untilMs - load.fromMs) / 1_000 / windowSeconds);
  const { rows } = await place.sql.query<{ at: number; sent: number }>(
    `select floor((extract(epoch from d.at) * 1000 - $2) / ($3 * 1000))::int as at, count(*)::float8 as sent
     from outbound o join deliveries d on d.outbound_id = o.id where o.text_id > $1 group by 1`,
    [mark.textId, load.fromMs, windowSeconds],
  );
  const sent = new Map(rows.map((row) => [row.at, row.sent]));
  return Array.from({ length: windows }, (_, at) => (sent.get(at) ?? 0) / windowSeconds);
}
