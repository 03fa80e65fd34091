import { readConfig } from './config';
import { startEmbedded } from './embedded/embedded-postgres.service';
import { migrateDatabase, revertDatabase } from './migrate.service';

/** `npm run migrate` brings the database up; `npm run migrate -- down` takes the newest step back. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const embedded = config.databaseUrl === undefined ? await startEmbedded(config.dataDir) : null;
  const url = embedded?.url ?? config.databaseUrl ?? '';
  try {
    await (process.argv[2] === 'down' ? revertDatabase(url) : migrateDatabase(url));
    console.log(
      process.argv[2] === 'down' ? 'The newest migration was taken back.' : 'The database is up to date.',
    );
  } finally {
    await embedded?.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
