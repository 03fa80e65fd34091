import { anApprovedService } from '../support/a-paid-service';
import {
  asks,
  chargesOf,
  heardBy,
  livesUntil,
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
const aNumber = (): string => `98912${7_000_000 + ++people}`;

beforeEach(async () => {
  world = await createWorld({ now: '2026-05-01T08:30:00Z' });
  world.clock.freeze('2026-05-01T08:30:00Z');
});
afterEach(() => world.close());

const beginning = (texts: readonly string[]): string[] =>
  texts.map((text) => text.split(/[ :]/).slice(0, 2).join(' '));

async function somebody(
  settings: Readonly<Record<string, unknown>>,
  trialDays = 0,
): Promise<{ id: number; msisdn: string }> {
  const service = await anApprovedService(world, { cycle: 'month', settings });
  await world.database.sql.run({
    text: 'update services set trial_days = $2 where id = $1',
    values: [service, trialDays],
  });
  const msisdn = aNumber();
  await topUp(world, msisdn, 500_000);
  const id = await subscribes(world, service, msisdn);
  await settleMoney(world);
  return { id, msisdn };
}

test('SUB-05 a renewal is announced a day before it is charged', async () => {
  const { id, msisdn } = await somebody({ noticeHours: 24, reminderDays: 0 });
  await wakesAt(world, '2026-05-31T08:30:00Z');
  expect((await heardBy(world, msisdn)).at(-1)).toMatch(/^FAL renews on 1 Jun 2026 for 5,000 rials a month/);
  expect(await chargesOf(world, id)).toHaveLength(1);
  await wakesAt(world, '2026-06-01T08:30:00Z');
  expect(await chargesOf(world, id)).toHaveLength(2);
});

test('SUB-05 the engine slept past both: the notice goes out first, and the charge a day later', async () => {
  const { id, msisdn } = await somebody({ noticeHours: 24, reminderDays: 0 });
  await wakesAt(world, '2026-06-03T12:00:00Z');
  expect((await heardBy(world, msisdn)).at(-1)).toMatch(/^FAL renews on 4 Jun 2026/);
  expect(await chargesOf(world, id)).toHaveLength(1);
  await wakesAt(world, '2026-06-04T12:00:00Z');
  expect((await chargesOf(world, id)).at(-1)).toMatchObject({ state: 'charged', from: '06-01', to: '07-01' });
});

test('SUB-05 who leaves after the notice pays nothing more', async () => {
  const { id, msisdn } = await somebody({ noticeHours: 24, reminderDays: 0 });
  await wakesAt(world, '2026-05-31T08:30:00Z');
  const before = (await heardBy(world, msisdn)).length;
  await tell(world, id, { type: 'stopped', reason: 'stopped' });
  await wakesAt(world, '2026-07-15T08:30:00Z');
  expect([(await chargesOf(world, id)).length, (await heardBy(world, msisdn)).length]).toEqual([1, before]);
});

test('SUB-04 a trial has a welcome of its own and a word before its end; its payment a receipt and no second welcome', async () => {
  const { id, msisdn } = await somebody({ noticeHours: 24, reminderDays: 0 }, 7);
  expect((await subscriptionOf(world, id)).state).toBe('trial');
  await livesUntil(world, '2026-05-08T08:30:00Z', 24);
  expect(beginning(await heardBy(world, msisdn))).toEqual(['Welcome to', 'Your free', 'Receipt ']);
  expect(await chargesOf(world, id)).toEqual([
    { state: 'charged', amount: '5000', from: '05-08', to: '06-08' },
  ]);
});

test('SUB-04 a trial is once: who comes back is charged at once', async () => {
  const { id, msisdn } = await somebody({ noticeHours: 24, reminderDays: 0 }, 7);
  const { serviceId } = await subscriptionOf(world, id);
  await tell(world, id, { type: 'stopped', reason: 'stopped' });
  world.clock.freeze('2026-05-02T08:30:00Z');
  const again = await subscribes(world, serviceId, msisdn);
  await settleMoney(world);
  expect([(await subscriptionOf(world, again)).state, (await chargesOf(world, again)).length]).toEqual([
    'active',
    1,
  ]);
});

test('SUB-04 every thirty days a free reminder; four months of sleep bring one', async () => {
  const { id, msisdn } = await somebody({ noticeHours: 0, reminderDays: 30 });
  const reminders = async (): Promise<number> =>
    (await heardBy(world, msisdn)).filter((text) => text.startsWith('You subscribe to FAL')).length;
  await livesUntil(world, '2026-07-02T08:30:00Z', 24);
  expect(await reminders()).toBe(2);
  await wakesAt(world, '2026-11-02T08:30:00Z');
  expect(await reminders()).toBe(3);
  await wakesAt(world, '2026-11-02T08:31:00Z');
  expect(await reminders()).toBe(3);
  const charged = (await chargesOf(world, id)).map(({ from }) => from);
  expect(charged).toEqual(['05-01', '06-01', '07-01', '11-01']);
});

test('SUB-04 every so much spent, a free word of it', async () => {
  const { msisdn } = await somebody({ noticeHours: 0, reminderDays: 0, spendReminderMinor: '10000' });
  for (const month of ['06', '07', '08', '09']) await wakesAt(world, `2026-${month}-01T08:30:00Z`);
  const told = (await heardBy(world, msisdn)).filter((text) => text.startsWith('You have spent'));
  expect(told).toEqual([
    expect.stringMatching(/^You have spent 10,000 rials on FAL/),
    expect.stringMatching(/^You have spent 10,000 rials on FAL/),
  ]);
});

test('SUB-02 a question without an answer: one reminder, then nothing, and nothing was charged', async () => {
  const service = await anApprovedService(world, { cycle: 'month', settings: { confirmTtlMinutes: 60 } });
  const msisdn = aNumber();
  const id = await asks(world, service, msisdn);
  if (id === null) throw new Error('nobody was asked');
  await wakesAt(world, '2026-05-01T09:00:00Z');
  await wakesAt(world, '2026-05-01T09:30:00Z');
  await wakesAt(world, '2026-05-02T09:30:00Z');
  expect(beginning(await heardBy(world, msisdn))).toEqual(['Still waiting']);
  expect([await storyOf(world, id), await chargesOf(world, id)]).toEqual([
    ['asked: pending', 'due: pending', 'due: expired'],
    [],
  ]);
});

test('OPT-04 nothing is said to who has said no by any door, even before the subscription hears of it', async () => {
  const { id, msisdn } = await somebody({ noticeHours: 24, reminderDays: 0 });
  const before = (await heardBy(world, msisdn)).length;
  await world.database.sql.run({
    text: `insert into consent_states (subscriber_id, scope, shortcode_id, status, said_at)
           select subscriber_id, 'all', null, 'out', $2 from subscriptions where id = $1
           on conflict (subscriber_id, scope) do update set status = 'out', said_at = excluded.said_at`,
    values: [id, new Date('2026-05-02T00:00:00Z')],
  });
  await wakesAt(world, '2026-05-31T08:30:00Z');
  expect((await heardBy(world, msisdn)).length).toBe(before);
});
