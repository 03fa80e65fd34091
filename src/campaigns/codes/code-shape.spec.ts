import fc from 'fast-check';
import { codeHash } from './code-hash';
import { codesIn, readAlphabet, readLine, SHAPE_LIMITS, type CodeShape } from './code-shape';
import { checkCharacter } from './parola-code';

const parola: CodeShape = { type: 'parola' };
const free: CodeShape = { type: 'free' };
const brand: CodeShape = { type: 'alphabet', alphabet: readAlphabet('ABCDEFGH23456789') ?? '', length: 8 };
const OURS = `7KD49ACFE${checkCharacter('7KD49ACFE')}`;

describe('a line of a file', () => {
  test.each<[CodeShape, string, string | null]>([
    [parola, OURS, OURS],
    [parola, OURS.toLowerCase(), OURS],
    [parola, `${OURS}X`, null],
    [brand, 'abcd-2345', 'ABCD2345'],
    [brand, 'ABCD۲۳۴۵', 'ABCD2345'],
    [brand, 'ABCD234', null],
    [brand, 'ABCD234X', null],
    [free, 'Oil-2050', '0112050'],
    [free, 'abc', null],
    [free, 'a'.repeat(24), 'A'.repeat(24)],
    [free, 'a'.repeat(25), null],
    [free, 'کد۱۲۳۴', 'کد1234'],
    [free, '🔥🔥🔥🔥', null],
    [free, 'A,B;C', null],
    [free, 'A,B;C-D', 'ABCD'],
  ])('CON-03 %j takes "%s" as %s', (shape, raw, code) => {
    expect(readLine(shape, raw)).toEqual(code === null ? { fault: 'shape' } : { code });
  });

  test('CON-03 an alphabet is read as codes are compared: O is 0, I and L are 1', () => {
    expect(readAlphabet('abcdefgh')).toBe('ABCDEFGH');
    expect(readAlphabet('ABCDEFO0IL1')).toBe('01ABCDEF');
    expect(readAlphabet('ABC')).toBeNull();
    expect(readAlphabet('ابپتثجچح')).toBeNull();
    expect(readAlphabet('')).toBeNull();
  });
});

describe('a text that may hold a code', () => {
  test.each<[readonly CodeShape[], string, readonly string[]]>([
    [[parola], `WIN${OURS}`, [OURS]],
    [[brand], 'WIN abcd 2345', ['ABCD2345']],
    [[brand], 'WINABCD2345', ['ABCD2345']],
    [[brand], 'abcd2345 thank you', ['ABCD2345']],
    [[free], 'promo99', ['PR0M099']],
    [[free], 'win promo99', ['W1NPR0M099', 'PR0M099']],
    [[parola, brand], `${OURS} ABCD2345`, [OURS, 'ABCD2345']],
    [[], 'ABCD2345', []],
    [[parola, brand], 'hello', []],
  ])('CON-03 %j in "%s": %j', (shapes, raw, codes) => {
    expect(codesIn(shapes, raw)).toEqual(codes);
  });

  test('CON-03 whatever the text, it is tried as a few codes at most, each of its shape', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (raw) => {
        const codes = codesIn([parola, brand, free], raw);
        expect(codes.length).toBeLessThanOrEqual(SHAPE_LIMITS.candidates);
        for (const code of codes)
          expect([parola, brand, free].some((shape) => 'code' in readLine(shape, code))).toBe(true);
      }),
    );
  });

  test('CON-03 a line and a text that is nothing but the line give the same code', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-H2-9]{8}$/), (raw) => {
        expect(codesIn([brand], raw)).toEqual([raw]);
        expect(readLine(brand, raw)).toEqual({ code: raw });
      }),
    );
  });
});

test('CON-03 the hash of a code is of its brand too, and never that of a telephone number', () => {
  const hashed: string[] = [];
  const keyed = { hashOf: (text: string) => `${hashed.push(text)}` };
  codeHash(keyed, 1, '9647501234567');
  codeHash(keyed, 11, '9647501234567');
  codeHash(keyed, 1, '19647501234567');
  expect(new Set(hashed).size).toBe(3);
  expect(hashed.some((text) => /^\+?[0-9]+$/.test(text))).toBe(false);
});
