import { agreedPrice, needsNewConsent } from '../../src/subscriptions/services/tariff';
import { readServices } from '../../src/subscriptions/services/services.store';
import { anApprovedService, aSubscriptionOf } from '../support/a-paid-service';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());

const JUNE = '2026-06-01T00:00:00+03:30';
let people = 0;
const aNumber = (): string => `98912${5_000_000 + ++people}`;

interface Shown {
  readonly tariffs: readonly { readonly id: number; readonly amount: { readonly minor: string } }[];
}
const serviceOf = async (id: number) => {
  const service = (await readServices(world.database.sql, [id])).get(id);
  if (!service) throw new Error('the service is gone');
  return service;
};
const raise = async (id: number, minor: string): Promise<number> => {
  const answer = await world.api.post(`/services/${id}/tariffs`, {
    amount: { minor, currency: 'IRR' },
    effectiveFrom: JUNE,
  });
  expect(answer.status).toBe(201);
  return (answer.body as Shown).tariffs.find(({ amount }) => amount.minor === minor)?.id ?? 0;
};
const charged = async (id: number, subscription: number, at: string): Promise<bigint | undefined> => {
  const [row] = await world.database.sql.query<{ tariff: number }>({
    text: 'select tariff_id as tariff from subscriptions where id = $1',
    values: [subscription],
  });
  return agreedPrice(await serviceOf(id), row?.tariff ?? 0, new Date(at))?.amountMinor;
};

test('SUB-14 who joined at the old price keeps it, until they say yes to the new one', async () => {
  const id = await anApprovedService(world, { name: 'RISE' });
  const [sara, ali] = [aNumber(), aNumber()];
  const [saras, alis] = [await aSubscriptionOf(world, id, sara), await aSubscriptionOf(world, id, ali)];
  const dearer = await raise(id, '7000');
  expect([
    await charged(id, saras, '2026-05-31T08:00:00Z'),
    await charged(id, saras, '2026-06-02T08:00:00Z'),
  ]).toEqual([5_000n, 5_000n]);

  const unagreed = await world.api.get(`/services/${id}/tariffs/${dearer}/unagreed`);
  expect(unagreed.body).toMatchObject({
    count: 2,
    items: [
      { subscription: saras, msisdn: sara, state: 'active', agreed: { minor: '5000', currency: 'IRR' } },
      { subscription: alis, msisdn: ali },
    ],
  });

  const shown = 'RISE costs 7000 rials a day from 1 June. Do you agree?';
  const path = `/services/${id}/tariffs/${dearer}/agreements`;
  const yes = [{ subscription: saras, shown, channel: 'web' }];
  expect((await world.api.post(path, yes)).body).toEqual({ agreed: 1, unknown: [] });
  expect(await charged(id, saras, '2026-05-31T08:00:00Z')).toBe(5_000n);
  expect(await charged(id, saras, '2026-06-02T08:00:00Z')).toBe(7_000n);
  expect(await charged(id, alis, '2026-06-02T08:00:00Z')).toBe(5_000n);
  const left = await world.api.get(`/services/${id}/tariffs/${dearer}/unagreed`);
  expect(left.body).toMatchObject({ count: 1, items: [{ subscription: alis }] });

  const [event] = await world.database.sql.query({
    text: `select event, from_state, to_state, channel, reason from subscription_events where subscription_id = $1 order by id desc limit 1`,
    values: [saras],
  });
  expect(event).toEqual({
    event: 'agreed',
    from_state: 'active',
    to_state: 'active',
    channel: 'web',
    reason: `tariff ${dearer}`,
  });
  const consents = await world.database.sql.query<{ event: string; shown: string }>({
    text: `select c.event, c.shown from consents c join subscriptions s on s.subscriber_id = c.subscriber_id
           where s.id = $1 order by c.seq desc limit 1`,
    values: [saras],
  });
  expect(consents).toEqual([{ event: 'opt_in', shown }]);
});

test('SUB-14 a yes is for who is subscribed, to this service, and not from before they joined', async () => {
  const id = await anApprovedService(world, { name: 'ONLYME' });
  const other = await anApprovedService(world, { name: 'OTHER' });
  const theirs = await aSubscriptionOf(world, other, aNumber());
  const gone = await aSubscriptionOf(world, id, aNumber(), { state: 'unsubscribed' });
  const early = await aSubscriptionOf(world, id, aNumber());
  const dearer = await raise(id, '9000');
  const said = { shown: 'Yes?', channel: 'care' };
  const answer = await world.api.post(`/services/${id}/tariffs/${dearer}/agreements`, [
    { subscription: theirs, ...said },
    { subscription: gone, ...said },
    { subscription: early, ...said, saidAt: '2026-04-01T08:00:00Z' },
  ]);
  expect(answer.body).toEqual({ agreed: 0, unknown: [theirs, gone, early] });
  const foreign = await world.api.post(`/services/${other}/tariffs/${dearer}/agreements`, []);
  expect(foreign.status).toBe(404);
});

test('SUB-14 a cheaper price is everybody’s from its first instant on, without a question', async () => {
  const id = await anApprovedService(world, { name: 'FALLS' });
  const subscription = await aSubscriptionOf(world, id, aNumber());
  const cheaper = await raise(id, '3000');
  expect(await charged(id, subscription, '2026-05-31T20:29:59Z')).toBe(5_000n);
  expect(await charged(id, subscription, '2026-05-31T20:30:00Z')).toBe(3_000n);
  const { body } = await world.api.get(`/services/${id}/tariffs/${cheaper}/unagreed`);
  expect(body).toMatchObject({ count: 0, items: [] });
  const service = await serviceOf(id);
  expect(needsNewConsent(service, service.tariffs[0]?.id ?? 0, new Date('2026-07-01T00:00:00Z'))).toBe(false);
});

test('BIL-09 once it is open a price begins in the future only, and what was in force stays', async () => {
  const id = await anApprovedService(world, { name: 'FIXED' });
  const now = await world.api.post(`/services/${id}/tariffs`, { amount: { minor: '1', currency: 'IRR' } });
  expect(now.body).toMatchObject({ status: 422, errors: [{ path: 'effectiveFrom' }] });
  const dearer = await raise(id, '7000');
  const clash = await world.api.post(`/services/${id}/tariffs`, {
    amount: { minor: '8000', currency: 'IRR' },
    effectiveFrom: JUNE,
  });
  expect(clash.status).toBe(409);
  const [first] = (await serviceOf(id)).tariffs;
  expect((await world.api.delete(`/services/${id}/tariffs/${first?.id}`)).status).toBe(409);
  expect((await world.api.delete(`/services/${id}/tariffs/${dearer}`)).status).toBe(200);
  expect((await serviceOf(id)).tariffs.map(({ id: left }) => left)).toEqual([first?.id]);
});
