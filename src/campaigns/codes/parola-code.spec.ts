import fc from 'fast-check';
import { fold, foldCode } from '../../text/fold';
import {
  checkCharacter,
  CODE_ALPHABET,
  CODE_CHARS,
  CODE_PATTERN,
  codesFrom,
  readCode,
  readWholeCode,
} from './parola-code';

/** A code from nine numbers: what generation does with noise. */
const codeOf = (first: number, others: readonly number[]): string => {
  const payload = CODE_ALPHABET.charAt(first) + others.map((value) => CODE_ALPHABET.charAt(value)).join('');
  return payload + checkCharacter(payload);
};
const values = fc.array(fc.nat(CODE_ALPHABET.length - 1), {
  minLength: CODE_CHARS - 2,
  maxLength: CODE_CHARS - 2,
});
const codes = fc.tuple(fc.nat(4), values).map(([first, others]) => codeOf(first, others));
const place = fc.nat(CODE_CHARS - 1);
const letter = fc.constantFrom(...CODE_ALPHABET);

describe('the alphabet', () => {
  test('CON-03 it has no two characters that look alike, and a prime number of them', () => {
    for (const pair of ['0O', '1I', '1L', 'IL', '2Z', '5S', '8B', 'UV', 'OQ', '9Q'])
      expect([...pair].filter((char) => CODE_ALPHABET.includes(char)).length).toBeLessThan(2);
    expect(CODE_ALPHABET).toHaveLength(23);
    expect(new Set(CODE_ALPHABET).size).toBe(23);
  });

  test('CON-03 folding a code changes nothing in it', () => {
    fc.assert(fc.property(codes, (code) => expect(foldCode(code)).toBe(code)));
  });
});

describe('the check character', () => {
  test('CON-03 every single wrong character is found', () => {
    fc.assert(
      fc.property(codes, place, letter, (code, at, char) => {
        fc.pre(code.charAt(at) !== char);
        expect(readCode(code.slice(0, at) + char + code.slice(at + 1))).toHaveProperty('fault');
      }),
    );
  });

  test('CON-03 every two characters that changed places are found, neighbours or not', () => {
    fc.assert(
      fc.property(codes, place, place, (code, one, other) => {
        fc.pre(code.charAt(one) !== code.charAt(other));
        const chars = [...code];
        chars[one] = code.charAt(other);
        chars[other] = code.charAt(one);
        expect(readCode(chars.join(''))).toHaveProperty('fault');
      }),
    );
  });

  test('CON-03 all slips of one code, one by one: every character at every place, every neighbouring pair', () => {
    const code = codeOf(1, [3, 1, 4, 15, 9, 2, 6, 5]);
    for (let at = 0; at < CODE_CHARS; at++) {
      for (const char of CODE_ALPHABET) {
        const typed = code.slice(0, at) + char + code.slice(at + 1);
        expect('code' in readWholeCode(typed)).toBe(typed === code);
      }
      const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
      expect('code' in readWholeCode(swapped)).toBe(swapped === code);
    }
  });

  test('CON-03 a slip in the digits is a check fault, a code that begins with a letter has no shape', () => {
    expect(readCode('7KQ49ACFEF')).toEqual({ fault: 'shape' }); // nobody prints a Q
    const code = codeOf(2, [0, 1, 2, 3, 4, 5, 6, 7]);
    expect(readCode(`7${code.slice(1)}`)).toEqual({ fault: 'check' });
    expect(readCode(`K${code.slice(1)}`)).toEqual({ fault: 'shape' });
  });
});

/** A leased pattern as the router reads it: 9 a digit, X a letter or a digit. */
const hasShapeOf = (pattern: string, code: string): boolean =>
  new RegExp(`^${pattern.replace(/./g, (place) => (place === '9' ? '[0-9]' : '[A-Z0-9]'))}$`).test(code);

const PERSIAN = '۰۱۲۳۴۵۶۷۸۹';
const ARABIC = '٠١٢٣٤٥٦٧٨٩';
const inDigits = (digits: string) => (code: string) =>
  code.replace(/[0-9]/g, (digit) => digits.charAt(Number(digit)));
const fullWidth = (code: string) =>
  code.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const withEvery = (separator: string) => (code: string) => [...code].join(separator);

describe('what people text', () => {
  test.each<[string, (code: string) => string]>([
    ['as it is printed', (code) => code],
    ['in lower case', (code) => code.toLowerCase()],
    ['in Persian digits', inDigits(PERSIAN)],
    ['in Arabic digits', inDigits(ARABIC)],
    ['in full width', fullWidth],
    ['with hyphens', (code) => `${code.slice(0, 4)}-${code.slice(4, 7)}-${code.slice(7)}`],
    ['with blanks', (code) => `  ${code.slice(0, 5)} ${code.slice(5)}\n`],
    ['letter by letter', withEvery('. ')],
    ['between invisible marks of direction', (code) => `\u2066${code}\u2069`],
    ['behind a keyword', (code) => `win ${code}`],
    ['glued to a keyword', (code) => `WIN${code}`],
    ['glued to a keyword in Persian', (code) => `جایزه${inDigits(PERSIAN)(code)}`],
    ['glued to a keyword that ends in a digit', (code) => `WIN24${code}`],
    ['with thanks behind it', (code) => `WIN${code} please :)`],
    ['in a sentence', (code) => `my code is ${code}, thanks`],
    ['with O for D', (code) => code.replaceAll('D', 'O')],
    ['with 0 for D', (code) => code.replaceAll('D', '0')],
    ['with U for V', (code) => code.replaceAll('V', 'u')],
    ['as the router hands it on', foldCode],
    ['as the words of a text', fold],
  ])('CON-03 a code %s is read', (_, write) => {
    fc.assert(fc.property(codes, (code) => expect(readCode(write(code))).toEqual({ code })));
  });

  test('CON-03 reading is total, and what it reads it reads again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
        const reading = readCode(raw);
        if ('code' in reading) expect(readWholeCode(reading.code)).toEqual(reading);
      }),
    );
  });

  test.each(['', ' ', '🔥', 'HELLOWORLD', 'WIN', '7', '3467', '7KD4 9AC', 'سلام', '30000000000'])(
    'CON-03 "%s" is no code',
    (raw) => {
      expect(readCode(raw)).toEqual({ fault: 'shape' });
    },
  );

  test('CON-03 a line of a file is a code and nothing else', () => {
    const code = codeOf(0, [22, 21, 20, 19, 18, 17, 16, 15]);
    expect(readWholeCode(` ${code.toLowerCase()} `)).toEqual({ code });
    expect(readWholeCode(`WIN${code}`)).toEqual({ fault: 'shape' });
  });

  test('CON-03 every code has the pattern that a dedicated code leases, and no ordinary word has it', () => {
    fc.assert(fc.property(codes, (code) => expect(hasShapeOf(CODE_PATTERN, code)).toBe(true)));
    expect(hasShapeOf(CODE_PATTERN, 'HELLOWORLD')).toBe(false);
  });
});

describe('codes out of noise', () => {
  test('CON-03 each of them is whole, and all characters are about as frequent', () => {
    const noise = Uint8Array.from({ length: 256 * 400 }, (_, at) => (at * 167 + (at >> 8) * 31) % 256);
    const made = codesFrom(noise);
    expect(made.length).toBeGreaterThan(9_000);
    const counts = new Map<string, number>();
    for (const code of made) {
      expect(readWholeCode(code)).toEqual({ code });
      for (const char of code.slice(1, -1)) counts.set(char, (counts.get(char) ?? 0) + 1);
    }
    const expected = (made.length * (CODE_CHARS - 2)) / CODE_ALPHABET.length;
    for (const char of CODE_ALPHABET) {
      expect(counts.get(char) ?? 0).toBeGreaterThan(expected * 0.8);
      expect(counts.get(char) ?? 0).toBeLessThan(expected * 1.2);
    }
  });

  test('CON-03 the same noise makes the same codes, and too little makes none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        expect(codesFrom(noise)).toEqual(codesFrom(noise));
        expect(codesFrom(noise).length).toBeLessThanOrEqual(Math.floor(noise.length / (CODE_CHARS - 1)));
      }),
    );
  });
});
