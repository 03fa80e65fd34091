import { isReference, readReference } from './reference';

test.each([
  ['lotus', { name: 'lotus', id: null }],
  ['2050', { name: '2050', id: 2050 }],
  [7, { name: '7', id: 7 }],
  ['007', { name: '007', id: null }],
  ['2147483648', { name: '2147483648', id: null }],
])('%j may mean %j', (raw, meaning) => expect(readReference(raw)).toEqual(meaning));

test.each([0, -1, 1.5, 2 ** 31, NaN, '', '  ', 'x'.repeat(41), null, {}, ['a']])(
  '%j names nothing',
  (raw) => {
    expect(isReference(raw)).toBe(false);
  },
);
