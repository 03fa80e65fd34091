import fc from 'fast-check';
import acceptance from '../../test/data/acceptance-cases.json';
import { fold } from './fold';
import { argument, parse, tokenise } from './said';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.lorem({ mode: 'sentences' }),
);

function cases(id: string) {
  const suite = acceptance.suites.find((each) => each.id === id);
  return (suite?.cases ?? []).map((row) => ({ id: row.id, text: textOf(row.given), expected: row.expect }));
}

function textOf(given: object): string {
  return 'text' in given && typeof given.text === 'string' ? given.text : '';
}

describe('what a subscriber said', () => {
  test.each([
    ['  Vóte: 2 ', 'vote 2'],
    ['می‌خواهم بازی', 'میخواهم بازی'],
    ['', ''],
    ['🔥', '🔥'],
  ])('the key of %j is %j', (raw, key) => {
    expect(parse(raw).key).toBe(key);
  });

  test('every word knows where it stood and how it was written', () => {
    expect(parse(' Sì, إلغاءً ۱۲!').words).toEqual([
      { raw: 'Sì', key: 'si', start: 1, end: 3 },
      { raw: 'إلغاءً', key: 'الغاء', start: 5, end: 11 },
      { raw: '۱۲', key: '12', start: 12, end: 14 },
    ]);
  });

  test('one character that stands for several words is where each of them stood', () => {
    const words = parse('a ﷺ').words;
    expect(words.map((word) => word.key)).toEqual(['a', 'صلی', 'الله', 'علیه', 'وسلم']);
    expect(new Set(words.slice(1).map((word) => word.raw))).toEqual(new Set(['ﷺ']));
  });

  test('the words, joined, are the key; in order, apart, each cut from the text', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const said = parse(raw);
        expect(said.key).toBe(fold(raw));
        expect(said.words.map((word) => word.key).join(' ')).toBe(said.key);
        said.words.forEach((word, at) => {
          expect(raw.slice(word.start, word.end)).toBe(word.raw);
          expect(word.start).toBeLessThan(word.end);
          expect(word.start).toBeGreaterThanOrEqual(said.words[at - 1]?.start ?? 0);
        });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the argument behind a keyword', () => {
  const rows = cases('separators').filter(({ expected }) => /^HELP$|^argument: /.test(String(expected)));
  test.each(rows.map((row) => [row.id, row.text, row.expected] as const))(
    '%s %j gives %s',
    (_, text, expected) => {
      const said = parse(text);
      expect(said.words[0]?.key).toBe('hello');
      expect(argument(said, 1)).toBe(expected === 'HELP' ? '' : String(expected).replace('argument: ', ''));
    },
  );

  const keyworded = cases('separators').filter(({ expected }) => /^keyword /.test(String(expected)));
  test.each(keyworded.map((row) => [row.id, row.text, row.expected] as const))(
    '%s %j is %s',
    (_, text, expected) => {
      expect(parse(text).words[0]?.key).toBe(fold(String(expected).replace('keyword ', '')));
    },
  );

  test.each([
    ['se30 letters glued to a keyword', 'helloworld', 'hello'],
    ['se39 digits glued to a keyword', 'جایزه۱۲۳', 'جایزه'],
    ['pt1 a longer word', 'JOINT venture', 'join'],
    ['pt2 a compound', 'stopwatch', 'stop'],
    ['pt4 a dot is no wildcard', 'aXb', 'a b'],
    ['pt5 an ending', 'Клодом', 'клод'],
    ['pt8 an ending in a sentence', 'I am linking', 'link'],
  ])('%s is another word', (_, text, keyword) => {
    expect(` ${parse(text).key} `).not.toContain(` ${keyword} `);
  });

  test('pt7 a keyword among emoji is the keyword', () => {
    expect(parse('🔥 Клод! 🔥').words.map((word) => word.key)).toEqual([fold('Клод')]);
  });

  test('se36 nothing said is no word', () => {
    expect(parse('').words).toEqual([]);
  });

  test.each([
    ['PHONE +98 912', 1, '+98 912'],
    ['rate: 👍', 1, '👍'],
    ['say… Hello', 1, 'Hello'],
    ['إلغاءً\u200c News', 1, 'News'],
    ['one two THREE Four ', 2, 'THREE Four '],
    [' ..one two', 0, 'one two'],
    ['one', 2, ''],
    ['', 0, ''],
    ['', 1, ''],
  ])('%j after %i is %j', (raw, after, rest) => {
    expect(argument(parse(raw), after)).toBe(rest);
  });

  test('it is the end of the text, and its words are the words that were left', () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-z0-9é]{1,8}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, fc.constantFrom(' ', ', ', ' : ', '\n'), fc.nat(7), (said, between, after) => {
        const rest = argument(parse(said.join(between)), after);
        expect(rest).toBe(said.slice(after).join(between));
      }),
    );
    fc.assert(fc.property(anyText, fc.nat(4), (raw, after) => raw.endsWith(argument(parse(raw), after))));
  });
});

describe('the words as a person counts them', () => {
  /*
   * One case is a peer's choice and differs here:
   * tk11 "👍🏿 👨🏼" takes a skin tone for a word; here an emoji keeps its tone, and its key drops it.
   * tk50 names its word in a sentence: "می‌خواهم (one word)".
   */
  const ours: Readonly<Record<string, readonly string[]>> = {
    tk11: ['👍🏿', '👨🏼'],
    tk50: ['می‌خواهم', 'بازی'],
  };
  test.each(cases('tokenise').map((row) => [row.id, row.text, row.expected] as const))(
    '%s %j',
    (id, text, expected) => {
      expect(tokenise(text)).toEqual(ours[id] ?? expected);
    },
  );

  test('nothing but blanks has no words', () => {
    expect(tokenise(' \n . ')).toEqual([]);
  });

  test('the words are found in the text, in order', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        let at = 0;
        for (const word of tokenise(raw)) {
          const found = raw.indexOf(word, at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + word.length;
        }
      }),
    );
  });
});
