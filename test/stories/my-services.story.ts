import { IRAN, subscribing, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

let world: World;
let services: Subscribing;
let people = 0;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  services = await subscribing(world, IRAN);
  await services.offers({ name: 'STARS' });
  await services.offers({ name: 'JOKES', cycle: 'day', price: { minor: '1500', currency: 'IRR' } });
});
afterAll(() => world.close());

async function aSubscriber(...words: readonly string[]) {
  const someone = world.subscriber(`98912${7_000_000 + ++people}`);
  for (const word of words) {
    await someone.texts('2050', word);
    await someone.texts('2050', 'YES');
  }
  await services.works();
  return someone;
}
const states = async ({ msisdn }: { readonly msisdn: string }) =>
  (await services.subscriptionsOf(msisdn)).map(({ service, state }) => `${service} ${state}`);

test.each(['STATUS', 'SERVICES', 'LIST'])(
  'SUB-13 %s shows each paid service with its price and next charge, and 2 ends the second',
  async (word) => {
    const someone = await aSubscriber('STARS', 'JOKES');
    await someone.texts('2050', word);
    const [list] = (await someone.received()).slice(-1);
    expect(list).toBe(
      [
        'Your services on 2050:',
        '1. STARS: 5,000 rials a week, next payment 8 May 2026',
        '2. JOKES: 1,500 rials a day, next payment 2 May 2026',
        'To stop one, reply with its number.',
      ].join('\n'),
    );
    await someone.texts('2050', '2');
    expect(await states(someone)).toEqual(['STARS active', 'JOKES unsubscribed']);
    expect((await someone.received()).at(-1)).toContain('JOKES');
    await someone.texts('2050', word);
    expect((await someone.received()).at(-1)).not.toContain('JOKES');
  },
);

test('SUB-13 in Persian, with Persian figures on both sides', async () => {
  const someone = await aSubscriber('STARS', 'JOKES');
  await someone.texts('2050', 'وضعیت');
  expect((await someone.received()).at(-1)).toContain('۲. JOKES: ۱٬۵۰۰ ریال روزانه، پرداخت بعدی ۱۴۰۵/۲/۱۲');
  await someone.texts('2050', '۱');
  expect(await states(someone)).toEqual(['STARS unsubscribed', 'JOKES active']);
});

test('SUB-13 a number that stands for nothing ends nothing, and free lists stand beside the paid ones', async () => {
  const someone = await aSubscriber('NEWS', 'STARS');
  await someone.texts('2050', 'STATUS');
  const [paid, free] = (await someone.received()).slice(-2);
  expect([paid?.includes('1. STARS'), paid?.includes('NEWS'), free?.includes('NEWS')]).toEqual([
    true,
    false,
    true,
  ]);
  await someone.texts('2050', '7');
  expect(await states(someone)).toEqual(['STARS active']);
});

test('KW-09 the blank text still asks what there is, and whoever pays for nothing sees what they always saw', async () => {
  const someone = await aSubscriber('STARS');
  await someone.texts('2050', '');
  expect((await someone.received()).at(-1)).not.toContain('1. STARS');
  const stranger = await aSubscriber();
  await stranger.texts('2050', 'STATUS');
  expect(await stranger.received()).toEqual(['You have no subscription on 2050.']);
});

test('SUB-13 an operator’s portal sees the same, and cancels the same', async () => {
  const someone = await aSubscriber('STARS', 'JOKES');
  const mine = () => world.api.get(`/subscribers/${someone.msisdn}/services`);
  const { items } = (await mine()).body as { items: { id: number; service: string; nextChargeAt: string }[] };
  expect(items).toMatchObject([
    { service: 'STARS', price: { minor: '5000', currency: 'IRR' }, cycle: 'week', state: 'active' },
    { service: 'JOKES', price: { minor: '1500', currency: 'IRR' }, cycle: 'day', state: 'active' },
  ]);
  expect(items[1]?.nextChargeAt.slice(0, 10)).toBe('2026-05-02');
  const wish = { channel: 'portal', reason: '*800#' };
  await world.api.post(`/subscriptions/${items[1]?.id ?? 0}/cancel`, wish).expect(200);
  expect(((await mine()).body as { items: unknown[] }).items).toHaveLength(1);
  expect((await world.api.get('/subscribers/989120000000/services')).body).toEqual({ items: [] });
});
