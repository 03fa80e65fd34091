import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { programIn } from './binaries.service';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import type { RunAs } from './run-as';
import { run, type Footing } from './run-as.service';

const DRAFT = 'postgres.new-';
const PASSWORD_BYTES = 24;
// Byte order everywhere: sorting and folding are ours, and must not change with the machine. macOS long lacked C.UTF-8.
const LOCALES = ['C.UTF-8', 'C'] as const;

/** Makes the database folder on the first start; afterwards only checks that it is ours to open. Returns the password. */
export async function prepareCluster(
  clusterDir: string,
  footing: Footing,
  isDurable: boolean,
): Promise<string> {
  const dataDir = dirname(clusterDir);
  await removeDrafts(dataDir);
  const madeBy = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(nothingIfMissing);
  if (madeBy !== undefined) await checkVersion(clusterDir, madeBy.trim(), footing);
  const password = await passwordIn(dataDir, madeBy === undefined);
  if (madeBy === undefined) await initialise(clusterDir, password, footing, isDurable);
  return password;
}

/** The password of that data directory, or undefined before its first start. */
export async function readPassword(dataDir: string): Promise<string | undefined> {
  return (await readFile(passwordPath(dataDir), 'utf8').catch(nothingIfMissing))?.trim();
}

async function passwordIn(dataDir: string, isFirstStart: boolean): Promise<string> {
  const existing = await readPassword(dataDir);
  if (existing) return existing;
  const path = passwordPath(dataDir);
  if (!isFirstStart) {
    throw new EmbeddedPostgresError(
      `${path} is missing, and without it ${dataDir}/postgres cannot be opened: put it back.`,
    );
  }
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  await writeFile(`${path}.new`, `${password}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return password;
}

function passwordPath(dataDir: string): string {
  return join(dataDir, 'postgres-password');
}

async function checkVersion(
  clusterDir: string,
  madeBy: string,
  { runAs, binariesDir }: Footing,
): Promise<void> {
  const { output } = await run(runAs, programIn(binariesDir, 'postgres'), ['--version']);
  const ours = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (ours === undefined) throw new EmbeddedPostgresError(cannotRun(output));
  if (ours !== madeBy) {
    throw new EmbeddedPostgresError(
      `${clusterDir} was made by PostgreSQL ${madeBy} and this version brings PostgreSQL ${ours}: move the data over with pg_dump, or choose another DATA_DIR.`,
    );
  }
}

/** In a folder of its own, renamed when complete: a first start that is killed leaves nothing that looks like a database. */
async function initialise(
  clusterDir: string,
  password: string,
  footing: Footing,
  isDurable: boolean,
): Promise<void> {
  const dataDir = dirname(clusterDir);
  const draft = await mkdtemp(join(dataDir, DRAFT));
  const folder = join(draft, 'data');
  const passwordFile = join(draft, 'password');
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    await giveTo(footing.runAs, [draft, passwordFile]);
    await makeCluster(folder, passwordFile, footing, isDurable);
    await rename(folder, clusterDir);
    await syncFolder(dataDir);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function makeCluster(
  folder: string,
  passwordFile: string,
  footing: Footing,
  isDurable: boolean,
): Promise<void> {
  let problem = '';
  for (const locale of LOCALES) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    await giveTo(footing.runAs, [folder]);
    const args = [
      ...['-D', folder, '-U', 'parola', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', `--locale=${locale}`, ...(isDurable ? [] : ['--no-sync'])],
    ];
    const ran = await run(footing.runAs, programIn(footing.binariesDir, 'initdb'), args);
    if (ran.ok) return;
    problem = ran.output;
  }
  throw new EmbeddedPostgresError(cannotRun(problem));
}

function cannotRun(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim());
  const reason =
    lines.find((line) => /error|fatal|cannot|no such/i.test(line)) ?? lines.at(-1) ?? 'no output';
  return `The embedded PostgreSQL does not run on this machine (${reason.trim()}): set DATABASE_URL to a PostgreSQL 15 or newer.`;
}

async function giveTo(runAs: RunAs, paths: readonly string[]): Promise<void> {
  if (runAs.type !== 'user') return;
  for (const path of paths) await chown(path, runAs.uid, runAs.gid);
}

async function removeDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(DRAFT)) continue;
    // An initdb whose engine was killed may still be writing there for a moment; the next start sweeps again.
    await rm(join(dataDir, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A rename is only safe through a power cut once its folder is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function nothingIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
