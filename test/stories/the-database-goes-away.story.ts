import { WAITS } from '../../src/platform/config';
import { HTTP_CARRIER_KEY, startHttpCarrier } from '../support/carriers/http-carrier';
import { layCable, type Cable } from '../support/cable';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { until } from '../support/waiting';
import { createWorld, type World } from '../support/world';

let world: World;
let cable: Cable;
let database: TestDatabase;
let carrier: Awaited<ReturnType<typeof startHttpCarrier>>;
let key: string;

/** A world of one code and one word, whose carrier lives outside it and counts. */
beforeAll(async () => {
  [database, carrier] = await Promise.all([createTestDatabase(), startHttpCarrier()]);
  cable = await layCable(database.url);
  world = await createWorld({ demo: false, databaseUrl: cable.url, waits: WAITS });
  const made = async (path: string, body: object) => {
    const response = await world.api.post(path, body);
    if (response.status >= 300) throw new Error(`${path}: ${response.text}`);
    return response.body as { readonly id: number; readonly key: string };
  };
  // A short time-out, and with it a short lease: what was on the wire is unknown for no longer than that.
  const settings = { url: `${carrier.url}/mt`, outboundKey: HTTP_CARRIER_KEY, batch: 50, timeoutMs: 1_000 };
  key = (await made('/connectors', { name: 'outside', protocol: 'http', settings })).key;
  await made('/brands', { code: 'aurora', name: 'Aurora' });
  const code = {
    number: '48400',
    kind: 'dedicated',
    brand: 'aurora',
    profile: 'it',
    language: 'it',
    zone: 'Europe/Rome',
  };
  await made('/shortcodes', code);
  const { id } = await made('/campaigns', {
    brand: 'aurora',
    shortcode: '48400',
    name: 'Ciao',
    kind: 'auto-reply',
    keywords: ['CIAO'],
    opensAt: '2025-01-01T00:00:00Z',
    timezone: 'Europe/Rome',
    language: 'it',
    settings: { reply: { it: 'Ciao!' } },
  });
  await made(`/campaigns/${id}/publish`, {});
  await world.settle();
});
afterAll(async () => {
  cable.mend();
  await world.close();
  await Promise.all([cable.close(), carrier.close()]);
  await database.drop();
});

const textFrom = (n: number) => ({
  id: `away-${n}`,
  from: `+39333${9_500_000 + n}`,
  to: '48400',
  text: 'CIAO',
});
const hands = async (n: number) =>
  (await world.http.post('/carriers/outside/mo').set('authorization', `Bearer ${key}`).send(textFrom(n)))
    .status;
const answersTo = (n: number) => carrier.taken().filter(({ to }) => `+${to}` === textFrom(n).from).length;

/** The sweep may find the database before its connections have come back. */
async function recovered(): Promise<void> {
  cable.mend();
  await until(
    'the engine is ready again',
    async () => (await world.http.get('/health/ready')).status === 200,
  );
  await world.settle();
}

test('WIRE-01 while the database is away nobody is told that a text was taken; afterwards each is taken, and answered, once', async () => {
  cable.cut();
  for (let n = 0; n < 5; n++) expect(await hands(n)).toBe(503);
  expect((await world.http.get('/health/live')).status).toBe(200);
  expect((await world.http.get('/health/ready')).status).toBe(503);
  const api = await world.api.get('/brands');
  expect([api.status, (api.body as { code: string }).code]).toEqual([503, 'UNAVAILABLE']);
  await recovered();
  for (let n = 0; n < 5; n++) expect(await hands(n)).toBe(200);
  for (let n = 0; n < 5; n++) expect(await hands(n)).toBe(200);
  await world.settle();
  expect([0, 1, 2, 3, 4].map(answersTo)).toEqual([1, 1, 1, 1, 1]);
});

test('OPS-01 what was accepted before the cable was cut is answered when it is mended, once each and by the same reference', async () => {
  const numbers = Array.from({ length: 100 }, (_, n) => 100 + n);
  const statuses = await Promise.all(numbers.map(hands));
  cable.cut();
  expect(new Set(statuses)).toEqual(new Set([200]));
  await recovered();
  // What was on the wire when the cable broke is unknown until its lease is over; then it goes out again under the same id.
  await until('everybody is answered', async () => {
    await world.settle();
    return numbers.every((n) => answersTo(n) > 0);
  });
  expect(numbers.map(answersTo)).toEqual(numbers.map(() => 1));
});
