import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedPostgresError } from '../../src/platform/embedded/embedded-postgres-error';
import { findRunning, startEmbedded } from '../../src/platform/embedded/embedded-postgres.service';
import { parsePostmasterPid } from '../../src/platform/embedded/postmaster-pid';
import { isPostgresOf, startOf } from '../../src/platform/embedded/processes.service';

const small = { shared_buffers: '16MB', max_connections: '10' };
// Killing processes loses nothing that the kernel already holds; only a power cut would, and no test makes one.
const hasty = { ...small, fsync: 'off' };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parola-embedded-')); // mode 0700: only we may enter
});

afterEach(async () => {
  const left = parsePostmasterPid(read('postgres/postmaster.pid'));
  if (left && (await isPostgresOf(left.pid, join(home, 'data', 'postgres'))))
    process.kill(left.pid, 'SIGQUIT');
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

function read(name: string): string {
  try {
    return readFileSync(join(home, 'data', name), 'utf8');
  } catch {
    return '';
  }
}

const start = () => startEmbedded(join(home, 'data'), { settings: hasty });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process that outlives us unless told otherwise, in place of an engine we want to see killed. */
function bystander(): ChildProcess {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
}

/** What kill -9 of an engine leaves: a lock with a dead process in it, and PostgreSQL running on. */
async function killTheEngine(): Promise<void> {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(join(home, 'data', 'engine.lock'), `${dead} boot:1\n`);
}

test('stopping and starting again keeps the data, on a port of its own each time', async () => {
  const first = await start();
  await query(first.url, "create table said as select 'سلام' as text");
  await first.stop();
  expect(await startOf(first.pid)).toBeUndefined();
  const second = await start();
  expect(await query(second.url, 'select text from said')).toEqual([{ text: 'سلام' }]);
  expect(second.url).toMatch(
    /^postgres:\/\/parola:[\w-]{32}@127\.0\.0\.1:\d+\/parola\?host=%2F.+%2Fpostgres$/,
  );
  await second.stop();
});

test('the server keeps what it has committed, speaks UTF-8 in byte order, and listens to this machine alone', async () => {
  const server = await startEmbedded(join(home, 'data'), { settings: small });
  const asked = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'server_encoding',
    'listen_addresses',
    'unix_socket_directories',
    'TimeZone',
    'max_connections',
  ];
  const [row] = await query(
    server.url,
    `select ${asked.map((name) => `current_setting('${name}') as "${name}"`).join(', ')}`,
  );
  expect(row).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    server_encoding: 'UTF8',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '.',
    TimeZone: 'UTC',
    max_connections: '10',
  });
  expect(await query(server.url, `select 'ی' > 'z' as "isByteOrder"`)).toEqual([{ isByteOrder: true }]);
  await server.stop();
});

test('a wrong password does not open the database', async () => {
  const server = await start();
  await expect(query(server.url.replace(/:[\w-]{32}@/, ':guess@'), 'select 1')).rejects.toMatchObject({
    code: '28P01',
  });
  expect(statSync(join(home, 'data', 'postgres-password')).mode & 0o777).toBe(0o600);
  await server.stop();
});

test('OPS-01 an engine killed with -9 leaves PostgreSQL running, and the next start takes the data over', async () => {
  const killed = await start();
  await query(killed.url, 'create table said as select 7 as id');
  await killTheEngine();
  const lines: string[] = [];
  const next = await startEmbedded(join(home, 'data'), { settings: hasty, log: (line) => lines.push(line) });
  expect(lines.join('\n')).toContain(`process ${killed.pid}`);
  expect(await startOf(killed.pid)).toBeUndefined();
  expect(await query(next.url, 'select id from said')).toEqual([{ id: 7 }]);
  await next.stop();
});

test('OPS-01 PostgreSQL killed with -9 together with its engine recovers what was committed', async () => {
  const killed = await start();
  await query(killed.url, 'create table said as select generate_series(1, 1000) as id');
  process.kill(killed.pid, 'SIGKILL');
  await killTheEngine();
  const next = await start();
  expect(await query(next.url, 'select count(*)::int as count from said')).toEqual([{ count: 1000 }]);
  await next.stop('immediate');
});

test('a pid file that names somebody else is cleared away, and that somebody is left alone', async () => {
  await (await start()).stop();
  const stranger = bystander();
  writeFileSync(
    join(home, 'data', 'postgres', 'postmaster.pid'),
    `${stranger.pid}\n${join(home, 'data', 'postgres')}\n1772355800\n5432\n`,
  );
  const server = await start();
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  await server.stop();
  stranger.kill();
});

test('a second engine on the same DATA_DIR is refused by name, and the first does not notice', async () => {
  const first = await start();
  const refusal = new EmbeddedPostgresError(
    `DATA_DIR ${join(home, 'data')} is in use by process ${process.pid}.`,
  );
  await expect(start()).rejects.toEqual(refusal);
  expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await first.stop();
});

test('OPS-01 of several engines that start at once on one DATA_DIR after a crash, exactly one gets it', async () => {
  mkdirSync(join(home, 'data'));
  await killTheEngine();
  const outcomes = await Promise.allSettled([start(), start(), start()]);
  const started = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  expect(started).toHaveLength(1);
  for (const outcome of started) await outcome.value.stop();
});

test('a lock whose pid now belongs to another process is taken over', async () => {
  const stranger = bystander();
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'data', 'engine.lock'), `${stranger.pid} boot:1\n`);
  const server = await start();
  await server.stop();
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill();
});

test('a first start that was killed half-way leaves nothing in the way of the next', async () => {
  const half = join(home, 'data', 'postgres.new-abc123', 'data');
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, 'PG_VERSION'), '18\n');
  const server = await start();
  await server.stop();
  expect(readdirSync(join(home, 'data')).sort()).toEqual(['postgres', 'postgres-password', 'postgres.log']);
});

test('data of another PostgreSQL version is refused in one sentence and left as it is', async () => {
  await (await start()).stop();
  writeFileSync(join(home, 'data', 'postgres', 'PG_VERSION'), '15\n');
  await expect(start()).rejects.toThrow(/was made by PostgreSQL 15 and this version brings PostgreSQL \d+/);
  expect(read('postgres/PG_VERSION')).toBe('15\n');
});

test('a lost password file is named, not replaced', async () => {
  await (await start()).stop();
  rmSync(join(home, 'data', 'postgres-password'));
  await expect(start()).rejects.toThrow(/postgres-password is missing/);
});

test('a DATA_DIR that cannot be made is one sentence', async () => {
  writeFileSync(join(home, 'data'), 'a file');
  await expect(start()).rejects.toThrow(EmbeddedPostgresError);
});

test('a PostgreSQL setting that does not exist is quoted', async () => {
  const wrong = startEmbedded(join(home, 'data'), { settings: { no_such_setting: '1' } });
  await expect(wrong).rejects.toThrow(/no_such_setting/);
});

test('a second program finds the database of a living engine, and none where there is none', async () => {
  expect(await findRunning(join(home, 'data'))).toBeUndefined();
  const server = await start();
  expect(await findRunning(join(home, 'data'))).toBe(server.url);
  await server.stop();
  await sleep(0);
  expect(await findRunning(join(home, 'data'))).toBeUndefined();
});

test('asking twice to stop is the same as once', async () => {
  const server = await start();
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  expect(read('engine.lock')).toBe('');
});
