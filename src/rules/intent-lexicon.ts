import { fold, joined } from '../text/fold';
import type { Language } from '../text/language';
import { parse } from '../text/said';
import type { IntentWords, Profile, ReservedWord } from './profile';

/** What free text is measured against; made when a profile meets its first free text. */
export interface IntentLexicon {
  readonly phrases: Sequences<Language>;
  readonly wholePhrases: Sequences<Language>;
  readonly stopWords: Sequences<ReservedWord>;
  readonly courtesy: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
  /** Courtesy and objects of one language: the only company in which an ambiguous word of that language means stop. */
  readonly companyOf: ReadonlyMap<Language, ReadonlySet<string>>;
  readonly ordinary: ReadonlySet<string>;
  readonly negations: Sequences<true>;
  /** Stop words long enough that one slip from them is more likely a slip than another word. */
  readonly stopTargets: readonly Target[];
  /** Every stop word, by its letters without repetition. */
  readonly drawnOut: ReadonlyMap<string, readonly Target[]>;
}

/** Sequences of words by their first word, longest first. */
export type Sequences<T> = ReadonlyMap<string, readonly Sequence<T>[]>;

export interface Sequence<T> {
  readonly words: readonly string[];
  readonly meaning: T;
}

export interface Target {
  readonly key: string;
  readonly language: Language;
  readonly ambiguous: boolean;
}

/** Below these, one slip from a stop word is too often another word altogether. */
const NEAR_MISS_CHARS = { latin: 4, otherScript: 5, ambiguous: 6 } as const;

const ZWNJ = '\u200c';

const lexicons = new WeakMap<Profile, IntentLexicon>();

/** Made once for each version of a profile and forgotten with it. */
export function intentLexiconOf(profile: Profile): IntentLexicon {
  const known = lexicons.get(profile);
  if (known) return known;
  const made = makeIntentLexicon(profile);
  lexicons.set(profile, made);
  return made;
}

/** The sequence that begins at a word of the text, the longest there is. */
export function sequenceAt<T>(
  sequences: Sequences<T>,
  keys: readonly string[],
  at: number,
): Sequence<T> | undefined {
  return sequences
    .get(keys[at] ?? '')
    ?.find(({ words }) => words.every((word, offset) => keys[at + offset] === word));
}

function makeIntentLexicon(profile: Profile): IntentLexicon {
  const packs = Object.entries(profile.intent) as [Language, IntentWords][];
  const all = (list: keyof IntentWords) => packs.flatMap(([, pack]) => pack[list]);
  const phrasesOf = (list: 'phrases' | 'wholePhrases') =>
    packs.flatMap(([language, pack]) => pack[list].flatMap((phrase) => sequencesOf(phrase, language)));
  const stopWords = profile.words.filter((word) => word.act === 'stop');
  return {
    phrases: byFirstWord(phrasesOf('phrases')),
    wholePhrases: byFirstWord(phrasesOf('wholePhrases')),
    stopWords: byFirstWord(stopWords.flatMap((word) => sequencesOf(word.word, word))),
    courtesy: wordsOf(all('courtesy')),
    objects: wordsOf(all('objects')),
    companyOf: new Map(
      packs.map(([language, pack]) => [language, wordsOf([...pack.courtesy, ...pack.objects])]),
    ),
    ordinary: new Set(all('ordinary').map(fold)),
    negations: byFirstWord(all('negations').flatMap((words) => sequencesOf(words, true as const))),
    stopTargets: targetsOf(profile, stopWords),
    drawnOut: byLetters(stopWords.map(targetOf)),
  };
}

/** A Persian half-space is typed as such, as a blank or not at all. */
function sequencesOf<T>(phrase: string, meaning: T): readonly Sequence<T>[] {
  const spellings = phrase.includes(ZWNJ) ? [phrase, phrase.replaceAll(ZWNJ, ' ')] : [phrase];
  return spellings.map((spelling) => ({ words: parse(spelling).words.map((word) => word.key), meaning }));
}

function byFirstWord<T>(sequences: readonly Sequence<T>[]): Sequences<T> {
  const map = new Map<string, Sequence<T>[]>();
  for (const sequence of sequences) {
    const first = sequence.words[0];
    if (first === undefined) continue;
    map.set(
      first,
      [...(map.get(first) ?? []), sequence].sort((a, b) => b.words.length - a.words.length),
    );
  }
  return map;
}

function wordsOf(list: readonly string[]): ReadonlySet<string> {
  return new Set(list.flatMap((entry) => sequencesOf(entry, true).flatMap(({ words }) => words)));
}

/** Only of the languages whose ordinary words the profile knows, or it would take one of them for a slip. */
function targetsOf(profile: Profile, words: readonly ReservedWord[]): readonly Target[] {
  return words
    .filter((word) => profile.intent[word.language])
    .map(targetOf)
    .filter(({ key, ambiguous }) => key.length >= nearMissChars(key, ambiguous) && !/\d/.test(key));
}

function targetOf({ word, language, ambiguous }: ReservedWord): Target {
  return { key: joined(fold(word)), language, ambiguous: ambiguous === true };
}

function nearMissChars(key: string, ambiguous: boolean): number {
  if (ambiguous) return NEAR_MISS_CHARS.ambiguous;
  return /^[a-z]/.test(key) ? NEAR_MISS_CHARS.latin : NEAR_MISS_CHARS.otherScript;
}

function byLetters(targets: readonly Target[]): ReadonlyMap<string, readonly Target[]> {
  const map = new Map<string, readonly Target[]>();
  for (const target of targets) {
    const letters = onceEach(target.key);
    map.set(letters, [...(map.get(letters) ?? []), target]);
  }
  return map;
}

/** A word without its repeated letters. */
export function onceEach(key: string): string {
  return key.replace(/(\p{L})\1+/gu, '$1');
}
