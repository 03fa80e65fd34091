import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { formatClaim, parseClaim, type EngineClaim } from './engine-claim';
import { startOf } from './processes.service';

const ATTEMPTS = 20;
const PAUSE_MS = 25;

export interface EngineLock {
  release(): Promise<void>;
}

/**
 * Takes the data directory for this process, or throws EmbeddedPostgresError naming the process that has it. The lock
 * of a dead process is taken over.
 */
export async function lockDataDir(dataDir: string): Promise<EngineLock> {
  const path = join(dataDir, 'engine.lock');
  const mine = formatClaim({ pid: process.pid, startedAt: (await startOf(process.pid)) ?? randomUUID() });
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if ((await place(path, mine)) && (await isStillMine(path, mine))) {
      return { release: () => release(path, mine) };
    }
    const contents = await readFile(path, 'utf8').catch(() => undefined);
    if (contents === undefined) continue; // let go of between the two looks
    const holder = parseClaim(contents);
    if (holder && (await isAlive(holder))) {
      throw new EmbeddedPostgresError(`DATA_DIR ${dataDir} is in use by process ${holder.pid}.`);
    }
    await removeStale(path, contents);
  }
  throw new EmbeddedPostgresError(`DATA_DIR ${dataDir} cannot be locked: others keep taking ${path}.`);
}

/** The living process that holds the data directory, if any. */
export async function holderOf(dataDir: string): Promise<EngineClaim | undefined> {
  const contents = await readFile(join(dataDir, 'engine.lock'), 'utf8').catch(() => '');
  const holder = parseClaim(contents);
  return holder && (await isAlive(holder)) ? holder : undefined;
}

async function isAlive(claim: EngineClaim): Promise<boolean> {
  return (await startOf(claim.pid)) === claim.startedAt;
}

/** All at once or not at all: a lock is never seen half-written. */
async function place(path: string, contents: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, contents, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Two that clear away the same dead lock could clear away each other's new one; the pause brings that to light. */
async function isStillMine(path: string, mine: string): Promise<boolean> {
  await sleep(PAUSE_MS);
  return (await readFile(path, 'utf8').catch(() => '')) === mine;
}

async function removeStale(path: string, judged: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return; // somebody else was quicker
  }
  const taken = await readFile(aside, 'utf8').catch(() => judged);
  if (taken !== judged) await link(aside, path).catch(() => undefined); // a fresh lock, put back
  await rm(aside, { force: true });
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true });
}
