import { Client } from 'pg';
import { aCarrier, type Carrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld();
  carrier = await aCarrier(world, 'tim-link');
});
afterAll(() => world.close());

/** Nobody may connect to the world's database, and whoever was is thrown out; then everything is as before. */
async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  const name = new URL(world.databaseUrl).pathname.slice(1);
  const admin = new Client({ connectionString: process.env['PAROLA_TEST_PG_URL'] });
  await admin.connect();
  const allow = (yes: boolean) => admin.query(`alter database ${name} allow_connections ${yes}`);
  try {
    await allow(false);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await work();
  } finally {
    await allow(true);
    await admin.end();
  }
}

const text = (n: number) => ({ id: `away-${n}`, from: `39333${9_500_000 + n}`, to: '48400', text: 'CIAO' });

test('WIRE-01 while the database is away nobody is told that a text was taken, and afterwards each is taken once', async () => {
  await withoutDatabase(async () => {
    for (let n = 0; n < 5; n++) {
      const { status } = await carrier.call('mo', text(n));
      expect(status).toBe(503);
    }
    const ready = await world.http.get('/health/ready');
    expect(ready.status).toBe(503);
    const api = await world.api.get('/brands');
    expect([api.status, (api.body as { code: string }).code]).toEqual([503, 'UNAVAILABLE']);
  });
  for (let n = 0; n < 5; n++) expect(await carrier.hands(text(n))).toMatchObject({ id: expect.any(String) as string });
  await world.settle();
  for (let n = 0; n < 5; n++) expect(await world.subscriber(text(n).from).received()).toHaveLength(1);
});

test('OPS-01 what was accepted before it went away is answered when it is back', async () => {
  const accepted = await Promise.all(Array.from({ length: 50 }, (_, n) => carrier.hands(text(100 + n))));
  await withoutDatabase(async () => undefined);
  await world.settle();
  const decisions = await world.database.sql.query({ text: 'select 1 from decisions where text_id = any($1::bigint[])', values: [accepted.map(({ id }) => id)] });
  expect(decisions).toHaveLength(50);
  const received = await Promise.all(Array.from({ length: 50 }, (_, n) => world.subscriber(text(100 + n).from).received()));
  expect(received.map(({ length }) => length)).toEqual(new Array(50).fill(1));
});
