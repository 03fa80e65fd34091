import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../platform/embedded/embedded-postgres.service';
import { migrateDatabase } from '../../platform/migrate.service';
import { monthTable } from './month-table';
import { CURRENCIES } from './offers';
import { readSimulateOptions, type SimulateOptions } from './simulate-options';
import { simulate, type Lived } from './simulation.service';

/** As shells have it. */
const INTERRUPTED = 130;

/** `npm run simulate`: lives through months of subscriptions on a clock of its own; exit code 1 when a promise is broken. */
async function main(): Promise<void> {
  const read = readSimulateOptions(process.argv.slice(2));
  if (read.type === 'faulty') throw new Error(read.reason);
  const { url, stop } = await openDatabase();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(INTERRUPTED)));
  try {
    await migrateDatabase(url);
    const startedMs = performance.now();
    const lived = await simulate({ ...read.options, databaseUrl: url, say });
    print(lived, read.options);
    say(`That took ${Math.round((performance.now() - startedMs) / 1_000)} seconds.`);
  } finally {
    await stop();
  }
}

/** The empty database of DATABASE_URL, or one of its own that is thrown away afterwards. */
async function openDatabase(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'parola-simulate-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    // It is thrown away: nothing has to survive a power cut.
    const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
    const embedded = await startEmbedded(folder, { settings });
    return { url: embedded.url, stop: () => embedded.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

function print({ rows, kept }: Lived, { days, subscribers, seed }: SimulateOptions): void {
  console.log(`${days} days, ${subscribers} subscribers, seed ${seed}.\n`);
  console.log(monthTable(rows, CURRENCIES).join('\n'));
  console.log('');
  for (const { promise, broken } of kept) {
    console.log(`${broken.length === 0 ? 'kept  ' : 'BROKEN'}  ${promise}`);
    for (const what of broken) console.log(`          ${what}`);
  }
  if (kept.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
