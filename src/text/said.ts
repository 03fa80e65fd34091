import { isBetweenWords } from './letters';
import { splitWords, type Word } from './words';

export type { Word };

/** What a subscriber said: the text untouched, and the words it is matched by. */
export interface Said {
  readonly raw: string;
  readonly key: string;
  readonly words: readonly Word[];
}

/** "  Vóte: 2 " and "VOTE 2" are the same sentence. The words' keys, joined by one space, are the key. */
export function parse(raw: string): Said {
  const words = splitWords(raw);
  return { raw, key: words.map((word) => word.key).join(' '), words };
}

/**
 * The text after the first `after` words and the separators behind them, letter case and inner and trailing blanks kept.
 * A sign such as + or 👍 is no separator: "PHONE +39…" and "RATE 👍" keep it. Empty when nothing follows.
 */
export function argument(said: Said, after: number): string {
  if (after > said.words.length) return '';
  let at = after <= 0 ? 0 : (said.words[after - 1]?.end ?? 0);
  while (at < said.raw.length) {
    const codePoint = said.raw.codePointAt(at) ?? 0;
    if (!isBetweenWords(codePoint)) return said.raw.slice(at);
    at += codePoint > 0xffff ? 2 : 1;
  }
  return '';
}

const TOKEN =
  /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\u0640_]|\p{Cf}(?=[\p{L}\p{M}])|['’](?=\p{L}))*|\p{Regional_Indicator}{2}|[\p{Extended_Pictographic}\p{S}](?:[\p{M}\u{1f3fb}-\u{1f3ff}]|\u200d\p{Extended_Pictographic})*/gu;

/** The words as a person would count them: apostrophes and underscores stay inside, every sign is a word of its own. */
export function tokenise(raw: string): string[] {
  return raw.match(TOKEN) ?? [];
}
