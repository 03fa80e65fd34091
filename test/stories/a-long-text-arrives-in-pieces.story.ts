import { aCarrier, type Carrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

const MINUTE_MS = 60_000;
let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'mci-link');
});
afterAll(() => world.close());

let people = 0;
let sent = 0;
const somebody = () => `98912${6_000_000 + ++people}`;

interface Header {
  readonly from: string;
  readonly ref: number;
  readonly width?: 8 | 16;
  readonly total: number;
  readonly to?: string;
}

const piece = (
  { from, ref, width = 8, total, to = '2050' }: Header,
  part: number,
  text: string,
  id = `part-${++sent}`,
) => carrier.hands({ id, from, to, text, concat: { ref, width, part, total } });

const wholes = (from: string) =>
  world.database.sql.query<{ body: string; flags: string[] | null }>({
    text: 'select body, flags from texts where sender = $1 order by id',
    values: [from],
  });

test('WIRE-05 cc1 parts in order are one text', async () => {
  const header = { from: somebody(), ref: 1, total: 3 };
  for (const [at, text] of ['HELLO one ', 'two ', 'three'].entries()) await piece(header, at + 1, text);
  await world.settle();
  expect(await wholes(header.from)).toEqual([{ body: 'HELLO one two three', flags: null }]);
  expect(await world.subscriber(header.from).received()).toHaveLength(1);
});

test('WIRE-05 cc2 parts 3, 1, 2 with a duplicate and a second text in between are two correct texts', async () => {
  const from = somebody();
  const [first, second] = [
    { from, ref: 200, total: 3 },
    { from, ref: 201, total: 2 },
  ];
  await piece(first, 3, 'three');
  await piece(second, 2, ' after');
  await piece(first, 1, 'HELLO one ', 'twice');
  expect(await piece(first, 1, 'HELLO one ', 'twice')).toMatchObject({ duplicate: true });
  await piece(second, 1, 'CAFE before');
  await piece(first, 2, 'two ');
  await world.settle();
  expect((await wholes(from)).map(({ body }) => body).sort()).toEqual([
    'CAFE before after',
    'HELLO one two three',
  ]);
  expect(await world.subscriber(from).received()).toHaveLength(2);
});

test('WIRE-05 a part that comes twice under two ids is there once', async () => {
  const header = { from: somebody(), ref: 3, total: 2 };
  await piece(header, 1, 'HELLO ');
  await piece(header, 1, 'HELLO ');
  await piece(header, 2, 'there');
  await world.settle();
  expect(await wholes(header.from)).toEqual([{ body: 'HELLO there', flags: null }]);
});

test('WIRE-05 cc4 two people with the same reference are two texts', async () => {
  const [alice, bob] = [somebody(), somebody()].map((from) => ({ from, ref: 42, total: 2 }));
  if (!alice || !bob) throw new Error('two people are needed');
  await piece(alice, 1, 'HELLO from ');
  await piece(bob, 1, 'CAFE from ');
  await piece(alice, 2, 'Alice');
  await piece(bob, 2, 'Bob');
  await world.settle();
  expect([await wholes(alice.from), await wholes(bob.from)]).toMatchObject([
    [{ body: 'HELLO from Alice' }],
    [{ body: 'CAFE from Bob' }],
  ]);
});

test('WIRE-05 cc5 references of 8 and 16 bits with the same value are two texts, and large ones are kept apart', async () => {
  const from = somebody();
  const headers = [
    { from, ref: 7, total: 2, width: 8 },
    { from, ref: 7, total: 2, width: 16 },
    { from, ref: 65_535, total: 2, width: 16 },
  ] as const;
  for (const part of [1, 2])
    for (const [at, header] of headers.entries()) await piece(header, part, `${at}${part} `);
  await world.settle();
  expect((await wholes(from)).map(({ body }) => body).sort()).toEqual(['01 02 ', '11 12 ', '21 22 ']);
});

test('WIRE-05 cc7 a text that came whole needs no neighbours', async () => {
  const header = { from: somebody(), ref: 9, total: 1 };
  await piece(header, 1, `HELLO ${'x'.repeat(2_000)}`);
  await world.settle();
  expect(await wholes(header.from)).toMatchObject([{ flags: null }]);
});

test('WIRE-05 cc8 what is still missing after ten minutes is not waited for, and the keyword of the first part counts', async () => {
  const header = { from: somebody(), ref: 10, total: 3 };
  world.clock.freeze(world.clock.now());
  await piece(header, 1, 'HELLO, and then');
  await world.settle();
  world.clock.advance(10 * MINUTE_MS - 1_000);
  await world.settle();
  expect(await wholes(header.from)).toEqual([]);
  world.clock.advance(2_000);
  await world.settle();
  expect(await wholes(header.from)).toEqual([{ body: 'HELLO, and then', flags: ['partial'] }]);
  expect(await world.subscriber(header.from).received()).toEqual([expect.stringContaining('Hello from')]);
  world.clock.set(world.clock.now());
});

test('WIRE-05 cc10 a character that is split between two parts is joined before it is read', async () => {
  const header = { from: somebody(), ref: 12, total: 3 };
  const [high = '', low = ''] = '😀'.split('');
  await piece(header, 1, `HELLO ${high}`);
  await piece(header, 2, `${low} and سلام`);
  await piece(header, 3, ' to all');
  await world.settle();
  expect(await wholes(header.from)).toEqual([{ body: 'HELLO 😀 and سلام to all', flags: null }]);
});

test('WIRE-05 cc10 half a character whose other half never comes is replaced, and the text says so', async () => {
  const header = { from: somebody(), ref: 13, total: 2 };
  await piece(header, 1, 'HELLO \ud83d');
  await piece(header, 2, 'x');
  await world.settle();
  expect(await wholes(header.from)).toEqual([{ body: 'HELLO \ufffdx', flags: ['altered'] }]);
});

test('WIRE-05 cc11 the same reference a day later is a new text', async () => {
  const header = { from: somebody(), ref: 11, total: 2 };
  for (const day of ['first', 'second']) {
    await piece(header, 1, 'HELLO ');
    await piece(header, 2, day);
    await world.settle();
    world.clock.advance(86_400_000);
  }
  expect((await wholes(header.from)).map(({ body }) => body)).toEqual(['HELLO first', 'HELLO second']);
});
