import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

/** Any constant: two processes that start together migrate one after the other (TypeORM itself takes no lock). */
const MIGRATION_LOCK = 7_265_001;

const dataSourceFor = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    migrations: [join(__dirname, '../../migrations/*.{js,ts}')],
    migrationsTableName: 'migrations',
    poolSize: 2,
  });

/** Brings a database up to this version. Safe to call from several processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  await withLock(url, async (dataSource) => void (await dataSource.runMigrations({ transaction: 'each' })));
}

/** Takes back the newest migration. */
export async function revertDatabase(url: string): Promise<void> {
  await withLock(url, (dataSource) => dataSource.undoLastMigration({ transaction: 'each' }));
}

async function withLock(url: string, work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const guard = new Client({ connectionString: url });
  await guard.connect();
  const dataSource = dataSourceFor(url);
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.initialize();
    await work(dataSource);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await guard.end();
  }
}
