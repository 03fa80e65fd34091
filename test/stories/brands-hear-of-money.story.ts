import { WebhookSweep } from '../../src/outreach/webhook-sweep.service';
import type { EventType } from '../../src/platform/events';
import { EventInterest } from '../../src/platform/events-interest.service';
import type { Statement } from '../../src/platform/database.service';
import { appendPersonEvents, type PersonEvent } from '../../src/subscribers/person-events.store';
import { until } from '../support/waiting';
import { ALLOWED, isGenuine } from '../support/brand-events';
import { startBrandServer, type BrandServer, type ToldRequest } from '../support/brand-server';
import { IRAN, subscribing, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const DAY_MS = 86_400_000;
const MONEY: readonly EventType[] = ['mo', 'optout', 'subscription', 'charge'];

let world: World;
let services: Subscribing;
let server: BrandServer;
let webhook: { readonly id: number; readonly secret: string };
let people = 0;

beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z', env: ALLOWED });
  services = await subscribing(world, IRAN);
  await services.offers({ name: 'STARS', settings: { graceDays: 3 } });
});
afterAll(async () => {
  await world.close();
  await server.close();
});

const somebody = () => world.subscriber(`98912${5_300_000 + ++people}`);
const kept = async () => (await world.database.sql.query({ text: 'select 1 from brand_events' })).length;

/** What the brand was told of this person, each event once, in the order in which it was first heard. */
function toldOf(msisdn: string): readonly ToldRequest['event'][] {
  const mine = server.told().filter(({ event }) => event.data['msisdn'] === msisdn);
  return [...new Map(mine.map(({ event }) => [event.id, event])).values()];
}

async function everythingIsTold(): Promise<void> {
  await until('everything was told', async () => {
    await world.app.get(WebhookSweep).sweep();
    const waiting = await world.database.sql.query({ text: 'select 1 from webhook_queue' });
    if (waiting.length > 0) world.clock.advance(500);
    return waiting.length === 0;
  });
}

const names = (events: readonly ToldRequest['event'][]): string[] =>
  events.map(({ type, data }) =>
    [type, data['event'] ?? data['text'] ?? data['scope']].map(String).join(' '),
  );

test('API-02 while nobody asked for it nothing is kept of subscriptions and charges', async () => {
  server = await startBrandServer();
  const bob = somebody();
  await bob.texts('2050', 'STARS');
  await bob.texts('2050', 'YES');
  await services.works();
  expect(await kept()).toBe(0);
  const made = await world.api.post('/webhooks', { brand: 'radio-shahr', url: server.url, types: MONEY });
  webhook = made.body as typeof webhook;
  expect(made.status).toBe(201);
  const interest = world.app.get(EventInterest);
  await until('who listens was known', () => interest.brandsFor('subscription').length > 0);
});

test('API-02 subscription, charge: a brand hears a life from its beginning to its end, in order, and what it paid', async () => {
  const alice = somebody();
  await alice.texts('2050', 'STARS');
  await alice.texts('2050', 'YES');
  await services.works();
  for (let day = 0; day < 9; day++) {
    world.clock.advance(DAY_MS);
    await services.renews();
    await services.works();
  }
  await alice.texts('2050', 'STOP STARS');
  await everythingIsTold();
  const told = toldOf(alice.msisdn);
  expect(names(told)).toEqual([
    'mo STARS',
    'subscription pending',
    'mo YES',
    'charge charged',
    'subscription active',
    'charge charged',
    'subscription renewed',
    'optout list',
    'subscription ended',
  ]);
  expect(new Set(told.map(({ data }) => data['person'])).size).toBe(1);
  expect(told.at(-1)?.data).toMatchObject({
    ...{ state: 'unsubscribed', was: 'active', reason: 'stopped', channel: 'text', code: '2050' },
    service: { name: 'STARS' },
  });
  const [first] = told.filter(({ type }) => type === 'charge');
  expect(first?.data).toMatchObject({ purpose: 'first', amount: { minor: '5000', currency: 'IRR' } });
  const [newest] = server.told().slice(-1);
  expect(newest && isGenuine(newest, webhook.secret, world.clock.now().getTime())).toBe(true);
});

test('API-02 charge: who cannot pay, what is given back, and what STOP comes before', async () => {
  const carla = somebody();
  services.operator.takes(() => ({ refuses: 'insufficient' }));
  await carla.texts('2050', 'STARS');
  await carla.texts('2050', 'YES');
  await services.works();
  services.operator.takes(() => 'takes it');
  const dario = somebody();
  await dario.texts('2050', 'STARS');
  await dario.texts('2050', 'YES');
  await services.works();
  const [paid] = await services.query<{ id: number }>(
    `select c.id from charges c join subscribers p on p.id = c.subscriber_id where p.msisdn = $1`,
    dario.msisdn,
  );
  const wish = { reason: 'did not mean to', amount: { minor: '2000', currency: 'IRR' } };
  await world.api.post(`/charges/${paid?.id}/refunds`, wish).expect(201);
  await services.works();
  const elena = somebody();
  await elena.texts('2050', 'STARS');
  await elena.texts('2050', 'YES');
  await elena.texts('2050', 'STOP STARS');
  await everythingIsTold();
  const charges = (msisdn: string) =>
    toldOf(msisdn)
      .filter(({ type }) => type === 'charge')
      .map(({ data }) => [data['event'], data['failure'], data['amount']]);
  expect(charges(carla.msisdn)[0]).toEqual(['refused', 'insufficient', { minor: '5000', currency: 'IRR' }]);
  expect(charges(dario.msisdn)).toEqual([
    ['charged', null, { minor: '5000', currency: 'IRR' }],
    ['refunded', null, { minor: '2000', currency: 'IRR' }],
  ]);
  expect(names(toldOf(elena.msisdn)).slice(-3)).toEqual([
    'optout list',
    'subscription ended',
    'charge voided',
  ]);
});

test('API-02 what happened while the brand’s server was away arrives in order, and again when it is asked for', async () => {
  server.behaves(503);
  const from = world.clock.now();
  const franco = somebody();
  await franco.texts('2050', 'STARS');
  await franco.texts('2050', 'YES');
  await services.works();
  await world.api.post(`/subscribers/${franco.msisdn}/opt-out`, {
    ...{ scope: { code: '2050' }, channel: 'care', reason: 'asked by telephone' },
  });
  await services.works();
  await world.app.get(WebhookSweep).sweep();
  server.behaves(200);
  const before = server.told().length;
  await everythingIsTold();
  const taken = server
    .told()
    .slice(before)
    .filter(({ event }) => event.data['msisdn'] === franco.msisdn);
  const lived = ['subscription pending', 'charge charged', 'subscription active', 'subscription ended'];
  expect(
    names(taken.map(({ event }) => event)).filter((name) => /^(subscription|charge)/.test(name)),
  ).toEqual(lived);
  const replayed = await world.api.post(`/webhooks/${webhook.id}/replay`, {
    ...{ from: from.toISOString(), types: ['subscription', 'charge'] },
  });
  expect([replayed.status, replayed.body]).toEqual([200, { queued: lived.length }]);
  const again = server.told().length;
  await everythingIsTold();
  const repeated = server.told().slice(again);
  expect(names(repeated.map(({ event }) => event))).toEqual(lived);
  expect(repeated.every(({ headers }) => headers['parola-replay'] === 'true')).toBe(true);
});

test('API-02 a batch of any size is told by one statement, and one that nobody listens to by none', async () => {
  const gina = somebody();
  await gina.texts('2050', 'HELLO');
  const [place] = await services.query<{ subscriberId: number; shortcodeId: number; brandId: number }>(
    `select p.id as "subscriberId", c.id as "shortcodeId", b.id as "brandId" from subscribers p, shortcodes c, brands b
     where p.msisdn = $1 and c.number = '2050' and b.code = 'radio-shahr'`,
    gina.msisdn,
  );
  if (!place) throw new Error('nobody texted');
  const event = (n: number): PersonEvent => ({
    ...{ type: 'charge', ...place, payload: { event: 'charged', n }, at: world.clock.now() },
  });
  const said = async (events: readonly PersonEvent[]): Promise<number> => {
    let statements = 0;
    await world.database.transaction(async ({ sql, manager }) => {
      const query: typeof sql.query = (statement: Statement) => (statements++, sql.query(statement));
      await appendPersonEvents({ sql: { query, run: (statement) => sql.run(statement) }, manager }, events);
    });
    return statements;
  };
  const before = await kept();
  expect(await said([])).toBe(0);
  expect(await said([event(0)])).toBe(1);
  expect(await said(Array.from({ length: 300 }, (_, n) => event(n + 1)))).toBe(1);
  expect(await kept()).toBe(before + 301);
  const rows = await services.query<{ n: number }>(
    `select (payload ->> 'n')::int as n from brand_events where payload ? 'n' order by id`,
  );
  expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 301 }, (_, n) => n));
});
