import { WebhookSweep } from '../../src/outreach/webhook-sweep.service';
import { Doorbell } from '../../src/platform/doorbell';
import { appendEvents } from '../../src/platform/events.store';
import { Identity } from '../../src/platform/identity.service';
import { startBrandServer, type BrandServer } from '../support/brand-server';
import { until } from '../support/waiting';
import { createWorld, type World } from '../support/world';

const MINUTE_MS = 60_000;
const PEOPLE = ['989121110001', '989121110002', '989121110003', '989121110004'];

let world: World;
let server: BrandServer;
let brandId: number;
let webhookId: number;

beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z', env: { OUTBOUND_ALLOW: '127.0.0.0/8' } });
  server = await startBrandServer();
  brandId = ((await world.api.get('/brands/radio-shahr')).body as { id: number }).id;
  const webhook = { brand: 'radio-shahr', url: server.url, types: ['entry'] };
  webhookId = ((await world.api.post('/webhooks', webhook)).body as { id: number }).id;
});
afterAll(async () => {
  await world.close();
  await server.close();
});

/** Everybody enters once more, as the engine notes it: with what it did, and rung for when that has committed. */
async function everybodyEnters(n: number): Promise<void> {
  const identity = world.app.get(Identity);
  const rung = await world.database.transaction((tx) =>
    appendEvents(
      tx,
      PEOPLE.map((msisdn) => ({
        type: 'entry' as const,
        brandId,
        subscriberId: null,
        person: identity.hashOf(msisdn),
        payload: { msisdn, n },
        at: world.clock.now(),
      })),
    ),
  );
  for (const id of rung) world.app.get(Doorbell).ring('events', id);
}

const count = async (where: string): Promise<number> =>
  (await world.database.sql.query({ text: `select 1 from webhook_queue where ${where}` })).length;

/** What is being told, and what could be told now: its webhook does not rest, and no elder of the same person waits. */
const UNDERWAY = `
select 1 from webhook_queue q join webhooks w on w.id = q.webhook_id
where q.lease is not null or (q.due_at <= $1::timestamptz and coalesce(w.resume_at <= $1::timestamptz, true)
  and not exists (select 1 from webhook_queue e where e.webhook_id = q.webhook_id and e.person = q.person and e.id < q.id))`;

/** A minute passes, and whatever is to be tried in it was tried and has come to an end. */
async function aMinutePasses(): Promise<void> {
  world.clock.advance(MINUTE_MS);
  await world.app.get(WebhookSweep).sweep();
  await until('the calls were over', async () => {
    const values = [world.clock.now()];
    return (await world.database.sql.query({ text: UNDERWAY, values })).length === 0;
  });
}

/** What the brand has read, in the order it first heard of it: it forgets what it knows by its id. */
function read(): readonly { readonly msisdn: unknown; readonly n: unknown }[] {
  const events = new Map(server.told().map(({ event }) => [event.id, event.data]));
  return [...events.values()].map(({ msisdn, n }) => ({ msisdn, n }));
}

const rounds = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

test('API-02 a brand’s server is down for an hour; then everything is told, each person’s events in order', async () => {
  await everybodyEnters(1);
  await until('the first round was told', async () => (await count('true')) === 0);
  expect(read()).toHaveLength(PEOPLE.length);

  await server.close();
  for (const minute of rounds(1, 40)) {
    if (minute % 10 === 0) await everybodyEnters(1 + minute / 10);
    await aMinutePasses();
  }
  expect(await count('true')).toBe(4 * PEOPLE.length);
  const down = (await world.api.get(`/webhooks/${webhookId}`)).body as { failing: number; resumeAt: string };
  expect(down.failing).toBeGreaterThan(3);
  expect(new Date(down.resumeAt).getTime()).toBeLessThanOrEqual(world.clock.now().getTime() + 10 * MINUTE_MS);

  // It is there again and not itself: it reads what it is told, and says that it failed.
  await server.comesUp();
  server.behaves(({ event }) => (event.data['msisdn'] === PEOPLE[0] ? 500 : 503));
  const before = server.told().length;
  for (const minute of rounds(41, 60)) {
    if (minute % 10 === 0) await everybodyEnters(1 + minute / 10);
    await aMinutePasses();
  }
  expect(await count('true')).toBe(6 * PEOPLE.length);
  const tries = () => server.told().length - before;
  expect([tries() > 1, tries() < 60]).toEqual([true, true]);

  server.behaves(200);
  let minutes = 0;
  while ((await count('true')) > 0 && ++minutes <= 20) await aMinutePasses();
  expect(await count('true')).toBe(0);
  for (const msisdn of PEOPLE) {
    const theirs = read().filter((event) => event.msisdn === msisdn);
    expect(theirs.map(({ n }) => n)).toEqual(rounds(1, 7));
  }
  expect(read()).toHaveLength(7 * PEOPLE.length);
  const { items } = (await world.api.get(`/webhooks/${webhookId}/deliveries?limit=200`)).body as {
    items: readonly { state: string }[];
  };
  expect(items.map(({ state }) => state)).toEqual(Array(7 * PEOPLE.length).fill('delivered'));
  expect((await world.api.get(`/webhooks/${webhookId}`)).body).toMatchObject({ failing: 0, resumeAt: null });
});
