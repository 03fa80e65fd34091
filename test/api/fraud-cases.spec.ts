import { FraudWatch } from '../../src/subscriptions/fraud/fraud-watch.service';
import { IRAN, subscribing, type Offer, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const DAY_MS = 24 * 3_600_000;

interface Case {
  readonly id: number;
  readonly subscription: number;
  readonly msisdn: string;
  readonly verdict: string | null;
}

let world: World;
let services: Subscribing;
let stars: Offer;
let finance: string;
let care: string;
let people = 0;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  world.clock.freeze('2026-05-01T08:00:00Z');
  services = await subscribing(world, IRAN);
  stars = await services.offers({ name: 'STARS' });
  const keyOf = async (role: string): Promise<string> =>
    ((await world.api.post('/api-keys', { name: role, role })).body as { key: string }).key;
  [finance, care] = [await keyOf('finance'), await keyOf('care')];
});
afterAll(() => world.close());

const as = (key: string) => ({
  get: (path: string) => world.http.get(`/api/v1${path}`).set('authorization', `Bearer ${key}`),
  post: (path: string, body: object) =>
    world.http.post(`/api/v1${path}`).set('authorization', `Bearer ${key}`).send(body),
});

/** A number of a block that nobody else here has. */
const aNumber = (): string => `98912${String(++people).padStart(4, '0')}123`;

/** Joins and says yes, after so long. */
async function joins(afterMs: number, keyword = 'STARS'): Promise<string> {
  const { msisdn, texts } = world.subscriber(aNumber());
  await texts('2050', keyword);
  world.clock.advance(afterMs);
  await texts('2050', 'YES');
  return msisdn;
}

const look = () => world.app.get(FraudWatch).look();
const cases = async (path = ''): Promise<readonly Case[]> =>
  ((await world.api.get(`/fraud-cases?limit=200${path}`).expect(200)).body as { items: Case[] }).items;
async function caseOf(msisdn: string): Promise<Case> {
  const found = (await cases()).find((one) => one.msisdn === msisdn);
  if (!found) throw new Error(`${msisdn} is not suspected`);
  return found;
}
const isHeld = async (msisdn: string): Promise<boolean[]> => {
  const { body } = await world.api.get(`/charges?msisdn=%2B${msisdn}`).expect(200);
  return (body as { items: { isHeld: boolean }[] }).items.map((charge) => charge.isHeld);
};
const decide = (verdict: string, ...ids: number[]) =>
  as(care).post('/fraud-cases/decide', { cases: ids, verdict, reason: 'looked at it' });

describe('BIL-12 a suspicion holds', () => {
  test('BIL-12 machines wait for a verdict, people are charged; released, they are charged too; condemned, never', async () => {
    const human = await joins(21_000);
    const bots = [await joins(0), await joins(0), await joins(0)];
    expect(await look()).toHaveLength(3);
    await services.works();
    expect(await services.chargesOf(human)).toMatchObject([{ state: 'charged' }]);
    for (const bot of bots) expect(await services.chargesOf(bot)).toMatchObject([{ state: 'requested' }]);
    world.clock.advance(2 * DAY_MS);
    await services.works();
    for (const bot of bots) expect(await services.chargesOf(bot)).toMatchObject([{ state: 'requested' }]);

    const [innocent = '', guilty = '', other = ''] = bots;
    expect(await isHeld(innocent)).toEqual([true]);
    await decide('released', (await caseOf(innocent)).id).expect(200);
    await services.works();
    expect(await services.chargesOf(innocent)).toMatchObject([{ state: 'charged', amount: 5_000 }]);
    expect([await isHeld(innocent), await isHeld(human)]).toEqual([[false], [false]]);
    expect((await services.subscriptionsOf(innocent)).at(-1)?.state).toBe('active');

    const condemned = [(await caseOf(guilty)).id, (await caseOf(other)).id];
    const answer = await decide('condemned', ...condemned);
    expect(answer.body).toEqual({ items: condemned.map((id) => ({ id, outcome: 'decided' })) });
    await services.works();
    for (const bot of [guilty, other]) {
      expect(await services.chargesOf(bot)).toMatchObject([{ state: 'voided' }]);
      expect(await services.subscriptionsOf(bot)).toMatchObject([
        { state: 'unsubscribed', endReason: 'fraud' },
      ]);
      expect((await services.storyOf(bot)).filter(({ to }) => to === 'unsubscribed')).toEqual([
        { event: 'stopped', to: 'unsubscribed', channel: 'care', reason: 'fraud', actor: 'care' },
      ]);
      expect((await services.consentsOf(bot)).at(-1)).toMatchObject({ event: 'opt_out', channel: 'care' });
      expect(services.operator.netOf(bot)).toBe(0n);
    }
    expect(await cases()).toEqual([]);
    expect((await cases('&state=decided')).map(({ verdict }) => verdict).sort()).toEqual([
      'condemned',
      'condemned',
      'released',
    ]);
  });

  test('BIL-12 what was taken before anybody looked goes back in full, once', async () => {
    world.clock.advance(DAY_MS);
    const bots = [await joins(0), await joins(0), await joins(0)];
    await services.works();
    for (const bot of bots) expect(services.operator.netOf(bot)).toBe(5_000n);
    expect(await look()).toHaveLength(3);
    const ids = (await cases()).map(({ id }) => id);
    await decide('condemned', ...ids).expect(200);
    expect((await decide('condemned', ...ids)).body).toEqual({
      items: ids.map((id) => ({ id, outcome: 'decided before' })),
    });
    expect((await decide('released', ...ids).expect(200)).body).toMatchObject({
      items: ids.map(() => ({ outcome: 'decided before' })),
    });
    await services.works();
    for (const bot of bots) {
      expect(services.operator.netOf(bot)).toBe(0n);
      expect(await services.chargesOf(bot)).toEqual([
        { purpose: 'first', state: 'charged', amount: 5_000, refunded: 5_000 },
      ]);
    }
  });

  test('BIL-12 whoever is held beyond the day that was to be paid for is not charged for it, released or not', async () => {
    world.clock.advance(DAY_MS);
    await services.offers({ name: 'DAILY', cycle: 'day' });
    const held = [await joins(0, 'DAILY'), await joins(0, 'DAILY'), await joins(0, 'DAILY')];
    await look();
    await services.works();
    world.clock.advance(DAY_MS / 2);
    await services.works();
    const [early = '', late = ''] = held;
    await decide('released', (await caseOf(early)).id).expect(200);
    await services.works();
    world.clock.advance(DAY_MS);
    await services.works();
    await decide('released', ...(await cases()).map(({ id }) => id)).expect(200);
    await services.works();
    expect((await services.chargesOf(early))[0]).toMatchObject({ purpose: 'first', state: 'charged' });
    expect(await services.chargesOf(late)).toMatchObject([{ state: 'refused' }]);
    expect(services.operator.netOf(late)).toBe(0n);
  });

  test('BIL-12 whoever stops while they are held is charged nothing, and the case can still be closed', async () => {
    world.clock.advance(DAY_MS);
    const bots = [await joins(0), await joins(0), await joins(0)];
    await look();
    await services.works();
    const [left = ''] = bots;
    await world.subscriber(left).texts('2050', 'STOP STARS');
    await services.works();
    expect(await services.chargesOf(left)).toMatchObject([{ state: 'voided' }]);
    await decide('condemned', ...(await cases()).map(({ id }) => id)).expect(200);
    await services.works();
    expect((await services.storyOf(left)).filter(({ to }) => to === 'unsubscribed')).toMatchObject([
      { channel: 'text', reason: 'stopped' },
    ]);
    for (const bot of bots) expect(services.operator.netOf(bot)).toBe(0n);
  });

  test('BIL-12 many numbers of one web session are a suspicion, and the session itself is kept nowhere beside the evidence', async () => {
    world.clock.advance(DAY_MS);
    const asks = async (msisdn: string): Promise<void> => {
      const evidence = { ip: '203.0.113.9', userAgent: 'Mozilla/5.0', session: 'one-browser' };
      const wish = { service: stars.serviceId, channel: 'web', operator: 'mci', language: 'en', evidence };
      const opened = await world.api.post('/subscriptions', { ...wish, msisdn: `+${msisdn}` });
      const [{ token = '' } = {}] = (await services.subscriptionsOf(msisdn)).slice(-1);
      world.clock.advance(5_000 + 3_000 * people);
      await world.api
        .post(`/subscriptions/${(opened.body as { id: number }).id}/confirm`, { code: token })
        .expect(200);
    };
    for (let at = 0; at < 5; at++) await asks(aNumber());
    expect(await look()).toHaveLength(5);
    const [first] = (await world.api.get('/fraud-cases')).body.items as { signals: readonly object[] }[];
    expect(first?.signals).toMatchObject([{ signal: 'shared device', by: 'session', seen: 5, limit: 5 }]);
    expect(JSON.stringify(first)).not.toContain('one-browser');
  });
});

describe('BIL-12 whose it is to judge', () => {
  test('BIL-12 finance sees the pattern and not the number, and may judge; the cases of a service can be asked for', async () => {
    const { items } = (await as(finance).get('/fraud-cases').expect(200)).body as { items: Case[] };
    expect(items.length).toBeGreaterThan(0);
    for (const { msisdn } of items) expect(msisdn).toContain('***');
    expect(await cases(`&service=${stars.serviceId}`)).toHaveLength(items.length);
    expect(await cases('&service=999999')).toEqual([]);
    const ids = items.map(({ id }) => id);
    await as(finance)
      .post('/fraud-cases/decide', { cases: ids, verdict: 'released', reason: 'a shop’s tablet' })
      .expect(200);
    expect(await cases()).toEqual([]);
  });

  test.each([
    [{ cases: [999_999], verdict: 'released', reason: 'x' }, 'NOT_FOUND'],
    [{ cases: [], verdict: 'released', reason: 'x' }, 'VALIDATION_FAILED'],
    [{ cases: [1, 1], verdict: 'released', reason: 'x' }, 'VALIDATION_FAILED'],
    [{ cases: ['1'], verdict: 'released', reason: 'x' }, 'VALIDATION_FAILED'],
    [{ cases: [1], verdict: 'hanged', reason: 'x' }, 'VALIDATION_FAILED'],
    [{ cases: [1], verdict: 'released', reason: ' ' }, 'VALIDATION_FAILED'],
    [{ cases: [1.5], verdict: 'released', reason: 'x' }, 'VALIDATION_FAILED'],
    [{ cases: '1', verdict: 'released', reason: 'x' }, 'VALIDATION_FAILED'],
    [
      { cases: Array.from({ length: 201 }, (_, at) => at + 1), verdict: 'released', reason: 'x' },
      'VALIDATION_FAILED',
    ],
  ])('BIL-12 %j is %s', async (wish, code) => {
    expect((await world.api.post('/fraud-cases/decide', wish)).body).toMatchObject({ code });
  });

  test('BIL-12 a state that does not exist is no state', async () => {
    expect((await world.api.get('/fraud-cases?state=lost')).body).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});
