import { aPublished } from '../support/campaigns';
import { createWorld, type World } from '../support/world';

const MINUTE_MS = 60_000;
const NOW = '2026-05-01T17:50:00.000Z';
const CLOSES = '2026-05-01T20:00:00+02:00';
const MEMBERSHIP = {
  purpose: 'membership',
  ask: [
    { attribute: 'email', accept: { type: 'email' } },
    {
      attribute: 'street',
      accept: { type: 'text' },
      texts: { it: 'In che via, {email}?', en: 'Which street, {email}?' },
    },
    { attribute: 'town', accept: { type: 'text' }, texts: { it: 'In che città?', en: 'In which town?' } },
  ],
};

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: NOW });
  world.clock.freeze(NOW);
});
afterAll(() => world.close());

test('DAT-01 what was told stands in the profile and not beside what is decided next, which can be decided again', async () => {
  await aPublished(world, 'collect', ['TESSERA'], MEMBERSHIP);
  const marco = world.subscriber('393334500001');
  const ids: string[] = [];
  for (const said of ['TESSERA', 'marco@example.com', 'Via Roma', 'Torino'])
    ids.push(await marco.texts('48400', said));
  const decided = await world.database.sql.query<{ facts: string | null }>({
    text: 'select facts::text from decisions where text_id = any($1::bigint[])',
    values: [ids],
  });
  expect(decided).toHaveLength(4);
  expect(decided.map(({ facts }) => facts).join()).not.toMatch(/marco|Via Roma/);

  const replays = async () => {
    const answers = await Promise.all(ids.map((id) => world.api.get(`/texts/${id}/replay`)));
    return answers.map(
      ({ body }) => body as { readonly same: boolean; readonly withheld: readonly string[] },
    );
  };
  expect((await replays()).map(({ same, withheld }) => [same, withheld])).toEqual(ids.map(() => [true, []]));
  await world.database.sql.run({ text: `delete from attributes where name = 'email'` });
  expect((await replays()).map(({ withheld }) => withheld)).toEqual([[], [], ['email'], ['email']]);
});

test('CON-04 a campaign closes in the middle of a conversation: it ends, unless the terms let whoever began finish', async () => {
  const own = { closesAt: CLOSES };
  const strict = await aPublished(world, 'collect', ['STRETTA'], MEMBERSHIP, own);
  await aPublished(world, 'collect', ['LARGA'], { ...MEMBERSHIP, finishAfterClose: true }, own);
  const [anna, bruno, carla] = ['393334500002', '393334500003', '393334500004'].map((msisdn) =>
    world.subscriber(msisdn),
  );
  if (!anna || !bruno || !carla) throw new Error('somebody is missing');
  await anna.texts('48400', 'STRETTA');
  await carla.texts('48400', 'STRETTA');
  await bruno.texts('48400', 'LARGA');
  await anna.texts('48400', 'anna@example.com');
  await bruno.texts('48400', 'bruno@example.com');
  world.clock.advance(11 * MINUTE_MS);
  await anna.texts('48400', 'Via Po');
  await bruno.texts('48400', 'Via Po');
  expect((await anna.received()).at(-1)).toContain('STRETTA');
  expect((await bruno.received()).at(-1)).toBe('In che città?');
  await anna.texts('48400', 'Asti');
  world.clock.advance(61 * MINUTE_MS);
  await world.settle();
  const entries = await world.database.sql.query<{ outcome: string }>({
    text: 'select outcome from entries where campaign_id = $1 order by id',
    values: [strict],
  });
  expect(entries.map(({ outcome }) => outcome)).toEqual(['answer', 'partial', 'timeout']);
  expect(await carla.received()).toHaveLength(1);
  const towns = await world.database.sql.query({ text: `select 1 from attributes where value = 'Asti'` });
  expect(towns).toEqual([]);
});
