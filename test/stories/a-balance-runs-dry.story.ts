import { anApprovedService } from '../support/a-paid-service';
import {
  chargesOf,
  heardBy,
  livesUntil,
  settleMoney,
  storyOf,
  subscribes,
  subscriptionOf,
  topUp,
  wakesAt,
} from '../support/a-subscriber-of';
import { createWorld, type World } from '../support/world';

let world: World;
let people = 0;
const aNumber = (): string => `98912${6_000_000 + ++people}`;
const QUIET = { noticeHours: 0, reminderDays: 0 };

beforeEach(async () => {
  world = await createWorld({ now: '2026-05-01T08:30:00Z' });
  world.clock.freeze('2026-05-01T08:30:00Z');
});
afterEach(() => world.close());

/** Somebody who has paid once for a week, and has so much left. */
async function aWeekly(left: number, settings: object = {}, isPartial = false) {
  const service = await anApprovedService(world, {
    cycle: 'week',
    price: { minor: '7000', currency: 'IRR' },
    settings: { ...QUIET, graceDays: 3, parkingDays: 21, ...settings },
  });
  await world.database.sql.run({
    text: 'update service_operators set is_partial = $2 where service_id = $1',
    values: [service, isPartial],
  });
  const msisdn = aNumber();
  await topUp(world, msisdn, 7_000);
  const id = await subscribes(world, service, msisdn);
  await settleMoney(world);
  await topUp(world, msisdn, left);
  return { id, msisdn };
}

test('SUB-02 an empty balance: told once, tried by the ladder, and paid as soon as there is money', async () => {
  const { id, msisdn } = await aWeekly(0);
  await wakesAt(world, '2026-05-08T08:30:00Z');
  expect(await subscriptionOf(world, id)).toMatchObject({ state: 'grace', attempts: 1, nextStep: 'retry' });
  await livesUntil(world, '2026-05-09T08:30:00Z', 2);
  const failing = await subscriptionOf(world, id);
  expect([failing.state, failing.attempts >= 3]).toEqual(['grace', true]);
  await topUp(world, msisdn, 7_000);
  await livesUntil(world, '2026-05-11T08:00:00Z', 2);
  expect(await subscriptionOf(world, id)).toMatchObject({
    state: 'active',
    failingSince: null,
    attempts: 0,
    periodEnd: new Date('2026-05-15T08:30:00Z'),
  });
  const texts = await heardBy(world, msisdn);
  expect(texts.filter((text) => text.startsWith('We could not take 7,000 rials for FAL'))).toHaveLength(1);
  expect(texts.at(-1)).toMatch(/^Receipt: 7,000 rials for FAL, paid until 15 May 2026/);
  const paid = (await chargesOf(world, id)).filter(({ state }) => state === 'charged');
  expect(paid.map(({ from }) => from)).toEqual(['05-01', '05-08']);
});

test('SUB-02 nobody tops it up: parked, asked once a week, and given up with one goodbye', async () => {
  const { id, msisdn } = await aWeekly(0);
  await livesUntil(world, '2026-06-02T08:30:00Z', 12);
  expect(await subscriptionOf(world, id)).toMatchObject({
    state: 'churned',
    endReason: 'not paid',
    nextAt: null,
  });
  const story = await storyOf(world, id);
  for (const turn of ['refused: grace', 'due: suspended', 'refused: suspended', 'due: churned'])
    expect(story).toContain(turn);
  expect((await heardBy(world, msisdn)).at(-1)).toMatch(/^You have left FAL/);
  const before = (await chargesOf(world, id)).length;
  await topUp(world, msisdn, 70_000);
  await wakesAt(world, '2026-09-01T08:30:00Z');
  expect((await chargesOf(world, id)).length).toBe(before);
});

test('SUB-02 who tops up while parked is served again', async () => {
  const { id, msisdn } = await aWeekly(0);
  await livesUntil(world, '2026-05-12T08:30:00Z', 12);
  expect((await subscriptionOf(world, id)).state).toBe('suspended');
  await topUp(world, msisdn, 7_000);
  await livesUntil(world, '2026-05-19T08:30:00Z', 12);
  expect(await subscriptionOf(world, id)).toMatchObject({ state: 'active', failingSince: null });
});

test('BIL-05 a week that the balance does not cover is paid by the day, and then by the week again', async () => {
  const { id, msisdn } = await aWeekly(1_500, {}, true);
  await wakesAt(world, '2026-05-08T08:30:00Z');
  expect((await chargesOf(world, id)).slice(1)).toEqual([
    { state: 'refused', amount: '7000', from: '05-08', to: '05-15' },
    { state: 'charged', amount: '1000', from: '05-08', to: '05-09' },
  ]);
  expect((await heardBy(world, msisdn)).at(-1)).toMatch(
    /^Receipt: 1,000 rials for FAL, paid until 9 May 2026/,
  );
  await topUp(world, msisdn, 7_000);
  await wakesAt(world, '2026-05-09T08:30:00Z');
  expect((await chargesOf(world, id)).at(-1)).toEqual({
    ...{ state: 'charged', amount: '7000', from: '05-09', to: '05-16' },
  });
  expect((await subscriptionOf(world, id)).state).toBe('active');
});

test('BIL-04 a number that is blocked for premium services is let go at once', async () => {
  const { id, msisdn } = await aWeekly(70_000);
  await world.database.sql.run({
    text: `update simulator.handsets set condition = 'barred' where msisdn = $1`,
    values: [msisdn],
  });
  await wakesAt(world, '2026-05-08T08:30:00Z');
  expect(await subscriptionOf(world, id)).toMatchObject({ state: 'barred', endReason: 'barred' });
  await wakesAt(world, '2026-08-08T08:30:00Z');
  expect(await chargesOf(world, id)).toHaveLength(2);
});

test('SUB-02 a first payment that fails, where the service does not wait, makes no subscription', async () => {
  const service = await anApprovedService(world, { cycle: 'week', settings: { ...QUIET, graceDays: 0 } });
  const msisdn = aNumber();
  await topUp(world, msisdn, 0);
  const id = await subscribes(world, service, msisdn);
  await settleMoney(world);
  expect(await subscriptionOf(world, id)).toMatchObject({ state: 'failed', endReason: 'insufficient' });
  expect(await heardBy(world, msisdn)).toEqual([expect.stringMatching(/^FAL could not be started for you/)]);
});

test('BIL-04 mo7 who has nothing left is charged nothing, and whatever they text is taken and answered as ever', async () => {
  const { id, msisdn } = await aWeekly(0);
  await wakesAt(world, '2026-05-08T08:30:00Z');
  expect((await chargesOf(world, id)).map(({ state }) => state)).toEqual(['charged', 'refused']);
  const person = world.subscriber(msisdn);
  const before = (await person.received()).length;
  await person.texts('2050', 'HELLO');
  const heard = (await person.received()).slice(before);
  expect(heard).toEqual([expect.stringContaining('Hello from')]);
  expect(await chargesOf(world, id)).toHaveLength(2);
});
