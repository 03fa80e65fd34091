import { CHARGING } from '../../src/billing/charges/charge-limits';
import { INTENT_QUESTION, STOP_MENU } from '../../src/subscribers/stop-questions';
import { aChargingHouse, type ChargingHouse } from '../support/charging';

let house: ChargingHouse;
beforeEach(async () => {
  house = await aChargingHouse();
});
afterEach(async () => {
  expect(await house.faults()).toEqual([]);
  await house.close();
});

const MINUTE_MS = 60_000;

test('SUB-09 STOP between the request and the callback ends at nothing', async () => {
  const alice = await house.aPerson('393330000101');
  const id = await house.owes(alice);
  house.operator.takes(() => 'thinks about it');
  await house.works();
  await house.stops(alice);
  expect(await house.charge(id)).toMatchObject({ state: 'unknown', stoppedAt: house.clock.now() });
  const notice = house.operator.decides(await house.correlatorOf(id));
  await house.charging.noticed(house.till.gatewayId, [notice]);
  expect(await house.charge(id)).toMatchObject({ state: 'charged', refundedMinor: 100 });
  expect(await house.query('select key, state, actor from refunds')).toEqual([
    { key: `stopped:${id}`, state: 'requested', actor: 'system' },
  ]);
  await house.works();
  expect(house.operator.netOf(alice.msisdn)).toBe(0n);
  expect(await house.owedByOperator()).toBe(0);
  expect(await house.news()).toMatchObject([
    { chargeId: id, state: 'charged', stoppedAt: house.clock.now() },
  ]);
});

test('SUB-09 STOP while the call is on the wire ends at nothing', async () => {
  const alice = await house.aPerson('393330000102');
  const id = await house.owes(alice);
  const { waits, release } = house.operator.holdsItsAnswers();
  const charging = house.charging.charge(house.till.gatewayId);
  await waits;
  await house.stops(alice);
  release();
  await charging;
  expect(await house.charge(id)).toMatchObject({ state: 'charged', refundedMinor: 100 });
  await house.works();
  expect(house.operator.netOf(alice.msisdn)).toBe(0n);
});

test('SUB-09 STOP outruns what has not been sent', async () => {
  const alice = await house.aPerson('393330000103');
  const id = await house.owes(alice);
  await house.stops(alice);
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'voided' });
  expect(house.operator.heard).toEqual([]);
  expect(await house.news()).toMatchObject([{ chargeId: id, state: 'voided' }]);
});

/** The code has asked somebody whether they want to stop, or what. */
const isAsked = (
  { subscriberId }: { readonly subscriberId: number },
  question: string,
  shortcodeId = house.till.shortcodeId,
) =>
  house.query(
    `insert into conversations (subscriber_id, shortcode_id, brand_id, question, state, asked_at, until)
     values ($1, $2, 0, $3, '{}', $4, $5)`,
    ...[subscriberId, shortcodeId, question, house.clock.now()],
    new Date(house.clock.now().getTime() + 10 * MINUTE_MS),
  );

test('SUB-09 while the question whether to stop waits for its answer nothing is sent, and others are not held up', async () => {
  const [alice, bruno] = [await house.aPerson('393330000108'), await house.aPerson('393330000109')];
  const [hers, his] = [await house.owes(alice), await house.owes(bruno)];
  await isAsked(alice, INTENT_QUESTION);
  await house.works();
  expect([(await house.charge(hers)).state, (await house.charge(his)).state]).toEqual([
    'requested',
    'charged',
  ]);
  await house.stops(alice);
  await house.works();
  expect(await house.charge(hers)).toMatchObject({ state: 'voided' });
  expect(house.operator.netOf(alice.msisdn)).toBe(0n);
});

test('SUB-09 no answer means that they did not want to stop: from its time on the charge goes on', async () => {
  const alice = await house.aPerson('393330000110');
  const id = await house.owes(alice);
  await isAsked(alice, INTENT_QUESTION);
  house.clock.advance(10 * MINUTE_MS - 1);
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'requested' });
  house.clock.advance(1);
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'charged' });
});

test('SUB-09 no answer to "which one?" means all: its charges wait until somebody has seen to the silence', async () => {
  const alice = await house.aPerson('393330000111');
  const id = await house.owes(alice);
  await isAsked(alice, STOP_MENU);
  house.clock.advance(60 * MINUTE_MS);
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'requested' });
  await house.query('delete from conversations');
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'charged' });
});

test.each([
  ['another code', { shortcode: 99_999, question: STOP_MENU, key: 'renewal:1:2' }],
  ['something else', { shortcode: undefined, question: 'did-you-mean', key: 'renewal:1:3' }],
  [
    'it, of what the operator has taken already',
    { shortcode: undefined, question: STOP_MENU, key: 'notice:41' },
  ],
])('SUB-09 a question of %s holds nothing up', async (_, { shortcode, question, key }) => {
  const alice = await house.aPerson('393330000112');
  const id = await house.owes(alice, { key });
  await isAsked(alice, question, shortcode);
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'charged' });
});

test('SUB-09 a crowd that is asked does not stand in the way of those behind it', async () => {
  const crowd = await Promise.all(
    Array.from({ length: 2 * CHARGING.batch }, (_, at) => house.aPerson(`39333${3_000_000 + at}`)),
  );
  for (const one of crowd) await house.owes(one);
  await house.query(
    `insert into conversations (subscriber_id, shortcode_id, brand_id, question, state, asked_at, until)
     select id, $1, 0, $2, '{}', $3, $3 from subscribers`,
    ...[house.till.shortcodeId, STOP_MENU, house.clock.now()],
  );
  house.clock.advance(1);
  const bruno = await house.aPerson('393330000113');
  const id = await house.owes(bruno);
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'charged' });
  expect(house.operator.heard).toHaveLength(1);
});

test('SUB-09 STOP leaves alone what the operator took by its own clock and told of before', async () => {
  const alice = await house.aPerson('393330000114');
  const id = await house.owes(alice, { key: 'notice:42' });
  await house.stops(alice);
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'charged', refundedMinor: 0 });
});

test.each(['loses it', 'is away'] as const)(
  'SUB-09 after STOP, what the operator "%s" is not sent again',
  async (manner) => {
    const alice = await house.aPerson('393330000104');
    const id = await house.owes(alice);
    house.operator.takes(() => manner);
    const { waits, release } = house.operator.holdsItsAnswers();
    const charging = house.charging.charge(house.till.gatewayId);
    await waits;
    await house.stops(alice);
    release();
    await charging;
    house.operator.takes(() => 'takes it');
    house.clock.advance(MINUTE_MS);
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'voided' });
    expect(house.operator.payments.size).toBe(0);
  },
);

test('SUB-09 STOP while it waits to be sent again under its name voids it and lets its reservation go', async () => {
  await house.capAt([{ window: 'day', scope: 'all', limitMinor: 100 }]);
  const alice = await house.aPerson('393330000105');
  const id = await house.owes(alice);
  house.operator.takes(() => 'loses it');
  await house.works();
  house.operator.takes(() => 'is away');
  house.clock.advance(MINUTE_MS);
  await house.works();
  expect(await house.query('select spent_minor from spendings')).toEqual([{ spent_minor: 100 }]);
  await house.stops(alice);
  expect(await house.charge(id)).toMatchObject({ state: 'voided' });
  expect(await house.query('select spent_minor from spendings')).toEqual([{ spent_minor: 0 }]);
});

test('SUB-09 STOP twice, and STOP of what is settled, change nothing', async () => {
  const alice = await house.aPerson('393330000106');
  const id = await house.owes(alice);
  await house.works();
  await house.stops(alice);
  await house.stops(alice);
  await house.works();
  expect(await house.charge(id)).toMatchObject({ state: 'charged', refundedMinor: 0, stoppedAt: null });
  expect(await house.query('select 1 from refunds')).toEqual([]);
});

test('SUB-09 a refund that is owed and refused by the machine is somebody’s task, not forgotten', async () => {
  const alice = await house.aPerson('393330000107');
  const id = await house.owes(alice);
  house.operator.takes(() => 'thinks about it');
  await house.works();
  await house.stops(alice);
  house.operator.givesBack(() => 'refused');
  await house.charging.noticed(house.till.gatewayId, [house.operator.decides(await house.correlatorOf(id))]);
  await house.works();
  expect(await house.query('select state, failure from refunds')).toEqual([
    { state: 'manual', failure: 'not refundable' },
  ]);
  expect((await house.charge(id)).refundedMinor).toBe(100);
});

test('SUB-09 STOP in the midst of twenty workers: nobody who left has paid in the end', async () => {
  const people = await Promise.all(
    Array.from({ length: 80 }, (_, at) => house.aPerson(`39333${2_000_000 + at}`)),
  );
  for (const person of people) await house.owes(person);
  house.operator.takes(({ msisdn }) => (Number(msisdn) % 4 === 0 ? 'takes it silently' : 'takes it'));
  const leaving = people.filter((_, at) => at % 2 === 0);
  await Promise.all([
    ...Array.from({ length: 20 }, () => house.worker().charging.charge(house.till.gatewayId, 5)),
    ...leaving.map((person) => house.stops(person)),
  ]);
  house.clock.advance(MINUTE_MS);
  await house.works();
  const settled = await house.query<{ id: number; msisdn: string; stopped: boolean; state: string }>(
    `select c.id, p.msisdn, c.stopped_at is not null as stopped, c.state from charges c join subscribers p on p.id = c.subscriber_id`,
  );
  for (const { msisdn, stopped, state } of settled) {
    const isNothing = stopped || state === 'voided';
    expect([msisdn, house.operator.netOf(msisdn)]).toEqual([msisdn, isNothing ? 0n : 100n]);
  }
  expect(settled.filter(({ state }) => !['charged', 'voided'].includes(state))).toEqual([]);
});
