import { IRAN, subscribing, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const BEGIN = '2026-05-01T08:00:00Z';
const DAY_MS = 86_400_000;
const QUESTION_MS = 10 * 60_000;
const ONE_SIDE = 'please leave me alone';

let world: World;
let services: Subscribing;
let people = 0;

/** Two daily services on a shared code, on which a bare STOP is asked about. */
beforeAll(async () => {
  world = await createWorld({ now: BEGIN });
  world.clock.freeze(BEGIN);
  await world.api.patch('/shortcodes/2050', { stopPolicy: 'menu' }).expect(200);
  services = await subscribing(world, IRAN);
  await services.offers({ name: 'STARS', cycle: 'day' });
  await services.offers({ name: 'JOKES', cycle: 'day', price: { minor: '1500', currency: 'IRR' } });
});
afterAll(() => world.close());

/** Somebody who has paid for a day of each, and whose next day is about to be charged. */
async function whoOwes(...words: readonly string[]) {
  const someone = world.subscriber(`98912${8_000_000 + ++people}`);
  for (const word of words) {
    await someone.texts('2050', word);
    await someone.texts('2050', 'YES');
  }
  await services.works();
  world.clock.advance(DAY_MS);
  await services.renews();
  return someone;
}

/** What the second day of each service came to, after the first was paid. */
async function secondDays({ msisdn }: { readonly msisdn: string }): Promise<string[]> {
  const charges = await services.chargesOf(msisdn);
  return charges.filter(({ purpose }) => purpose === 'renewal').map(({ state }) => state);
}

test('OPT-06 words that only sound like STOP hold what is to be charged; a NO lets it go', async () => {
  const someone = await whoOwes('STARS');
  expect(await world.because(await someone.texts('2050', ONE_SIDE))).toMatch(/and was asked$/);
  await services.sends();
  expect(await secondDays(someone)).toEqual(['requested']);
  await someone.texts('2050', 'NO');
  await services.works();
  expect(await secondDays(someone)).toEqual(['charged']);
});

test('OPT-06 a YES ends the service, and what it held was never sent', async () => {
  const someone = await whoOwes('STARS');
  await someone.texts('2050', ONE_SIDE);
  await services.sends();
  await someone.texts('2050', 'YES');
  await services.works();
  expect(await secondDays(someone)).toEqual(['voided']);
  expect(services.operator.heard.filter(({ msisdn }) => msisdn === someone.msisdn)).toHaveLength(1);
});

test('OPT-06 no answer lets it go when the time of the question is over', async () => {
  const someone = await whoOwes('STARS');
  await someone.texts('2050', ONE_SIDE);
  await services.sends();
  expect(await secondDays(someone)).toEqual(['requested']);
  world.clock.advance(QUESTION_MS);
  await services.works();
  expect(await secondDays(someone)).toEqual(['charged']);
});

test('SUB-09 what was on its way when they were asked, and was taken before they said yes, goes back', async () => {
  const someone = await whoOwes('STARS');
  services.operator.takes(({ msisdn }) => (msisdn === someone.msisdn ? 'takes it silently' : 'takes it'));
  await services.sends();
  services.operator.takes(() => 'takes it');
  await someone.texts('2050', ONE_SIDE);
  world.clock.advance(60_000);
  await services.works();
  expect(await secondDays(someone)).toEqual(['charged']);
  await someone.texts('2050', 'YES');
  await services.works();
  expect(services.operator.netOf(someone.msisdn)).toBe(5_000n);
  expect((await services.chargesOf(someone.msisdn)).map(({ refunded }) => refunded)).toEqual([0, 5_000]);
});

test('OPT-02 a bare STOP with two services holds both until one is named: that one ends, the other is charged', async () => {
  const someone = await whoOwes('STARS', 'JOKES');
  await someone.texts('2050', 'STOP');
  expect((await someone.received()).at(-1)).toMatch(/1 STARS, 2 JOKES/);
  await services.sends();
  expect(await secondDays(someone)).toEqual(['requested', 'requested']);
  await someone.texts('2050', '2');
  await services.works();
  expect(await secondDays(someone)).toEqual(['charged', 'voided']);
});

test('OPT-02 silence to it ends both, and nothing was taken meanwhile', async () => {
  const someone = await whoOwes('STARS', 'JOKES');
  await someone.texts('2050', 'STOP');
  await services.sends();
  world.clock.advance(QUESTION_MS);
  await world.settle();
  await services.works();
  expect(await secondDays(someone)).toEqual(['voided', 'voided']);
  const states = (await services.subscriptionsOf(someone.msisdn)).map(({ state }) => state);
  expect(states).toEqual(['unsubscribed', 'unsubscribed']);
});
