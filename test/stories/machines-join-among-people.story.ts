import { Logger } from '@nestjs/common';
import { Metrics } from '../../src/platform/metrics.service';
import { MovableClock } from '../../src/platform/clock.service';
import type { Database } from '../../src/platform/database.service';
import { FraudWatch } from '../../src/subscriptions/fraud/fraud-watch.service';
import { diceFrom } from '../faults/dice';
import { join, MACHINES, people, type Joiner } from '../support/a-crowd';
import { aDatabase, bookkeeping } from '../support/bookkeeping';

const NOON = new Date('2026-05-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const KINDS = Object.keys(MACHINES) as (keyof typeof MACHINES)[];

let database: Database;
let close: () => Promise<void>;
const clock = new MovableClock();
let watch: FraudWatch;
let books: ReturnType<typeof bookkeeping>;
beforeAll(async () => {
  Logger.overrideLogger(false); // what is held is logged, and that is the point here
  ({ database, close } = await aDatabase());
  books = bookkeeping(database);
  watch = new FraudWatch(database, clock, new Metrics(), { fraudSweepSeconds: 0 });
});
afterAll(() => close());

/** An hour that nobody has joined in yet: what others here have written lies behind it. */
let hours = 0;
function anotherHour(): Date {
  const now = new Date(NOON.getTime() + (hours += 2) * HOUR_MS);
  clock.freeze(now);
  return now;
}

/** A service with a price. @returns its id */
async function aService(fraud: object = {}): Promise<number> {
  const { serviceId } = await books.aTill();
  await database.sql.run({
    text: `update services set settings = jsonb_build_object('languages', array['en'], 'zone', 'UTC', 'fraud', $2::jsonb) where id = $1`,
    values: [serviceId, JSON.stringify(fraud)],
  });
  await database.sql.run({
    text: `insert into tariffs (service_id, effective_from, amount_minor, currency, created_at)
           values ($1, '2026-01-01Z', 100, 'EUR', '2026-01-01Z')`,
    values: [serviceId],
  });
  return serviceId;
}

const wrong = (held: readonly number[], joined: ReadonlyMap<number, Joiner>): Joiner[] => {
  const isHeld = new Set(held);
  return [...joined].flatMap(([id, joiner]) => (isHeld.has(id) === joiner.isMachine ? [] : [joiner]));
};

test.each(KINDS)('BIL-12 %s is held, to the last number, and nobody else is', async (kind) => {
  const dice = diceFrom(KINDS.indexOf(kind) + 1);
  const crowd = [...people(dice, 300), ...MACHINES[kind](dice, 24)];
  const joined = await join(database, await aService(), crowd, anotherHour());
  expect(wrong(await watch.look(), joined)).toEqual([]);
  expect(await watch.look()).toEqual([]);
});

test('BIL-12 whatever the seed, machines are held and people are not', async () => {
  const seeds = Array.from({ length: 8 }, () => Math.floor(Math.random() * 2 ** 31));
  for (const seed of seeds) {
    const dice = diceFrom(seed);
    const crowd = [
      ...people(dice, dice.between(50, 900)),
      ...KINDS.flatMap((kind) => (dice.chance(0.5) ? MACHINES[kind](dice, dice.between(12, 60)) : [])),
    ];
    const joined = await join(database, await aService(), crowd, anotherHour());
    expect([seed, wrong(await watch.look(), joined)]).toEqual([seed, []]);
  }
});

test('BIL-12 a case says what was seen, and is opened once, whatever becomes of it', async () => {
  const dice = diceFrom(99);
  const serviceId = await aService();
  await join(database, serviceId, MACHINES['one browser'](dice, 6), anotherHour());
  const [first] = await watch.look();
  const rows = await database.sql.query<{ signals: unknown }>({
    text: 'select signals from fraud_cases where subscription_id = $1',
    values: [first],
  });
  expect(rows).toEqual([
    { signals: [{ signal: 'shared device', by: 'session', of: 'session:one browser', seen: 6, limit: 5 }] },
  ]);
  await database.sql.run({
    text: `update fraud_cases set verdict = 'released', reason = 'x', decided_by = 'x', decided_at = now() where subscription_id = $1`,
    values: [first],
  });
  expect(await watch.look()).toEqual([]);
});

test('BIL-12 a service decides what is too much, or that nobody looks', async () => {
  const dice = diceFrom(100);
  const bots = () => MACHINES['an app that says yes'](dice, 8);
  const now = anotherHour();
  await join(database, await aService({ isWatched: false }), bots(), now);
  await join(database, await aService({ quickYeses: 9 }), bots(), now);
  expect(await watch.look()).toEqual([]);
  const crowd = await join(database, await aService({ serviceJoins: 40 }), people(dice, 40), now);
  expect(await watch.look()).toHaveLength(crowd.size);
});

test('BIL-12 one number that joins service after service is held in those that still run', async () => {
  const dice = diceFrom(101);
  const [one] = people(dice, 1);
  if (!one) throw new Error('there is nobody');
  const joined = await join(database, await aService(), [one], anotherHour());
  const [id] = joined.keys();
  for (let more = 0; more < 5; more++)
    await database.sql.run({
      text: `with again as (
               insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state,
                 tariff_id, shown, joined_at, asked_at, ended_at, end_reason)
               select service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, 'unsubscribed', tariff_id,
                 shown, joined_at, asked_at, asked_at, 'stopped' from subscriptions where id = $1 returning id, asked_at)
             insert into subscription_events (subscription_id, event, from_state, to_state, at)
             select id, 'confirmed', 'pending', 'active', asked_at + interval '1 minute' from again`,
      values: [id],
    });
  expect(await watch.look()).toEqual([id]);
});

test('BIL-12 of a source whose people stop at once, those who have just come are held', async () => {
  const dice = diceFrom(102);
  const left = (joiner: Joiner, share: number): Joiner =>
    dice.chance(share) ? { ...joiner, stopsAfterMs: dice.between(5_000, 60_000) } : joiner;
  const crowd = people(dice, 400).map((joiner) => left(joiner, 0.05));
  const trapped = people(dice, 80).map((joiner) => left({ ...joiner, channel: 'web', campaignId: 66 }, 0.6));
  const joined = await join(database, await aService(), [...crowd, ...trapped], anotherHour());
  expect(await watch.look()).toEqual([]);
  const held = new Set(await watch.lookAtStops());
  const still = [...joined].filter(([, { stopsAfterMs }]) => stopsAfterMs === undefined);
  const expected = still.flatMap(([id, { campaignId }]) => (campaignId === 66 ? [id] : []));
  expect([...held].sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
  expect(expected.length).toBeGreaterThan(10);
});

test('BIL-12 what lies behind the hour is not counted together with what lies in it', async () => {
  const dice = diceFrom(103);
  const serviceId = await aService();
  const [half, rest] = [MACHINES['an app that says yes'](dice, 2), MACHINES['an app that says yes'](dice, 2)];
  const now = anotherHour();
  await join(database, serviceId, half, new Date(now.getTime() - HOUR_MS));
  await join(database, serviceId, rest, now);
  expect(await watch.look()).toEqual([]);
});

test('BIL-12 an operator’s gateway that stands for hundreds of people is no machine', async () => {
  const dice = diceFrom(104);
  const behind = (joiner: Joiner): Joiner => ({
    ...joiner,
    ...{ channel: 'web', campaignId: null, device: `address:${dice.between(1, 3)}` },
  });
  await join(database, await aService(), people(dice, 400).map(behind), anotherHour());
  expect(await watch.look()).toEqual([]);
});
