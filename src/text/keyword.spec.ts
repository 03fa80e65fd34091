import fc from 'fast-check';
import { fold } from './fold';
import { checkKeyword, editDistance, isOneEditApart, KEYWORD_LIMITS } from './keyword';

describe('what may be leased as a keyword', () => {
  /*
   * Where a case leaves the choice or states a peer's: kv02 blanks around it are trimmed; kv04 forty characters are allowed, not
   * sixteen; kv07 a skin tone is refused, since every tone reaches the plain emoji; kv14 a phrase is allowed.
   */
  test.each([
    ['kv02', ' x ', 'x'],
    ['kv04', 'thisistoolongokplease', 'thisistoolongokplease'],
    ['kv08', '👋', '👋'],
    ['kv10', '7', '7'],
    ['kv11', 'heyjoinnowplease', 'heyjoinnowplease'],
    ['kv13', 'मिलाए', 'मिलाए'],
    ['kv14', 'with spaces', 'with spaces'],
    ['a flag', '🇮🇷', '🇮🇷'],
    ['a family', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['quotes', '«مسابقه»', 'مسابقه'],
    ['a dot', 'a.b', 'a b'],
    ['forty characters', 'x'.repeat(40), 'x'.repeat(40)],
    ['forty characters of two units', '𐐨'.repeat(40), '𐐨'.repeat(40)],
  ])('%s: %j is', (_, raw, key) => {
    expect(checkKeyword(raw)).toEqual({ ok: true, key });
  });

  test.each([
    ['kv01', '', 'empty'],
    ['blanks', ' \u200b\n', 'empty'],
    ['kv05', '🎺🦆', 'not_a_word'],
    ['kv07', '👋🏾', 'skin_tone'],
    ['a question mark', '?', 'not_a_word'],
    ['a currency', '€', 'not_a_word'],
    ['41 characters', 'x'.repeat(41), 'too_long'],
    ['41 of two units', '𐐨'.repeat(41), 'too_long'],
    ['a character that unfolds', 'ﷺ'.repeat(3), 'too_long'],
    ['five words', 'one two three four five', 'too_many_words'],
  ])('%s: %j is not', (_, raw, code) => {
    expect(checkKeyword(raw)).toMatchObject({ ok: false, code });
  });

  test.each([
    ['kv32', 'کد', 'كد'],
    ['kv33', 'win۱', 'WIN1'],
  ])('%s %s and %s are one keyword', (_, one, other) => {
    expect(checkKeyword(one)).toEqual(checkKeyword(other));
  });

  test('whatever is accepted has the key its texts have, within the limits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (raw) => {
        const check = checkKeyword(raw);
        if (!check.ok) return expect(check.detail).toMatch(/\.$/);
        expect(check.key).toBe(fold(raw));
        expect([...check.key].length).toBeLessThanOrEqual(KEYWORD_LIMITS.chars);
        expect(check.key.split(' ').length).toBeLessThanOrEqual(KEYWORD_LIMITS.words);
      }),
    );
  });
});

describe('slips between two keys', () => {
  test.each([
    ['jion', 'join', 1],
    ['join', 'join', 0],
    ['joi', 'join', 1],
    ['joiin', 'join', 1],
    ['loin', 'join', 1],
    ['stpo', 'stop', 1],
    ['stopppp', 'stop', 3],
    ['ca', 'abc', 3],
    ['', 'ab', 2],
    ['👍', '👎', 1],
    ['a👍', 'a', 1],
  ])('KW-08 %j to %j takes %i', (a, b, slips) => {
    expect(editDistance(a, b, 5)).toBe(slips);
    expect(isOneEditApart(a, b)).toBe(slips <= 1);
  });

  test('KW-08 more than the most is one more than the most', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('a', 'abcdefgh', 3)).toBe(4);
    expect(editDistance('abcd', 'wxyz', 0)).toBe(1);
    expect(editDistance('same', 'same', 0)).toBe(0);
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '👍', 'ن'), maxLength: 7 });

  test('KW-08 the bounded distance is the whole table, cut off', () => {
    fc.assert(
      fc.property(word, word, fc.nat(8), (a, b, atMost) => {
        expect(editDistance(a, b, atMost)).toBe(Math.min(wholeTable([...a], [...b]), atMost + 1));
        expect(editDistance(b, a, atMost)).toBe(editDistance(a, b, atMost));
      }),
      { numRuns: 1_000 },
    );
  });

  test('KW-08 one edit apart is a distance of one at most', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(isOneEditApart(a, b)).toBe(wholeTable([...a], [...b]) <= 1);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Optimal string alignment as the textbook has it. */
function wholeTable(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const slips = [
    wholeTable(a.slice(0, -1), b) + 1,
    wholeTable(a, b.slice(0, -1)) + 1,
    wholeTable(a.slice(0, -1), b.slice(0, -1)) + (a.at(-1) === b.at(-1) ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    slips.push(wholeTable(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...slips);
}
