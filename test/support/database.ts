import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Somebody else may be cloning the template in this moment. */
const BUSY = '55006';
const MAX_TRIES = 100;
const PAUSE_MS = 100;

/** A migrated, empty database of its own for one suite: a clone of the template that the run's setup has made. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = process.env['PAROLA_TEST_PG_URL'];
  if (!adminUrl) throw new Error('PAROLA_TEST_PG_URL is not set: run this suite with the global setup.');
  const name = `parola_${randomBytes(8).toString('hex')}`;
  await clone(adminUrl, name);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => run(adminUrl, `drop database if exists ${name} with (force)`) };
}

async function clone(adminUrl: string, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      // Copied file by file: its blocks need not go through a journal that nobody will read.
      return await run(adminUrl, `create database ${name} template parola_template strategy file_copy`);
    } catch (error) {
      const isBusy = (error as { code?: string }).code === BUSY;
      if (!isBusy || tries === MAX_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function run(adminUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
