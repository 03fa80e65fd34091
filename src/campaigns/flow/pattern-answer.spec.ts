import fc from 'fast-check';
import { readPattern } from './pattern-answer';
import { readPatternSource } from './pattern';
import { findPattern } from './pattern-search';

const read = (pattern: string, text: string) => {
  const reading = readPattern({ type: 'pattern', pattern }, text);
  return 'value' in reading ? reading.value : `fault: ${reading.fault}`;
};

describe('DAT-01 a pattern', () => {
  test.each([
    ['an32', 'HTML', '<html>x</html>', 'html'],
    ['an34', '[😀-🙏]', 'hi there 😂', '😂'],
    ['five figures and nothing else', '\\A\\d{5}\\z', '12345', '12345'],
    ['six', '^\\d{5}$', '123456', 'fault: pattern'],
    ['blanks around are nobody’s meaning', '^\\d{5}$', ' 12345 ', '12345'],
    ['Persian figures, as they were written', '\\d{3}', 'کد ۱۲۳', '۱۲۳'],
    ['a figure is that figure in every script', '[0-4]7', '٣٧', '٣٧'],
    ['the first and there the longest', 'a+|aab', 'xaabaaaa', 'aab'],
    ['either letter case', '[A-C]x?', 'zzbX', 'bX'],
    ['words and their edges', '\\bone\\b', 'alone one', 'one'],
    ['a choice in a group', '(?:rot|blau)er? Wein', 'ein roter wein', 'roter wein'],
    ['anything but', '[^\\s,]+', ', tea', 'tea'],
    ['a hyphen at the end of a set', '[a-]+', 'b-a-', '-a-'],
    ['counted from two', 'x{2,}', 'x xxx', 'xxx'],
    ['counted to two', 'x{1,2}', 'xxx', 'xx'],
    ['a sign for itself', '\\$\\d+\\.\\d\\d', 'it is $12.50', '$12.50'],
    ['nothing that takes anything', 'x*', 'abc', 'fault: pattern'],
    ['nothing said', 'x', ' ', 'fault: empty'],
  ])('%s: %s in %j is %j', (_, pattern, text, value) => {
    expect(read(pattern, text)).toBe(value);
  });

  test.each([
    ['an35', '[', 'a [ is not closed'],
    ['an opposite left open', '[^a', 'a [ is not closed'],
    ['an empty set', '[]', '[] takes nothing'],
    ['a group left open', '(a', 'a ( is not closed'],
    ['a group closed twice', 'a)', 'a ) closes nothing'],
    ['nothing to repeat', '*a', 'nothing stands before *'],
    ['repeated twice', 'a+?', 'what repeats may not repeat at once'],
    ['a place twice', '^+a', 'a place in the text is there once'],
    ['a range backwards', '[z-a]', 'z-a is no range'],
    ['a count backwards', 'a{3,2}', 'a repetition ends before it begins'],
    ['a count that is none', 'a{x}', 'after { come one number or two, and }'],
    ['too many', 'a{101}', 'a repetition may be 100 at most'],
    ['too many of too many', '((a{90}){90}){90}', 'it repeats too much'],
    ['looking ahead', '(?=a)', 'a group may begin with (?: or ( only'],
    ['looking back', '(a)\\1', '\\1 means nothing here'],
    ['an end in nothing', 'a\\', '\\ means nothing here'],
  ])('%s (%s) is refused: %s', (_, source, fault) => {
    expect(readPatternSource(source)).toEqual({ fault: `is no pattern: ${fault}` });
  });
});

describe('DAT-01 any pattern at all', () => {
  const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\d', '(a|b)', '(?:ab|b)', '1');
  const repeated = fc
    .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}'))
    .map((two) => two.join(''));
  const part = fc.oneof(atom, repeated, fc.constantFrom('\\b', '^', '$'));
  const pattern = fc.array(fc.array(part, { maxLength: 4 }), { minLength: 1, maxLength: 3 });

  test('finds something where JavaScript’s own finds it, from the same place and no less of it', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', ' '), maxLength: 12 }),
        (ways, text) => {
          const source = ways.map((parts) => parts.join('')).join('|');
          const read = readPatternSource(source);
          const theirs = new RegExp(source).exec(text);
          const ours = 'node' in read ? findPattern(read.node, text) : 'a fault';
          expect(ours === undefined).toBe(theirs === null);
          if (!theirs || ours === undefined) return;
          expect(text.startsWith(ours, theirs.index)).toBe(true);
          expect(ours.length).toBeGreaterThanOrEqual(theirs[0].length);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('is a tree or a fault, and searches whatever was said', () => {
    const source = fc.string({ unit: fc.constantFrom(...'ab()[]{}|*+?\\^$.-,123dwsAz'), maxLength: 20 });
    fc.assert(
      fc.property(source, fc.string({ unit: 'binary', maxLength: 40 }), (own, text) => {
        const read = readPatternSource(own);
        if ('fault' in read) expect(read.fault).toMatch(/^is no pattern: ./);
        else expect(text).toContain(findPattern(read.node, text) ?? '');
      }),
      { numRuns: 1_000 },
    );
  });

  test('what drives other engines mad is searched in no time', () => {
    const started = performance.now();
    expect(read('^(a+)+$', `${'a'.repeat(299)}!`)).toBe('fault: pattern');
    expect(read('(a|a)*b|(.*.*.*)*x', 'a'.repeat(300))).toBe('fault: pattern');
    expect(read('(.{0,8}){0,25}\\d', 'a'.repeat(300))).toBe('fault: pattern');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
