import { Pool, type PoolClient } from 'pg';
import { readBreaches } from '../../src/demo/simulate/invariants.store';
import { simulate, type Lived } from '../../src/demo/simulate/simulation.service';
import { sqlOn } from '../../src/platform/database.service';
import { createTestDatabase, type TestDatabase } from '../support/database';

const LIFE_TIMEOUT_MS = 120_000;

let database: TestDatabase;
let lived: Lived;
let pool: Pool;
const said: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  lived = await simulate({
    ...{ days: 70, subscribers: 30, seed: 7, isQuick: true },
    databaseUrl: database.url,
    say: (line) => said.push(line),
  });
  pool = new Pool({ connectionString: database.url, max: 1 });
}, LIFE_TIMEOUT_MS);
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

test('BIL-08 REC-03 SUB-06 seventy days of thirty people go by, and every promise is kept', () => {
  const { rows, kept } = lived;
  expect(kept.filter(({ broken }) => broken.length > 0)).toEqual([]);
  expect(kept.length).toBeGreaterThanOrEqual(13);
  expect(rows.map(({ month, foots }) => [month, foots])).toEqual([
    ['2026-01', true],
    ['2026-02', true],
    ['2026-03', true],
  ]);
  expect(said.filter((line) => / is (closed|compared);/.test(line))).toHaveLength(3);
});

test('SUB-06 BIL-09 REC-03 a bit of everything has happened in them', () => {
  const happened = (name: 'joins' | 'stops' | 'charged' | 'refused' | 'refunded' | 'findings') =>
    lived.rows.reduce((all, row) => all + row[name], 0);
  for (const name of ['joins', 'stops', 'charged', 'refused', 'refunded', 'findings'] as const)
    expect([name, happened(name) > 0]).toEqual([name, true]);
  for (const { revenue } of lived.rows) expect([...revenue.keys()]).toEqual(['EUR', 'IRR', 'KWD']);
});

/** Changes something that nobody may change, looks at what is said of it, and takes it back. */
async function breaking(change: string): Promise<string[]> {
  const client: PoolClient = await pool.connect();
  try {
    await client.query('begin');
    await client.query(change);
    const breaches = await readBreaches(sqlOn(client), new Date('2026-03-12T00:00:00Z'));
    return breaches.filter(({ rows }) => rows > 0).map(({ promise }) => promise);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const FIRST_CHARGED = `(select min(id) from charges where state = 'charged' and refunded_minor = 0)`;

test.each([
  ['nothing at all', 'select 1', []],
  [
    'a payment that we do not have',
    `insert into simulator.payments (correlator, remote_id, msisdn, amount_minor, currency, description, state, at)
     values ('x', 'x', '989120000000', 1, 'IRR', 'FAL', 'succeeded', '2026-02-01Z')`,
    ['the operator’s books are ours'],
  ],
  [
    'another amount at the operator',
    `update simulator.payments set amount_minor = amount_minor + 1
     where correlator = (select correlator from simulator.payments where state = 'succeeded' limit 1)`,
    ['the operator’s books are ours'],
  ],
  [
    'a refund of another amount',
    'update refunds set amount_minor = amount_minor + 1 where id = (select min(id) from refunds)',
    ['the operator’s refunds are ours'],
  ],
  [
    'a period that reaches into the next',
    `update charges set period_end = period_end + interval '40 days'`,
    ['no moment is paid for twice'],
  ],
  [
    'a payment after the end',
    `update subscriptions set state = 'unsubscribed', ended_at = '2026-01-01Z', next_at = null, next_step = null
     where id = (select subscription_id from charges where id = ${FIRST_CHARGED})`,
    ['nobody pays after leaving'],
  ],
  [
    'a charge that nobody knows the end of',
    `update charges set state = 'unknown', settled_at = null where id = ${FIRST_CHARGED}`,
    ['the operator’s books are ours', 'nothing is left hanging'],
  ],
  [
    'a day that was not run',
    `update reconciliations set state = 'failed' where id = 1`,
    ['every day is compared'],
  ],
  [
    'an adjustment without a transfer',
    'update findings set adjusted_minor = adjusted_minor + 1 where id = (select min(id) from findings)',
    ['every adjustment is booked'],
  ],
])('BIL-08 REC-06 what breaks a promise is named: %s', async (_, change, promises) => {
  expect(await breaking(change)).toEqual(promises);
});
