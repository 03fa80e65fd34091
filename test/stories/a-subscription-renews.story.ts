import type { QueryResultRow } from 'pg';
import type { Statement } from '../../src/platform/database.service';
import { advanceSubscriptions } from '../../src/subscriptions/advance.store';
import { ChargeNews } from '../../src/subscriptions/charge-news.service';
import { Renewals } from '../../src/subscriptions/renewals.service';
import { anApprovedService } from '../support/a-paid-service';
import {
  asks,
  chargesOf,
  heardBy,
  settleMoney,
  storyOf,
  subscribes,
  subscriptionOf,
  tell,
  topUp,
  wakesAt,
} from '../support/a-subscriber-of';
import { createWorld, type World } from '../support/world';

let world: World;
let people = 0;
const aNumber = (): string => `98912${5_000_000 + ++people}`;
const QUIET = { noticeHours: 0, reminderDays: 0 };

// Noon in Tehran is 08:30 in Greenwich.
beforeEach(async () => {
  world = await createWorld({ now: '2026-01-31T08:30:00Z' });
  world.clock.freeze('2026-01-31T08:30:00Z');
});
afterEach(() => world.close());

const count = async (text: string): Promise<number> => {
  const [row] = await world.database.sql.query<{ count: number }>({ text });
  return row?.count ?? -1;
};

test('SUB-06 where a service follows the calendar, who joins on 28 February pays for that day, and then for months', async () => {
  const service = await anApprovedService(world, {
    ...{ cycle: 'month', price: { minor: '5600', currency: 'IRR' } },
    settings: { ...QUIET, prorate: true },
  });
  world.clock.freeze('2026-02-27T20:30:00Z'); // midnight in Tehran
  const sara = aNumber();
  await topUp(world, sara, 50_000);
  const id = await subscribes(world, service, sara);
  await settleMoney(world);
  for (const instant of ['2026-02-28T20:30:00Z', '2026-03-31T20:30:00Z']) await wakesAt(world, instant);
  expect(await chargesOf(world, id)).toEqual([
    { state: 'charged', amount: '200', from: '02-28', to: '03-01' },
    { state: 'charged', amount: '5600', from: '03-01', to: '04-01' },
    { state: 'charged', amount: '5600', from: '04-01', to: '05-01' },
  ]);
  expect((await heardBy(world, sara))[1]).toMatch(/^Receipt: 200 rials for FAL, paid until 1 Mar 2026/);
});

test('SUB-06 who joins on 31 January pays on 28 February and on 31 March, with a receipt for each', async () => {
  const service = await anApprovedService(world, { cycle: 'month', settings: QUIET });
  const sara = aNumber();
  await topUp(world, sara, 50_000);
  const id = await subscribes(world, service, sara);
  await settleMoney(world);
  for (const instant of ['2026-02-28T08:29:00Z', '2026-02-28T08:30:00Z', '2026-03-31T08:30:00Z'])
    await wakesAt(world, instant);
  expect(await chargesOf(world, id)).toEqual([
    { state: 'charged', amount: '5000', from: '01-31', to: '02-28' },
    { state: 'charged', amount: '5000', from: '02-28', to: '03-31' },
    { state: 'charged', amount: '5000', from: '03-31', to: '04-30' },
  ]);
  expect(await heardBy(world, sara)).toEqual([
    expect.stringMatching(/^Welcome to FAL .*28 Feb 2026/),
    ...['28 Feb', '31 Mar', '30 Apr'].map((day) =>
      expect.stringMatching(new RegExp(`^Receipt: 5,000 rials for FAL, paid until ${day} 2026`)),
    ),
  ]);
  expect(await storyOf(world, id)).toEqual([
    'asked: pending',
    'confirmed: activating',
    'charged: active',
    'due: renewing',
    'charged: active',
    'due: renewing',
    'charged: active',
  ]);
});

test('SUB-02 a person has one live subscription to a service, and may come back after the end', async () => {
  const service = await anApprovedService(world, { cycle: 'month', settings: QUIET });
  const sara = aNumber();
  await topUp(world, sara, 50_000);
  const id = await subscribes(world, service, sara);
  expect(await asks(world, service, sara)).toBeNull();
  await tell(world, id, { type: 'stopped', reason: 'stopped' });
  expect(await asks(world, service, sara)).toEqual(expect.any(Number));
});

test('BIL-03 twenty workers on the same due rows ask for each period once', async () => {
  const service = await anApprovedService(world, { cycle: 'day', settings: QUIET });
  const numbers = Array.from({ length: 30 }, aNumber);
  for (const msisdn of numbers) {
    await topUp(world, msisdn, 50_000);
    await subscribes(world, service, msisdn);
  }
  await settleMoney(world);
  world.clock.freeze('2026-02-01T09:00:00Z');
  const renewals = world.app.get(Renewals);
  const advanced = await Promise.all(Array.from({ length: 20 }, () => renewals.renew(7)));
  expect(advanced.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(30);
  await settleMoney(world);
  expect(await count(`select count(*) from charges where state = 'charged'`)).toBe(60);
  expect(
    await count(
      `select count(*) from (select 1 from charges group by subscription_id, period_start having count(*) > 1) twice`,
    ),
  ).toBe(0);
  for (const msisdn of numbers) expect(await heardBy(world, msisdn)).toHaveLength(3);
});

test('SUB-09 STOP while a renewal is on its way: no money is kept, and nothing more is said', async () => {
  const service = await anApprovedService(world, { cycle: 'day', settings: QUIET });
  const sara = aNumber();
  await topUp(world, sara, 50_000);
  const id = await subscribes(world, service, sara);
  await settleMoney(world);
  const before = (await heardBy(world, sara)).length;
  world.clock.freeze('2026-02-01T09:00:00Z');
  await world.app.get(Renewals).renew();
  await tell(world, id, { type: 'stopped', reason: 'stopped' });
  await settleMoney(world);
  await wakesAt(world, '2026-06-01T09:00:00Z');
  const [, renewal, ...more] = await chargesOf(world, id);
  expect(['voided', 'charged']).toContain(renewal?.state);
  if (renewal?.state === 'charged') expect(renewal.amount).toBe('0');
  expect([more, (await heardBy(world, sara)).length]).toEqual([[], before]);
  expect(await subscriptionOf(world, id)).toMatchObject({
    state: 'unsubscribed',
    endReason: 'stopped',
    nextAt: null,
  });
});

test('SUB-08 an end by care is confirmed once; a second STOP changes nothing', async () => {
  const service = await anApprovedService(world, { cycle: 'month', settings: QUIET });
  const sara = aNumber();
  await topUp(world, sara, 50_000);
  const id = await subscribes(world, service, sara);
  await settleMoney(world);
  await tell(world, id, { type: 'stopped', reason: 'stopped' }, 'care');
  await tell(world, id, { type: 'stopped', reason: 'stopped' }, 'api');
  await settleMoney(world);
  expect((await heardBy(world, sara)).filter((text) => text.startsWith('You have left FAL'))).toHaveLength(1);
  expect((await storyOf(world, id)).slice(-2)).toEqual(['charged: active', 'stopped: unsubscribed']);
});

test('a transaction that dies takes all of it back, and what is due is done once afterwards', async () => {
  const service = await anApprovedService(world, { cycle: 'day', settings: QUIET });
  const sara = aNumber();
  await topUp(world, sara, 50_000);
  const id = await subscribes(world, service, sara);
  await settleMoney(world);
  const at = new Date('2026-02-01T09:00:00Z');
  const cause = { channel: 'timer', actor: null, at } as const;
  const dying = world.database.transaction(async (tx) => {
    await advanceSubscriptions(tx, [{ subscriptionId: id, event: { type: 'due' }, cause }]);
    throw new Error('killed');
  });
  await expect(dying).rejects.toThrow('killed');
  expect([(await subscriptionOf(world, id)).state, (await chargesOf(world, id)).length]).toEqual([
    'active',
    1,
  ]);
  await wakesAt(world, at);
  expect((await chargesOf(world, id)).map(({ state }) => state)).toEqual(['charged', 'charged']);
});

test('a service that cannot be read holds up no other', async () => {
  const well = await anApprovedService(world, { cycle: 'day', settings: QUIET });
  const broken = await anApprovedService(world, { name: 'BROKEN', cycle: 'day', settings: QUIET });
  const [sara, ali] = [aNumber(), aNumber()];
  for (const msisdn of [sara, ali]) await topUp(world, msisdn, 50_000);
  const paying = await subscribes(world, well, sara);
  const stuck = await subscribes(world, broken, ali);
  await settleMoney(world);
  await world.database.sql.run({
    text: `update services set settings = '{}' where id = $1`,
    values: [broken],
  });
  world.clock.freeze('2026-02-01T09:00:00Z');
  for (let round = 0; round < 2; round++) await world.app.get(Renewals).sweep();
  expect([(await subscriptionOf(world, paying)).state, (await subscriptionOf(world, stuck)).nextAt]).toEqual([
    expect.stringMatching(/renewing|active/),
    new Date('2026-02-01T10:00:00Z'),
  ]);
});

test('news that cannot be heard stay, and hold up no other', async () => {
  const well = await anApprovedService(world, { cycle: 'day', settings: QUIET });
  const broken = await anApprovedService(world, { name: 'BROKEN', cycle: 'day', settings: QUIET });
  const [sara, ali] = [aNumber(), aNumber()];
  for (const msisdn of [sara, ali]) await topUp(world, msisdn, 50_000);
  const gateway = (state: string) =>
    world.database.sql.run({ text: 'update charge_gateways set state = $1', values: [state] });
  await gateway('suspended');
  const ids = [await subscribes(world, broken, ali), await subscribes(world, well, sara)];
  const [written] = await world.database.sql.query<{ settings: object }>({
    text: 'select settings from services where id = $1',
    values: [broken],
  });
  const setTo = (settings: object | undefined) =>
    world.database.sql.run({
      text: 'update services set settings = $2 where id = $1',
      values: [broken, JSON.stringify(settings)],
    });
  await setTo({});
  await world.database.sql.run({
    text: `with settled as (
             update charges set state = 'refused', failure = 'insufficient', settled_at = due_at
             where subscription_id = any($1::bigint[]) and state = 'requested' returning id)
           insert into charge_news select id from settled`,
    values: [ids],
  });
  await world.app.get(ChargeNews).sweep();
  await world.app.get(ChargeNews).hear();
  const statesOf = async () => Promise.all(ids.map(async (id) => (await subscriptionOf(world, id)).state));
  expect([(await statesOf())[0], (await statesOf())[1] !== 'activating']).toEqual(['activating', true]);
  await setTo(written?.settings);
  await gateway('active');
  await settleMoney(world);
  expect((await statesOf())[0]).not.toBe('activating');
});

test('fifty subscriptions cost as many statements as one', async () => {
  const service = await anApprovedService(world, { cycle: 'day', settings: QUIET });
  const ids: number[] = [];
  for (let at = 0; at < 51; at++) {
    const msisdn = aNumber();
    await topUp(world, msisdn, 50_000);
    ids.push(await subscribes(world, service, msisdn));
  }
  await settleMoney(world);
  const [first = 0, ...others] = ids;
  const at = new Date('2026-02-01T09:00:00Z');
  const cause = { channel: 'timer', actor: null, at } as const;
  const statements = async (subscriptions: readonly number[]): Promise<number> => {
    let said = 0;
    await world.database.transaction(async ({ sql, manager }) => {
      const counting = {
        query: <R extends QueryResultRow>(statement: Statement) => (said++, sql.query<R>(statement)),
        run: (statement: Statement) => (said++, sql.run(statement)),
      };
      const steps = subscriptions.map((id) => ({
        subscriptionId: id,
        event: { type: 'due' } as const,
        cause,
      }));
      await advanceSubscriptions({ sql: counting, manager }, steps);
    });
    return said;
  };
  const [one, fifty] = [await statements([first]), await statements(others)];
  expect([fifty, one <= 10]).toEqual([one, true]);
});
