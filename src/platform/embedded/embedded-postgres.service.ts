import { mkdir, readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries, programIn } from './binaries.service';
import { prepareCluster, readPassword } from './cluster.service';
import { createDatabase } from './database.store';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { holderOf, lockDataDir, type EngineLock } from './engine-lock.service';
import { parsePostmasterPid } from './postmaster-pid';
import { isPostgresOf, signal } from './processes.service';
import { findFooting, run, type Footing } from './run-as.service';
import { hasEnded, openServer, stopOrphan, stopServer, type Server, type StopMode } from './server.service';
import { serverSettings, socketFolder, type ServerSettings } from './settings';

export interface EmbeddedOptions {
  /** PostgreSQL settings over our own. */
  readonly settings?: ServerSettings;
  /** A free one each start unless named. */
  readonly port?: number;
  /** Told what takes time or went wrong, one line each. */
  readonly log?: (line: string) => void;
}

/** A PostgreSQL of ours, for as long as this process lives. */
export interface EmbeddedPostgres {
  /** `postgres://parola:<password>@127.0.0.1:<port>/parola`, a superuser. */
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  /** `fast` ends sessions and writes everything out; `immediate` is the power cut. Gives the data directory free. */
  stop(mode?: StopMode): Promise<void>;
}

interface Place {
  readonly dataDir: string;
  readonly clusterDir: string;
  readonly logPath: string;
}

const DATABASE = 'parola';
const ATTEMPTS = 40;
const RETRY_MS = 250;
// A port taken between our look and PostgreSQL's, or what a killed server's processes hold for their last moments.
const PASSING = /could not bind|could not create any TCP|lock file "postmaster.pid"|shared memory block/;

/**
 * Starts the PostgreSQL that was installed with us on `dataDir`, making the database on the first start. Throws
 * EmbeddedPostgresError, one sentence, when the directory is in use or PostgreSQL cannot run here.
 */
export async function startEmbedded(
  dataDir: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const path = resolve(dataDir);
  try {
    const place = await prepare(path);
    const lock = await lockDataDir(place.dataDir);
    return await startLocked(place, lock, options).catch(async (error: unknown) => {
      await lock.release();
      throw error;
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // What the file system refuses (EACCES, EROFS, ENOSPC …) is the owner's to put right; anything else is a bug.
    throw code ? new EmbeddedPostgresError(`DATA_DIR ${path} cannot be used: ${message}.`) : error;
  }
}

/** The URL of the database that a living engine keeps in `dataDir`, for a second program that only wants to look. */
export async function findRunning(dataDir: string): Promise<string | undefined> {
  const clusterDir = join(resolve(dataDir), 'postgres');
  const pidFile = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const server = parsePostmasterPid(pidFile);
  const password = await readPassword(resolve(dataDir));
  if (!server?.port || !password || !(await holderOf(resolve(dataDir)))) return undefined;
  return (await isPostgresOf(server.pid, clusterDir))
    ? urlOf(password, server.port, DATABASE, clusterDir)
    : undefined;
}

async function prepare(dataDir: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const real = await realpath(dataDir);
  return { dataDir: real, clusterDir: join(real, 'postgres'), logPath: join(real, 'postgres.log') };
}

async function startLocked(
  place: Place,
  lock: EngineLock,
  options: EmbeddedOptions,
): Promise<EmbeddedPostgres> {
  const log = options.log ?? ((): void => undefined);
  const { server, url, port } = await start(place, options, log);
  const onExit = (): boolean => signal(server.pid, 'SIGINT'); // our own crash leaves no orphan
  const onDeath = (): void =>
    log(`PostgreSQL (process ${server.pid}) ended unexpectedly: see ${place.logPath}`);
  process.once('exit', onExit);
  server.child.once('exit', onDeath);
  const end = async (mode: StopMode): Promise<void> => {
    process.removeListener('exit', onExit);
    server.child.removeListener('exit', onDeath);
    await stopServer(server, mode);
    await lock.release();
  };
  let ending: Promise<void> | undefined;
  return { url, pid: server.pid, port, stop: (mode = 'fast') => (ending ??= end(mode)) };
}

interface Started {
  readonly server: Server;
  readonly url: string;
  readonly port: number;
}

async function start(place: Place, options: EmbeddedOptions, log: (line: string) => void): Promise<Started> {
  const { clusterDir, logPath } = place;
  const footing = await findFooting(place.dataDir, clusterDir, await findBinaries());
  const password = await prepareCluster(clusterDir, footing, options.settings?.['fsync'] !== 'off');
  const hasLz4 = await supportsLz4(clusterDir, footing);
  const settings = serverSettings({ ramBytes: ramBytes(), hasLz4 }, options.settings);
  let reason = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await stopOrphan(clusterDir, log);
    const port = options.port ?? (await freePort());
    const serverUrl = urlOf(password, port, 'postgres', clusterDir);
    const server = await openServer({ clusterDir, footing, settings, port, url: serverUrl, logPath, log });
    if (!('reason' in server)) {
      await makeDatabase(server, serverUrl);
      return { server, url: urlOf(password, port, DATABASE, clusterDir), port };
    }
    ({ reason } = server);
    if (!PASSING.test(reason)) break;
    await sleep(RETRY_MS);
  }
  throw new EmbeddedPostgresError(`The embedded PostgreSQL did not start (${reason}): see ${logPath}.`);
}

async function makeDatabase(server: Server, serverUrl: string): Promise<void> {
  try {
    await createDatabase(serverUrl, DATABASE);
  } catch (error) {
    if (!hasEnded(server.child)) await stopServer(server, 'fast');
    throw error;
  }
}

/** Asked of the build itself: not every platform's has it. */
async function supportsLz4(clusterDir: string, { runAs, binariesDir }: Footing): Promise<boolean> {
  const question = ['-C', 'wal_compression', '-c', 'wal_compression=lz4', '-D', clusterDir];
  return (await run(runAs, programIn(binariesDir, 'postgres'), question)).ok;
}

/** What this process may use: a container's limit, where there is one. */
function ramBytes(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

function urlOf(password: string, port: number, database: string, clusterDir: string): string {
  const url = `postgres://parola:${password}@127.0.0.1:${port}/${database}`;
  const folder = process.platform === 'win32' ? null : socketFolder(clusterDir, port);
  return folder === null ? url : `${url}?host=${encodeURIComponent(folder)}`;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, failed) => probe.once('error', failed).listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
