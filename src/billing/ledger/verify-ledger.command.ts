import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { readConfig } from '../../platform/config';
import { sqlOn } from '../../platform/database.service';
import { findRunning, startEmbedded } from '../../platform/embedded/embedded-postgres.service';
import { summaryOf, type Verification } from './verification';
import { verifyLedger } from './verification.service';

/** `npm run verify-ledger`: checks the books of account; exit code 1 when anything is wrong with them. */
async function main(): Promise<void> {
  const { url, stop } = await openDatabase();
  try {
    const verification = await verifyAt(url);
    console.log(summaryOf(verification).join('\n'));
    if (verification.found.length > 0) process.exitCode = 1;
  } finally {
    await stop();
  }
}

/** The database of DATABASE_URL, of the engine that runs on DATA_DIR, or of DATA_DIR itself when nobody does. */
async function openDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const config = readConfig(process.env);
  const found = config.databaseUrl ?? (await findRunning(config.dataDir));
  if (found !== undefined) return { url: found, stop: () => Promise.resolve() };
  if (!existsSync(join(config.dataDir, 'postgres')))
    throw new Error(`There is no engine's database in DATA_DIR ${config.dataDir}.`);
  const embedded = await startEmbedded(config.dataDir);
  return { url: embedded.url, stop: () => embedded.stop() };
}

/** All of it as it stood in one moment, while the engine goes on. */
async function verifyAt(url: string): Promise<Verification> {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined); // our own server may be gone before its goodbye is read
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await verifyLedger(sqlOn(client));
  } finally {
    await client.query('rollback');
    client.release();
    await pool.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
