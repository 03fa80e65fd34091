import { fold, joined } from '../text/fold';
import type { Grammar, Profile, ReservedWord } from './profile';

/** A profile's words by their keys, so that reading a text costs a few look-ups whatever the profile knows. */
export interface Lexicon {
  readonly bare: ReadonlyMap<string, ReservedWord>;
  /** By the key without its spaces: "opt out", "stop all", لغو ۱۱. A word of digits alone is only ever itself. */
  readonly joined: ReadonlyMap<string, ReservedWord>;
  /** No joined form is longer, so a longer text is none of them. */
  readonly joinedChars: number;
  readonly grammars: { readonly [P in Grammar['pattern']]: ReadonlyMap<string, Grammar> };
  /** Words of the longest command: "OPT OUT", لغو عضویت. */
  readonly grammarWords: number;
}

const lexicons = new WeakMap<Profile, Lexicon>();

/** Made once for each version of a profile and forgotten with it. */
export function lexiconOf(profile: Profile): Lexicon {
  const known = lexicons.get(profile);
  if (known) return known;
  const made = makeLexicon(profile);
  lexicons.set(profile, made);
  return made;
}

function makeLexicon(profile: Profile): Lexicon {
  const bare = byKey(profile.words, (word) => fold(word.word));
  const spelled = profile.words.filter((word) => hasLetter(fold(word.word)) && mayBeJoined(word));
  const joinedWords = byKey(spelled, (word) => joined(fold(word.word)));
  return {
    bare,
    joined: joinedWords,
    joinedChars: longest(joinedWords.keys()),
    grammars: {
      'word name': grammarsOf(profile, 'word name'),
      'name word': grammarsOf(profile, 'name word'),
      wordname: grammarsOf(profile, 'wordname'),
    },
    grammarWords: Math.max(0, ...profile.grammars.map((grammar) => fold(grammar.word).split(' ').length)),
  };
}

/** "n o" is two answers, not a NO; "s t o p" can only be STOP. */
function mayBeJoined(word: ReservedWord): boolean {
  return word.act === 'stop' || word.act === 'help' || word.act === 'start';
}

function grammarsOf(profile: Profile, pattern: Grammar['pattern']): ReadonlyMap<string, Grammar> {
  return byKey(
    profile.grammars.filter((grammar) => grammar.pattern === pattern),
    (grammar) => fold(grammar.word),
  );
}

/** The first to claim a key keeps it. */
function byKey<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== '' && !map.has(key)) map.set(key, item);
  }
  return map;
}

function longest(keys: Iterable<string>): number {
  let chars = 0;
  for (const key of keys) chars = Math.max(chars, key.length);
  return chars;
}

export function hasLetter(key: string): boolean {
  return /\p{L}/u.test(key);
}
