import { Unsubscriber } from '../../src/billing/gateways/operator-driven/unsubscriber.service';
import { readFaults } from '../../src/billing/ledger/verification.store';
import { OperatorNews } from '../../src/engine/operator-news.service';
import { aDraft } from '../support/a-paid-service';
import { chargesOf, settleMoney, storyOf, subscriptionOf, wakesAt } from '../support/a-subscriber-of';
import { startStubServer } from '../support/gateways/camara-server';
import { until } from '../support/waiting';
import { createWorld, type World } from '../support/world';

const LATE_DAYS = 90;
const PRICE = { minor: '5000', currency: 'IRR' };

let world: World;
let operator: Awaited<ReturnType<typeof startStubServer>>;
let key: string;
let serviceId: number;
const wishes: { readonly id: string; readonly msisdn: string; readonly service: string }[] = [];
let people = 0;
let notices = 0;
const aNumber = (): string => `98912${6_000_000 + ++people}`;

/** A daily service that the operator sells, renews and ends by itself, under a name of its own. */
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:30:00Z' });
  world.clock.freeze('2026-05-01T08:30:00Z');
  operator = await startStubServer(({ body }) => {
    wishes.push(JSON.parse(body) as (typeof wishes)[number]);
    return { status: 200 };
  });
  serviceId = await aDraft(world);
  const settings = { unsubscribeUrl: `${operator.url}/unsubscribe`, services: { 'VAS-778': serviceId } };
  const made = await world.api
    .post('/charge-gateways', { name: 'sdp', type: 'operator-driven', operator: 'mci', settings })
    .expect(201);
  key = (made.body as { readonly key: string }).key;
  await world.api
    .put(`/services/${serviceId}/operators/mci`, { gateway: 'sdp', isApproved: true })
    .expect(200);
  await world.api.post(`/services/${serviceId}/submit`).expect(200);
  await world.api.post(`/services/${serviceId}/approve`).expect(200);
});
afterEach(async () => {
  expect(await readFaults(world.database.sql, LATE_DAYS)).toEqual([]);
});
afterAll(async () => {
  await world.close();
  await operator.close();
});

interface Said {
  readonly event: 'subscribed' | 'renewed' | 'failed' | 'unsubscribed';
  readonly msisdn: string;
  readonly at?: string;
  readonly amount?: typeof PRICE | null;
  readonly code?: string;
}

const noticeOf = ({ event, msisdn, ...own }: Said) => ({
  ...{ id: `op-${++notices}`, event, msisdn: `+${msisdn}`, service: 'VAS-778' },
  ...{ at: world.clock.now().toISOString() },
  amount: event === 'subscribed' || event === 'renewed' ? PRICE : null,
  ...own,
});

/** The operator tells, and everything that follows from it has happened. */
async function tells(...said: readonly object[]): Promise<void> {
  await world.http
    .post('/operators/sdp/notices')
    .set('authorization', `Bearer ${key}`)
    .send(said)
    .expect(204);
  await world.app.get(OperatorNews).sweep();
  await settleMoney(world);
}

interface Row {
  readonly id: number;
  readonly state: string;
  readonly channel: string;
  readonly reason: string | null;
}

const subscriptionsOf = (msisdn: string): Promise<Row[]> =>
  world.database.sql.query<Row & Record<string, unknown>>({
    text: `select s.id, s.state, s.channel, s.end_reason as reason from subscriptions s join subscribers p on p.id = s.subscriber_id
           where p.msisdn = $1 order by s.id`,
    values: [msisdn],
  });

const consentsOf = (msisdn: string) =>
  world.database.sql.query<{ event: string; channel: string }>({
    text: `select c.event, c.channel from consents c join subscribers p on p.id = c.subscriber_id
           where p.msisdn = $1 and c.list_id is not null order by c.seq`,
    values: [msisdn],
  });

const refundsOf = (subscriptionId: number) =>
  world.database.sql.query<{ amount: string; state: string; reason: string; actor: string }>({
    text: `select r.amount_minor::text as amount, r.state, r.reason, r.actor from refunds r join charges c on c.id = r.charge_id
           where c.subscription_id = $1 order by r.id`,
    values: [subscriptionId],
  });

/** Whether the operator is to be asked once more to end it. */
async function isStillAsked(subscriptionId: number): Promise<boolean> {
  const rows = await world.database.sql.query({
    text: 'select 1 from operator_unsubscriptions where subscription_id = $1 and due_at is not null',
    values: [subscriptionId],
  });
  return rows.length > 0;
}

/** The operator's news has made somebody a subscriber. @returns the subscription's id */
async function isSubscribed(msisdn: string): Promise<number> {
  await tells(noticeOf({ event: 'subscribed', msisdn }));
  const [row] = await subscriptionsOf(msisdn);
  return row?.id ?? 0;
}

const states = (lines: readonly { readonly state: string }[]): string[] => lines.map(({ state }) => state);

describe('BIL-01 the operator subscribes, renews and ends, and tells us', () => {
  test('BIL-01 who subscribes at the operator is subscribed here, has said yes there, and has paid once', async () => {
    const sara = aNumber();
    const notice = noticeOf({ event: 'subscribed', msisdn: sara });
    await tells(notice, notice);
    await tells(notice);
    const [subscription] = await subscriptionsOf(sara);
    expect(await subscriptionsOf(sara)).toMatchObject([{ state: 'active', channel: 'operator' }]);
    expect(await consentsOf(sara)).toEqual([{ event: 'opt_in', channel: 'operator' }]);
    expect(await chargesOf(world, subscription?.id ?? 0)).toEqual([
      { state: 'charged', amount: '5000', from: '05-01', to: '05-02' },
    ]);
    expect(await storyOf(world, subscription?.id ?? 0)).toEqual([
      'asked: pending',
      'confirmed: active',
      'charged: active',
    ]);
    expect(await world.subscriber(sara).received()).toEqual([]);
  });

  test('BIL-01 it goes by the operator’s clock: nothing is asked for here, and each renewal it tells of is booked', async () => {
    const nima = aNumber();
    const id = await isSubscribed(nima);
    const noon = new Date('2026-05-02T08:30:00Z');
    await wakesAt(world, noon);
    await wakesAt(world, '2026-05-03T08:30:00Z');
    expect(await chargesOf(world, id)).toHaveLength(1);
    await tells(noticeOf({ event: 'renewed', msisdn: nima, at: noon.toISOString() }));
    await tells(noticeOf({ event: 'renewed', msisdn: nima }));
    expect(await chargesOf(world, id)).toMatchObject([
      { from: '05-01', to: '05-02' },
      { state: 'charged', from: '05-02', to: '05-03' },
      { state: 'charged', from: '05-03', to: '05-04' },
    ]);
    expect(await subscriptionOf(world, id)).toMatchObject({
      state: 'active',
      periodOrdinal: 3,
      nextAt: null,
    });
  });

  test('BIL-01 a renewal that fails is a refusal with its reason, and the next one heals it', async () => {
    const leila = aNumber();
    const id = await isSubscribed(leila);
    await tells(noticeOf({ event: 'failed', msisdn: leila, code: 'LOWBALANCE' }));
    const [, refused] = await world.database.sql.query<{ state: string; failure: string }>({
      text: 'select state, failure from charges where subscription_id = $1 order by id',
      values: [id],
    });
    expect(refused).toEqual({ state: 'refused', failure: 'insufficient' });
    expect(await subscriptionsOf(leila)).toMatchObject([{ state: 'grace' }]);
    world.clock.freeze('2026-05-04T08:30:00Z');
    // Both arrive at once: what failed in the morning does not take the place of what was paid at noon.
    const at = '2026-05-04T06:30:00.000Z';
    await tells(
      noticeOf({ event: 'failed', msisdn: leila, at }),
      noticeOf({ event: 'renewed', msisdn: leila }),
    );
    expect(states(await chargesOf(world, id))).toEqual(['charged', 'refused', 'refused', 'charged']);
  });

  test('SUB-09 the operator ends it: one event, one row of the ledger, and nobody is asked to end it again', async () => {
    const reza = aNumber();
    const id = await isSubscribed(reza);
    const notice = noticeOf({ event: 'unsubscribed', msisdn: reza });
    await tells(notice);
    await tells(notice, noticeOf({ event: 'unsubscribed', msisdn: reza }));
    expect(await subscriptionsOf(reza)).toMatchObject([{ state: 'unsubscribed', reason: 'operator' }]);
    expect((await storyOf(world, id)).filter((line) => line.startsWith('stopped'))).toHaveLength(1);
    expect(await consentsOf(reza)).toEqual([
      { event: 'opt_in', channel: 'operator' },
      { event: 'opt_out', channel: 'operator' },
    ]);
    await world.app.get(Unsubscriber).tellDue();
    expect(wishes.filter(({ msisdn }) => msisdn === `+${reza}`)).toEqual([]);
  });

  test('BIL-01 news that was missed is made up for by the next; news of what has ended since opens nothing', async () => {
    const [omid, yas] = [aNumber(), aNumber()];
    await tells(noticeOf({ event: 'renewed', msisdn: omid }));
    expect(await subscriptionsOf(omid)).toMatchObject([{ state: 'active', channel: 'operator' }]);
    const began = noticeOf({ event: 'subscribed', msisdn: yas, at: '2026-05-04T07:30:00.000Z' });
    await tells(noticeOf({ event: 'unsubscribed', msisdn: yas }));
    await tells(began);
    expect(await subscriptionsOf(yas)).toEqual([]);
    const paid = await world.database.sql.query<{ state: string }>({
      text: `select c.state from charges c join subscribers p on p.id = c.subscriber_id where p.msisdn = $1`,
      values: [yas],
    });
    expect(paid).toEqual([{ state: 'charged' }]);
  });

  test('BIL-01 what is of no service of ours is passed over, and stands in nobody’s way', async () => {
    const [mina, pari] = [aNumber(), aNumber()];
    await tells(
      { ...noticeOf({ event: 'subscribed', msisdn: mina }), service: 'VAS-000' },
      noticeOf({ event: 'subscribed', msisdn: pari }),
    );
    expect(await subscriptionsOf(mina)).toEqual([]);
    expect(await subscriptionsOf(pari)).toMatchObject([{ state: 'active' }]);
  });
});

describe('SUB-09 who leaves here leaves there', () => {
  test('SUB-09 a STOP ends it at once, the operator is asked in its own words until it says so, and may begin anew', async () => {
    const dara = aNumber();
    const id = await isSubscribed(dara);
    world.clock.freeze('2026-05-04T09:30:00Z');
    await world.subscriber(dara).texts('2050', 'STOP FAL');
    expect(await subscriptionsOf(dara)).toMatchObject([{ state: 'unsubscribed', reason: 'stopped' }]);
    const asked = () => wishes.filter(({ msisdn }) => msisdn === `+${dara}`);
    await world.app.get(Unsubscriber).tellDue();
    await until('they were told', () => asked().length === 1);
    expect(asked()).toEqual([{ id: `unsubscribe-${id}`, msisdn: `+${dara}`, service: 'VAS-778' }]);

    // It renews once more before it has heard: the money is booked and given back, and nobody is subscribed by it.
    world.clock.freeze('2026-05-05T08:30:00Z');
    await tells(noticeOf({ event: 'renewed', msisdn: dara }));
    expect(await subscriptionsOf(dara)).toMatchObject([{ state: 'unsubscribed' }]);
    expect(await chargesOf(world, id)).toMatchObject([
      { state: 'charged', amount: '5000' },
      { state: 'charged', amount: '0' },
    ]);
    expect(await refundsOf(id)).toEqual([
      { amount: '5000', state: 'manual', reason: 'charged after STOP', actor: 'system' },
    ]);
    await world.app.get(Unsubscriber).tellDue();
    await until('they were told again', () => asked().length >= 2);

    await tells(noticeOf({ event: 'unsubscribed', msisdn: dara }));
    world.clock.freeze('2026-05-06T08:30:00Z');
    expect(await isStillAsked(id)).toBe(false);
    await tells(noticeOf({ event: 'subscribed', msisdn: dara }));
    expect(states(await subscriptionsOf(dara))).toEqual(['unsubscribed', 'active']);
  });

  test('SUB-09 an operator that said it had ended it and renews all the same is told again, at once, and gives it back', async () => {
    const kian = aNumber();
    world.clock.freeze('2026-05-07T08:30:00Z');
    const id = await isSubscribed(kian);
    world.clock.freeze('2026-05-07T09:30:00Z');
    await world.subscriber(kian).texts('2050', 'STOP FAL');
    const asked = () => wishes.filter(({ msisdn }) => msisdn === `+${kian}`);
    await world.app.get(Unsubscriber).tellDue();
    await until('they were told', () => asked().length === 1);
    world.clock.freeze('2026-05-07T10:00:00Z');
    await tells(noticeOf({ event: 'unsubscribed', msisdn: kian }));

    world.clock.freeze('2026-05-08T08:30:00Z');
    const renewal = noticeOf({ event: 'renewed', msisdn: kian });
    await tells(renewal, renewal);
    await tells(renewal);
    expect(states(await subscriptionsOf(kian))).toEqual(['unsubscribed']);
    expect(await refundsOf(id)).toMatchObject([{ amount: '5000', reason: 'charged after STOP' }]);
    await world.app.get(Unsubscriber).tellDue();
    await until('they were told again', () => asked().length === 2);
  });

  test('SUB-09 what it took before the STOP and tells of after it stays taken', async () => {
    const zari = aNumber();
    world.clock.freeze('2026-05-09T08:30:00Z');
    const id = await isSubscribed(zari);
    world.clock.freeze('2026-05-10T09:30:00Z');
    await world.subscriber(zari).texts('2050', 'STOP FAL');
    await tells(noticeOf({ event: 'renewed', msisdn: zari, at: '2026-05-10T08:30:00.000Z' }));
    expect(await chargesOf(world, id)).toMatchObject([
      { state: 'charged', amount: '5000' },
      { state: 'charged', amount: '5000' },
    ]);
    expect(await refundsOf(id)).toEqual([]);
  });
});
