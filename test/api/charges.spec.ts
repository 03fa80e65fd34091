import type { ChargeRequest } from '../../src/billing/charge';
import { ChargingWorker } from '../../src/billing/charges/charging-worker.service';
import { requestCharges } from '../../src/billing/charges/charges.store';
import { Identity } from '../../src/platform/identity.service';
import { bookkeeping, type Till } from '../support/bookkeeping';
import { until } from '../support/waiting';
import { createWorld, type World } from '../support/world';

const NOW = '2026-05-01T08:00:00.000Z';

interface ShownCharge {
  readonly id: number;
  readonly state: string;
  readonly msisdn: string | null;
}

let world: World;
let till: Till;
let other: Till;
const keys: Record<string, string> = {};

beforeAll(async () => {
  world = await createWorld({ now: NOW });
  const { aTill } = bookkeeping(world.database);
  till = await aTill();
  other = await aTill();
  for (const role of ['finance', 'care', 'brand']) {
    const brand = role === 'brand' ? { brand: till.brand } : {};
    const { body } = await world.api.post('/api-keys', { name: `the ${role}`, role, ...brand }).expect(201);
    keys[role] = (body as { key: string }).key;
  }
});
afterAll(() => world.close());

const as = (role: string) => {
  const authorization = `Bearer ${keys[role] ?? ''}`;
  return {
    get: (path: string) => world.http.get(`/api/v1${path}`).set({ authorization }),
    post: (path: string, body: object, headers: Record<string, string> = {}) =>
      world.http
        .post(`/api/v1${path}`)
        .set({ authorization, ...headers })
        .send(body),
  };
};

let drawn = 0;

/** Somebody is to pay 100 cents; the simulated operator takes it if they have them. @returns the charge once it is settled */
async function somebodyOwes(own: { at?: Till; balance?: string; state?: string } = {}) {
  const { at = till, balance = '1000', state = 'charged' } = own;
  const msisdn = `39333${8_100_000 + ++drawn}`;
  await world.http
    .put(`/simulator/handsets/${msisdn}/balance`)
    .send({ minor: balance, currency: 'EUR' })
    .expect(200);
  const [person] = await world.database.sql.query<{ id: number }>({
    text: 'insert into subscribers (sender_hash, lane, msisdn, created_at) values ($1, 0, $2, $3) returning id',
    values: [world.app.get(Identity).hashOf(msisdn), msisdn, NOW],
  });
  const { brandId, serviceId, operatorId, gatewayId, shortcodeId } = at;
  const request: ChargeRequest = {
    key: `test:${drawn}`,
    purpose: 'one-off',
    ...{ brandId, serviceId, operatorId, gatewayId, shortcodeId },
    subscriberId: person?.id ?? 0,
    subscriptionId: null,
    tariffId: 1,
    periodStart: null,
    periodEnd: null,
    amountMinor: 100n,
    currency: 'EUR',
    vatBp: 0,
    dueAt: world.clock.now(),
    expiresAt: new Date(world.clock.now().getTime() + 3_600_000),
    createdAt: world.clock.now(),
  };
  await world.database.transaction((tx) => requestCharges(tx, [request]));
  const find = async (): Promise<ShownCharge | undefined> =>
    (await pageOf(`/charges?msisdn=${msisdn}`)).at(-1);
  await until(`${msisdn} is ${state}`, async () => {
    await world.app.get(ChargingWorker).sweep();
    return (await find())?.state === state;
  });
  return { id: (await find())?.id ?? 0, msisdn };
}

async function pageOf(path: string): Promise<ShownCharge[]> {
  const { body } = await world.api.get(path).expect(200);
  return (body as { items: ShownCharge[] }).items;
}

describe('looking at charges', () => {
  test('BIL-02 a charge with its attempts, its refunds and what the ledger says of it', async () => {
    const { id, msisdn } = await somebodyOwes();
    await as('care')
      .post(`/charges/${id}/refunds`, { reason: 'did not mean to', amount: eur('40') })
      .expect(201);
    await until('it was given back', async () => {
      const { body } = await world.api.get(`/refunds?charge=${id}`);
      return (body as { items: { state: string }[] }).items[0]?.state === 'refunded';
    });
    const { body } = await world.api.get(`/charges/${id}`).expect(200);
    expect(body).toMatchObject({
      id,
      msisdn,
      state: 'charged',
      amount: eur('100'),
      refunded: eur('40'),
      brand: till.brand,
      operator: till.operator,
      tries: [{ ordinal: 1, outcome: 'charged' }],
      refunds: [{ amount: eur('40'), actor: 'the care', state: 'refunded' }],
      transfers: [
        { key: `charge:${id}:reserve:1`, kind: 'pending' },
        { key: `charge:${id}:post`, kind: 'post', debit: `operator-receivable operator:${till.operatorId}` },
        { kind: 'single', amount: eur('40'), credit: `operator-receivable operator:${till.operatorId}` },
      ],
    });
  });

  test('BIL-04 an empty purse is a refusal with its reason', async () => {
    const { id } = await somebodyOwes({ balance: '99', state: 'refused' });
    const { body } = await world.api.get(`/charges/${id}`).expect(200);
    expect(body).toMatchObject({ failure: 'insufficient', tries: [{ failure: 'insufficient' }] });
    expect((body as { transfers: { kind: string }[] }).transfers.map(({ kind }) => kind)).toEqual([
      'pending',
      'void',
    ]);
  });

  test('API-03 filters narrow the list, pages follow each other, and nonsense is refused by its path', async () => {
    const mine = await somebodyOwes();
    await somebodyOwes({ at: other });
    const { items, next } = (await world.api.get('/charges?limit=1').expect(200)).body as {
      items: ShownCharge[];
      next: string;
    };
    const [second] = await pageOf(`/charges?limit=1&cursor=${next}`);
    expect(second?.id).toBeGreaterThan(items[0]?.id ?? 0);
    expect((await pageOf(`/charges?service=${other.serviceId}`)).length).toBe(1);
    expect((await pageOf(`/charges?msisdn=%2B${mine.msisdn}`)).map(({ id }) => id)).toEqual([mine.id]);
    expect(await pageOf('/charges?state=voided')).toEqual([]);
    expect(await pageOf('/charges?to=2026-04-01T00:00:00Z')).toEqual([]);
    expect(await pageOf('/charges?subscription=4711')).toEqual([]);
    for (const query of ['state=paid', 'service=x', 'from=soon', 'msisdn=x', 'limit=0', 'colour=red'])
      await world.api.get(`/charges?${query}`).expect(422);
    await world.api.get('/charges/999999999').expect(404);
    await world.api.get('/charges/x').expect(404);
  });

  test('SEC-01 care sees the number, finance and brands see it masked, a brand sees its own only', async () => {
    const [mine, foreign] = [await somebodyOwes(), await somebodyOwes({ at: other })];
    const masked = `39333***${mine.msisdn.slice(-4)}`;
    const shown = async (role: string) =>
      ((await as(role).get(`/charges/${mine.id}`).expect(200)).body as ShownCharge).msisdn;
    expect(await shown('care')).toBe(mine.msisdn);
    expect(await shown('finance')).toBe(masked);
    expect(await shown('brand')).toBe(masked);
    await as('brand').get(`/charges/${foreign.id}`).expect(404);
    const { body } = await as('brand').get('/charges?limit=200').expect(200);
    expect((body as { items: ShownCharge[] }).items.map(({ id }) => id)).not.toContain(foreign.id);
  });
});

describe('giving back', () => {
  test('BIL-07 60 and then 50 of 100: the second is a conflict by name', async () => {
    const { id } = await somebodyOwes();
    await as('finance')
      .post(`/charges/${id}/refunds`, { reason: 'x', amount: eur('60') })
      .expect(201);
    const { body } = await as('finance')
      .post(`/charges/${id}/refunds`, { reason: 'x', amount: eur('50') })
      .expect(409);
    expect(body).toMatchObject({ code: 'CONFLICT', reason: 'REFUND_EXCEEDS_CHARGE', left: eur('40') });
  });

  test('BIL-07 the same key, of the refund or of the request, is the same refund', async () => {
    const { id } = await somebodyOwes();
    const ask = () =>
      as('care').post(`/charges/${id}/refunds`, { reason: 'x', amount: eur('10'), key: 'T-1' });
    const [first, again] = [await ask().expect(201), await ask().expect(201)];
    expect((again.body as { id: number }).id).toBe((first.body as { id: number }).id);
    const idempotent = { 'idempotency-key': `refund-${id}` };
    const once = () =>
      as('care').post(`/charges/${id}/refunds`, { reason: 'x', amount: eur('20') }, idempotent);
    const [one, two] = [await once().expect(201), await once().expect(201)];
    expect(two.body).toEqual(one.body);
    const { body } = await world.api.get(`/charges/${id}`);
    expect(body).toMatchObject({ refunded: eur('30') });
  });

  test('BIL-07 in bulk, answered in order; a bad element is a bad request', async () => {
    const [one, two] = [await somebodyOwes(), await somebodyOwes()];
    const { body } = await as('finance')
      .post('/refunds', [
        { charge: one.id, reason: 'outage' },
        { charge: one.id, reason: 'outage', amount: eur('1') },
        { charge: two.id, reason: 'outage', amount: eur('30') },
        { charge: 999_999_999, reason: 'outage' },
      ])
      .expect(201);
    expect(body).toMatchObject([
      { charge: one.id, amount: eur('100'), state: 'requested' },
      { error: { code: 'CONFLICT', reason: 'REFUND_EXCEEDS_CHARGE' } },
      { charge: two.id, amount: eur('30') },
      { error: { code: 'NOT_FOUND' } },
    ]);
    const bad = await as('finance')
      .post('/refunds', [{ charge: one.id }, { charge: 'x', reason: 'y' }])
      .expect(422);
    expect((bad.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['[0].reason', '[1].charge']),
    );
    const nothing = { charge: two.id, reason: 'x', amount: eur('0') };
    expect((await as('finance').post('/refunds', nothing).expect(422)).body).toMatchObject({
      errors: [{ path: 'amount.minor' }],
    });
    await as('finance').post('/refunds', []).expect(422);
  });

  test('BIL-07 brands look, care gives back, and only finance closes by hand', async () => {
    const { id } = await somebodyOwes();
    await as('brand').post(`/charges/${id}/refunds`, { reason: 'x' }).expect(403);
    const { body } = await as('care').post('/refunds', { charge: id, reason: 'x' }).expect(201);
    const refundId = (body as { id: number }).id;
    await as('brand').get(`/refunds?charge=${id}`).expect(200);
    const end = { outcome: 'refunded', note: 'by letter' };
    await as('care').post(`/refunds/${refundId}/settle`, end).expect(403);
    await as('finance').post('/refunds/999999999/settle', end).expect(404);
    await until('it was given back', async () => {
      const { body: page } = await world.api.get(`/refunds?charge=${id}&state=refunded`);
      return (page as { items: unknown[] }).items.length === 1;
    });
    // The operator gave it back by itself: the same end is no conflict, another is.
    await as('finance').post(`/refunds/${refundId}/settle`, end).expect(200);
    await as('finance')
      .post(`/refunds/${refundId}/settle`, { ...end, outcome: 'refused' })
      .expect(409);
  });

  test('BIL-07 a manual one is closed by hand, once', async () => {
    const { id } = await somebodyOwes();
    await world.database.sql.run({
      text: `with held as (update charges set refunded_minor = 100 where id = $1)
             insert into refunds (key, charge_id, amount_minor, currency, state, reason, actor, due_at, created_at)
             values ('test:manual', $1, 100, 'EUR', 'manual', 'x', 'care', $2, $2)`,
      values: [id, NOW],
    });
    const { body } = await as('finance').get(`/refunds?charge=${id}&state=manual`).expect(200);
    const refundId = (body as { items: { id: number }[] }).items[0]?.id ?? 0;
    const end = { outcome: 'refused', note: 'they would not' };
    const closed = await as('finance').post(`/refunds/${refundId}/settle`, end).expect(200);
    expect(closed.body).toMatchObject({ state: 'refused', failure: 'they would not' });
    expect((await world.api.get(`/charges/${id}`)).body).toMatchObject({ refunded: eur('0') });
  });
});

const eur = (minor: string) => ({ minor, currency: 'EUR' });
