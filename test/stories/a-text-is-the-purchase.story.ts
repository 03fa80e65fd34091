import { readFaults } from '../../src/billing/ledger/verification.store';
import { aDraft } from '../support/a-paid-service';
import { settleMoney } from '../support/a-subscriber-of';
import { publish } from '../support/campaigns';
import { aCarrier, type Carrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

const LATE_DAYS = 90;
const FROM = '2026-01-01T00:00:00Z';

let world: World;
let carrier: Carrier;
let people = 0;
const aNumber = (): string => `98912${7_000_000 + ++people}`;

/** A word that costs 5,000 rials to send: the operator takes the money with the text. */
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'mci-link');
  await world.api.patch(`/connectors/${carrier.name}`, { operator: 'mci' }).expect(200);
  await world.api.patch('/connectors/simulator', { operator: 'mci' }).expect(200);
  await world.api
    .post('/charge-gateways', { name: 'mci-mo', type: 'mo', operator: 'mci', settings: {} })
    .expect(201);
  const id = await aDraft(world, { cycle: 'message' });
  await world.api.put(`/services/${id}/operators/mci`, { gateway: 'mci-mo', isApproved: true }).expect(200);
  await world.api.post(`/services/${id}/submit`).expect(200);
  await world.api.post(`/services/${id}/approve`).expect(200);
  const place = { brand: 'radio-shahr', shortcode: '2050' };
  await world.api.post('/keywords', { ...place, language: 'en', word: 'JOKE', leasedFrom: FROM }).expect(201);
  const campaign = await world.api
    .post('/campaigns', {
      ...{ ...place, name: 'Jokes', kind: 'subscribe', keywords: ['JOKE'], opensAt: FROM },
      ...{ timezone: 'Asia/Tehran', language: 'en', settings: { service: id } },
    })
    .expect(201);
  await publish(world, (campaign.body as { readonly id: number }).id);
});
afterEach(async () => {
  expect(await readFaults(world.database.sql, LATE_DAYS)).toEqual([]);
});
afterAll(() => world.close());

interface Paid {
  readonly key: string;
  readonly state: string;
  readonly amount: string;
  readonly remoteId: string | null;
  readonly transfers: readonly string[];
}

const paidBy = (msisdn: string): Promise<Paid[]> =>
  world.database.sql.query<Paid & Record<string, unknown>>({
    text: `select c.key, c.state, c.amount_minor::text as amount, c.remote_id as "remoteId",
             array(select t.kind from ledger_transfers t where t.key = 'charge:' || c.id or t.key like 'charge:' || c.id || ':%') as transfers
           from charges c join subscribers p on p.id = c.subscriber_id where p.msisdn = $1 order by c.id`,
    values: [msisdn],
  });

const textOf = (from: string, n: number, text = 'JOKE') => ({
  id: `mo-${from}-${n}`,
  from: `+${from}`,
  to: '2050',
  text,
});

test('BIL-01 ten paid texts and one delivered twice are ten charges, each booked once and each answered', async () => {
  const sara = aNumber();
  const texts = Array.from({ length: 10 }, (_, n) => textOf(sara, n));
  await carrier.handsAll(texts);
  await carrier.hands(textOf(sara, 3));
  await world.settle();
  await settleMoney(world);
  const paid = await paidBy(sara);
  expect(paid).toHaveLength(10);
  for (const { state, amount, transfers } of paid)
    expect({ state, amount, transfers }).toEqual({ state: 'charged', amount: '5000', transfers: ['single'] });
  expect(paid.map(({ remoteId }) => remoteId).sort()).toEqual(texts.map(({ id }) => id).sort());
  const answers = (await world.subscriber(sara).received()).filter((text) => text.includes('5,000 rials'));
  expect(answers).toHaveLength(10);
});

test('BIL-01 it is booked with the text: nothing waits for a gateway, and no subscription begins', async () => {
  const nima = aNumber();
  const id = await world.subscriber(nima).texts('2050', 'JOKE');
  expect(await world.because(id)).toBe('paid by texting');
  expect(await paidBy(nima)).toMatchObject([
    { key: expect.stringMatching(`^text:${id}:`), state: 'charged' },
  ]);
  const rows = await world.database.sql.query({
    text: `select 1 from subscriptions s join subscribers p on p.id = s.subscriber_id where p.msisdn = $1`,
    values: [nima],
  });
  expect(rows).toEqual([]);
});

test('BIL-01 other texts to the code cost nothing, nor does a text that was written before a STOP', async () => {
  const dara = aNumber();
  const { clock } = world;
  await carrier.hands(textOf(dara, 1, 'HELLO'));
  await world.settle();
  const before = clock.now().toISOString();
  clock.advance(60_000);
  await carrier.hands(textOf(dara, 2, 'STOP'));
  await world.settle();
  await carrier.hands({ ...textOf(dara, 3), sentAt: before });
  await world.settle();
  expect(await paidBy(dara)).toEqual([]);
  clock.advance(60_000);
  await carrier.hands(textOf(dara, 4));
  await world.settle();
  expect(await paidBy(dara)).toMatchObject([{ state: 'charged' }]);
});

test('BIL-01 a paid text can be looked into and given back like any charge', async () => {
  const mina = aNumber();
  await world.subscriber(mina).texts('2050', 'JOKE');
  const { body } = await world.api.get(`/charges?msisdn=${mina}`).expect(200);
  const [charge] = (body as { readonly items: readonly { readonly id: number }[] }).items;
  const refund = { amount: { minor: '5000', currency: 'IRR' }, reason: 'it was not funny' };
  await world.api.post(`/charges/${charge?.id ?? 0}/refunds`, refund).expect(201);
  await settleMoney(world);
  // The operator has no machine that gives back what came with a text: a colleague writes to it.
  const { body: given } = await world.api.get('/refunds').expect(200);
  expect(given).toMatchObject({ items: [{ state: 'manual', amount: { minor: '5000', currency: 'IRR' } }] });
});
