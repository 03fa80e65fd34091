import { Client } from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error';

const CONNECT_TIMEOUT_MS = 5_000;
const WRONG_PASSWORD = '28P01';

/** Whether the server takes connections; false while it starts, recovers or is not there. */
export async function isAnswering(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('select 1'));
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === WRONG_PASSWORD) {
      throw new EmbeddedPostgresError(
        'The embedded PostgreSQL does not know the password in DATA_DIR/postgres-password: put back the file that was made with it.',
      );
    }
    return false;
  }
}

/** Does nothing when it exists. The name must be a plain identifier. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined); // a server that goes away is an answer here, not a crash
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
