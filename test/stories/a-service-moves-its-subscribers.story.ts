import { IRAN, subscribing, type Offer, type Subscribing } from '../support/subscribing';
import { migrating } from '../support/migrating';
import { createWorld, type World } from '../support/world';

const DAY_MS = 24 * 3_600_000;
let people = 0;
let names = 0;
let world: World;
let services: Subscribing;
let moving: ReturnType<typeof migrating>;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  services = await subscribing(world, IRAN);
  moving = migrating(world);
});
afterAll(() => world.close());

type Person = ReturnType<World['subscriber']>;
const somebody = (): Person => world.subscriber(`98912${6_000_000 + ++people}`);

/** An old service and the new one that shall take its place, for each test its own. */
const twoServices = async (): Promise<{
  readonly old: Offer;
  readonly next: Offer;
  readonly word: string;
}> => {
  const word = `STARS${++names}`;
  const old = await services.offers({ name: word, settings: { noticeHours: 0, reminderDays: 0 } });
  const next = await services.offers({
    name: `PLANETS${names}`,
    price: { minor: '7000', currency: 'IRR' },
    trialDays: 3,
    settings: { noticeHours: 0, reminderDays: 0 },
  });
  return { old, next, word };
};
const takes = async (person: Person, word: string, language: 'fa' | 'en' = 'fa'): Promise<void> => {
  await person.texts('2050', word);
  await world.api.put(`/subscribers/${person.msisdn}`, { language }).expect(200);
  await person.texts('2050', 'YES');
  await services.works();
};
const statesOf = async ({ msisdn }: Person) =>
  (await services.subscriptionsOf(msisdn)).map(({ state, endReason }) => [state, endReason]);
const paidBy = async ({ msisdn }: Person) =>
  (await services.chargesOf(msisdn)).map(({ state, amount, refunded }) => [state, amount, refunded]);

test('SUB-14 سارا is asked, says بله, has the new service at once and pays for it when the week she has paid for ends', async () => {
  const { old, next, word } = await twoServices();
  const sara = somebody();
  await takes(sara, word);
  world.clock.advance(2 * DAY_MS);
  const migration = await moving.begins(old.serviceId, next.serviceId);
  expect(await moving.asks(migration)).toMatchObject({ state: 'done', asked: 1, unanswered: 1, moved: 0 });
  const question = (await sara.received()).at(-1) ?? '';
  for (const told of [word, `PLANETS${names}`, 'Setareh', '۷٬۰۰۰ ریال', 'بله', `خاموش PLANETS${names}`])
    expect(question).toContain(told);
  expect(question).not.toContain('رایگان');
  expect(await statesOf(sara)).toEqual([
    ['active', null],
    ['pending', null],
  ]);

  await sara.texts('2050', 'بله');
  await services.works();
  expect(await statesOf(sara)).toEqual([
    ['unsubscribed', 'migrated'],
    ['active', null],
  ]);
  const heard = await sara.received();
  expect(heard.slice(heard.indexOf(question) + 1)).toEqual([expect.stringContaining(`PLANETS${names}`)]);
  expect(await services.consentsOf(sara.msisdn)).toEqual([
    ...[expect.objectContaining({ event: 'asked' }), expect.objectContaining({ event: 'opt_in' })],
    { event: 'asked', channel: 'timer', shown: question },
    { event: 'opt_in', channel: 'text', shown: question },
    { event: 'opt_out', channel: 'text', shown: null },
  ]);
  const story = (await services.storyOf(sara.msisdn)).map(({ event, to, reason }) => [event, to, reason]);
  expect(story.slice(3)).toEqual([
    ['asked', 'pending', null],
    ['confirmed', 'active', null],
    ['stopped', 'unsubscribed', 'migrated'],
  ]);
  expect(await paidBy(sara)).toEqual([['charged', 5_000, 0]]);
  const report = await world.api.get('/reports/regulator?month=2026-05&zone=Asia/Tehran').expect(200);
  const { items } = report.body as {
    readonly items: readonly { readonly figure: string; readonly value: unknown }[];
  };
  expect(items).toContainEqual(expect.objectContaining({ figure: 'stops', value: 0 }));

  world.clock.advance(5 * DAY_MS - 60_000);
  await services.renews();
  await services.works();
  expect(await paidBy(sara)).toHaveLength(1);
  world.clock.advance(120_000);
  await services.renews();
  await services.works();
  expect(await paidBy(sara)).toEqual([
    ['charged', 5_000, 0],
    ['charged', 7_000, 0],
  ]);
  expect(await moving.shown(old.serviceId, migration.id)).toMatchObject({ moved: 1, unanswered: 0 });
});

test('SUB-14 who says no, something else or nothing stays where they are, and pays what they paid', async () => {
  const { old, next, word } = await twoServices();
  const [ali, mina, reza] = [somebody(), somebody(), somebody()];
  for (const person of [ali, mina, reza]) await takes(person, word);
  const migration = await moving.begins(old.serviceId, next.serviceId);
  await moving.asks(migration);
  await ali.texts('2050', 'خیر');
  await mina.texts('2050', 'چه خبر؟');
  world.clock.advance(2 * 3_600_000);
  await services.renews();
  for (const person of [ali, mina, reza]) expect((await statesOf(person))[0]).toEqual(['active', null]);
  expect(await moving.shown(old.serviceId, migration.id)).toMatchObject({
    ...{ asked: 3, moved: 0, declined: 2, expired: 1, unanswered: 0, notAsked: [] },
  });
  expect((await reza.received()).filter((text) => text.includes('PLANETS'))).toHaveLength(1);
  world.clock.advance(7 * DAY_MS);
  await services.renews();
  await services.works();
  expect(await paidBy(reza)).toEqual([
    ['charged', 5_000, 0],
    ['charged', 5_000, 0],
  ]);
  const again = await moving.asks(await moving.begins(old.serviceId, next.serviceId));
  expect(again).toMatchObject({ asked: 0, notAsked: [{ because: 'asked before', people: 3 }] });
});

test('SUB-14 STOP while the question waits is STOP: everything ends, and a later yes is none', async () => {
  const { old, next, word } = await twoServices();
  const [ali, mina] = [somebody(), somebody()];
  for (const person of [ali, mina]) await takes(person, word, 'en');
  await moving.asks(await moving.begins(old.serviceId, next.serviceId));
  await ali.texts('2050', 'STOP');
  await mina.texts('2050', `STOP ${word}`);
  for (const person of [ali, mina]) {
    await person.texts('2050', 'YES');
    await services.works();
    expect((await statesOf(person))[0]).toEqual(['unsubscribed', 'stopped']);
  }
  world.clock.advance(2 * 3_600_000);
  await services.renews();
  await services.works();
  expect((await statesOf(ali))[1]).toEqual(['declined', 'stopped']);
  expect((await statesOf(mina))[1]).toEqual(['expired', 'not confirmed in time']);
  for (const person of [ali, mina]) expect(await paidBy(person)).toEqual([['charged', 5_000, 0]]);
});

test('SUB-14 a yes to another question moves nobody: who is busy is asked an hour later', async () => {
  const { old, next, word } = await twoServices();
  const third = `MOON${names}`;
  await services.offers({ name: third });
  const sara = somebody();
  await takes(sara, word, 'en');
  await sara.texts('2050', third);
  const migration = await moving.begins(old.serviceId, next.serviceId);
  expect(await moving.asks(migration)).toMatchObject({ state: 'asking', asked: 0, waiting: 1 });
  await sara.texts('2050', 'YES');
  await services.works();
  expect((await services.subscriptionsOf(sara.msisdn)).map(({ service, state }) => [service, state])).toEqual(
    [
      [word, 'active'],
      [third, 'active'],
    ],
  );
  world.clock.advance(3_600_000);
  await world.settle();
  expect(await moving.asks(migration)).toMatchObject({ state: 'done', asked: 1 });
});

test('SUB-14 once the brand stops it nobody else is asked, and who has been asked may still answer', async () => {
  const { old, next, word } = await twoServices();
  const third = `VENUS${names}`;
  await services.offers({ name: third });
  const [sara, ali] = [somebody(), somebody()];
  for (const person of [sara, ali]) await takes(person, word, 'en');
  await sara.texts('2050', third);
  const migration = await moving.begins(old.serviceId, next.serviceId);
  expect(await moving.asks(migration)).toMatchObject({ state: 'asking', asked: 1, waiting: 1 });
  const path = `/services/${old.serviceId}/migrations/${migration.id}/cancel`;
  expect((await world.api.post(path).expect(200)).body).toMatchObject({
    ...{ state: 'cancelled', asked: 1, waiting: 0, notAsked: [{ because: 'cancelled', people: 1 }] },
  });
  expect((await world.api.post(path)).status).toBe(409);
  await ali.texts('2050', 'YES');
  world.clock.advance(2 * 3_600_000);
  expect(await moving.asks(migration)).toMatchObject({ state: 'cancelled', asked: 1, moved: 1 });
});

test('SUB-14 with a payment on its way a yes is not charged beside it: what it takes goes back, and a day later it is due', async () => {
  const { old, next, word } = await twoServices();
  const sara = somebody();
  await takes(sara, word, 'en');
  world.clock.advance(7 * DAY_MS);
  await services.renews();
  services.operator.takes(() => 'takes it silently');
  await services.sends();
  services.operator.takes(() => 'takes it');
  await moving.asks(await moving.begins(old.serviceId, next.serviceId));
  await sara.texts('2050', 'YES');
  expect(await statesOf(sara)).toEqual([
    ['unsubscribed', 'migrated'],
    ['active', null],
  ]);
  world.clock.advance(60_000);
  await services.works();
  expect(await paidBy(sara)).toEqual([
    ['charged', 5_000, 0],
    ['charged', 5_000, 5_000],
  ]);
  world.clock.advance(DAY_MS);
  await services.renews();
  await services.works();
  expect((await paidBy(sara)).at(-1)).toEqual(['charged', 7_000, 0]);
});
