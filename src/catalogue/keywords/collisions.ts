import { reservedWord } from '../../rules/command';
import type { Profile, ReservedWord } from '../../rules/profile';
import { fold, joined } from '../../text/fold';
import { isOneEditApart } from '../../text/keyword';

/** One thing that is in the way of a word, or near it. */
export interface Collision {
  readonly word: string;
  /** Whose keyword it is; null for a word of the rules. */
  readonly brand: string | null;
  readonly why: string;
  readonly severity: 'conflict' | 'warning';
}

export interface LeasedWord {
  readonly word: string;
  readonly key: string;
  readonly brand: string;
}

/** What else lives on the code: its rules, every other profile's, and the words that are leased or rest. */
export interface Neighbourhood {
  readonly profile: Profile;
  readonly profiles: readonly Profile[];
  readonly leased: readonly LeasedWord[];
}

/** Beginnings and slips of shorter words are too many to mean anything. */
const MIN_BEGINNING = 3;
const MIN_SLIP = 4;
const MOST = 50;

/** Everything a word collides with, conflicts first. Equal keys and reserved words forbid it; the rest is worth knowing before it is printed. */
export function collisions(key: string, { profile, profiles, leased }: Neighbourhood): readonly Collision[] {
  const found = [
    ...reserved(profile, key),
    ...leased
      .filter((other) => other.key === key)
      .map((other) => ({ ...named(other), why: 'is the same keyword', severity: 'conflict' as const })),
    ...leased.flatMap((other) => nearLeased(key, other)),
    ...wordsOnce(profile.words).flatMap((word) => nearReserved(key, word)),
    ...elsewhere(key, profile, profiles),
  ];
  return [...found.filter(isConflict), ...found.filter((each) => !isConflict(each))].slice(0, MOST);
}

const isConflict = ({ severity }: Collision): boolean => severity === 'conflict';
const named = ({ word, brand }: LeasedWord) => ({ word, brand });

function reserved(profile: Profile, key: string): Collision[] {
  const word = reservedWord(profile, key);
  if (!word) return [];
  return [
    {
      word: word.word,
      brand: null,
      why: `is reserved: it means ${word.act} (${word.language})`,
      severity: 'conflict',
    },
  ];
}

function nearLeased(key: string, other: LeasedWord): Collision[] {
  const why = prefixOf(key, other.key, other.word) ?? slip(key, other.key);
  return why === null ? [] : [{ ...named(other), why, severity: 'warning' }];
}

function nearReserved(key: string, { word, act }: ReservedWord): Collision[] {
  const mine = joined(key);
  const theirs = joined(fold(word));
  const long = Math.min(mine.length, theirs.length) >= MIN_BEGINNING;
  const begins = long && mine !== theirs && (mine.startsWith(theirs) || theirs.startsWith(mine));
  const why = begins
    ? `one begins with the other; the whole word alone means ${act}`
    : slip(mine, theirs) && `is one slip from it; it means ${act}`;
  return why ? [{ word, brand: null, why, severity: 'warning' }] : [];
}

/** Why one key is the beginning of another, or null. */
function prefixOf(key: string, other: string, word: string): string | null {
  if (key === other) return null;
  if (key.startsWith(`${other} `))
    return `is the shorter phrase: a text that begins with the longer one is not for "${word}"`;
  if (other.startsWith(`${key} `)) return `is the longer phrase: a text that begins with it is for "${word}"`;
  if (Math.min(key.length, other.length) < MIN_BEGINNING || !(key.startsWith(other) || other.startsWith(key)))
    return null;
  return 'one begins with the other; a blank forgotten or too much leads to the other one';
}

function slip(key: string, other: string): string | null {
  if (key === other || Math.min(key.length, other.length) < MIN_SLIP) return null;
  return isOneEditApart(key, other) ? 'is one slip of the thumb away' : null;
}

/** The same word in another country's list: subscribers bring their language along. */
function elsewhere(key: string, profile: Profile, profiles: readonly Profile[]): Collision[] {
  const words = profiles.filter(({ id }) => id !== profile.id).flatMap(({ words: theirs }) => theirs);
  return wordsOnce(words)
    .filter(({ word }) => joined(fold(word)) === joined(key) && !reservedWord(profile, key))
    .map(({ word, act, language }) => ({
      word,
      brand: null,
      why: `means ${act} to those who speak ${language}`,
      severity: 'warning',
    }));
}

function wordsOnce(words: readonly ReservedWord[]): readonly ReservedWord[] {
  return [
    ...new Map(
      words.map((word) => [`${joined(fold(word.word))} ${word.act} ${word.language}`, word]),
    ).values(),
  ];
}
