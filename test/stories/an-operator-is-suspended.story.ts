import { ContentDelivery } from '../../src/subscriptions/content/content-delivery.service';
import { IRAN, subscribing, type Offer, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let world: World;
let services: Subscribing;
let people = 0;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T03:00:00Z' });
  services = await subscribing(world, IRAN);
});
afterAll(() => world.close());

const somebody = () => world.subscriber(`98912${8_000_000 + ++people}`);
const aService = (name: string): Promise<Offer> =>
  services.offers({
    name,
    settings: { noticeHours: 0, reminderDays: 0, contentDays: [1, 2, 3, 4, 5, 6, 7] },
  });
const takes = async (person: ReturnType<typeof somebody>, word: string): Promise<void> => {
  await person.texts('2050', word);
  await person.texts('2050', 'YES');
  await services.works();
};
const suspend = (body: object) =>
  world.api.post('/operators/mci/suspend', { reason: 'charges twice', ...body }).expect(200);
const resume = (body: object) => world.api.post('/operators/mci/resume', body).expect(200);
const paidBy = async ({ msisdn }: { readonly msisdn: string }) =>
  (await services.chargesOf(msisdn)).map(({ state, amount }) => [state, amount]);
const stateOf = async ({ msisdn }: { readonly msisdn: string }) =>
  (await services.subscriptionsOf(msisdn)).map(({ state }) => state);

test.each([
  ['all services', false],
  ['one service', true],
] as const)(
  'SUB-14 of %s at one operator: nobody joins, pays or hears, and what waited goes on once',
  async (_, isOne) => {
    const word = isOne ? 'ONE' : 'ALL';
    const offer = await aService(word);
    const day = world.clock.now().toISOString().slice(0, 10);
    await world.api
      .post(`/services/${offer.serviceId}/content`, [{ day, language: 'en', body: `Today ${word}` }])
      .expect(200);
    const [sara, ali] = [somebody(), somebody()];
    await takes(sara, word);
    world.clock.advance(HOUR_MS);
    const reason = isOne ? { service: offer.serviceId } : {};
    await suspend(reason);
    expect((await world.api.get(`/services/${offer.serviceId}`)).body).toMatchObject({
      operators: [{ operator: 'mci', isApproved: true, isSuspended: true }],
    });

    await ali.texts('2050', word);
    expect(await stateOf(ali)).toEqual([]);
    expect((await ali.received()).at(-1)).toContain('cannot be joined');
    world.clock.advance(2 * HOUR_MS);
    await world.app.get(ContentDelivery).deliver();
    await world.settle();
    expect((await sara.received()).filter((text) => text.includes(`Today ${word}`))).toEqual([]);

    await resume(reason);
    await world.app.get(ContentDelivery).deliver();
    await world.settle();
    expect((await sara.received()).filter((text) => text.includes(`Today ${word}`))).toHaveLength(1);
    await takes(ali, word);
    expect(await stateOf(ali)).toEqual(['active']);

    world.clock.advance(7 * DAY_MS - 4 * HOUR_MS);
    await suspend(reason);
    world.clock.advance(2 * HOUR_MS);
    await services.renews();
    await services.works();
    expect([await stateOf(sara), await paidBy(sara)]).toEqual([['active'], [['charged', 5_000]]]);
    await resume(reason);
    world.clock.advance(DAY_MS);
    for (const _round of [1, 2]) {
      await services.renews();
      await services.works();
    }
    expect([await stateOf(sara), await paidBy(sara)]).toEqual([
      ['active'],
      [
        ['charged', 5_000],
        ['charged', 5_000],
      ],
    ]);
  },
);

test('SUB-14 what was about to leave is held, refused to nobody, and leaves once when the operator is back', async () => {
  await aService('HELD');
  const sara = somebody();
  await takes(sara, 'HELD');
  world.clock.advance(7 * DAY_MS);
  await services.renews();
  await suspend({});
  await services.works();
  world.clock.advance(3 * HOUR_MS);
  await services.works();
  expect([await stateOf(sara), await paidBy(sara)]).toEqual([
    ['renewing'],
    [
      ['charged', 5_000],
      ['requested', 5_000],
    ],
  ]);
  await resume({});
  world.clock.advance(HOUR_MS);
  await services.works();
  expect((await paidBy(sara)).at(-1)).toEqual(['charged', 5_000]);
  expect(services.operator.heard.filter(({ msisdn }) => msisdn === sara.msisdn)).toHaveLength(2);
});
