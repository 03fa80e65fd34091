import { aDraft, anApprovedService } from '../support/a-paid-service';
import { settleMoney } from '../support/a-subscriber-of';
import { publish } from '../support/campaigns';
import { createWorld, type World } from '../support/world';

const FROM = '2026-01-01T00:00:00Z';
let world: World;
let people = 0;
const somebody = () => world.subscriber(`98912${4_000_000 + ++people}`);

async function leadsTo(service: number, name: string, words: readonly (readonly [string, string])[]) {
  const where = { brand: 'radio-shahr', shortcode: '2050' };
  for (const [language, word] of words)
    await world.api.post('/keywords', { ...where, language, word, leasedFrom: FROM }).expect(201);
  const made = await world.api.post('/campaigns', {
    ...{ ...where, timezone: 'Asia/Tehran', language: 'fa', name, kind: 'subscribe', opensAt: FROM },
    ...{ keywords: words.map(([, word]) => word), settings: { service } },
  });
  await publish(world, (made.body as { readonly id: number }).id);
}

/** One service whose operator can be asked, and one whose operator never answers. */
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  await world.api.patch('/connectors/simulator', { operator: 'mci' }).expect(200);
  const mah = await anApprovedService(world, { name: 'MAH' });
  await leadsTo(mah, 'MAH', [
    ['en', 'MAH'],
    ['fa', 'ماهانه'],
  ]);
  await world.database.sql.run({
    text: `insert into charge_gateways (name, type, operator_id, settings, created_at)
           select 'mute', 'simulated', id, '{"nobody": "reads this"}', $1 from operators where code = 'mci'`,
    values: [world.clock.now()],
  });
  const jokes = await aDraft(world, { name: 'JOKES' });
  await world.api.put(`/services/${jokes}/operators/mci`, { gateway: 'mute', isApproved: true }).expect(200);
  await world.api.post(`/services/${jokes}/submit`).expect(200);
  await world.api.post(`/services/${jokes}/approve`).expect(200);
  await leadsTo(jokes, 'JOKES', [['en', 'JOKES']]);
});
afterAll(() => world.close());

const standsAt = ({ msisdn }: { readonly msisdn: string }, condition: string) =>
  world.http.put(`/simulator/handsets/${msisdn}/condition`).send({ condition }).expect(200);

const statesOf = async ({ msisdn }: { readonly msisdn: string }): Promise<string[]> => {
  const rows = await world.database.sql.query<{ state: string }>({
    text: 'select s.state from subscriptions s join subscribers p on p.id = s.subscriber_id where p.msisdn = $1',
    values: [msisdn],
  });
  return rows.map(({ state }) => state);
};

test.each([
  ['barred', 'MAH', /^Your network does not allow payments .* MAH was not started/],
  ['not found', 'MAH', /^Your network does not allow payments/],
  ['under age', 'MAH', /belongs to a minor/],
  ['barred', 'ماهانه', /^اپراتور شما/],
])(
  'SUB-12 who is "%s" at their operator and texts %s hears why, and is never asked to confirm',
  async (condition, word, why) => {
    const someone = somebody();
    await standsAt(someone, condition);
    await someone.texts('2050', word);
    expect(await someone.received()).toEqual([expect.stringMatching(why)]);
    await someone.texts('2050', 'YES');
    await settleMoney(world);
    expect(await statesOf(someone)).toEqual([]);
  },
);

test('SUB-12 who can pay is told the price, says yes and is subscribed', async () => {
  const someone = somebody();
  const text = await someone.texts('2050', 'MAH');
  expect(await world.because(text)).toBe('asked to subscribe; their operator is asked first');
  expect(await someone.received()).toEqual([expect.stringMatching(/5,000 rials/)]);
  await world.http
    .put(`/simulator/handsets/${someone.msisdn}/balance`)
    .send({ minor: '50000', currency: 'IRR' })
    .expect(200);
  await someone.texts('2050', 'YES');
  await settleMoney(world);
  expect(await statesOf(someone)).toEqual(['active']);
});

test('SUB-12 an operator that says nothing hinders nobody', async () => {
  const someone = somebody();
  await standsAt(someone, 'barred');
  await someone.texts('2050', 'JOKES');
  expect(await someone.received()).toEqual([expect.stringMatching(/5,000 rials/)]);
  expect(await statesOf(someone)).toEqual(['pending']);
});

test('SUB-12 a process that dies while it asks keeps nobody waiting: the time-out goes on', async () => {
  const someone = somebody();
  // As if another process had taken every question, and died.
  await world.database.sql.run({
    text: `create function taken() returns trigger language plpgsql as
           'begin new.lease := gen_random_uuid(); new.leased_until := ''infinity''; return new; end'`,
  });
  await world.database.sql.run({
    text: 'create trigger taken before insert on eligibility_questions for each row execute function taken()',
  });
  await world.http
    .post(`/simulator/handsets/${someone.msisdn}/texts`)
    .send({ to: '2050', text: 'MAH' })
    .expect(201);
  await waits(async () => (await asked()) === 1);
  expect(await someone.received()).toEqual([]);
  world.clock.advance(3_000);
  await world.settle();
  expect(await someone.received()).toEqual([expect.stringMatching(/5,000 rials/)]);
  expect([await statesOf(someone), await asked()]).toEqual([['pending'], 0]);
});

const asked = async (): Promise<number> => {
  const [row] = await world.database.sql.query<{ count: number }>({
    text: 'select count(*)::int as count from eligibility_questions',
  });
  return row?.count ?? 0;
};

async function waits(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400 && !(await holds()); tries++)
    await new Promise((again) => setTimeout(again, 25));
  expect(await holds()).toBe(true);
}
