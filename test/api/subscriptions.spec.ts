import { asBrand } from '../support/campaigns';
import { IRAN, subscribing, type Offer, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const DAY_MS = 24 * 3_600_000;

interface Seen {
  readonly id: number;
  readonly state: string;
}

let world: World;
let services: Subscribing;
let stars: Offer;
let people = 0;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  services = await subscribing(world, IRAN);
  stars = await services.offers({ name: 'STARS' });
});
afterAll(() => world.close());

const aNumber = (): string => `98912${8_000_000 + ++people}`;
const asks = (msisdn: string, own: object = {}) =>
  world.api.post('/subscriptions', {
    ...{ msisdn: `+${msisdn}`, service: stars.serviceId, channel: 'web', operator: 'mci', language: 'en' },
    ...own,
  });
const opened = async (msisdn: string, own: object = {}): Promise<Seen> => {
  const answer = await asks(msisdn, own);
  if (answer.status !== 201) throw new Error(answer.text);
  await world.settle();
  return answer.body as Seen;
};
const confirms = (id: number, code: string) => world.api.post(`/subscriptions/${id}/confirm`, { code });
const passwordOf = async (msisdn: string): Promise<string> =>
  (await services.subscriptionsOf(msisdn)).at(-1)?.token ?? '';
const other = (code: string): string => String((Number(code) + 1) % 100_000).padStart(5, '0');

describe('POST /subscriptions', () => {
  test('OTP-02 it only asks: the password goes to the number, with the price and the terms', async () => {
    const msisdn = aNumber();
    const evidence = { ip: '203.0.113.9', userAgent: 'Mozilla/5.0', page: 'https://radio.example/stars' };
    const asked = await opened(msisdn, { evidence });
    expect(asked).toMatchObject({
      ...{ state: 'pending', channel: 'web', service: 'STARS', operator: 'mci', cycle: 'week', msisdn },
      ...{ price: { minor: '5000', currency: 'IRR' }, nextChargeAt: null },
    });
    const password = await passwordOf(msisdn);
    expect(password).toMatch(/^\d{5}$/);
    const [text = ''] = await world.subscriber(msisdn).received();
    for (const demanded of ['STARS', 'Setareh', '5,000 rials', 'a week', password, 'STOP STARS'])
      expect(text).toContain(demanded);
    expect(JSON.stringify(asked)).not.toContain(password);
    await services.works();
    expect(await services.chargesOf(msisdn)).toEqual([]);
    const rows = await services.query<{ event: string; channel: string; evidence: object }>(
      'select event, channel, evidence from consents c join subscribers p on p.id = c.subscriber_id where p.msisdn = $1',
      msisdn,
    );
    expect(rows).toMatchObject([
      { event: 'asked', channel: 'api', evidence: { channel: 'web', ...evidence } },
    ]);
  });

  test('OPT-09 asked again it sends the same password again, a few times', async () => {
    const msisdn = aNumber();
    const first = await opened(msisdn);
    expect(await opened(msisdn)).toMatchObject({ id: first.id });
    expect(await opened(msisdn)).toMatchObject({ id: first.id });
    expect((await asks(msisdn)).status).toBe(429);
    const heard = await world.subscriber(msisdn).received();
    expect([heard.length, new Set(heard).size]).toEqual([3, 1]);
  });

  test('OTP-02 no number gets more than five passwords in a day', async () => {
    const msisdn = aNumber();
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) {
      const { id } = await opened(msisdn);
      statuses.push((await asks(msisdn)).status);
      for (let tries = 0; tries < 5; tries++) await confirms(id, other(await passwordOf(msisdn)));
      if (statuses.includes(429)) break;
    }
    expect(statuses).toEqual([201, 201, 429]);
    expect((await asks(msisdn)).status).toBe(429);
    world.clock.advance(DAY_MS);
    expect((await asks(msisdn)).status).toBe(201);
  });

  test.each([
    ['a service that does not exist', { service: 999_999 }, 404],
    ['an operator that does not carry it', { operator: 'irancell' }, 409],
    ['an operator that nobody knows', { operator: undefined }, 422],
    ['no number', { msisdn: 'Mario' }, 422],
    ['a channel of another door', { channel: 'care' }, 422],
    ['a field that nobody knows', { active: true }, 422],
  ])('SUB-12 %s is refused, and nobody is asked', async (_, own, status) => {
    const msisdn = aNumber();
    expect((await asks(msisdn, own)).status).toBe(status);
    expect(await services.subscriptionsOf(msisdn)).toEqual([]);
  });

  test('SUB-02 whoever has it, or was blocked, is not asked', async () => {
    const [alice, bob] = [aNumber(), aNumber()];
    await opened(alice);
    const [{ id } = { id: 0 }] = await services.subscriptionsOf(alice);
    await confirms(id, await passwordOf(alice)).expect(200);
    expect((await asks(alice)).body).toMatchObject({ status: 409, why: 'subscribed' });
    await world.api.put(`/subscribers/${bob}`, { blocked: true }).expect(200);
    expect((await asks(bob)).status).toBe(409);
  });

  test('OPT-09 what only a YES by text could answer gives way to a password', async () => {
    const alice = world.subscriber(aNumber());
    await alice.texts('2050', 'STARS');
    await opened(alice.msisdn);
    expect(
      (await services.subscriptionsOf(alice.msisdn)).map(({ state, token }) => [state, token === null]),
    ).toEqual([
      ['declined', true],
      ['pending', false],
    ]);
  });

  test('the same Idempotency-Key asks once', async () => {
    const msisdn = aNumber();
    const ask = () => asks(msisdn).set('idempotency-key', `ask-${msisdn}`);
    const [one, two] = [await ask(), await ask()];
    expect([one.status, two.status, two.body]).toEqual([201, 201, one.body]);
    await world.settle();
    expect(await world.subscriber(msisdn).received()).toHaveLength(1);
  });
});

describe('POST /subscriptions/{id}/confirm', () => {
  test('OTP-02 the right password makes it active once it is paid, and what was shown is the consent', async () => {
    const msisdn = aNumber();
    const { id } = await opened(msisdn);
    const confirmed = await confirms(id, ` ${await passwordOf(msisdn)} `);
    expect([confirmed.status, confirmed.body]).toEqual([
      200,
      expect.objectContaining({ id, state: 'activating' }),
    ]);
    await services.works();
    const [text] = await world.subscriber(msisdn).received();
    expect((await services.consentsOf(msisdn)).at(-1)).toEqual({
      event: 'opt_in',
      channel: 'api',
      shown: text,
    });
    const story = (await world.api.get(`/subscriptions/${id}`)).body as {
      state: string;
      events: { event: string; to: string }[];
      charges: { state: string; amount: object }[];
    };
    expect(story.state).toBe('active');
    expect(story.events.map(({ event, to }) => `${event} ${to}`)).toEqual([
      'asked pending',
      'confirmed activating',
      'charged active',
    ]);
    expect(story.charges).toMatchObject([{ state: 'charged', amount: { minor: '5000', currency: 'IRR' } }]);
  });

  test('OTP-02 a PIN to A cannot confirm B', async () => {
    const [alice, bob] = [aNumber(), aNumber()];
    const [a, b] = [await opened(alice), await opened(bob)];
    const [pinA, pinB] = [await passwordOf(alice), await passwordOf(bob)];
    if (pinA !== pinB) expect((await confirms(b.id, pinA)).status).toBe(422);
    expect((await services.subscriptionsOf(bob)).at(-1)?.state).toBe('pending');
    expect((await confirms(a.id, pinA)).status).toBe(200);
    expect((await confirms(b.id, pinB)).status).toBe(200);
  });

  test('OPT-09 four wrong ones are forgiven, the fifth ends it, and then the right one is too late', async () => {
    const msisdn = aNumber();
    const { id } = await opened(msisdn);
    const password = await passwordOf(msisdn);
    for (const triesLeft of [4, 3, 2, 1])
      expect((await confirms(id, other(password))).body).toMatchObject({ status: 422, triesLeft });
    expect((await confirms(id, other(password))).body).toMatchObject({ status: 409, why: 'too many tries' });
    expect((await confirms(id, password)).body).toMatchObject({ status: 409, why: 'declined' });
    expect((await services.storyOf(msisdn)).filter(({ event }) => event === 'mistyped')).toHaveLength(5);
  });

  test('OPT-09 tries by text and by page are counted together', async () => {
    const alice = world.subscriber(aNumber());
    const { id } = await opened(alice.msisdn);
    const password = await passwordOf(alice.msisdn);
    await alice.texts('2050', 'STARS');
    for (let n = 0; n < 3; n++) await alice.texts('2050', other(password));
    expect((await confirms(id, other(password))).body).toMatchObject({ triesLeft: 1 });
  });

  test('OPT-09 an hour later it is too late, and a STOP meanwhile takes the question back', async () => {
    const [alice, bob] = [aNumber(), aNumber()];
    const [a, b] = [await opened(alice), await opened(bob)];
    const [pinA, pinB] = [await passwordOf(alice), await passwordOf(bob)];
    await world.subscriber(bob).texts('2050', 'STOP');
    expect((await confirms(b.id, pinB)).body).toMatchObject({ status: 409, why: 'declined' });
    world.clock.advance(3_600_000);
    expect((await confirms(a.id, pinA)).body).toMatchObject({ status: 409, why: 'too late' });
    expect((await services.subscriptionsOf(alice)).at(-1)?.state).toBe('expired');
  });

  test('a subscription asked for by text is confirmed by a text alone', async () => {
    const alice = world.subscriber(aNumber());
    await alice.texts('2050', 'STARS');
    const [{ id } = { id: 0 }] = await services.subscriptionsOf(alice.msisdn);
    expect((await confirms(id, 'YES')).body).toMatchObject({ status: 409, why: 'by text' });
    expect((await confirms(999_999_999, '12345')).status).toBe(404);
  });
});

describe('who sees what', () => {
  test('SUB-13 lists by person, service and state, page by page', async () => {
    const msisdn = aNumber();
    const { id } = await opened(msisdn);
    const get = async (query: string) =>
      (await world.api.get(`/subscriptions?${query}`)).body as { items: Seen[]; next: string | null };
    expect((await get(`msisdn=%2B${msisdn}`)).items.map((row) => row.id)).toEqual([id]);
    expect((await get(`msisdn=%2B${msisdn}&state=active`)).items).toEqual([]);
    expect((await get('msisdn=%2B989120000001')).items).toEqual([]);
    const first = await get(`service=${stars.serviceId}&limit=2`);
    const second = await get(`service=${stars.serviceId}&limit=2&cursor=${first.next ?? ''}`);
    expect([first.items.length, (second.items[0]?.id ?? 0) > (first.items[1]?.id ?? 0)]).toEqual([2, true]);
    expect((await world.api.get('/subscriptions?state=asleep')).status).toBe(422);
  });

  test('a brand sees its own with numbers masked, and another brand nothing', async () => {
    const msisdn = aNumber();
    const { id } = await opened(msisdn);
    const [own, stranger] = [await asBrand(world, 'radio-shahr'), await asBrand(world, 'kafe-naderi')];
    const seen = (await own.get(`/subscriptions/${id}`)).body as { msisdn: string };
    expect([seen.msisdn.startsWith('98912'), seen.msisdn.includes('*')]).toEqual([true, true]);
    for (const request of [
      stranger.get(`/subscriptions/${id}`),
      stranger.post(`/subscriptions/${id}/confirm`, { code: '12345' }),
      stranger.post(`/subscriptions/${id}/cancel`, { channel: 'care', reason: 'x' }),
      stranger.post('/subscriptions', { msisdn, service: stars.serviceId, channel: 'web', operator: 'mci' }),
    ])
      expect((await request).status).toBe(404);
    expect((await stranger.get(`/subscriptions?msisdn=%2B${msisdn}`)).body).toEqual({
      items: [],
      next: null,
    });
    expect((await stranger.get(`/subscribers/${msisdn}/services`)).body).toEqual({ items: [] });
    expect((await own.post('/number-deaths', {})).status).toBe(403);
  });

  test('SUB-15 dead numbers as an array, and what is no file at all', async () => {
    const msisdn = aNumber();
    await opened(msisdn);
    const sent = await world.api.post('/number-deaths', [
      { msisdn: `+${msisdn}`, kind: 'terminated' },
      { msisdn: `+${msisdn}`, kind: 'recycled' },
      { kind: 'terminated' },
      'x',
      { msisdn: `+${msisdn}`, kind: 'ported', operator: 'nobody' },
      { msisdn: `+${msisdn}`, kind: 'ported', at: '2099-01-01' },
    ]);
    expect(sent.body).toMatchObject({ counts: { closed: 1, duplicate: 1, invalid: 4 } });
    expect((await services.subscriptionsOf(msisdn)).map(({ state }) => state)).toEqual(['barred']);
    expect((await world.api.post('/number-deaths', { msisdn })).status).toBe(422);
    expect(
      (
        await world.api.post(
          '/number-deaths',
          Array.from({ length: 1_001 }, () => ({})),
        )
      ).status,
    ).toBe(422);
    const bad = await world.api
      .post('/number-deaths')
      .set('content-type', 'text/csv')
      .send('number\n98912\n');
    expect(bad.status).toBe(422);
  });
});
