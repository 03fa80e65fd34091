import fc from 'fast-check';
import type { FileProfile } from './file-profile';
import { lineCutOf, plainCutOf } from './line-fields';

const delimited = (delimiter: string, quote: '"' | "'" | null): Pick<FileProfile, 'layout'> => ({
  layout: { type: 'delimited', delimiter, quote },
});
const FIXED: Pick<FileProfile, 'layout'> = { layout: { type: 'fixed width' } };

const layouts = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(',', ';', '|', '\t', ' ', '٬', '😀'),
      fc.constantFrom('"' as const, "'" as const, null),
    )
    .map(([delimiter, quote]) => delimited(delimiter, quote)),
  fc.constant(FIXED),
);
/** Made of what such lines are made of, and of what spoils them. */
const lines = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', '7', '.', ',', ';', '|', '\t', ' ', '"', "'", '\r'),
    maxLength: 40,
  }),
  fc.string({ unit: fc.constantFrom('a', '۷', '٬', ',', '\u200e', '\0', '\ufffd', '\x7f'), maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

test.each([
  ['SDP-1,C1,989120000001,2026-05-01 11:30:00,5000,S', ','],
  [',,x,', ','],
  ['no delimiter', ';'],
  ['', ';'],
  ["it's|fine", '|'],
])('REC-01 "%s" is plain, and cut where its delimiter stands', (line, delimiter) => {
  expect(plainCutOf(delimited(delimiter, '"'))(line)).toEqual(line.split(delimiter));
});

test.each([
  ['a,"b"', '"'],
  ["a,'b'", "'"],
  ['a,۷', '"'],
  ['a,\ufffd', '"'],
  ['a,\0', null],
  ['\ufeffa,b', null],
] as const)('REC-01 %j is looked at more closely', (line, quote) => {
  expect(plainCutOf(delimited(',', quote))(line)).toBeNull();
});

test('REC-01 what is seen in one look is what the closer look sees', () => {
  fc.assert(
    fc.property(layouts, lines, (layout, line) => {
      const plain = plainCutOf(layout)(line);
      if (plain !== null) expect(plain).toEqual(lineCutOf(layout)(line));
      expect(plain !== null && /[\0\ufffd]/.test(line)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
