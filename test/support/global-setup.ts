import { mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded, type EmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.service';
import { holderOf } from '../../src/platform/embedded/engine-lock.service';
import { stopOrphan } from '../../src/platform/embedded/server.service';
import { migrateDatabase } from '../../src/platform/migrate.service';

declare global {
  var parolaTestPostgres: { readonly server: EmbeddedPostgres; readonly folder: string } | undefined;
}

const PREFIX = 'parola-test-';
/** A database is some four hundred files, and most suites make several: where memory can hold them, no disk need see them. */
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 6 * 1_024 ** 3;
/** A run beside us may just have made its folder and not yet have locked it. */
const SETTLED_MS = 60_000;
const TEMPLATE = 'parola_template';

/**
 * One PostgreSQL for the whole run, and in it one migrated database that every test clones. Only here may it forget
 * what it has committed: nothing in it outlives the run.
 */
const FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '128MB',
  min_wal_size: '80MB',
};

export default async function globalSetup({
  nonFlagArgs,
}: {
  nonFlagArgs: readonly string[];
}): Promise<void> {
  // What lies under src/ is pure: whoever runs only that should not wait for a database.
  if (nonFlagArgs.length > 0 && nonFlagArgs.every((filter) => filter.includes('src/'))) return;
  await Promise.all([MEMORY, tmpdir()].map(clearAbandoned));
  const folder = await mkdtemp(join(await roomiest(), PREFIX));
  const server = await startEmbedded(folder, { settings: FORGETFUL });
  globalThis.parolaTestPostgres = { server, folder };
  cleanUpWhenInterrupted(server, folder);
  const adminUrl = named(server.url, 'postgres');
  await createTemplate(adminUrl);
  await migrateDatabase(named(server.url, TEMPLATE));
  process.env['PAROLA_TEST_PG_URL'] = adminUrl;
}

/** Memory, where there is enough of it that is nobody's. */
async function roomiest(): Promise<string> {
  const memory = await statfs(MEMORY).catch(() => null);
  const roomBytes = memory === null ? 0 : Math.min(memory.bavail * memory.bsize, freemem());
  return roomBytes >= ENOUGH_BYTES ? MEMORY : tmpdir();
}

function named(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.toString();
}

async function createTemplate(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
}

/** Jest skips the teardown when it is interrupted. */
function cleanUpWhenInterrupted(server: EmbeddedPostgres, folder: string): void {
  const leave = (): void => {
    if (!globalThis.parolaTestPostgres) return;
    process.kill(server.pid, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  process.once('exit', leave);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
}

/** What runs killed with -9 left behind, which nobody else would ever clear away. */
async function clearAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const folder = join(parent, name);
    if (!name.startsWith(PREFIX) || (await holderOf(folder))) continue;
    if (Date.now() - (await stat(folder)).mtimeMs < SETTLED_MS) continue;
    await stopOrphan(join(folder, 'postgres'), () => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}
