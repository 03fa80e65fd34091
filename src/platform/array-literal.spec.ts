import fc from 'fast-check';
import { types } from 'pg';
import { bytes, documents, instants, plain, texts, words } from './array-literal';

const TEXT_ARRAY = 1009;
const parse = types.getTypeParser(TEXT_ARRAY as (typeof types.builtins)['TEXT']) as unknown as (
  literal: string,
) => (string | null)[];

describe('arrays as PostgreSQL writes them', () => {
  test('any text survives, and null stays null', () => {
    const anything = fc.array(fc.option(fc.string({ unit: 'binary' })));
    fc.assert(fc.property(anything, (items) => expect(parse(texts(items))).toEqual(items)));
  });

  test('the word NULL is a text, and nothing is not', () => {
    expect(texts(['NULL', null, undefined, ''])).toBe('{"NULL",NULL,NULL,""}');
  });

  test('documents are one array of JSON, and nothing is its null', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.jsonValue(), { nil: undefined })), (items) => {
        const read = JSON.parse(documents(items)) as unknown[];
        expect(read).toEqual(items.map((item) => JSON.parse(JSON.stringify(item ?? null)) as unknown));
      }),
    );
  });

  test('bytes stand in hex, as PostgreSQL reads them', () => {
    expect(parse(bytes([Buffer.from([0, 255]), null, Buffer.alloc(0)]))).toEqual(['\\x00ff', null, '\\x']);
  });

  test('an instant is written in full whoever bears it beside it', () => {
    const few = fc.constantFrom(0, 1, 1_772_355_800_000).map((ms) => new Date(ms));
    const some = fc.array(fc.option(fc.oneof(few, fc.date({ noInvalidDate: true, min: new Date(0) }))));
    const plainly = (item: Date | null): string => item?.toISOString() ?? 'NULL';
    fc.assert(
      fc.property(some, (items) => expect(instants(items)).toBe(`{${items.map(plainly).join(',')}}`)),
    );
    expect(() => instants([new Date(NaN)])).toThrow(RangeError);
  });

  test('numbers, booleans, ids and instants need no quotes', () => {
    const noon = new Date('2026-03-01T12:00:00Z');
    expect(plain([1, null, true, undefined])).toBe('{1,NULL,true,NULL}');
    expect(words(['a-b', null])).toBe('{a-b,NULL}');
    expect(instants([noon, noon, null, new Date(0)])).toBe(
      '{2026-03-01T12:00:00.000Z,2026-03-01T12:00:00.000Z,NULL,1970-01-01T00:00:00.000Z}',
    );
  });
});
