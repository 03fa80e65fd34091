import type { Connector, OutboundText, Outcome } from '../../src/connectors/connector';
import { RETRY_AFTER_SECONDS, type Mood } from '../support/carriers/carrier-server';
import { HASTY_MS, peers, type Peer } from '../support/carriers/connector-peers';
import { until } from '../support/waiting';

let last = 0;
const aText = (more: Partial<OutboundText> = {}): OutboundText => ({
  id: `o-${++last}`,
  from: '2050',
  to: '989121234567',
  text: 'Hello',
  class: 'reply',
  ...more,
});
const someTexts = (count: number): OutboundText[] =>
  Array.from({ length: count }, (_, at) => aText({ text: `text ${at}` }));
const types = (outcomes: readonly Outcome[]): string[] => outcomes.map((outcome) => outcome.type);

/** From here on the other side says nothing. Three of the hasty link's connections stand by then: it has only an answer to wait for. */
async function hangs(peer: Peer): Promise<Connector> {
  await peer.behave('well');
  await until('three connections stand', async () =>
    (await peer.hasty.submit(someTexts(3))).every(({ type }) => type === 'accepted'),
  );
  await peer.behave('hang');
  return peer.hasty;
}

const LONG = 'این یک پیام بلند فارسی است که در چند بخش می‌رود. '.repeat(20);
const TEXTS = [
  'Ciao! È già l’ora — perché no? 100% & più = sì + €5',
  'رأی ۲\u200c‌ و “نقل‌قول”',
  'مرحبا\u200f بالعالم 👩‍👩‍👧 😀',
  'one\r\ntwo\ttab\n',
  ' leading and trailing ',
  '%a %d %% &to=1;+%2B',
  LONG,
];

describe.each(Object.entries(peers))('a connector of %s', (_name, start) => {
  let peer: Peer;

  beforeAll(async () => {
    peer = await start();
  });
  afterAll(() => peer.close());
  beforeEach(() => peer.behave('well'));

  test('1 answers one accepted outcome per text, in order, each with an id of its own', async () => {
    const texts = someTexts(10);
    const outcomes = await peer.connector.submit(texts);
    expect(types(outcomes)).toEqual(texts.map(() => 'accepted'));
    const ids = outcomes.map((outcome) => (outcome.type === 'accepted' ? outcome.remoteId : ''));
    expect(new Set(ids).size).toBe(texts.length);
    const taken = await peer.taken();
    expect(taken.filter(({ id }) => texts.some((text) => text.id === id)).length).toBe(texts.length);
  });

  test('1 answers nothing for nothing', async () => {
    expect(await peer.connector.submit([])).toEqual([]);
  });

  test('carries long, right-to-left and awkward texts to the letter', async () => {
    const texts = TEXTS.map((text) => aText({ text }));
    expect(types(await peer.connector.submit(texts))).toEqual(texts.map(() => 'accepted'));
    const taken = new Map((await peer.taken()).map((message) => [message.id, message]));
    for (const { id, from, to, text } of texts) expect(taken.get(id)).toEqual({ id, from, to, text });
  });

  test('the same id again is accepted again, and where the other side deduplicates is one message', async () => {
    const text = aText();
    const [first] = await peer.connector.submit([text]);
    const [second] = await peer.connector.submit([text]);
    expect(second).toEqual(first);
    const copies = (await peer.taken()).filter(({ id }) => id === text.id).length;
    expect(copies).toBe(peer.deduplicates ? 1 : 2);
  });

  test('WIRE-07 says when to come back when the carrier throttles, and none of the texts was taken', async () => {
    await peer.behave('throttle');
    const texts = someTexts(4);
    const outcomes = await peer.connector.submit(texts);
    expect(types(outcomes)).toEqual(texts.map(() => 'throttled'));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ retryAfterMs: expect.any(Number) });
    expect((await peer.taken()).some(({ id }) => texts.some((text) => text.id === id))).toBe(false);
  });

  test('says that a text is refused, with a code and a reason', async () => {
    await peer.behave('refuse');
    const texts = [aText(peer.unwelcome), aText(peer.unwelcome)];
    const outcomes = await peer.connector.submit(texts);
    const refusal = { type: 'refused', code: expect.stringMatching(/./), reason: expect.stringMatching(/./) };
    expect(outcomes).toEqual([refusal, refusal]);
    expect((await peer.taken()).some(({ id }) => texts.some((text) => text.id === id))).toBe(false);
  });

  test('5 a request that was written and never answered is unknown, within the time allowed', async () => {
    const link = await hangs(peer);
    const began = performance.now();
    expect(types(await link.submit(someTexts(3)))).toEqual(['unknown', 'unknown', 'unknown']);
    expect(performance.now() - began).toBeLessThan(HASTY_MS + 1_500);
  });

  test('2 gives up in time on more requests than may be in flight; what never left is unreachable', async () => {
    const link = await hangs(peer);
    const began = performance.now();
    const outcomes = await link.submit(someTexts(40));
    expect(performance.now() - began).toBeLessThan(HASTY_MS + 1_500);
    expect(outcomes).toHaveLength(40);
    for (const { type } of outcomes) expect(['unknown', 'unreachable']).toContain(type);
  });

  test('5 a connection cut after the request was written is unknown', async () => {
    await peer.behave('cut');
    expect(types(await peer.connector.submit(someTexts(2)))).toEqual(['unknown', 'unknown']);
  });

  test('5 a carrier that nobody answers for is unreachable', async () => {
    const connector = await peer.nowhere();
    expect(types(await connector.submit(someTexts(3)))).toEqual([
      'unreachable',
      'unreachable',
      'unreachable',
    ]);
    await connector.close();
  });

  test('recovers by itself once the carrier is well again', async () => {
    await peer.behave('cut');
    await peer.connector.submit(someTexts(2));
    await peer.behave('well');
    expect(types(await peer.connector.submit(someTexts(3)))).toEqual(['accepted', 'accepted', 'accepted']);
  });

  test('6 no outcome holds a secret, whatever happens', async () => {
    const outcomes: Outcome[] = [];
    for (const mood of ['well', 'throttle', 'refuse', 'cut'] as const) {
      await peer.behave(mood);
      outcomes.push(...(await peer.connector.submit(someTexts(1))));
    }
    outcomes.push(...(await (await hangs(peer)).submit(someTexts(1))));
    const shown = JSON.stringify(outcomes);
    expect(outcomes).toHaveLength(5);
    for (const secret of peer.secrets) expect(shown).not.toContain(secret);
  });

  test('4 close waits for what is in flight, and takes nothing after', async () => {
    const own = await start();
    await own.behave('slow');
    let isSubmitted = false;
    const submitted = own.connector.submit(someTexts(2)).then((outcomes) => {
      isSubmitted = true;
      return outcomes;
    });
    await own.connector.close();
    expect(isSubmitted).toBe(true);
    expect(types(await submitted)).toEqual(['accepted', 'accepted']);
    expect(types(await own.connector.submit([aText()]))).toEqual(['unreachable']);
    await own.close();
  });
});

const overHttp = Object.entries(peers).filter(([name]) => name !== 'simulator');

describe.each(overHttp)('a connector of %s, by the status of the answer', (_name, start) => {
  let peer: Peer;
  const inMood = async (mood: Mood): Promise<readonly Outcome[]> => {
    if (peer.carrier) peer.carrier.mood = mood;
    return peer.connector.submit([aText()]);
  };

  beforeAll(async () => {
    peer = await start();
  });
  afterAll(() => peer.close());

  test('WIRE-07 waits as long as Retry-After says', async () => {
    const wanted = [{ type: 'throttled', retryAfterMs: RETRY_AFTER_SECONDS * 1_000 }];
    expect(await inMood('throttle')).toEqual(wanted);
    expect(await inMood('busy')).toEqual(wanted);
  });

  test('a carrier that breaks in the middle may have the text', async () => {
    expect(types(await inMood('break'))).toEqual(['unknown']);
  });

  test('an answer that is nonsense is unknown, not a bug', async () => {
    expect(types(await inMood('garble'))).toEqual(['unknown']);
  });

  test('a redirect is not followed, and took nothing', async () => {
    expect(types(await inMood('redirect'))).toEqual(['unreachable']);
  });

  test('6 a carrier that repeats our credentials does not get them into an outcome', async () => {
    const outcomes = await inMood('echo');
    expect(types(outcomes)).toEqual(['refused']);
    expect(JSON.stringify(outcomes)).toContain('•••');
    for (const secret of peer.secrets) expect(JSON.stringify(outcomes)).not.toContain(secret);
  });

  test('2 asks once, and never twice, whatever the answer', async () => {
    const before = peer.carrier?.calls.length ?? 0;
    await inMood('cut');
    await inMood('break');
    expect(peer.carrier?.calls.length).toBe(before + 2);
  });

  test('has no more requests open at once than it was set to', async () => {
    const own = await start();
    await own.behave('slow');
    await own.connector.submit(someTexts(20));
    expect(own.carrier?.mostAtOnce()).toBe(4);
    await own.close();
  });
});

test('http tells the elements of one array apart, in order', async () => {
  const start = peers['http in batches'];
  if (start === undefined) throw new Error('no such peer');
  const peer = await start();
  const said = ['one', 'FORBIDDEN two', 'SLOWER three', 'four', 'FORBIDDEN five', 'six', 'seven'];
  const texts = said.map((text) => aText({ text }));
  const outcomes = await peer.connector.submit(texts);
  expect(types(outcomes)).toEqual([
    'accepted',
    'refused',
    'throttled',
    'accepted',
    'refused',
    'accepted',
    'accepted',
  ]);
  expect(outcomes[1]).toEqual({ type: 'refused', code: 'CONTENT', reason: 'we do not carry that' });
  expect(outcomes[2]).toEqual({ type: 'throttled', retryAfterMs: 250 });
  expect(outcomes[3]).toEqual({ type: 'accepted', remoteId: `h-${texts[3]?.id}` });
  expect(peer.carrier?.calls.map(({ body }) => (JSON.parse(body) as unknown[]).length).sort()).toEqual([
    1, 3, 3,
  ]);
  await peer.close();
});

test("twilio names the provider's own opt-out by its number, 21610", async () => {
  const start = peers['twilio'];
  if (start === undefined) throw new Error('no such peer');
  const peer = await start();
  await peer.behave('refuse');
  expect(await peer.connector.submit([aText()])).toMatchObject([{ type: 'refused', code: '21610' }]);
  await peer.close();
});
