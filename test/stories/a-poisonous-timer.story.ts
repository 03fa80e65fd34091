import { decided, type Effect } from '../../src/campaigns/effect';
import type { AnyKind } from '../../src/campaigns/kinds';
import { aPublished } from '../support/campaigns';
import { createWorld, type World } from '../support/world';

const MINUTE_MS = 60_000;
/** PostgreSQL keeps no NUL. */
const UNSTORABLE = 'gave \0 up';

let isBroken = true;
/** A kind with two bugs: when nobody answers, it throws, or says what cannot be stored. */
const brittle: AnyKind = {
  name: 'brittle',
  readSettings: (raw) => ({ settings: raw }),
  lint: () => [],
  decide: ({ campaign: { id, brandId }, argument, now }) => {
    const until = new Date(now.getTime() + MINUTE_MS);
    const asked = { question: 'brittle', state: { argument }, until };
    const question: Effect = { type: 'remember', brandId, campaignId: id, ...asked };
    const reply = { type: 'reply', text: `got ${argument}`, brandId } as const;
    return argument.startsWith('ask')
      ? decided('keyword', 'asked', question, reply)
      : decided('keyword', 'heard', reply);
  },
  silence: ({ campaign: { brandId } }, { state }) => {
    if (isBroken && state['argument'] === 'ask') throw new Error('the brittle kind broke');
    const text = isBroken && state['argument'] === 'ask nothing' ? UNSTORABLE : 'gave up';
    return decided('timer', 'gave up', { type: 'reply', text, brandId });
  },
};

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [brittle], now: '2026-05-01T08:00:00Z' });
  await aPublished(world, 'brittle', ['CRETA'], {});
});
beforeEach(() => {
  isBroken = true;
});
afterAll(() => world.close());

test('a poisonous timer holds up nobody, and does its work when the fault is mended', async () => {
  const [marco, anna] = [world.subscriber('393338000001'), world.subscriber('393338000002')];
  await marco.texts('48400', 'CRETA ask');
  world.clock.advance(2 * MINUTE_MS);
  await world.settle();
  await marco.texts('48400', 'CRETA whole');
  await anna.texts('48400', 'CRETA whole');
  expect([await marco.received(), await anna.received()]).toEqual([['got ask', 'got whole'], ['got whole']]);
  isBroken = false;
  world.clock.advance(61 * MINUTE_MS);
  await world.settle();
  expect((await marco.received()).filter((text) => text === 'gave up')).toHaveLength(1);
});

test('a timer whose effects cannot be stored is found among its neighbours, and theirs are', async () => {
  const people = [1, 2, 3, 4].map((n) => world.subscriber(`39333800010${n}`));
  for (const [at, person] of people.entries())
    await person.texts('48400', at === 2 ? 'CRETA ask nothing' : 'CRETA ask something');
  world.clock.advance(2 * MINUTE_MS);
  await world.settle();
  const heard = () => Promise.all(people.map((person) => person.received()));
  const gaveUp = ['got ask something', 'gave up'];
  expect(await heard()).toEqual([gaveUp, gaveUp, ['got ask nothing'], gaveUp]);
  isBroken = false;
  world.clock.advance(61 * MINUTE_MS);
  await world.settle();
  expect((await heard())[2]).toEqual(['got ask nothing', 'gave up']);
});
