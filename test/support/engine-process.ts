import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `npm start` gives Node: fewer, larger collections of the young generation. */
const AS_STARTED = ['--max-semi-space-size=24', '--heap-growing-percent=50'];

export interface EngineOptions {
  /** Holds the embedded PostgreSQL and the generated keys; made when it is missing. */
  readonly dataDir: string;
  /** Without it the engine brings its own PostgreSQL. */
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Any free one unless named. */
  readonly port?: number;
  /** For Node itself: a profile, a smaller heap. */
  readonly nodeArguments?: readonly string[];
}

/** An engine in a process of its own, as `npm start` would run it. */
export interface EngineProcess {
  readonly url: string;
  readonly pid: number;
  readonly adminKey: string;
  /** Resolves when the process is gone; one that ignores SIGTERM is made to go. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** The last of what it wrote, both streams together. */
  output(): string;
}

/** A first start makes a database cluster, on a machine that may be busy with other tests. */
const START_MS = 120_000;
const POLL_MS = 20;
/** Longer than the engine takes to drain and stop its PostgreSQL. */
const LEAVE_MS = 60_000;
const OUTPUT_CHARS = 200_000;
const LISTENS = /Parola listens on (http:\/\/\S+)/;
/** What a process needs of its surroundings; the caller's own settings must not reach the engine. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG'] as const;

/** Starts the compiled engine and resolves once it listens. Throws with what it said when it does not come up. */
export async function startEngine(options: EngineOptions): Promise<EngineProcess> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const env = environment({ ...options, dataDir });
  const child = spawn(process.execPath, [...AS_STARTED, ...(options.nodeArguments ?? []), mainFile()], {
    cwd: dataDir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const kill = killerOf(child);
  const url = await listening(child, output).catch(async (error: unknown) => {
    await kill('SIGTERM');
    throw error;
  });
  const given = env['ADMIN_API_KEY'];
  const adminKey = given ?? (await readFile(join(dataDir, 'admin-api-key'), 'utf8')).trim();
  return { url, pid: child.pid ?? 0, adminKey, kill, output };
}

const TRIES = 5;

/** As an orchestrator would have it: an engine that cannot start, because its database was too slow for it, is started again. */
export async function keepStarting(options: EngineOptions): Promise<EngineProcess> {
  for (let tries = 1; ; tries++) {
    try {
      return await startEngine(options);
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

/** From the sources this file lies beside dist/, from dist/ inside it. */
function mainFile(): string {
  const root = resolve(__dirname, '../..');
  const built = [join(root, 'src/main.js'), join(root, 'dist/src/main.js')].find((path) => existsSync(path));
  if (built === undefined) throw new Error('dist/src/main.js is missing: run npm run build first.');
  return built;
}

function environment({ dataDir, databaseUrl, port, env }: EngineOptions): NodeJS.ProcessEnv {
  const inherited = INHERITED.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port ?? 0),
    DEMO: '0',
    LOG_LEVEL: 'warn',
    FRAUD_SWEEP_SECONDS: '0',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...env,
  };
}

function collect(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-OUTPUT_CHARS)));
  }
  return () => said;
}

async function listening(child: ChildProcess, output: () => string): Promise<string> {
  const until = Date.now() + START_MS;
  for (;;) {
    const [, url] = LISTENS.exec(output()) ?? [];
    if (url !== undefined) return url;
    if (hasEnded(child)) throw new Error(`The engine ended before it listened:\n${output()}`);
    if (Date.now() > until) throw new Error(`The engine does not listen after ${START_MS} ms:\n${output()}`);
    await sleep(POLL_MS);
  }
}

/** Nothing we started outlives us, unless we are killed outright ourselves. */
function killerOf(child: ChildProcess): (signal: NodeJS.Signals) => Promise<void> {
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const onExit = (): boolean => child.kill('SIGTERM');
  process.once('exit', onExit);
  void ended.then(() => process.removeListener('exit', onExit));
  return async (signal) => {
    if (hasEnded(child)) return;
    child.kill(signal);
    const lastResort = setTimeout(() => child.kill('SIGKILL'), LEAVE_MS);
    await ended;
    clearTimeout(lastResort);
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
