import fc from 'fast-check';
import { aCampaign, aConfiguration, aKeyword, minutesLater } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { LANGUAGES } from '../../text/language';
import { lookup } from './lookup';
import { keysMeant, lookupKey } from './lookup-key';

const SETTINGS = {
  table: 3,
  answer: { en: '{name} has {points} points.', fa: 'امتیاز {name}: {points}' },
};
const WORDS = [aKeyword('RESULT', { language: 'en' }), aKeyword('نتیجه', { language: 'fa' })];

function somebody(settings: object = SETTINGS): Talk {
  const plays = [
    { words: WORDS, campaign: aCampaign({ kind: 'lookup', settings }) },
    { words: ['NEWS'], campaign: aCampaign({ id: 2 }) },
  ];
  const talk = new Talk({ configuration: aConfiguration({ plays }) });
  talk.knows({ type: 'row', tableId: 3, key: '4711' }, { number: '4711', name: 'Sara', points: '18.5' });
  return talk;
}

describe('KW-14 answers from a table', () => {
  test.each(['RESULT 4711', 'result ۴۷۱۱', 'RESULT 4711 please', 'Result: my number is ٤٧١١'])(
    'KW-14 %j is answered from the row',
    (text) => {
      expect(somebody().says(text).replies).toEqual(['Sara has 18.5 points.']);
    },
  );

  test('KW-14 in the language of the word', () => {
    expect(somebody().says('نتیجه ۴۷۱۱').replies).toEqual(['امتیاز Sara: 18.5']);
  });

  test('KW-14 a key that is not there has a text of its own, and says that it was free', () => {
    expect(somebody().says('RESULT 4712').replies).toEqual([
      'We found nothing for "4712". Please check it and send it again. You were not charged for it.',
    ]);
    const own = somebody({ ...SETTINGS, unknown: { en: 'No {argument} here' } });
    expect(own.says('RESULT x{name}').replies).toEqual(['No x{name} here']);
    expect(somebody().says('نتیجه ۴۷۱۲').replies[0]).toMatch(/^برای «۴۷۱۲» چیزی پیدا نشد/);
  });

  test('KW-14 the word alone is asked for the number, and the number alone is then an answer', () => {
    const talk = somebody();
    expect(talk.says('RESULT').replies).toEqual([
      'Please reply with the number or name you want to look up.',
    ]);
    expect(talk.says('4711', minutesLater(1)).replies).toEqual(['Sara has 18.5 points.']);
    expect(talk.says('4711', minutesLater(2)).campaignId).toBeUndefined();
  });

  test('KW-14 while it is asked, other keywords and STOP are themselves, and three misses end it', () => {
    const talk = somebody();
    talk.says('RESULT');
    expect(talk.says('NEWS', minutesLater(1)).replies).toEqual(['Hello from Acme.']);
    expect(somebody().says('STOP').rule).toBe('reserved word');
    const other = somebody();
    other.says('RESULT');
    const heard = ['1', '2', '3'].map((text, at) => other.says(text, minutesLater(at + 1)).replies[0]);
    expect(heard[1]).toMatch(/^We found nothing for "2"/);
    expect(heard[2]).toMatch(/^Still nothing found/);
    expect(other.says('4711', minutesLater(9)).campaignId).toBeUndefined();
  });

  test('KW-14 a value of the table is never read as a template', () => {
    const talk = somebody();
    talk.knows({ type: 'row', tableId: 3, key: '9' }, { name: '{points}', points: '1' });
    expect(talk.says('RESULT 9').replies).toEqual(['{points} has 1 points.']);
  });
});

describe('settings', () => {
  const paths = (raw: unknown): string[] => {
    const read = lookup.readSettings(raw, LANGUAGES);
    return 'faults' in read ? read.faults.map(({ path }) => path) : [];
  };
  test.each<[unknown, string[]]>([
    [[], ['']],
    [{}, ['answer', 'table']],
    [{ table: 1, answer: { en: '{charged}' } }, ['answer.en']],
    [{ table: 1, answer: { en: 'x' }, unknown: { en: '{name}' }, x: 1 }, ['x', 'unknown.en']],
    [SETTINGS, []],
  ])('%j names every fault by its path: %j', (raw, expected) => {
    expect(paths(raw)).toEqual(expected);
  });

  test('KW-14 an answer that names no column of the table cannot be published', () => {
    const context = {
      campaign: aCampaign(),
      profile: profileAt(builtInProfiles, 'uk', minutesLater(0)),
      list: () => undefined,
      isReserved: () => false,
      table: () => ({ columns: ['number', 'name'] }),
    };
    expect(lookup.lint(SETTINGS, context)).toEqual([
      'The answer names {points}, which is no column of the table.',
    ]);
  });
});

describe('keys', () => {
  test('KW-14 blanks, case, marks and the script of digits do not tell keys apart', () => {
    expect(lookupKey('SW1A 1AA')).toBe(lookupKey('sw1a1aa'));
    expect(lookupKey('۴۷-۱۱')).toBe('4711');
    expect(lookupKey('x'.repeat(101))).toBe('');
  });

  test('KW-14 whatever is written, at most three keys are looked up, and none is empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        const keys = keysMeant(raw);
        return keys.length <= 3 && keys.every((key) => key !== '' && key.length <= 100);
      }),
    );
  });
});
