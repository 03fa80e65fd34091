import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded, type EmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.service';
import { createDatabase } from '../../src/platform/embedded/database.store';
import { parseProcessStat } from '../../src/platform/embedded/process-stat';
import type { StopMode } from '../../src/platform/embedded/server.service';

/** A time during which the database could not have committed anything. Wall clock, ms. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** When each transaction was committed is what STOP is measured by; everything else as in production, fsync included. */
const SETTINGS = { track_commit_timestamp: 'on', shared_buffers: '128MB', max_connections: '150' };

/** A real PostgreSQL of the test's own, which can be stopped, cut off and frozen, always on the same port. */
export class PostgresUnderTest {
  /** Times without a server: from its last process gone to the next start. */
  readonly away: Interval[] = [];
  readonly frozen: Interval[] = [];

  private constructor(
    private readonly folder: string,
    private server: EmbeddedPostgres,
  ) {}

  static async start(folder: string): Promise<PostgresUnderTest> {
    return new PostgresUnderTest(folder, await startEmbedded(folder, { settings: SETTINGS }));
  }

  /** A database of its own on the server, made when it is missing. */
  async database(name: string): Promise<string> {
    const url = new URL(this.server.url);
    url.pathname = '/postgres';
    await createDatabase(url.toString(), name);
    url.pathname = `/${name}`;
    return url.toString();
  }

  /**
   * `fast` ends sessions and writes everything out, `immediate` is the power cut; then nobody is there for a while, and until
   * `isNoticed` resolves.
   */
  async stopFor(mode: StopMode, awayMs: number, isNoticed: () => Promise<void>): Promise<void> {
    const { port } = this.server;
    await this.server.stop(mode);
    const from = Date.now();
    await sleep(awayMs);
    await isNoticed();
    this.away.push({ from, to: Date.now() });
    this.server = await startEmbedded(this.folder, { settings: SETTINGS, port });
  }

  /** The server and all its sessions stand still, at least until `isNoticed` resolves: connections stay open, and nothing answers. */
  async freezeFor(frozenMs: number, isNoticed: () => Promise<void>): Promise<void> {
    const pids = [this.server.pid, ...(await childrenOf(this.server.pid))];
    for (const pid of pids) signal(pid, 'SIGSTOP');
    const from = Date.now();
    try {
      await sleep(frozenMs);
      await isNoticed();
    } finally {
      this.frozen.push({ from, to: Date.now() });
      for (const pid of pids) signal(pid, 'SIGCONT');
    }
  }

  stop(): Promise<void> {
    return this.server.stop('immediate');
  }
}

/** Sessions come and go while we look. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(pids.map(parentOf));
  return pids.filter((_, at) => parents[at] === parent);
}

async function parentOf(pid: number): Promise<number | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const [, parent] = /^.*\) \S (\d+)/s.exec(line) ?? [];
  return parseProcessStat(line) ? Number(parent) : undefined;
}
