import { appendEvents } from '../../src/platform/events.store';
import { Identity } from '../../src/platform/identity.service';
import {
  createBrandWorld,
  isGenuine,
  numbers,
  type BrandWorld,
  type Delivery,
  type Shown,
} from '../support/brand-events';
import { until } from '../support/waiting';

let world: BrandWorld;
let brandKey: string;
beforeAll(async () => {
  world = await createBrandWorld();
  const key = await world.api.post('/api-keys', { name: 'naderi', role: 'brand', brand: 'kafe-naderi' });
  brandKey = `Bearer ${(key.body as { key: string }).key}`;
});
afterEach(() => world.clear());
afterAll(() => world.close());

describe('API-02 webhooks as a resource', () => {
  test('the secret is shown when it is drawn, and never again', async () => {
    const { id, secret } = await world.aWebhook('https://crm.example.com/in', ['mo', 'optout']);
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    const one = await world.api.get(`/webhooks/${id}`);
    expect(one.body).toEqual({
      id,
      brand: 'radio-shahr',
      url: 'https://crm.example.com/in',
      types: ['mo', 'optout'],
      state: 'active',
      failing: 0,
      resumeAt: null,
      createdAt: expect.any(String) as string,
    });
    expect((await world.api.get('/webhooks')).body).toEqual({ items: [one.body], next: null });
    const again = (await world.api.post(`/webhooks/${id}/secret`)).body as Shown;
    expect([again.secret === secret, again.secret.length]).toEqual([false, secret.length]);
  });

  test('it is changed, paused and ended', async () => {
    const { id } = await world.aWebhook('https://crm.example.com/in', ['mo']);
    const change = { url: 'https://crm.example.com/two', types: ['vote'], state: 'paused' };
    expect((await world.api.patch(`/webhooks/${id}`, change)).body).toMatchObject(change);
    expect((await world.api.delete(`/webhooks/${id}`)).status).toBe(204);
    for (const path of ['', '/deliveries'])
      expect((await world.api.get(`/webhooks/${id}${path}`)).status).toBe(404);
    for (const path of ['/test', '/secret'])
      expect((await world.api.post(`/webhooks/${id}${path}`)).status).toBe(404);
  });

  test.each([
    ['no types', { types: [] }],
    ['a type nobody knows', { types: ['mo', 'weather'] }],
    ['a type twice', { types: ['mo', 'mo'] }],
    ['a brand that does not exist', { brand: 'nobody' }],
    ['no address', { url: 'crm' }],
    ['a secret of its own', { secret: 'x' }],
    [
      'an address of two thousand characters and more',
      { url: `https://crm.example.com/${'x'.repeat(2_048)}` },
    ],
  ])('one with %s is refused', async (_, wrong) => {
    const body = { brand: 'radio-shahr', url: 'https://crm.example.com/in', types: ['mo'], ...wrong };
    expect((await world.api.post('/webhooks', body)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('a brand has ten at most, also when two colleagues make the tenth at once', async () => {
    for (let n = 0; n < 9; n++) await world.aWebhook(`https://crm.example.com/${n}`, ['mo']);
    const both = await Promise.all(
      [1, 2, 3].map((n) =>
        world.api.post('/webhooks', {
          brand: 'radio-shahr',
          url: `https://x.example.com/${n}`,
          types: ['mo'],
        }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    await world.aWebhook('https://crm.example.com/in', ['mo'], 'kafe-naderi');
  });

  test('a brand sees and touches its own only', async () => {
    const theirs = await world.aWebhook('https://crm.example.com/in', ['mo']);
    const mine = await world.aWebhook('https://naderi.example.com/in', ['mo'], 'kafe-naderi');
    const asNaderi = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
      world.http[method](`/api/v1/webhooks${path}`).set('authorization', brandKey).send(body);
    expect((await asNaderi('get', '')).body).toMatchObject({ items: [{ id: mine.id }], next: null });
    const tries = [
      asNaderi('get', `/${theirs.id}`),
      asNaderi('get', `/${theirs.id}/deliveries`),
      asNaderi('patch', `/${theirs.id}`, { state: 'paused' }),
      asNaderi('delete', `/${theirs.id}`),
      asNaderi('post', `/${theirs.id}/test`),
      asNaderi('post', `/${theirs.id}/secret`),
      asNaderi('post', `/${theirs.id}/replay`, { from: '2026-05-01T00:00:00Z' }),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(Array(7).fill(404));
    const foreign = { brand: 'radio-shahr', url: 'https://naderi.example.com/', types: ['mo'] };
    expect((await asNaderi('post', '', foreign)).status).toBe(422);
    expect((await world.http.get('/api/v1/webhooks')).status).toBe(401);
    expect((await world.api.get('/webhooks/99999999999999')).status).toBe(404);
  });
});

describe('SEC-03 no request of ours reaches inside', () => {
  test.each(['http://10.0.0.1/', 'http://169.254.169.254/latest', 'http://[::1]/', 'http://[::ffff:a00:1]/'])(
    '%s is refused when it is entered',
    async (url) => {
      const { body } = await world.api.post('/webhooks', { brand: 'radio-shahr', url, types: ['mo'] });
      expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'url' }] });
    },
  );

  test('an address that only later leads inside is refused when it is called, and the record says so', async () => {
    const { id } = await world.aWebhook('https://crm.example.com/in', ['entry']);
    await world.database.sql.run({
      text: `update webhooks set url = 'http://192.168.1.1/' where id = $1`,
      values: [id],
    });
    await world.happen({ n: 1 });
    await world.sweep();
    await until('it was refused', async () => (await world.deliveries(id))[0]?.reason !== null);
    expect(await world.deliveries(id)).toMatchObject([
      { state: 'waiting', status: null, reason: 'must not lead to a private, local or reserved address' },
    ]);
    expect((await world.api.post(`/webhooks/${id}/test`)).body).toMatchObject({
      delivered: false,
      status: null,
    });
  });
});

describe('API-02 afterwards', () => {
  test('a replay tells what happened in the span, of the types asked for, once per Idempotency-Key', async () => {
    const server = await world.aServer();
    const { id } = await world.aWebhook(server.url, ['entry', 'vote']);
    await world.happen({ n: 1 });
    world.clock.advance(1_000);
    const from = world.clock.now().toISOString();
    await world.happen({ n: 2 }, { type: 'vote', n: 3 }, { n: 4 });
    await world.everythingIsTold();
    world.clock.advance(1_000);
    const replay = (body: object) =>
      world.api.post(`/webhooks/${id}/replay`, body).set('idempotency-key', 'replay-1');
    const once = await replay({ from, types: ['entry'] });
    expect((await replay({ from, types: ['entry'] })).body).toEqual(once.body);
    await world.everythingIsTold();
    const replayed = server.told().filter(({ headers }) => headers['parola-replay'] === 'true');
    expect([once.body, numbers(replayed).sort()]).toEqual([{ queued: 2 }, [2, 4]]);
    const record = await world.deliveries(id, '?limit=200');
    expect(record.map(({ replay: isReplay }) => isReplay)).toEqual([false, false, false, false, true, true]);
    const empty = { from: '2026-05-02T00:00:00Z', to: '2026-05-01T00:00:00Z' };
    expect((await world.api.post(`/webhooks/${id}/replay`, empty)).body).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  test('the record is paged, filtered and masked', async () => {
    const server = await world.aServer();
    const { id } = await world.aWebhook(server.url, ['mo']);
    const person = world.subscriber('989121234567');
    await person.texts('2050', 'HELP');
    const [subscriber] = await world.database.sql.query<{ id: number }>({
      text: 'select id from subscribers where msisdn = $1',
      values: [person.msisdn],
    });
    const event = { type: 'mo', brandId: world.brandId(), payload: {} } as const;
    await world.database.transaction((tx) =>
      appendEvents(
        tx,
        [1, 2, 3].map(() => ({
          ...event,
          subscriberId: subscriber?.id ?? null,
          person: world.app.get(Identity).hashOf(person.msisdn),
          at: world.clock.now(),
        })),
      ),
    );
    await world.everythingIsTold();
    const page = await world.api.get(`/webhooks/${id}/deliveries?limit=2`);
    const { items, next } = page.body as { items: Delivery[]; next: string };
    expect(items.map(({ msisdn }) => msisdn)).toEqual(['98912***4567', '98912***4567']);
    expect(await world.deliveries(id, `?limit=2&cursor=${next}`)).toHaveLength(1);
    expect(await world.deliveries(id, '?state=waiting')).toEqual([]);
    expect((await world.api.get(`/webhooks/${id}/deliveries?state=lost`)).status).toBe(422);
  });

  test('a test is sent at once, signed, and tells what the server answered', async () => {
    const server = await world.aServer();
    const { id, secret } = await world.aWebhook(server.url, ['mo']);
    expect((await world.api.post(`/webhooks/${id}/test`)).body).toEqual({
      delivered: true,
      status: 200,
      reason: null,
    });
    const [request] = server.told();
    expect(request?.event.type).toBe('test');
    expect(request && isGenuine(request, secret, world.clock.now().getTime())).toBe(true);
    server.behaves(418);
    expect((await world.api.post(`/webhooks/${id}/test`)).body).toMatchObject({
      delivered: false,
      status: 418,
    });
    await server.close();
    expect((await world.api.post(`/webhooks/${id}/test`)).body).toMatchObject({
      delivered: false,
      reason: 'ECONNREFUSED',
    });
    expect(await world.deliveries(id)).toEqual([]);
  });
});
