import fc from 'fast-check';
import { builtInProfiles } from '../../rules/catalogue';
import { reservedWord } from '../../rules/command';
import { iran } from '../../rules/profiles/ir';
import { italy } from '../../rules/profiles/it';
import { fold } from '../../text/fold';
import { collisions, type LeasedWord } from './collisions';

const leased = (...words: string[]): LeasedWord[] =>
  words.map((word) => ({ word, key: fold(word), brand: 'Lotus' }));
const of = (word: string, others: readonly LeasedWord[] = [], profile = iran) =>
  collisions(fold(word), { profile, profiles: builtInProfiles, leased: others });
const words = (word: string, others?: readonly LeasedWord[]) =>
  of(word, others).map((entry) => `${entry.severity} ${entry.word}`);

test('KW-17 NEW and NEWS are explained, from either side', () => {
  expect(words('NEWS', leased('NEW'))).toEqual(['warning NEW']);
  expect(words('NEW', leased('NEWS'))).toEqual(['warning NEWS']);
});

test('KW-17 a longer phrase is told from a beginning', () => {
  expect(of('NEWS', leased('NEWS SPORT'))).toMatchObject([
    { word: 'NEWS SPORT', why: expect.stringContaining('longer phrase') as unknown },
  ]);
  expect(of('NEWS SPORT', leased('NEWS'))).toMatchObject([
    { word: 'NEWS', why: expect.stringContaining('shorter phrase') as unknown },
  ]);
});

test('KW-17 STOPPER is warned of STOP and is no conflict', () => {
  expect(words('STOPPER')).toContain('warning STOP');
  expect(words('STOPPER').filter((entry) => entry.startsWith('conflict'))).toEqual([]);
});

test('KW-17 a slip of the thumb away from a keyword or from a reserved word', () => {
  expect(words('VOTR', leased('VOTE', 'QUIZ'))).toEqual(['warning VOTE']);
  expect(words('HELO')).toContain('warning HELP');
  expect(of('AB', leased('AC'))).toEqual([]);
});

test('KW-17 the same key is a conflict whatever its spelling', () => {
  expect(words('يک', leased('یک'))).toEqual(['conflict یک']);
});

test('KW-17 a word that means something to those who speak another language', () => {
  const italian = of('FINE', [], iran);
  const isItalianWord = italy.words.some(({ word }) => fold(word) === 'fine');
  expect(italian.some(({ why }) => why.includes('speak it'))).toBe(isItalianWord);
  expect(isItalianWord).toBe(true);
});

test('a reserved word is a conflict, first in the list, and every entry says why', () => {
  const reserved = fc.constantFrom(...iran.words.map(({ word }) => word));
  fc.assert(
    fc.property(reserved, (word) => {
      expect(reservedWord(iran, fold(word))).toBeDefined();
      const [first, ...rest] = of(word, leased('NEWS', 'VOTE'));
      expect(first).toMatchObject({ brand: null, severity: 'conflict' });
      for (const { why } of rest) expect(why).not.toBe('');
    }),
  );
});

test('conflicts come before warnings, and the list has an end', () => {
  const many = Array.from({ length: 300 }, (_, at) => ({
    word: `NEWS${at}`,
    key: `news${at}`,
    brand: 'Lotus',
  }));
  const entries = of('NEWS', [...many, ...leased('news')]);
  expect(entries[0]).toMatchObject({ severity: 'conflict', word: 'news' });
  expect(entries.length).toBeLessThanOrEqual(50);
});
