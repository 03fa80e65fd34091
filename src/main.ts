import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { boot, type Parola } from './boot.service';
import { isEmptyOrDemo } from './demo/demo.store';
import { SystemClock } from './platform/clock.service';
import { ConfigError, readConfig, type Config } from './platform/config';
import { EmbeddedPostgresError } from './platform/embedded/embedded-postgres-error';
import { startEmbedded, type EmbeddedPostgres } from './platform/embedded/embedded-postgres.service';
import { administratorKey } from './platform/identity.service';
import { migrateDatabase } from './platform/migrate.service';

/** Longer than any batch or submit in flight; after it the leases take over. */
const DRAIN_MS = 9_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const dataDir = resolve(config.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const embedded = config.databaseUrl === undefined ? await startEmbedded(dataDir, { log: say }) : null;
  const leave = onSignal(embedded);
  const databaseUrl = embedded?.url ?? config.databaseUrl ?? '';
  await migrateDatabase(databaseUrl);
  const { key, path } = administratorKey(config.adminApiKey, join(dataDir, 'admin-api-key'));
  const loadDemo = config.demo ?? (embedded !== null && (await isEmptyOrDemo(databaseUrl)));
  const parola = await boot({
    config,
    databaseUrl,
    clock: new SystemClock(),
    engineUrl: { value: config.publicUrl ?? '' },
    administratorKey: key,
    loadDemo,
  });
  leave.with(parola);
  await writeFile(join(dataDir, 'database-url'), databaseUrl, { mode: 0o600 });
  greet(parola, config, path, loadDemo);
}

/** Drains once, however often we are asked; PostgreSQL goes last. */
function onSignal(embedded: EmbeddedPostgres | null): { with(parola: Parola): void } {
  let running: Parola | null = null;
  let leaving = false;
  const leave = async (): Promise<void> => {
    if (leaving) return;
    leaving = true;
    const late = setTimeout(() => process.exit(1), DRAIN_MS);
    late.unref();
    await running?.close().catch(report);
    await embedded?.stop().catch(report);
    process.exit(0);
  };
  process.on('SIGTERM', () => void leave());
  process.on('SIGINT', () => void leave());
  return { with: (parola) => void (running = parola) };
}

function greet(
  { url }: Parola,
  { databaseUrl, redisUrl }: Config,
  keyPath: string | null,
  demo: boolean,
): void {
  say(
    `Parola listens on ${url} (${databaseUrl ? 'your PostgreSQL' : 'embedded PostgreSQL'}, ${redisUrl ? 'Bull on Redis' : 'in-process doorbell'}).`,
  );
  if (demo) {
    say('Text it:   npm run phone -- --from 989121234567 --to 2050');
    say(
      '           codes 2050 (Iran, shared), 48400 (Italy), 70070 (Saudi Arabia); try JOIN NEWS, خبر, CIAO, مرحبا, HELP, STOP',
    );
  }
  say(`API pages: ${url}/api/docs`);
  say(
    keyPath === null
      ? 'The administrator\u2019s key is the one in ADMIN_API_KEY.'
      : `The administrator\u2019s key is in ${keyPath}`,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

main().catch((error: unknown) => {
  const isExplained = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
  process.stderr.write(
    isExplained
      ? `${error.message}\n`
      : `Parola could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
