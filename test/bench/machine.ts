import { spawnSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Null outside a clone. */
  readonly commit: string | null;
  readonly isDirty: boolean;
}

/** The clone's own folder, from dist/test/bench. */
export const ROOT = join(__dirname, '../../..');

/** The three that keep a commit safe come first; the others change what a commit costs. */
// prettier-ignore
const SETTINGS = [
  'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'wal_compression', 'wal_buffers', 'wal_level', 'shared_buffers',
  'max_wal_size', 'checkpoint_timeout', 'checkpoint_completion_target', 'commit_delay', 'work_mem', 'autovacuum',
  'autovacuum_naptime', 'autovacuum_vacuum_cost_delay', 'jit',
];
const MUST_BE_ON = ['fsync', 'synchronous_commit', 'full_page_writes'];

/** Throws when a commit would not be safe: such figures mean nothing. */
export async function describeMachine(sql: Client): Promise<Machine> {
  const { rows } = await sql.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from pg_settings where name = any($1) order by array_position($1, name)',
    [SETTINGS],
  );
  const settings = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  const unsafe = MUST_BE_ON.find((name) => settings[name] !== 'on');
  if (unsafe !== undefined)
    throw new Error(`${unsafe} is ${settings[unsafe]}: what is measured must be safely stored.`);
  const { rows: versions } = await sql.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryMb: Math.round(totalmem() / 1_048_576),
    system: `${process.platform} ${release()}`,
    node: process.version,
    postgres: versions[0]?.version ?? 'unknown',
    settings,
    commit: git('rev-parse', '--short=12', 'HEAD') ?? null,
    isDirty: Boolean(git('status', '--porcelain')),
  };
}

function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
