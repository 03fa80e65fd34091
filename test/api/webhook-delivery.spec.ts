import { claimDue, lockWebhooks } from '../../src/outreach/webhook-queue.store';
import { WebhookSweep } from '../../src/outreach/webhook-sweep.service';
import { EventInterest } from '../../src/platform/events-interest.service';
import { appendEvents } from '../../src/platform/events.store';
import { ALLOWED, createBrandWorld, isGenuine, numbers, type BrandWorld } from '../support/brand-events';
import { until } from '../support/waiting';
import { createWorld } from '../support/world';

const HOUR_MS = 3_600_000;

let world: BrandWorld;

beforeAll(async () => {
  world = await createBrandWorld();
});
afterEach(() => world.clear());
afterAll(() => world.close());

describe('API-02 telling', () => {
  test('SEC-03 what is told is signed; another secret, another body or a later hour is not genuine', async () => {
    const server = await world.aServer();
    const { secret } = await world.aWebhook(server.url, ['entry', 'win']);
    await world.happen({ type: 'entry', n: 1 }, { type: 'vote', n: 2 }, { type: 'win', n: 3 });
    await world.everythingIsTold();
    expect(numbers(server.told()).sort()).toEqual([1, 3]);
    const nowMs = world.clock.now().getTime();
    for (const request of server.told()) {
      expect(JSON.parse(request.body)).toEqual({
        id: request.headers['parola-event-id'],
        type: request.headers['parola-event-type'],
        at: expect.stringMatching(/^2026-05-01T/) as string,
        brand: 'radio-shahr',
        data: { person: null, n: expect.any(Number) as number },
      });
      expect(isGenuine(request, secret, nowMs)).toBe(true);
      expect(isGenuine(request, `${secret}x`, nowMs)).toBe(false);
      expect(isGenuine({ ...request, body: `${request.body} ` }, secret, nowMs)).toBe(false);
      expect(isGenuine(request, secret, nowMs + HOUR_MS)).toBe(false);
    }
  });

  test('what nobody listens to leaves no row, and what is rolled back is not told', async () => {
    const server = await world.aServer();
    await world.aWebhook(server.url, ['entry']);
    const count = async () => (await world.database.sql.query({ text: 'select 1 from brand_events' })).length;
    const before = await count();
    expect(await world.happen({ type: 'vote' }, { brand: 'kafe-naderi' })).toEqual([]);
    expect(await world.happen()).toEqual([]);
    const failed = world.database.transaction(async (tx) => {
      const event = { type: 'entry', brandId: world.brandId(), subscriberId: null } as const;
      await appendEvents(tx, [{ ...event, person: null, payload: {}, at: world.clock.now() }]);
      throw new Error('the batch failed');
    });
    await expect(failed).rejects.toThrow('the batch failed');
    expect(await count()).toBe(before);
    await world.sweep();
    expect(server.told()).toEqual([]);
  });

  test('who listens is known in memory, within a second in every process', async () => {
    const other = await createWorld({ demo: false, databaseUrl: world.databaseUrl, env: ALLOWED });
    const brandId = world.brandId();
    const interests = [world, other].map(({ app }) => app.get(EventInterest));
    const known = () => interests.map((interest) => interest.listens(brandId, 'coupon'));
    expect(known()).toEqual([false, false]);
    const { id } = await world.aWebhook('https://crm.example.com/in', ['coupon']);
    expect(known()[0]).toBe(true);
    const startedAt = performance.now();
    await until('both knew', () => known().every(Boolean));
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(interests[0]?.listens(brandId, 'vote')).toBe(false);
    expect(interests[0]?.listens(null, 'coupon')).toBe(false);
    await world.api.delete(`/webhooks/${id}`);
    await until('both forgot', () => !known().some(Boolean));
    await other.close();
  });

  test('one event that is refused holds its own person, and nobody else', async () => {
    const server = await world.aServer();
    const { id } = await world.aWebhook(server.url, ['entry']);
    server.behaves(({ event }) => (event.data['n'] === 1 ? 500 : 200));
    await world.happen(
      { person: 'a', n: 1 },
      { person: 'a', n: 2 },
      { person: 'b', n: 3 },
      { person: 'b', n: 4 },
      { n: 5 },
    );
    await until('the others were told', async () => {
      await world.sweep();
      return (await world.waiting()) === 2;
    });
    expect(
      numbers(server.told())
        .filter((n) => n !== 1)
        .sort(),
    ).toEqual([3, 4, 5]);
    expect(await world.deliveries(id, '?state=waiting')).toMatchObject([
      { state: 'waiting', status: 500, reason: 'answered 500' },
      { state: 'waiting', attempts: 0 },
    ]);
    server.behaves(200);
    await world.everythingIsTold();
    expect(numbers(server.told()).slice(-2)).toEqual([1, 2]);
    expect(new Set((await world.deliveries(id)).map(({ state }) => state))).toEqual(new Set(['delivered']));
  });

  test('a redirect is not followed, and is not a delivery', async () => {
    const [server, target] = [await world.aServer(), await world.aServer()];
    const { id } = await world.aWebhook(server.url, ['entry']);
    server.behaves(302);
    await world.happen({ n: 1 });
    await until('it was tried', async () => {
      await world.sweep();
      return (await world.deliveries(id))[0]?.status === 302;
    });
    expect([(await world.deliveries(id))[0]?.state, target.told()]).toEqual(['waiting', []]);
  });

  test('a hanging server of one brand does not delay another, and is not called more often than its share', async () => {
    const [slow, quick] = [await world.aServer(), await world.aServer()];
    await world.aWebhook(slow.url, ['entry'], 'kafe-naderi');
    await world.aWebhook(quick.url, ['entry']);
    slow.behaves('hangs');
    const many = Array.from({ length: 100 }, (_, n) => ({ person: `p${n}`, n }));
    await world.happen(...many.map((one) => ({ ...one, brand: 'kafe-naderi' })));
    await world.sweep();
    await until('the slow one was busy', () => slow.told().length > 0);
    const startedAt = performance.now();
    await world.happen(...many);
    await world.sweep();
    await until('the quick one heard everything', () => quick.told().length === 100);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    // Nobody had given up on the slow one meanwhile: whoever waited for it would still wait.
    expect(slow.told().length).toBeLessThanOrEqual(8);
    expect(quick.mostOpen()).toBeLessThanOrEqual(8);
  });

  test('what a killed worker had claimed is told when its lease has lapsed, and not before', async () => {
    const server = await world.aServer();
    const { id } = await world.aWebhook(server.url, ['entry']);
    await world.happen({ person: 'a', n: 1 }, { person: 'a', n: 2 });
    const dead = await world.database.transaction(async (tx) => {
      await lockWebhooks(tx, [world.brandId()]);
      const rooms = [{ webhookId: id, brandId: world.brandId(), most: 8 }];
      const limits = { callsPerBrand: 16, calls: 16, leaseMs: 60_000 };
      return claimDue(tx, rooms, limits, 'deadbeef-0000-4000-8000-000000000000', world.clock.now());
    });
    expect(dead.map(({ payload }) => payload['n'])).toEqual([1]);
    world.clock.advance(HOUR_MS);
    await world.sweep();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.told()).toEqual([]);
    await world.database.sql.run({
      text: `update webhook_queue set leased_until = clock_timestamp() - interval '1 second' where lease is not null`,
    });
    await world.everythingIsTold();
    expect(numbers(server.told())).toEqual([1, 2]);
    expect(await world.deliveries(id)).toMatchObject([{ attempts: 2 }, { attempts: 1 }]);
  });

  test('two workers on one database tell everything once, and each person’s events in order', async () => {
    const other = await createWorld({
      demo: false,
      databaseUrl: world.databaseUrl,
      env: ALLOWED,
      now: world.clock.now().toISOString(),
    });
    const server = await world.aServer();
    await world.aWebhook(server.url, ['entry']);
    const people = Array.from({ length: 20 }, (_, n) => `two-${n}`);
    for (let n = 0; n < 15; n++) {
      await world.happen(...people.map((person) => ({ person, n })));
      await Promise.all([world.sweep(), other.app.get(WebhookSweep).sweep()]);
    }
    await world.everythingIsTold();
    expect(server.told()).toHaveLength(300);
    expect(new Set(server.told().map(({ event }) => event.id)).size).toBe(300);
    for (const person of people) {
      const theirs = server.told().filter(({ event }) => event.data['person'] === person);
      expect(numbers(theirs)).toEqual(Array.from({ length: 15 }, (_, n) => n));
    }
    expect(server.mostOpen()).toBeLessThanOrEqual(8);
    await other.close();
  });

  test('paused, nothing is sent and nothing is lost; what was no longer asked for is dropped', async () => {
    const server = await world.aServer();
    const { id } = await world.aWebhook(server.url, ['entry', 'vote']);
    await world.api.patch(`/webhooks/${id}`, { state: 'paused' });
    await world.happen({ type: 'entry', n: 1 }, { type: 'vote', n: 2 });
    await world.sweep();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.told()).toEqual([]);
    await world.api.patch(`/webhooks/${id}`, { types: ['entry'] });
    await world.api.patch(`/webhooks/${id}`, { state: 'active' });
    await world.everythingIsTold();
    expect(numbers(server.told())).toEqual([1]);
    expect((await world.deliveries(id)).map(({ state }) => state)).toEqual(['delivered', 'dropped']);
  });
});

describe('API-02 an end to trying', () => {
  test('after 72 hours an event is given up, visibly, and can be told again', async () => {
    const server = await world.aServer();
    const { id } = await world.aWebhook(server.url, ['entry']);
    server.behaves(500);
    world.clock.advance(HOUR_MS);
    world.clock.freeze(world.clock.now());
    const from = world.clock.now().toISOString();
    await world.happen({ person: 'a', n: 1 });
    await until('it was tried', async () => {
      await world.sweep();
      return (await world.deliveries(id))[0]?.status === 500;
    });
    world.clock.advance(1);
    const to = world.clock.now().toISOString();
    world.clock.advance(72 * HOUR_MS);
    await world.everythingIsTold();
    expect(await world.deliveries(id, '?state=gave_up')).toMatchObject([
      { state: 'gave_up', attempts: 2, status: 500, reason: 'answered 500' },
    ]);
    server.behaves(200);
    const answer = await world.api.post(`/webhooks/${id}/replay`, { from, to });
    expect(answer.body).toEqual({ queued: 1 });
    await world.everythingIsTold();
    const [first, , last] = server.told();
    expect([last?.event.id, last?.body]).toEqual([first?.event.id, first?.body]);
    expect([first?.headers['parola-replay'], last?.headers['parola-replay']]).toEqual([undefined, 'true']);
    world.clock.set(world.clock.now());
  });

  test('nobody tried, as on a dead server with a long queue: given up all the same', async () => {
    const { id } = await world.aWebhook('https://crm.example.com/in', ['entry']);
    await world.api.patch(`/webhooks/${id}`, { state: 'paused' });
    await world.happen({ n: 1 }, { n: 2 });
    world.clock.advance(71 * HOUR_MS);
    await world.app.get(WebhookSweep).tidy();
    expect(await world.deliveries(id, '?state=gave_up')).toEqual([]);
    world.clock.advance(HOUR_MS);
    await world.app.get(WebhookSweep).tidy();
    expect(await world.deliveries(id)).toMatchObject([
      { state: 'gave_up', attempts: 0, reason: 'nobody could be told in time' },
      { state: 'gave_up' },
    ]);
  });

  test('what is older than thirty days is forgotten, and what waited for a deleted webhook is gone', async () => {
    const server = await world.aServer();
    await world.aWebhook(server.url, ['entry']);
    await world.happen({ n: 1 });
    await world.everythingIsTold();
    const gone = await world.aWebhook('https://crm.example.com/in', ['vote']);
    await world.api.patch(`/webhooks/${gone.id}`, { state: 'paused' });
    await world.happen({ type: 'vote', n: 2 });
    await world.api.delete(`/webhooks/${gone.id}`);
    world.clock.advance(30 * 24 * HOUR_MS + 1);
    await world.app.get(WebhookSweep).tidy();
    const left = await Promise.all(
      ['brand_events', 'webhook_deliveries', 'webhook_queue'].map((table) =>
        world.database.sql.query({ text: `select 1 from ${table}` }),
      ),
    );
    expect(left).toEqual([[], [], []]);
  });
});
