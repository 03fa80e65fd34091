import fc from 'fast-check';
import { aCarrier, type Carrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'rough-link');
});
afterAll(() => world.close());

let people = 0;
const somebody = () => `39333${9_700_000 + ++people}`;
const good = () => ({ id: `good-${people + 1}`, from: somebody(), to: '48400', text: 'CIAO' });

/** As the carrier's program would write it, whether or not it is JSON. */
function post(door: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  return world.http
    .post(`/carriers/${door}`)
    .set({ authorization: `Bearer ${carrier.key}`, 'content-type': 'application/json', ...headers })
    .serialize((raw: unknown) => raw as string)
    .send(body as string);
}

const problemOf = ({ status, body }: { readonly status: number; readonly body: unknown }) => [
  status,
  (body as { code?: string }).code,
];
const isNamed = ({ status, body }: { readonly status: number; readonly body: unknown }): boolean =>
  status === 200 ||
  (status >= 400 && status < 500 && /^[A-Z][A-Z_]+$/.test((body as { code?: string }).code ?? ''));

describe('who may come in', () => {
  test('WIRE-01 an unknown connector is 404, a wrong key 401, and neither says more', async () => {
    expect(problemOf(await world.http.post('/carriers/nobody/mo').send({}))).toEqual([404, 'NOT_FOUND']);
    expect(
      problemOf(
        await world.http.post('/carriers/rough-link/mo').set('authorization', 'Bearer nonsense').send(good()),
      ),
    ).toEqual([401, 'UNAUTHENTICATED']);
    expect(problemOf(await world.http.post('/carriers/rough-link/mo').send(good()))).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
  });

  test.each([
    '/carriers/',
    '/carriers/rough-link',
    '/carriers/rough-link/mt',
    '/carriers/../mo',
    '/carriers/ROUGH/mo',
    `/carriers/${'x'.repeat(5_000)}/mo`,
  ])('WIRE-01 %s leads nowhere', async (path) => {
    expect((await world.http.post(path).send({})).status).toBe(404);
  });

  test('WIRE-01 a carrier switched off is not heard', async () => {
    const off = await aCarrier(world, 'off-link');
    await world.api.patch('/connectors/off-link', { enabled: false });
    await world.settle();
    expect((await off.call('mo', good())).status).toBe(404);
  });
});

describe('a body that cannot be read', () => {
  test.each([
    ['nothing', ''],
    ['broken JSON', '{"from":'],
    ['a number', '5'],
    ['null', 'null'],
    ['a string', '"CIAO"'],
    ['an empty array', '[]'],
    ['a million brackets', '['.repeat(500_000)],
    ['something else', '<xml/>'],
  ])('WIRE-01 %s is a named problem, or an element that could not be read', async (_, body) => {
    const answer = await post('rough-link/mo', body);
    expect(isNamed(answer)).toBe(true);
    if (answer.status === 200) expect(JSON.stringify(answer.body)).toMatch(/"error":|^\[\]$/);
  });

  test('WIRE-01 more than a megabyte is 413, and just under it is not', async () => {
    const text = good();
    expect(
      problemOf(await post('rough-link/mo', JSON.stringify({ ...text, text: 'x'.repeat(1_048_576) }))),
    ).toEqual([413, 'TOO_LARGE']);
    const padded = `${JSON.stringify(text)}${' '.repeat(1_000_000)}`;
    expect((await post('rough-link/mo', padded)).status).toBe(200);
  });

  test('WIRE-01 more than a thousand texts in one array are refused as a whole', async () => {
    const answer = await post('rough-link/mo', JSON.stringify(Array.from({ length: 1_001 }, good)));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(isNamed(answer)).toBe(true);
  });

  test('WIRE-04 invalid UTF-8 is stored with what arrived, and handled', async () => {
    const from = somebody();
    const body = Buffer.concat([
      Buffer.from(`{"id":"utf8","from":"${from}","to":"48400","text":"CIAO `),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('"}'),
    ]);
    const { status, body: answer } = await post('rough-link/mo', body);
    expect(status).toBe(200);
    await world.settle();
    const [row] = await world.database.sql.query<{ flags: string[]; original: Buffer }>({
      text: 'select flags, original from texts where id = $1',
      values: [(answer as { id: string }).id],
    });
    expect([row?.flags, row?.original.includes(0xff)]).toEqual([['altered'], true]);
    expect(await world.subscriber(from).received()).toHaveLength(1);
  });
});

const BAD: readonly (readonly [what: string, field: object])[] = [
  ['an unknown field', { colour: 'red' }],
  ['no sender', { from: undefined }],
  ['no code', { to: undefined }],
  ['no text', { text: undefined }],
  ['a sender that is a number', { from: 393331234567 }],
  ['a text that is an object', { text: { a: 1 } }],
  ['a text that is null', { text: null }],
  ['a code of letters', { to: 'NEWS' }],
  ['an empty sender', { from: '' }],
  ['a sender of blanks', { from: '   ' }],
  ['a code of thirteen digits', { to: '1234567890123' }],
  ['a text of eleven thousand characters', { text: 'x'.repeat(11_000) }],
  ['an id of a thousand characters', { id: 'x'.repeat(1_000) }],
  ['a date that is none', { sentAt: 'yesterday' }],
  ['a date without its zone', { sentAt: '2026-05-01T08:00:00' }],
  ['part 0', { concat: { ref: 1, part: 0, total: 2 } }],
  ['a part behind the last', { concat: { ref: 1, part: 3, total: 2 } }],
  ['a negative total', { concat: { ref: 1, part: 1, total: -2 } }],
  ['five hundred parts', { concat: { ref: 1, part: 1, total: 500 } }],
  ['half a part', { concat: { ref: 1, part: 1.5, total: 2 } }],
  ['a reference that does not fit', { concat: { ref: 256, width: 8, part: 1, total: 2 } }],
  ['a reference of 12 bits', { concat: { ref: 1, width: 12, part: 1, total: 2 } }],
  ['parts of nothing', { concat: {} }],
  ['parts with more to say', { concat: { ref: 1, part: 1, total: 2, colour: 'red' } }],
];

describe('a bad element among good ones', () => {
  test.each(BAD)('WIRE-01 %s: named, in its place, and its neighbours are taken', async (_, field) => {
    const [before, bad, after] = [good(), { ...good(), ...field }, good()];
    const { status, body } = await carrier.call('mo', [before, bad, after]);
    expect(status).toBe(200);
    expect(body).toEqual([
      { id: expect.any(String) as string, duplicate: false },
      {
        error: {
          code: expect.stringMatching(/^[A-Z][A-Z_]+$/) as string,
          detail: expect.any(String) as string,
        },
      },
      { id: expect.any(String) as string, duplicate: false },
    ]);
    await world.settle();
    for (const { from } of [before, after]) expect(await world.subscriber(from).received()).toHaveLength(1);
  });

  test('WIRE-01 alone, it is refused', async () => {
    const { status, body } = await carrier.call('mo', { ...good(), colour: 'red' });
    expect([status, body]).toEqual([
      400,
      { error: { code: 'UNKNOWN_FIELD', detail: expect.any(String) as string } },
    ]);
  });
});

const ODD: readonly (readonly [what: string, field: object])[] = [
  ['NUL', { text: 'CIAO\u0000' }],
  ['a lone surrogate', { text: 'CIAO \ud83d' }],
  ['control characters', { text: '\u0001CIAO\u001b[31m' }],
  ['bidi overrides', { text: '\u202eCIAO\u202c' }],
  ['zero-width characters', { text: '\u200bC\u200dIAO\ufeff' }],
  ['a sender of letters', { from: 'MyBank' }],
  ['a short code as sender', { from: '40404' }],
  ['a date in 1970', { sentAt: '1970-01-01T00:00:00Z' }],
  ['a date in 2100', { sentAt: '2100-01-01T00:00:00Z' }],
  ['an odd link id', { linkId: '\ud800\u0000"; drop table texts' }],
  ['an odd operator', { operator: '\u0000' }],
  ['a code nobody has', { to: '999999999999' }],
  ['one part of one', { concat: { ref: 1, part: 1, total: 1 } }],
  ['the last of 255 parts', { concat: { ref: 1, part: 255, total: 255 } }],
];

describe('odd, and yet a text', () => {
  test.each(ODD)('WIRE-04 %s is taken or refused by name, recorded, and harms nobody', async (_, field) => {
    const neighbour = good();
    const { status, body } = await carrier.call('mo', [{ ...good(), ...field }, neighbour]);
    expect([status, JSON.stringify(body)]).toEqual([
      200,
      expect.stringMatching(/^\[\{("id"|"error":\{"code":"[A-Z_]+")/),
    ]);
    await world.settle();
    expect(await world.subscriber(neighbour.from).received()).toHaveLength(1);
  });

  test('WIRE-01 whatever a carrier posts, nothing is lost of its neighbour, and no fault is ours', async () => {
    const anything = fc.record(
      {
        id: fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.jsonValue()),
        from: fc.oneof(
          fc.constantFrom('393331234567', 'INFO', '+'),
          fc.string({ unit: 'binary', maxLength: 30 }),
          fc.jsonValue(),
        ),
        to: fc.oneof(fc.constantFrom('2050', '48400'), fc.jsonValue()),
        text: fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.jsonValue()),
        sentAt: fc.oneof(
          fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
          fc.jsonValue(),
        ),
        linkId: fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.jsonValue()),
        concat: fc.oneof(
          fc.record({
            ref: fc.integer(),
            part: fc.integer({ min: -2, max: 300 }),
            total: fc.integer({ min: -2, max: 300 }),
          }),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(anything, fc.jsonValue()), { maxLength: 8 }), async (texts) => {
        const neighbour = good();
        const { status, body } = await carrier.call('mo', [...(texts as object[]), neighbour]);
        expect(status).toBe(200);
        const answers = body as readonly object[];
        expect(answers).toHaveLength(texts.length + 1);
        expect(answers.at(-1)).toMatchObject({ duplicate: false });
      }),
      { numRuns: 40 },
    );
    await world.settle();
    const aside = await world.database.sql.query({ text: 'select 1 from set_aside' });
    expect(aside).toEqual([]);
  });
});
