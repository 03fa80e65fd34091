import fc from 'fast-check';
import type { WordsAccept } from './accept';
import { readWords } from './words-answer';

const read = (match: WordsAccept['match'], text: string, ...words: readonly string[]) => {
  const reading = readWords({ type: 'words', match, words }, text);
  return 'value' in reading ? reading.value : reading.fault;
};

describe('DAT-01 any of the words', () => {
  test.each([
    ['an01', 'this.is.my.word', ['WORD', 'word2', 'word'], 'word'],
    ['an02', 'this.is.my.βήτα', ['βήτα'], 'βήτα'],
    ['an04', 'this World too', ['world'], 'World'],
    ['an05', "I don't like it", ["don't", 'dont'], "don't"],
    ['an07', '', ['world'], 'empty'],
    ['an67', 'بلى', ['بلی'], 'بلى'],
    ['Arabic yeh, always', 'بلي', ['بلی'], 'بلي'],
    ['the one that was said first', 'tea or coffee', ['coffee', 'tea'], 'tea'],
    ['the longest of those', 'green tea please', ['green', 'green tea'], 'green tea'],
    ['accents or none', 'un cafe', ['café'], 'cafe'],
    ['digits of any script', 'size ۴۲', ['42'], '۴۲'],
    ['a picture alone', '👍🏾!', ['👍'], '👍'],
    ['at the end of a long text', `${'well '.repeat(200)}world`, ['world'], 'world'],
    ['too much between its words', `this ${'!'.repeat(400)} world`, ['this world'], 'tooLong'],
    ['a part of a word', 'worlds', ['world'], 'words'],
    ['only a slip away', 'wrold', ['world'], 'words'],
  ])('%s %j with %j is %j', (_, text, words, value) => {
    expect(read('any', text, ...words)).toBe(value);
  });

  test.each([
    ['an11', 'you Must resist', 'must resist', 'Must resist'],
    ['an14', 'this is not world', 'this world', 'words'],
    ['an80', 'a a b', 'a b', 'a b'],
    ['over a full stop', 'You must. Resist!', 'must resist', 'must. Resist'],
    ['with a half space', 'می‌خواهم بیایم', 'می‌خواهم بیایم', 'می‌خواهم بیایم'],
  ])('%s a phrase in %j', (_, text, phrase, value) => {
    expect(read('any', text, phrase)).toBe(value);
  });
});

describe('DAT-01 all of the words', () => {
  test.each([
    ['an08', 'this.is.my.word', ['WORD', 'word'], 'word'],
    ['an10', 'BUT not this one', ['world'], 'words'],
    ['an82', 'second third first', ['first', 'second', 'third'], 'second third first'],
    ['an82, one is missing', 'first third fourth', ['first', 'second', 'third'], 'words'],
    ['what is between them is left out', 'Red and also blue', ['blue', 'red'], 'Red blue'],
    ['phrases that share a word', 'a b c', ['a b', 'b c'], 'a b c'],
  ])('%s: %j with %j is %j', (_, text, words, value) => {
    expect(read('all', text, ...words)).toBe(value);
  });
});

describe('DAT-01 one of the words and nothing else', () => {
  test.each([
    ['an16', ' world Too ', 'world too', 'world Too'],
    ['an19', 'this world is my world', 'this world', 'words'],
    ['an20', 'this world', 'this mighty', 'words'],
    ['an28', 'hello-world', 'hello-world', 'hello-world'],
    ['a sign behind it', 'Hello!', 'hello', 'Hello'],
  ])('%s: %j with %j is %j', (_, text, phrase, value) => {
    expect(read('only', text, phrase)).toBe(value);
  });
});

describe('DAT-01 beginning with one of the words', () => {
  test.each([
    ['an22', '  HelloThere', ['hello'], 'Hello'],
    ['an23', ' 2061212', ['206'], '206'],
    ['an25', 'but this world', ['this world'], 'words'],
    ['an26', 'hel', ['hello'], 'words'],
    ['digits of any script', '۲۰۶۱۲۱۲', ['206'], '۲۰۶'],
    ['the mark belongs to its letter', 'e\u0301tage', ['E'], 'e\u0301'.normalize('NFC')],
    ['a vowel sign is no mark', 'किताब', ['क'], 'words'],
    ['the longest', 'abcd', ['a', 'abc', 'ab'], 'abc'],
    ['behind a sign', '«سلام»', ['سل'], 'سل'],
  ])('%s: %j with %j is %j', (_, text, words, value) => {
    expect(read('beginning', text, ...words)).toBe(value);
  });
});

test('DAT-01 who has all has any, who has only has all, and what is quoted was said', () => {
  const word = fc.constantFrom('one', 'دو', 'TWO', 'drei', 'سه', '4', '۴', 'è');
  const text = fc.array(fc.oneof(word, fc.constantFrom('and', '،', 'x!')), { maxLength: 8 });
  fc.assert(
    fc.property(text, fc.array(word, { minLength: 1, maxLength: 4 }), (said, words) => {
      const [only, all, any] = (['only', 'all', 'any'] as const).map((match) =>
        readWords({ type: 'words', match, words }, said.join(' ')),
      );
      if (only && 'value' in only && words.length === 1) expect(all).toHaveProperty('value');
      if (all && 'value' in all) expect(any).toHaveProperty('value');
      if (any && 'value' in any) expect(said).toContain(any.value);
    }),
  );
});
