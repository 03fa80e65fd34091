import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  const changed = await world.api.patch('/shortcodes/2050', { intentPolicy: 'review' });
  if (changed.status !== 200) throw new Error(`2050 keeps its policy: ${changed.text}`);
});
afterAll(() => world.close());

let people = 0;
const somebody = () => world.subscriber(`98912${6_000_000 + ++people}`);
type Subscriber = ReturnType<typeof somebody>;

async function says(person: Subscriber, ...texts: readonly string[]): Promise<string> {
  let id = '';
  for (const text of texts) {
    world.clock.advance(2_000);
    id = await person.texts('2050', text);
  }
  return id;
}

/** What somebody receives from here on, when they say this. */
async function hears(person: Subscriber, ...texts: readonly string[]): Promise<string[]> {
  const before = (await person.received()).length;
  await says(person, ...texts);
  return (await person.received()).slice(before);
}

interface Review {
  readonly id: number;
  readonly msisdn: string;
  readonly words: string;
  readonly phrase: string;
}

/** What lies on the agent's desk about this person. */
async function onTheDesk(person: Subscriber): Promise<Review | undefined> {
  const { body } = await world.api.get('/stop-reviews?state=open');
  const { items } = body as { items: readonly Review[] };
  return items.find(({ msisdn }) => msisdn.endsWith(person.msisdn.slice(-4)));
}

async function agentSays(person: Subscriber, verdict: 'stop' | 'keep', reason: string): Promise<object> {
  const review = await onTheDesk(person);
  const { body } = await world.api.post(`/stop-reviews/${review?.id}/decide`, { verdict, reason });
  await world.settle();
  return body as object;
}

const tonight = async (person: Subscriber): Promise<number> => {
  const message = {
    brand: 'radio-shahr',
    from: '2050',
    to: person.msisdn,
    text: 'Tonight at nine!',
    class: 'promotional',
  };
  const { status } = await world.api.post('/messages', message);
  await world.settle();
  return status;
};

describe.each([
  {
    language: 'Persian',
    joins: ['خبر', 'بله'],
    wish: 'لطفا دیگه پیام ندید',
    phrase: 'پیام ندید',
    asks: 'وضعیت',
  },
  {
    language: 'English',
    joins: ['NEWS', 'YES'],
    wish: 'oh just leave me alone',
    phrase: 'leave me alone',
    asks: 'STATUS',
  },
])('somebody says in $language that they may have had enough', ({ language, joins, wish, phrase, asks }) => {
  test(`OPT-06 in ${language} it reaches the agent's desk word for word, and until then they hear nothing at all`, async () => {
    const mina = somebody();
    await says(mina, ...joins);
    expect(await hears(mina, wish)).toEqual([]);
    expect(await onTheDesk(mina)).toMatchObject({ words: wish, phrase });
    expect(await tonight(mina)).toBe(422);
  });

  test(`OPT-06 in ${language} the agent finds that they meant something else, and all is as it was`, async () => {
    const mina = somebody();
    await says(mina, ...joins);
    const before = await hears(mina, asks);
    await says(mina, wish);
    expect(await hears(mina, asks)).not.toEqual(before);
    expect(await agentSays(mina, 'keep', 'was talking to her brother')).toMatchObject({
      outcome: 'restored',
      lists: ['NEWS'],
    });
    expect(await hears(mina, asks)).toEqual(before);
    expect(await tonight(mina)).toBe(201);
    expect((await mina.received()).at(-1)).toBe('Tonight at nine!');
  });

  test(`OPT-06 in ${language} the agent finds that they meant it, and nothing has to be done any more`, async () => {
    const mina = somebody();
    await says(mina, ...joins, wish);
    const before = await mina.received();
    expect(await agentSays(mina, 'stop', 'says so clearly enough')).toMatchObject({ outcome: 'confirmed' });
    expect(await tonight(mina)).toBe(422);
    expect(await mina.received()).toEqual(before);
    expect(await onTheDesk(mina)).toBeUndefined();
  });
});

test('OPT-06 nobody looks at the desk for a month, and still nothing is sent', async () => {
  const mina = somebody();
  await says(mina, 'NEWS', 'YES', 'please leave me alone');
  world.clock.advance(30 * 24 * 3_600_000);
  expect(await tonight(mina)).toBe(422);
  expect(await onTheDesk(mina)).toMatchObject({ words: 'please leave me alone' });
});

test('OPT-06 they make up their own mind first: STOP is STOP, whatever the agent finds later', async () => {
  const mina = somebody();
  await says(mina, 'NEWS', 'YES', 'please leave me alone');
  expect(await world.because(await says(mina, 'خاموش'))).toMatch(/^asked to stop/);
  expect(await agentSays(mina, 'keep', 'sounded friendly')).toMatchObject({ outcome: 'overtaken' });
  expect(await tonight(mina)).toBe(422);
});

test('OPT-06 what waited to leave when they said it is gone, even for those who stay', async () => {
  const { mina, messageId } = await whileItWaits();
  await world.takesAgain();
  await agentSays(mina, 'keep', 'meant the weather');
  world.clock.advance(60_000);
  await world.settle();
  expect(await mina.received()).not.toContain('Tonight at nine!');
  expect(await fateOf(messageId)).toBe('cancelled');
});

/** Somebody says it while a message to them waits: it was put off, and is not on the wire in that very moment. */
async function whileItWaits(): Promise<{ mina: Subscriber; messageId: number }> {
  const mina = somebody();
  await says(mina, 'NEWS', 'YES');
  await world.putsOff();
  expect(await tonight(mina)).toBe(201);
  await mina.texts('2050', 'please leave me alone');
  const [last] = await world.database.sql.query<{ id: number }>({
    text: `select max(id) as id from outbound where class = 'promotional'`,
  });
  const messageId = last?.id ?? 0;
  expect(await fateOf(messageId)).toBe('cancelled');
  return { mina, messageId };
}

async function fateOf(messageId: number): Promise<string | undefined> {
  const [row] = await world.database.sql.query<{ state: string }>({
    text: 'select state from deliveries where outbound_id = $1',
    values: [messageId],
  });
  return row?.state;
}

test('OPT-06 they call: the agent takes back what we read, and never what they said', async () => {
  const [mina, omid] = [somebody(), somebody()];
  await says(mina, 'NEWS', 'YES', 'please leave me alone');
  await says(omid, 'NEWS', 'YES', 'STOP');
  const undo = (person: Subscriber) =>
    world.api.post(`/subscribers/${person.msisdn}/opt-out/undo`, { reason: 'called the hotline' });
  expect((await undo(mina)).body).toMatchObject({ codes: ['2050'], lists: ['NEWS'] });
  expect(await tonight(mina)).toBe(201);
  expect((await undo(omid)).body).toMatchObject({ status: 409, why: 'not read' });
  expect(await tonight(omid)).toBe(422);
});
