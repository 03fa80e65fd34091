import fc from 'fast-check';
import { ALPHABETS, alphabetNamed, decodeText } from './alphabets';

test.each([
  ['gsm7', '00', '@', false],
  ['gsm7', '1b65', '€', false],
  ['latin1', 'e9', 'é', false],
  ['windows1252', '80', '€', false],
  ['utf8', 'd984d8bad988', 'لغو', false],
  ['ucs2', '0644063a0648', 'لغو', false],
  ['ucs2', 'd83ddd25', '🔥', false],
  ['ucs2', '06440641064806', 'لفو\ufffd', true],
  ['utf8', '61ff', 'a\ufffd', true],
  ['ascii', '61e9', 'a\ufffd', true],
  ['latin1', '6100', 'a\0', true],
] as const)('WIRE-04 %s bytes %s are "%s"', (alphabet, hex, text, isLossy) => {
  expect(decodeText(Buffer.from(hex, 'hex'), alphabet)).toEqual({ text, isLossy });
});

test('WIRE-04 half a character in UCS-2 is kept apart, and told', () => {
  expect(decodeText(Buffer.from('d83d0041', 'hex'), 'ucs2')).toEqual({ text: '\ud83dA', isLossy: true });
});

test.each([
  ['UTF-8', 'utf8'],
  ['utf8', 'utf8'],
  ['UTF-16BE', 'ucs2'],
  ['ISO-8859-1', 'latin1'],
  ['WINDOWS-1252', 'windows1252'],
  ['GSM', 'gsm7'],
  ['8-BIT', 'latin1'],
  ['koi8-r', undefined],
  ['__proto__', undefined],
])('the charset %s', (name, alphabet) => {
  expect(alphabetNamed(name)).toBe(alphabet);
});

test('no bytes make any alphabet throw', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom(...ALPHABETS), (bytes, alphabet) => {
      expect(typeof decodeText(Buffer.from(bytes), alphabet).text).toBe('string');
    }),
  );
});
