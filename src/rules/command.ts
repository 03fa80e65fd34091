import { fold, joined } from '../text/fold';
import { builtInProfiles } from './catalogue';
import type { Language } from '../text/language';
import type { Said } from '../text/said';
import { lexiconOf, type Lexicon } from './lexicon';
import type { Act, Grammar, Profile, ReservedWord } from './profile';

/** A text that is a command of the rules. Whether a name means anything to this person is the reader's to find out. */
export interface Command {
  readonly act: Act;
  readonly scope: 'bare' | 'all' | 'named';
  /** The folded key of what was named, and as it was written. */
  readonly name?: string;
  readonly nameRaw?: string;
  /** The language of the answer. */
  readonly language: Language;
  /** The word that was recognised, as the profile prints it; empty for the blank text. */
  readonly word: string;
  readonly ambiguous: boolean;
}

/** The longest name a command may carry, as long as the longest keyword. */
const NAME_CHARS = 40;

/**
 * Reads the whole text as a command: a bare word, or a word and a name. The blank text asks for the list. Nothing when it
 * is neither; free text that means stop is for `stopIntent`. A name glued to its command is a guess at two words in one, so
 * it yields to a live keyword of that spelling; no other command does.
 */
export function readCommand(
  profile: Profile,
  said: Said,
  isLiveKeyword: (key: string) => boolean = () => false,
): Command | null {
  if (said.key === '') return blank(profile);
  const lexicon = lexiconOf(profile);
  const word = bareWord(lexicon, said.key);
  if (word) return bare(word);
  if (said.words.length > 1) return readNamed(lexicon, said);
  return lexicon.grammars.wordname.size > 0 && !isLiveKeyword(said.key) ? readGlued(lexicon, said) : null;
}

/** Whether a key is a stop word and nothing else, said bare or for everything: what the door marks as urgent. */
export function isDefiniteStop(profile: Profile, key: string): boolean {
  return bareWord(lexiconOf(profile), key)?.act === 'stop';
}

/**
 * The reserved word that a brand's key would shadow: any word of the code's own profile, and the stop and help words of
 * every other, for a subscriber brings their language along. Ambiguous words are reserved only where they are words.
 */
export function reservedWord(profile: Profile, key: string): ReservedWord | undefined {
  const folded = fold(key);
  const own = bareWord(lexiconOf(profile), folded);
  return own ?? reservedEverywhere(joined(folded));
}

let everywhere: ReadonlyMap<string, ReservedWord> | undefined;

function reservedEverywhere(joinedKey: string): ReservedWord | undefined {
  everywhere ??= new Map(
    builtInProfiles
      .flatMap((profile) => profile.words)
      .filter((word) => !word.ambiguous && (word.act === 'stop' || word.act === 'help'))
      .map((word) => [joined(fold(word.word)), word]),
  );
  return everywhere.get(joinedKey);
}

function bareWord(lexicon: Lexicon, key: string): ReservedWord | undefined {
  const word = lexicon.bare.get(key);
  if (word || key.length > 2 * lexicon.joinedChars) return word;
  return lexicon.joined.get(key.includes(' ') ? joined(key) : key);
}

function bare({ act, scope, language, word, ambiguous }: ReservedWord): Command {
  return { act, scope: scope ?? 'bare', language, word, ambiguous: ambiguous ?? false };
}

function blank(profile: Profile): Command {
  return { act: 'list', scope: 'bare', language: profile.languages[0], word: '', ambiguous: false };
}

/** The longest command wins; of two as long, the one that begins the text. */
function readNamed(lexicon: Lexicon, said: Said): Command | null {
  for (let count = Math.min(lexicon.grammarWords, said.words.length - 1); count > 0; count--) {
    const first = lexicon.grammars['word name'].get(keyBetween(said, 0, count));
    if (first) return named(first, said, count, said.words.length);
    const last = lexicon.grammars['name word'].get(
      keyBetween(said, said.words.length - count, said.words.length),
    );
    if (last) return named(last, said, 0, said.words.length - count);
  }
  return null;
}

function named(grammar: Grammar, said: Said, from: number, to: number): Command | null {
  const name = keyBetween(said, from, to);
  if (name.length > NAME_CHARS) return null;
  const nameRaw = said.raw.slice(said.words[from]?.start, said.words[to - 1]?.end);
  return command(grammar, name, nameRaw);
}

/** UNEWS, on the operators that teach it. */
function readGlued(lexicon: Lexicon, said: Said): Command | null {
  for (const [word, grammar] of lexicon.grammars.wordname) {
    const name = said.key.slice(word.length);
    if (said.key.startsWith(word) && name !== '' && name.length <= NAME_CHARS)
      return command(grammar, name, name);
  }
  return null;
}

function command({ act, language, word }: Grammar, name: string, nameRaw: string): Command {
  return { act, scope: 'named', name, nameRaw, language, word, ambiguous: false };
}

function keyBetween(said: Said, from: number, to: number): string {
  if (to - from === 1) return said.words[from]?.key ?? '';
  return said.words
    .slice(from, to)
    .map((word) => word.key)
    .join(' ');
}
