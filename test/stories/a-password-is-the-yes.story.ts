import { aPublished } from '../support/campaigns';
import { ITALY, subscribing, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const HOUR_MS = 3_600_000;
let people = 0;
let world: World;
let services: Subscribing;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  services = await subscribing(world, ITALY);
  await services.offers({ name: 'OROSCOPO' });
  await services.offers({ name: 'VINO', minAge: 18 });
  await services.offers({ name: 'SFONDO', cycle: 'one-off', settings: { cancelHours: 6, reminderDays: 0 } });
});
afterAll(() => world.close());

const somebody = () => world.subscriber(`39333${5_000_000 + ++people}`);
const newest = async (msisdn: string) => (await services.subscriptionsOf(msisdn)).at(-1);
const takes = async (someone: ReturnType<typeof somebody>, word: string) => {
  await someone.texts('48400', word);
  await someone.texts('48400', (await newest(someone.msisdn))?.token ?? '');
  await services.works();
};

test('OPT-09 the password is in the text, a yes alone is not enough, and the password is', async () => {
  const anna = somebody();
  await anna.texts('48400', 'OROSCOPO');
  const { token, shown } = (await newest(anna.msisdn)) ?? {};
  expect(token).toMatch(/^\d{5}$/);
  expect(await anna.received()).toEqual([shown]);
  expect(shown).toMatch(
    new RegExp(`Abbonamento OROSCOPO.*1,99 euro a settimana.*${token ?? ''}.*800 442299`),
  );
  await anna.texts('48400', 'SI');
  expect((await newest(anna.msisdn))?.state).toBe('pending');
  await anna.texts('48400', `ecco: ${token ?? ''}`);
  await services.works();
  expect((await newest(anna.msisdn))?.state).toBe('active');
});

test('OPT-09 another person’s password is refused, and five wrong ones end it', async () => {
  const [anna, bruno] = [somebody(), somebody()];
  await anna.texts('48400', 'OROSCOPO');
  await bruno.texts('48400', 'OROSCOPO');
  const other = String(10_000 + ((Number((await newest(bruno.msisdn))?.token) + 7) % 90_000));
  await bruno.texts('48400', (await newest(anna.msisdn))?.token ?? '');
  expect((await newest(bruno.msisdn))?.state).toBe('pending');
  for (let n = 0; n < 4; n++) await bruno.texts('48400', other);
  expect((await newest(bruno.msisdn))?.state).toBe('declined');
  expect((await bruno.received()).at(-1)).toContain('Codice errato troppe volte');
  expect((await newest(anna.msisdn))?.state).toBe('pending');
});

test('SUB-12 an age limit asks for the date of birth once, and keeps the young out', async () => {
  const [anna, bimbo] = [somebody(), somebody()];
  await anna.texts('48400', 'VINO');
  expect((await anna.received())[0]).toContain('almeno 18 anni');
  await anna.texts('48400', '21/03/1990');
  expect((await newest(anna.msisdn))?.state).toBe('pending');
  await bimbo.texts('48400', 'VINO');
  await bimbo.texts('48400', '21/03/2015');
  await bimbo.texts('48400', 'VINO');
  expect([await newest(bimbo.msisdn), (await bimbo.received()).length]).toEqual([undefined, 3]);
});

test('SUB-10 ANNULLA within six hours of what was paid once gives it back in full, and no later', async () => {
  world.clock.freeze(world.clock.now());
  const [anna, bruno] = [somebody(), somebody()];
  await takes(anna, 'SFONDO');
  await takes(bruno, 'SFONDO');
  world.clock.advance(6 * HOUR_MS - 60_000);
  await anna.texts('48400', 'ANNULLA SFONDO');
  world.clock.advance(120_000);
  await bruno.texts('48400', 'ANNULLA SFONDO');
  await services.works();
  expect(await services.chargesOf(anna.msisdn)).toEqual([
    { purpose: 'one-off', state: 'charged', amount: 199, refunded: 199 },
  ]);
  expect([services.operator.netOf(anna.msisdn), services.operator.netOf(bruno.msisdn)]).toEqual([0n, 199n]);
  world.clock.set(world.clock.now());
});

test('SUB-16 playing in a contest subscribes nobody to anything', async () => {
  const before = await services.query('select id from subscriptions');
  await aPublished(world, 'vote', ['CANTANTE'], {
    options: [
      { value: 'a', labels: { it: 'Anna' } },
      { value: 'b', labels: { it: 'Bruno' } },
    ],
  });
  await aPublished(world, 'coupon', ['REGALO'], { source: 'generated', stock: 5 });
  const players = Array.from({ length: 10 }, somebody);
  for (const player of players)
    for (const text of ['CANTANTE', '1', 'SI', 'REGALO', 'SI', 'CANTANTE 2', 'SI'])
      await player.texts('48400', text);
  expect(await services.query('select id from subscriptions')).toHaveLength(before.length);
});
