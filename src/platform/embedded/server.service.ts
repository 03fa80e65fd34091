import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAnswering } from './database.store';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { parsePostmasterPid } from './postmaster-pid';
import { isGoneWithin, isPostgresOf, signal } from './processes.service';
import { commandAs, type Command } from './run-as';
import { cleanEnvironment, type Footing } from './run-as.service';
import { programIn } from './binaries.service';
import { listenSettings, settingArguments, type ServerSettings } from './settings';

export type StopMode = 'fast' | 'immediate';

export interface Server {
  readonly child: ChildProcess;
  readonly pid: number;
}

export interface ServerPlan {
  readonly clusterDir: string;
  readonly footing: Footing;
  readonly settings: ServerSettings;
  readonly port: number;
  readonly url: string;
  readonly logPath: string;
  readonly log: (line: string) => void;
}

/** Why a server did not come up, in its own words. */
export interface NotUp {
  readonly reason: string;
}

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const satisfies Record<StopMode, NodeJS.Signals>;
const STOP_MS = 10_000;
const POLL_MS = 20;
const NEWS_EVERY_MS = 10_000;
// Replaying 4 GB of journal on a slow disk takes minutes, and giving up would only start it over.
const START_MS = 15 * 60_000;
const LOG_BYTES = 10 * 1024 * 1024;

/** Starts the server and waits until it takes connections. */
export async function openServer(plan: ServerPlan): Promise<Server | NotUp> {
  const logFrom = await rotate(plan.logPath);
  const server = await launch(plan);
  try {
    if (await isUp(server, plan)) return server;
  } catch (error) {
    await stopServer(server, 'fast');
    throw error;
  }
  const said = (await readFile(plan.logPath)).subarray(logFrom).toString('utf8');
  return { reason: lastComplaint(said) };
}

/** Resolves when it is gone, however long its checkpoint takes; a server that ignores the request is made to go. */
export async function stopServer(server: Server, mode: StopMode): Promise<void> {
  const { child, pid } = server;
  if (hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.ref();
  signal(pid, SIGNALS[mode]);
  const escalation = setTimeout(() => signal(pid, 'SIGQUIT'), STOP_MS);
  const lastResort = setTimeout(() => signal(pid, 'SIGKILL'), 2 * STOP_MS);
  await ended;
  clearTimeout(escalation);
  clearTimeout(lastResort);
}

/** Stops the server that an engine killed with -9 left running, and clears away a pid file that means nobody. */
export async function stopOrphan(clusterDir: string, log: (line: string) => void): Promise<void> {
  const path = join(clusterDir, 'postmaster.pid');
  const left = parsePostmasterPid(await readFile(path, 'utf8').catch(() => ''));
  if (!left) return;
  if (await isPostgresOf(left.pid, clusterDir)) {
    log(`stopping PostgreSQL (process ${left.pid}), left behind by an engine that was killed`);
    await endOrphan(left.pid, clusterDir);
  }
  // PostgreSQL trusts a living pid whoever it is, so a pid given out again would keep it from starting.
  await rm(path, { force: true });
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function endOrphan(pid: number, clusterDir: string): Promise<void> {
  try {
    for (const name of ['SIGINT', 'SIGQUIT'] as const) {
      if (!signal(pid, name) || (await isGoneWithin(pid, STOP_MS))) return;
    }
  } catch {
    throw new EmbeddedPostgresError(
      `PostgreSQL (process ${pid}) still runs on ${clusterDir} and belongs to another user: stop it as that user.`,
    );
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL (process ${pid}) still runs on ${clusterDir} and does not stop: end it first.`,
  );
}

/** In a process group of its own: Ctrl-C in the terminal must not stop it before the engine has drained. */
async function launch(plan: ServerPlan): Promise<Server> {
  const { runAs, binariesDir } = plan.footing;
  const settings = { ...plan.settings, ...listenSettings(plan.port) };
  const args = ['-D', plan.clusterDir, ...settingArguments(settings)];
  const command = commandAs(runAs, programIn(binariesDir, 'postgres'), args);
  const log = await open(plan.logPath, 'a', 0o600);
  try {
    const child = await begin(command, log.fd);
    child.unref();
    return { child, pid: child.pid ?? 0 };
  } finally {
    await log.close();
  }
}

async function begin({ file, args, ...ids }: Command, output: number): Promise<ChildProcess> {
  const stdio: ['ignore', number, number] = ['ignore', output, output];
  const child = spawn(file, args, { ...ids, detached: true, cwd: '/', env: cleanEnvironment(), stdio });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) =>
      reject(new EmbeddedPostgresError(`The embedded PostgreSQL cannot be started: ${error.message}.`)),
    );
  });
  return child;
}

async function isUp({ child }: Server, plan: ServerPlan): Promise<boolean> {
  let newsAt = NEWS_EVERY_MS;
  const startedAt = Date.now();
  for (;;) {
    if (await isAnswering(plan.url)) return true;
    if (hasEnded(child)) return false;
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > START_MS)
      throw new EmbeddedPostgresError(`PostgreSQL is not ready after ${START_MS} ms: see ${plan.logPath}.`);
    if (waitedMs > newsAt) {
      plan.log('PostgreSQL is still replaying what it had not finished writing');
      newsAt += NEWS_EVERY_MS;
    }
    await sleep(POLL_MS);
  }
}

/** A log past its limit becomes the one older log. Returns where this run's lines begin. */
async function rotate(path: string): Promise<number> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size < LOG_BYTES) return size;
  await rename(path, `${path}.1`);
  return 0;
}

function lastComplaint(said: string): string {
  // Our own knocking is turned away while it starts, which is no complaint.
  const lines = said.split('\n').filter((line) => line.trim() && !line.includes('is starting up'));
  return lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}
