import { readdir, readFile } from 'node:fs/promises';

/** Processor time so far, in seconds over all cores; zeros where the system does not tell. */
export interface Spent {
  readonly engine: number;
  readonly postgres: number;
  /** The bench itself, without the processes it starts for a load. */
  readonly bench: number;
  /** Everybody on the machine together. */
  readonly everybody: number;
}

/** USER_HZ, which Linux shows to programs as 100 everywhere. */
const TICKS_PER_SECOND = 100;
/** In /proc/<pid>/stat behind the name: parent, own time in user and system mode, the same of children that ended. */
const FIELDS = { parent: 1, own: [11, 12], children: [13, 14] } as const;
/** In /proc/stat: user, nice, system, irq, softirq and steal; idling and waiting for a disk are not work. */
const BUSY = [0, 1, 2, 5, 6, 7];

export async function spentUntilNow(enginePid: number, postgresPid: number): Promise<Spent> {
  const [stat, engine, postgres] = await Promise.all([
    readFile('/proc/stat', 'latin1').catch(() => ''),
    secondsOf(enginePid),
    familySeconds(postgresPid),
  ]);
  const ticks = stat.slice(3, stat.indexOf('\n')).trim().split(/\s+/);
  const own = process.cpuUsage();
  return { engine, postgres, bench: (own.user + own.system) / 1e6, everybody: sum(ticks, BUSY) };
}

async function secondsOf(pid: number): Promise<number> {
  return sum(await fieldsOf(pid), FIELDS.own);
}

/** The server with its sessions, those that have ended included. */
async function familySeconds(pid: number): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(pids.map((name) => fieldsOf(Number(name))));
  const children = processes.filter((fields) => Number(fields[FIELDS.parent]) === pid);
  const server = await fieldsOf(pid);
  return (
    sum(server, FIELDS.own) +
    sum(server, FIELDS.children) +
    children.reduce((total, fields) => total + sum(fields, FIELDS.own), 0)
  );
}

/** The name may hold blanks and brackets: what counts begins behind its last bracket. */
async function fieldsOf(pid: number): Promise<string[]> {
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2).split(' ');
}

function sum(fields: readonly string[], which: readonly number[]): number {
  return which.reduce((total, at) => total + Number(fields[at] ?? 0), 0) / TICKS_PER_SECOND;
}
