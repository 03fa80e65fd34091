import type { Language } from '../text/language';
import { fold, joined } from '../text/fold';
import type { Act, Grammar, IntentWords, Profile, ReservedWord } from './profile';

/** One language's share of every profile that speaks it. */
export interface WordPack {
  readonly language: Language;
  readonly words: readonly ReservedWord[];
  readonly grammars: readonly Grammar[];
  readonly intent: IntentWords;
}

type Meaning = Pick<ReservedWord, 'scope' | 'ambiguous'>;

/** Words and phrases as one writes them down: between commas, over as many lines as it takes. */
export function listed(entries: string): readonly string[] {
  return entries.split(',').map((entry) => entry.trim());
}

/** Says one act in many words of one language and source; the first is the one we print. */
export function saying(
  language: Language,
  act: Act,
  source: string,
  words: readonly string[],
  meaning: Meaning = {},
): readonly ReservedWord[] {
  return words.map((word) => ({ word, act, language, source, ...meaning }));
}

/** The same for commands that name a service. */
export function naming(
  language: Language,
  act: Grammar['act'],
  pattern: Grammar['pattern'],
  source: string,
  words: readonly string[],
): readonly Grammar[] {
  return words.map((word) => ({ act, pattern, word, language, source }));
}

/**
 * The vocabulary of a profile: what it says in its own way, then its languages in order, then what nobody could mistake
 * in any other language. Somebody who texts خاموش to an Italian number wants silence as much as an Italian does.
 */
export function vocabulary(
  own: readonly WordPack[],
  others: readonly WordPack[],
  first: { readonly words?: readonly ReservedWord[]; readonly grammars?: readonly Grammar[] } = {},
): Pick<Profile, 'words' | 'grammars' | 'intent'> {
  return {
    words: firstOfEach(
      [...(first.words ?? []), ...own.flatMap((pack) => pack.words), ...others.flatMap(unmistakable)],
      (word) => joined(fold(word.word)),
    ),
    grammars: firstOfEach(
      [...(first.grammars ?? []), ...own.flatMap((pack) => pack.grammars)],
      (grammar) => `${grammar.pattern} ${fold(grammar.word)}`,
    ),
    intent: Object.fromEntries(own.map((pack) => [pack.language, pack.intent])),
  };
}

function unmistakable(pack: WordPack): readonly ReservedWord[] {
  return pack.words.filter((word) => !word.ambiguous && (word.act === 'stop' || word.act === 'help'));
}

function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
