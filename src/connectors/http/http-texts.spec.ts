import fc from 'fast-check';
import type { CarrierRequest, HeardText, Reading } from '../connector';
import { readHttpTexts } from './http-texts';

const request = (
  body: string | Buffer,
  headers: CarrierRequest['headers'] = { 'content-type': 'application/json' },
): CarrierRequest => ({
  method: 'POST',
  publicUrl: 'https://parola.example/carriers/mci/mo',
  query: new URLSearchParams(),
  headers,
  body: Buffer.isBuffer(body) ? body : Buffer.from(body),
  remoteAddress: '203.0.113.9',
});
const read = (value: unknown): Reading<HeardText> => readHttpTexts(request(JSON.stringify(value)));
const itemsOf = (reading: Reading<HeardText>) => {
  if (reading.type !== 'items') throw new Error(`refused: ${reading.code}`);
  return reading.items;
};
const codeOf = (value: unknown): string => {
  const [item] = itemsOf(read(value));
  return item !== undefined && 'error' in item ? item.error.code : 'read';
};
const valid = { from: '+989121234567', to: '2050', text: 'رأی ۲' };

test('WIRE-01 reads every field of the contract', () => {
  const wire = {
    id: 'op-8841',
    ...valid,
    sentAt: '2026-05-01T08:00:00Z',
    linkId: 'l-1',
    operator: 'mci',
    concat: { ref: 7, width: 8, part: 1, total: 3 },
  };
  expect(read(wire)).toEqual({
    type: 'items',
    single: true,
    items: [
      {
        remoteId: 'op-8841',
        ...valid,
        sentAt: new Date('2026-05-01T08:00:00Z'),
        linkId: 'l-1',
        operator: 'mci',
        concat: wire.concat,
      },
    ],
  });
});

test('reads the least there may be, and a blank text', () => {
  expect(itemsOf(read({ ...valid, text: '' }))).toEqual([{ ...valid, text: '' }]);
});

test.each([
  ['an unknown field', { ...valid, extra: 1 }, 'UNKNOWN_FIELD'],
  [
    'a field named like an inner part of objects',
    JSON.parse(`{"__proto__":{},"from":"1","to":"2","text":"x"}`),
    'UNKNOWN_FIELD',
  ],
  ['no object', 'text', 'WRONG_TYPE'],
  ['null', null, 'WRONG_TYPE'],
  ['an array inside the array', [], 'WRONG_TYPE'],
  ['no from', { to: '2050', text: 'x' }, 'MISSING_FIELD'],
  ['no text', { from: '1', to: '2050' }, 'MISSING_FIELD'],
  ['an empty from', { ...valid, from: '' }, 'EMPTY_FIELD'],
  ['a blank to', { ...valid, to: '  ' }, 'EMPTY_FIELD'],
  ['an empty id', { ...valid, id: '' }, 'EMPTY_FIELD'],
  ['a number as from', { ...valid, from: 989121234567 }, 'WRONG_TYPE'],
  ['a text that is no string', { ...valid, text: ['x'] }, 'WRONG_TYPE'],
  ['an id of 201 characters', { ...valid, id: 'x'.repeat(201) }, 'TOO_LONG'],
  ['a NUL in the id', { ...valid, id: 'a\0b' }, 'BAD_CHARACTERS'],
  ['half a character in from', { ...valid, from: '\ud800' }, 'BAD_CHARACTERS'],
  ['a text of 10,001 characters', { ...valid, text: 'x'.repeat(10_001) }, 'TEXT_TOO_LONG'],
  ['a time without its zone', { ...valid, sentAt: '2026-05-01T08:00:00' }, 'BAD_DATE'],
  ['a time that is none', { ...valid, sentAt: 'yesterday' }, 'BAD_DATE'],
  ['month 13', { ...valid, sentAt: '2026-13-01T08:00:00Z' }, 'BAD_DATE'],
  ['a time as a number', { ...valid, sentAt: 1777622400 }, 'WRONG_TYPE'],
  ['part 0', { ...valid, concat: { ref: 1, width: 8, part: 0, total: 2 } }, 'BAD_CONCAT'],
  ['part 3 of 2', { ...valid, concat: { ref: 1, width: 8, part: 3, total: 2 } }, 'BAD_CONCAT'],
  ['500 parts', { ...valid, concat: { ref: 1, width: 16, part: 1, total: 500 } }, 'BAD_CONCAT'],
  ['total 256', { ...valid, concat: { ref: 1, width: 16, part: 1, total: 256 } }, 'BAD_CONCAT'],
  ['a negative total', { ...valid, concat: { ref: 1, width: 8, part: 1, total: -2 } }, 'BAD_CONCAT'],
  [
    'a reference that does not fit',
    { ...valid, concat: { ref: 256, width: 8, part: 1, total: 2 } },
    'BAD_CONCAT',
  ],
  ['width 12', { ...valid, concat: { ref: 1, width: 12, part: 1, total: 2 } }, 'BAD_CONCAT'],
  ['half a part', { ...valid, concat: { ref: 1, width: 8, part: 1.5, total: 2 } }, 'WRONG_TYPE'],
  ['concat as a string', { ...valid, concat: '1/2' }, 'WRONG_TYPE'],
  ['an unknown field in concat', { ...valid, concat: { ref: 1, part: 1, total: 2, of: 2 } }, 'UNKNOWN_FIELD'],
])('names %s, and leaves its neighbours alone', (_what, bad, code) => {
  const items = itemsOf(read([valid, bad, { ...valid, text: 'after' }]));
  expect(items[0]).toEqual(valid);
  expect(items[1]).toMatchObject({ error: { code, detail: expect.stringMatching(/./) } });
  expect(items[2]).toEqual({ ...valid, text: 'after' });
});

test.each(['1970-01-01T00:00:00Z', '2100-12-31T23:59:59.999+03:30'])(
  'takes the time %s; what it is worth is for the door',
  (sentAt) => {
    expect(itemsOf(read({ ...valid, sentAt }))[0]).toMatchObject({ sentAt: new Date(sentAt) });
  },
);

test('WIRE-05 takes 255 parts, references of 8 and of 16 bits, and one of one as a whole text', () => {
  const parts = [
    { ref: 255, width: 8, part: 255, total: 255 },
    { ref: 65_535, width: 16, part: 1, total: 2 },
  ] as const;
  for (const concat of parts) expect(itemsOf(read({ ...valid, concat }))[0]).toMatchObject({ concat });
  expect(itemsOf(read({ ...valid, concat: { ref: 7, part: 1, total: 2 } }))[0]).toMatchObject({
    concat: { width: 8 },
  });
  expect(itemsOf(read({ ...valid, concat: { ref: 1, width: 8, part: 1, total: 1 } }))).toEqual([valid]);
});

describe('a request that is none', () => {
  const refusal = (made: CarrierRequest): unknown => {
    const reading = readHttpTexts(made);
    return reading.type === 'refused' ? [reading.status, reading.code] : reading;
  };
  test.each([
    ['no JSON', request('{"from":'), [400, 'NOT_JSON']],
    ['nothing', request(''), [400, 'NOT_JSON']],
    ['a string', request('"text"'), [400, 'NOT_AN_OBJECT']],
    ['null', request('null'), [400, 'NOT_AN_OBJECT']],
    [
      'a form',
      request('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
      [415, 'CONTENT_TYPE'],
    ],
    [
      'another charset',
      request('{}', { 'content-type': 'application/json; charset=latin1' }),
      [415, 'CONTENT_TYPE'],
    ],
    ['a GET', { ...request('{}'), method: 'GET' }, [400, 'METHOD']],
    [
      '1,001 texts',
      request(JSON.stringify(Array.from({ length: 1_001 }, () => valid))),
      [413, 'TOO_MANY_ITEMS'],
    ],
    ['a deep hole', request('['.repeat(200_000)), [400, 'NOT_JSON']],
  ])('%s', (_what, made, expected) => {
    expect(refusal(made)).toEqual(expected);
  });

  test('1,000 texts, no content type, a byte order mark and UTF-8 by name are all well', () => {
    expect(itemsOf(read(Array.from({ length: 1_000 }, () => valid)))).toHaveLength(1_000);
    expect(itemsOf(readHttpTexts(request(JSON.stringify(valid), {})))).toEqual([valid]);
    expect(itemsOf(readHttpTexts(request(`\ufeff${JSON.stringify(valid)}`)))).toEqual([valid]);
    const named = { 'content-type': 'application/json; charset=UTF-8' };
    expect(itemsOf(readHttpTexts(request(JSON.stringify(valid), named)))).toEqual([valid]);
  });
});

describe('a text that cannot be stored as it came keeps its bytes', () => {
  const around = (...bytes: number[]): Buffer =>
    Buffer.concat([
      Buffer.from('[{"from":"1","to":"2","text":"a é '),
      Buffer.from(bytes),
      Buffer.from('"},{"from":"1","to":"2","text":"ü\ufffd"}]'),
    ]);

  test('broken UTF-8, beside a neighbour that is whole', () => {
    const [broken, whole] = itemsOf(readHttpTexts(request(around(0xff, 0xc3))));
    expect(broken).toMatchObject({
      text: 'a é \ufffd\ufffd',
      originalBytes: Buffer.from([...Buffer.from('a é '), 0xff, 0xc3]),
    });
    expect(whole).toEqual({ from: '1', to: '2', text: 'ü\ufffd' });
  });

  test('NUL and half a character, written as escapes', () => {
    expect(itemsOf(readHttpTexts(request('{"from":"1","to":"2","text":"a\\u0000"}')))[0]).toMatchObject({
      originalBytes: Buffer.from('a\0'),
    });
    expect(itemsOf(readHttpTexts(request('{"from":"1","to":"2","text":"\\ud83dx"}')))[0]).toMatchObject({
      originalBytes: Buffer.from([0xed, 0xa0, 0xbd, 0x78]),
    });
  });

  test('a U+FFFD that was sent as such lost nothing', () => {
    expect(itemsOf(read({ ...valid, text: 'a\ufffd' }))).toEqual([{ ...valid, text: 'a\ufffd' }]);
  });
});

describe('whatever comes', () => {
  test('bytes never throw', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (bytes) => void readHttpTexts(request(Buffer.from(bytes))),
      ),
    );
  });

  test('JSON never throws, and a valid neighbour is never lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.jsonValue(), aNearlyValidText), { maxLength: 20 }),
        fc.nat(),
        (garbage, seed) => {
          const at = seed % (garbage.length + 1);
          const items = itemsOf(read([...garbage.slice(0, at), valid, ...garbage.slice(at)]));
          expect(items).toHaveLength(garbage.length + 1);
          expect(items[at]).toEqual(valid);
        },
      ),
    );
  });

  test('any text of UTF-16 comes through, or its bytes are kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const item = itemsOf(read({ ...valid, text }))[0] as HeardText;
        expect(item.text).toBe(text);
        expect(item.originalBytes === undefined).toBe(
          !text.includes('\0') && Buffer.from(text).toString() === text,
        );
      }),
    );
  });

  const aNearlyValidText = fc.record(
    {
      id: fc.oneof(fc.string(), fc.jsonValue()),
      from: fc.oneof(fc.string(), fc.jsonValue()),
      to: fc.string(),
      text: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      sentAt: fc.oneof(fc.date().map(String), fc.string()),
      concat: fc.oneof(
        fc.record({
          ref: fc.integer(),
          width: fc.constantFrom(8, 16),
          part: fc.integer(),
          total: fc.integer(),
        }),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  );
});

test('a bad single text is a bad element, not a refused request', () => {
  expect(codeOf({ ...valid, from: '' })).toBe('EMPTY_FIELD');
  expect(codeOf(valid)).toBe('read');
});
