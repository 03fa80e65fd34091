import { execFile, type ExecFileException } from 'node:child_process';
import { chmod, chown, cp, lchown, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { programIn } from './binaries.service';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { commandAs, type RunAs } from './run-as';

const NOBODY = 65_534;
const MAX_OUTPUT_BYTES = 1024 * 1024;
const TIMEOUT_MS = 120_000;

export interface Ran {
  readonly ok: boolean;
  readonly output: string;
}

/** As whom PostgreSQL can run here, and from which copy of its binaries. */
export interface Footing {
  readonly runAs: RunAs;
  readonly binariesDir: string;
}

/** Runs a program to its end. PostgreSQL's own environment variables must not leak in: they move ports and folders. */
export async function run(runAs: RunAs, program: string, args: readonly string[]): Promise<Ran> {
  const { file, args: argv, ...ids } = commandAs(runAs, program, args);
  const options = {
    ...ids,
    env: cleanEnvironment(),
    cwd: '/',
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
  };
  return new Promise((resolve) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string): void =>
      resolve({ ok: error === null, output: `${stdout}${stderr}`.trim() || (error?.message ?? '') });
    execFile(file, argv, options, done);
  });
}

export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** Throws EmbeddedPostgresError when we are root and nobody else can reach the data. */
export async function findFooting(
  dataDir: string,
  clusterDir: string,
  binariesDir: string,
): Promise<Footing> {
  if (process.getuid?.() !== 0) return { runAs: { type: 'self' }, binariesDir };
  const owner = await stat(clusterDir).catch(() => undefined);
  // PostgreSQL insists on owning its folder, so the choice of the first start holds.
  if (owner && owner.uid !== 0) return asUser(owner.uid, owner.gid, dataDir, binariesDir);
  if (await namespaceReaches(dataDir, programIn(binariesDir, 'postgres'))) {
    return { runAs: { type: 'namespace' }, binariesDir };
  }
  if (owner) throw new EmbeddedPostgresError(stuckAsRoot(dataDir));
  return asUser(NOBODY, NOBODY, dataDir, binariesDir);
}

/** Root in such a namespace has no more rights than its files give it: a stranger's folder may be closed to it. */
async function namespaceReaches(dataDir: string, postgres: string): Promise<boolean> {
  const probe = ['-c', 'test -w "$1" && exec "$2" --version', 'sh', dataDir, postgres];
  return (await run({ type: 'namespace' }, '/bin/sh', probe)).ok;
}

async function asUser(uid: number, gid: number, dataDir: string, binariesDir: string): Promise<Footing> {
  const runAs: RunAs = { type: 'user', uid, gid };
  if (!(await canEnter(runAs, dataDir))) {
    const { mode } = await stat(dataDir);
    await chmod(dataDir, mode | 0o011); // to pass through, not to look: the keys inside are closed to others anyway
    if (!(await canEnter(runAs, dataDir))) {
      await chmod(dataDir, mode);
      throw new EmbeddedPostgresError(stuckAsRoot(dataDir));
    }
  }
  const reachable = await run(runAs, programIn(binariesDir, 'postgres'), ['--version']);
  return { runAs, binariesDir: reachable.ok ? binariesDir : await copyFor(uid, gid, dataDir, binariesDir) };
}

async function canEnter(runAs: RunAs, folder: string): Promise<boolean> {
  return (await run(runAs, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])).ok;
}

function stuckAsRoot(dataDir: string): string {
  return (
    `PostgreSQL refuses to run as root, and neither a user namespace nor another user can reach DATA_DIR ${dataDir}: ` +
    'start Parola as an ordinary user, choose a DATA_DIR that others may enter (such as /var/lib/parola), or set DATABASE_URL.'
  );
}

/** A copy made anew each time is 60 MB and half a second; it can then never be another version's, or half a copy. */
async function copyFor(uid: number, gid: number, dataDir: string, binariesDir: string): Promise<string> {
  const target = join(dataDir, 'postgres-binaries');
  const draft = await mkdtemp(`${target}.`);
  await cp(binariesDir, draft, { recursive: true, verbatimSymlinks: true });
  await giveTo(uid, gid, draft);
  await rm(target, { recursive: true, force: true });
  await rename(draft, target);
  return target;
}

async function giveTo(uid: number, gid: number, folder: string): Promise<void> {
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid);
  }
}
