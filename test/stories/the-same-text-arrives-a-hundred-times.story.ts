import { HeardRetention } from '../../src/messages/heard-retention.service';
import { aCarrier, type Carrier, type CarrierText } from '../support/carrier';
import { until } from '../support/waiting';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'mci-link');
});
afterAll(() => world.close());

let people = 0;
const somebody = () => `98912${5_000_000 + ++people}`;

async function rowsOf(...senders: readonly string[]): Promise<number> {
  const [row] = await world.database.sql.query<{ count: number }>({
    text: 'select count(*)::int as count from texts where sender = any($1::text[])',
    values: [senders],
  });
  return row?.count ?? 0;
}

test('WIRE-02 a hundred times in parallel is one row, one reply, and a success each time', async () => {
  const from = somebody();
  const text = { id: 'op-8841', from, to: '2050', text: 'HELLO' };
  const answers = await Promise.all(Array.from({ length: 100 }, () => carrier.call('mo', text)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
  expect(answers.filter(({ body }) => !(body as { duplicate: boolean }).duplicate)).toHaveLength(1);
  await world.settle();
  expect([await rowsOf(from), await world.subscriber(from).received()]).toEqual([
    1,
    [expect.stringContaining('Hello from')],
  ]);
});

test('WIRE-02 the same in one array, and in arrays that overlap in another order', async () => {
  const senders = Array.from({ length: 20 }, somebody);
  const texts = senders.map((from) => ({ id: `id-${from}`, from, to: '2050', text: 'HELLO' }));
  const answers = await Promise.all([
    carrier.handsAll([...texts, ...texts]),
    carrier.handsAll([...texts].reverse()),
    carrier.handsAll(texts.slice(5, 15)),
  ]);
  expect(answers.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(20);
  await world.settle();
  expect(await rowsOf(...senders)).toBe(20);
  const [heardFirst, heardAgain] = [answers[0]?.[3], answers[0]?.[23]];
  expect(heardAgain?.id).toBe(heardFirst?.id);
});

describe('a carrier that gives no id', () => {
  beforeAll(() => world.clock.freeze(world.clock.now()));
  afterAll(() => world.clock.set(world.clock.now()));

  const said = async (first: Partial<CarrierText>, second: Partial<CarrierText>, apartMs = 0) => {
    const from = somebody();
    const base = { from, to: '2050', text: 'ping' };
    const one = await carrier.hands({ ...base, ...first });
    world.clock.advance(apartMs);
    const two = await carrier.hands({ ...base, ...second });
    return {
      rows: await rowsOf(from, ...[first.from, second.from].filter((each) => each !== undefined)),
      same: one.id === two.id,
      two,
    };
  };

  test('WIRE-02 dd1 the same words within two seconds are one text, and the answer is a success', async () => {
    expect(await said({}, {}, 1_000)).toMatchObject({ rows: 1, same: true, two: { duplicate: true } });
  });

  test('WIRE-02 dd1 after two seconds they are said again', async () => {
    expect(await said({}, {}, 2_001)).toMatchObject({ rows: 2, same: false });
  });

  test('WIRE-02 dd1 at the same moment too, however many doors hear it', async () => {
    const from = somebody();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => carrier.hands({ from, to: '2050', text: 'ping' })),
    );
    expect([new Set(answers.map(({ id }) => id)).size, await rowsOf(from)]).toEqual([1, 1]);
  });

  test('WIRE-02 dd2 other words are another text', async () => {
    expect(await said({}, { text: 'test' })).toMatchObject({ rows: 2 });
  });

  test('WIRE-02 dd4 so is another code, dd5 and another sender', async () => {
    expect(await said({}, { to: '48400' })).toMatchObject({ rows: 2 });
    expect(await said({}, { from: somebody() })).toMatchObject({ rows: 2 });
  });

  test('WIRE-02 with the moment it was said, that tells', async () => {
    const [at, later] = ['2026-05-01T08:00:00Z', '2026-05-01T08:00:01Z'];
    expect(await said({ sentAt: at }, { sentAt: at }, 60_000)).toMatchObject({ rows: 1, same: true });
    expect(await said({ sentAt: at }, { sentAt: later })).toMatchObject({ rows: 2 });
  });
});

test('WIRE-02 dd7 two ids are two texts, though the words are the same', async () => {
  const from = somebody();
  await carrier.handsAll([
    { id: `EX123-${from}`, from, to: '2050', text: 'ping' },
    { id: `EX234-${from}`, from, to: '2050', text: 'ping' },
  ]);
  expect(await rowsOf(from)).toBe(2);
});

test('WIRE-02 dd8 after three days it is still the same text; dd10 and the carrier hears success', async () => {
  const from = somebody();
  const text = { id: `EX345-${from}`, from, to: '2050', text: 'HELLO' };
  const first = await carrier.hands(text);
  await world.settle();
  world.clock.advance(3 * 86_400_000);
  expect(await carrier.call('mo', text)).toEqual({ status: 200, body: { id: first.id, duplicate: true } });
  await world.settle();
  expect([await rowsOf(from), (await world.subscriber(from).received()).length]).toEqual([1, 1]);
});

test('WIRE-02 a network that hands everything over twice is answered once', async () => {
  await world.faults({ duplicate: 1 });
  const someone = world.subscriber(somebody());
  await someone.texts('2050', 'HELLO');
  await world.faults({});
  expect(await someone.received()).toHaveLength(1);
});

test('sp16 what was said in one array is handled in its order, and never two at a time', async () => {
  const from = somebody();
  const words = ['HELLO', 'CAFE', 'سلام', 'کافه', 'HELLO', 'CAFE'];
  await carrier.handsAll(words.map((text, at) => ({ id: `${from}-${at}`, from, to: '2050', text })));
  await world.settle();
  const received = await world.subscriber(from).received();
  const brands = received.map((text) => (text.includes('کافه نادری') ? 'cafe' : 'radio'));
  expect(brands).toEqual(['radio', 'cafe', 'radio', 'cafe', 'radio', 'cafe']);
});

test('WIRE-02 a carrier’s id is remembered for ninety days, and then it may mean another text', async () => {
  const from = somebody();
  const text = { id: 'op-again', from, to: '2050', text: 'HELLO' };
  const first = await carrier.hands(text);
  await world.settle();
  const retention = world.app.get(HeardRetention);
  world.clock.advance(89 * DAY_MS);
  await retention.step();
  expect(await carrier.hands(text)).toEqual({ ...first, duplicate: true });
  world.clock.advance(2 * DAY_MS);
  let again = { ...first, duplicate: true };
  await until('the id is forgotten', async () => {
    await retention.step();
    again = await carrier.hands(text);
    return !again.duplicate;
  });
  expect(again.id).not.toBe(first.id);
  await world.settle();
});

const DAY_MS = 24 * 60 * 60_000;
