import { decided, type Effect } from '../../src/campaigns/effect';
import type { AnyKind } from '../../src/campaigns/kinds';
import { aPublished } from '../support/campaigns';
import { createWorld, type World } from '../support/world';

const MINUTE_MS = 60_000;

let isBroken = true;
/** A kind with a bug: it throws when nobody answers it. */
const brittle: AnyKind = {
  name: 'brittle',
  readSettings: (raw) => ({ settings: raw }),
  lint: () => [],
  decide: ({ campaign: { id, brandId }, argument, now }) => {
    const until = new Date(now.getTime() + MINUTE_MS);
    const asked = { question: 'brittle', state: {}, until };
    const question: Effect = { type: 'remember', brandId, campaignId: id, ...asked };
    const reply = { type: 'reply', text: `got ${argument}`, brandId } as const;
    return argument === 'ask'
      ? decided('keyword', 'asked', question, reply)
      : decided('keyword', 'heard', reply);
  },
  silence: ({ campaign: { brandId } }) => {
    if (isBroken) throw new Error('the brittle kind broke');
    return decided('timer', 'gave up', { type: 'reply', text: 'gave up', brandId });
  },
};

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [brittle], now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());

test('a poisonous timer holds up nobody, and does its work when the fault is mended', async () => {
  await aPublished(world, 'brittle', ['CRETA'], {});
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
