import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { readConfig } from '../platform/config';
import { sqlOn } from '../platform/database.service';
import { findRunning, startEmbedded } from '../platform/embedded/embedded-postgres.service';
import { readAnchors, type Anchor } from './anchor';
import { FAULTS } from './chain-check';
import { verifyConsents, type Verification } from './verification.service';

/** `npm run verify-consent [-- --anchors exported.json]`: checks the consent ledger; exit code 1 when anything is wrong with it. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { anchors: { type: 'string' } } });
  const exported = values.anchors === undefined ? [] : anchorsFrom(values.anchors);
  const { url, stop } = await openDatabase();
  try {
    const verification = await verifyAt(url, exported);
    console.log(summaryOf(verification).join('\n'));
    if (verification.faults.size > 0) process.exitCode = 1;
  } finally {
    await stop();
  }
}

function anchorsFrom(path: string): readonly Anchor[] {
  const read = readAnchors(readFileSync(path, 'utf8'));
  if (read.type === 'unreadable') throw new Error(`${path} cannot be used: ${read.reason}.`);
  return read.anchors;
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

async function verifyAt(url: string, exported: readonly Anchor[]): Promise<Verification> {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined); // our own server may be gone before its goodbye is read
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await verifyConsents(sqlOn(client), exported);
  } finally {
    await client.query('rollback');
    client.release();
    await pool.end();
  }
}

function summaryOf({ rows, anchors, exportedAnchors, faults }: Verification): string[] {
  const read = `${rows} consent rows and ${anchors} anchors read, ${exportedAnchors} exported anchors compared.`;
  if (faults.size === 0) return [read, 'The ledger is whole.'];
  const lines = [...faults].map(([type, { count, first }]) => {
    const { lane, seq, anchorId } = first;
    const place = [
      ['lane', lane],
      ['seq', seq],
      ['anchor', anchorId],
    ].filter(([, value]) => value !== undefined);
    return `${type} (${count}): ${FAULTS[type]}; first at ${place.map((pair) => pair.join(' ')).join(', ')}`;
  });
  return [read, 'The ledger is NOT whole:', ...lines];
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
