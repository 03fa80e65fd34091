import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parseProcessStat } from './process-stat';

const execute = promisify(execFile);
const POLL_MS = 20;

/** When that process started, in a form that no other process shares, even after a reboot; undefined when it is dead. */
export async function startOf(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? linuxStartOf(pid) : psOf(pid, 'lstart');
}

/** Whether that process is alive and is the PostgreSQL server of that very folder. */
export async function isPostgresOf(pid: number, clusterDir: string): Promise<boolean> {
  if ((await startOf(pid)) === undefined) return false;
  if (process.platform === 'linux') return linuxIsPostgresOf(pid, clusterDir);
  const command = (await psOf(pid, 'command')) ?? '';
  return command.includes('postgres') && command.includes(`-D_${clusterDir.replace(/\s+/g, '_')}`);
}

/** False when nobody is there to hear it. Throws EPERM when the process belongs to somebody else. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** True as soon as the process is gone, false when it outlives the wait. */
export async function isGoneWithin(pid: number, waitMs: number): Promise<boolean> {
  const startedAt = await startOf(pid);
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    if (startedAt === undefined || (await startOf(pid)) !== startedAt) return true;
    if (waitedMs >= waitMs) return false;
    await sleep(POLL_MS);
  }
}

async function linuxStartOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const stat = parseProcessStat(line);
  if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined;
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'latin1').catch(() => '');
  return `${bootId.trim()}:${stat.startTicks}`;
}

async function linuxIsPostgresOf(pid: number, clusterDir: string): Promise<boolean> {
  try {
    const [folder, command, expected] = await Promise.all([
      readlink(`/proc/${pid}/cwd`),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      realpath(clusterDir),
    ]);
    // The server changes into its data folder; that also holds when the folder has been moved since.
    return folder === expected && /postgres/.test(command.split('\0')[0] ?? '');
  } catch {
    return false;
  }
}

async function psOf(pid: number, column: 'lstart' | 'command'): Promise<string | undefined> {
  try {
    const { stdout } = await execute('ps', ['-ww', '-p', String(pid), '-o', `${column}=`]);
    return stdout.trim().replace(/\s+/g, '_') || undefined;
  } catch {
    return undefined;
  }
}
