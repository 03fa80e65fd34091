import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded, type EmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.service';
import { holderOf } from '../../src/platform/embedded/engine-lock.service';
import { stopOrphan } from '../../src/platform/embedded/server.service';
import type { ServerSettings } from '../../src/platform/embedded/settings';
import { migrateDatabase } from '../../src/platform/migrate.service';

const PREFIX = 'parola-bench-';
const TEMPLATE = 'bench_template';
/** A run beside us may just have made its folder and not yet have locked it. */
const SETTLED_MS = 60_000;

/** A folder and a PostgreSQL of the bench's own, set as the embedded one always is. */
export interface Place {
  readonly folder: string;
  /** The engine's database. */
  readonly url: string;
  readonly sql: Client;
  readonly postgresPid: number;
  /** An empty, migrated database in the same server; one of that name is replaced. */
  fresh(name: string): Promise<string>;
  clear(): Promise<void>;
}

export async function findPlace(say: (line: string) => void, settings: ServerSettings = {}): Promise<Place> {
  await clearAbandoned();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const server = await startEmbedded(folder, { log: say, settings });
  const giveUp = onExit(server, folder);
  await migrateDatabase(server.url);
  const admin = await connectTo(named(server.url, 'postgres'));
  await admin.query(`create database ${TEMPLATE} template parola`);
  const sql = await connectTo(server.url);
  return {
    folder,
    url: server.url,
    sql,
    postgresPid: server.pid,
    async fresh(name) {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.query(`create database ${name} template ${TEMPLATE}`);
      return named(server.url, name);
    },
    async clear() {
      await Promise.all([sql.end(), admin.end()]);
      await server.stop('immediate'); // nothing in it is worth a checkpoint
      process.removeListener('exit', giveUp);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

function named(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.toString();
}

/** An interrupted bench leaves neither a server nor gigabytes behind. */
function onExit(server: EmbeddedPostgres, folder: string): () => void {
  const giveUp = (): void => {
    process.kill(server.pid, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  process.once('exit', giveUp);
  // Not once: the second Ctrl-C of an impatient person must not stop the clearing away.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
  return giveUp;
}

/** What runs killed with -9 left behind. */
async function clearAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(PREFIX) || (await holderOf(folder))) continue;
    if (Date.now() - (await stat(folder)).mtimeMs < SETTLED_MS) continue;
    await stopOrphan(join(folder, 'postgres'), () => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}
