import { createWorld, type World } from '../support/world';

const HOUR_MS = 3_600_000;
let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());

let people = 0;
const somebody = () => world.subscriber(`98912${3_000_000 + ++people}`);

const isOn = async (msisdn: string): Promise<boolean> => {
  const rows = await world.database.sql.query({
    text: `select 1 from consent_states c join subscribers s on s.id = c.subscriber_id where s.msisdn = $1 and scope like 'list:%' and status = 'in'`,
    values: [msisdn],
  });
  return rows.length > 0;
};

test('OPT-09 one text alone joins nobody; the yes does', async () => {
  const alice = somebody();
  await alice.texts('2050', 'خبر');
  expect(await isOn(alice.msisdn)).toBe(false);
  await alice.texts('2050', 'بله');
  expect(await isOn(alice.msisdn)).toBe(true);
  expect(await alice.received()).toHaveLength(2);
});

test('OPT-09 a no is a no, and a yes afterwards has nothing to confirm', async () => {
  const alice = somebody();
  await alice.texts('2050', 'NEWS');
  expect(await world.because(await alice.texts('2050', 'NO'))).toBe('said no');
  await alice.texts('2050', 'YES');
  expect(await isOn(alice.msisdn)).toBe(false);
});

test('OPT-09 an hour later it is too late, and the answer says how to try again', async () => {
  const alice = somebody();
  await alice.texts('2050', 'NEWS');
  world.clock.advance(HOUR_MS);
  expect(await world.because(await alice.texts('2050', 'YES'))).toBe('said yes too late');
  expect((await alice.received()).at(-1)).toContain('JOIN NEWS');
  expect(await isOn(alice.msisdn)).toBe(false);
});

test('OPT-09 somebody else’s yes confirms nothing', async () => {
  const [alice, bob] = [somebody(), somebody()];
  await alice.texts('2050', 'NEWS');
  await bob.texts('2050', 'YES');
  expect([await isOn(alice.msisdn), await isOn(bob.msisdn)]).toEqual([false, false]);
});

test('OPT-03 a STOP takes the question back', async () => {
  const alice = somebody();
  await alice.texts('2050', 'NEWS');
  await alice.texts('2050', 'STOP');
  await alice.texts('2050', 'YES');
  expect(await isOn(alice.msisdn)).toBe(false);
});

test('OPT-08 the disclosure is kept as it was shown, not as it reads today', async () => {
  const alice = somebody();
  await alice.texts('2050', 'NEWS');
  await alice.texts('2050', 'YES');
  const [question, welcome] = await alice.received();
  const shown = await world.database.sql.query<{ event: string; shown: string }>({
    text: 'select event, shown from consents c join subscribers s on s.id = c.subscriber_id where s.msisdn = $1 order by seq',
    values: [alice.msisdn],
  });
  expect(shown).toEqual([
    { event: 'asked', shown: question },
    { event: 'opt_in', shown: welcome },
  ]);
});
