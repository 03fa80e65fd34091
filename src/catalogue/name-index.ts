import { isOneEditApart, slipWeight } from '../text/distance';
import { KEYWORD_LIMITS } from '../text/keyword';
import { orderedByLength, twoSlipsFrom, type WordsByLength } from '../text/two-slips';

/** Shorter words are one edit from too many others for a guess to be worth a question. */
const MIN_LETTERS = 4;
/** A keyword as long as any, of characters of two UTF-16 units, and one more: longer words are near none. */
const MAX_UNITS = 2 * (KEYWORD_LIMITS.chars + 1);

/** A keyword near a word, and what the slips between them weigh. */
export interface Near {
  readonly key: string;
  readonly weight: number;
}

/**
 * Which keywords are a slip or two of the thumb from a word. Two words one edit apart share the word itself or a
 * form with one letter dropped, so a look-up costs the word's length, not the number of keywords.
 */
export class NameIndex {
  private dropped: ReadonlyMap<string, readonly string[]> | null = null;
  private ordered: WordsByLength | null = null;

  constructor(private readonly keys: readonly string[]) {}

  /**
   * The keywords one edit from `key`, and those two likely slips from it; none for a word of fewer than four letters. The
   * lightest come first; of two as light the shorter, then the one that is first in the order of its UTF-16 units.
   */
  near(key: string): readonly Near[] {
    if (key.length < MIN_LETTERS || key.length > MAX_UNITS) return [];
    const index = (this.dropped ??= indexByDroppedLetter(this.keys));
    const weights = new Map(twoSlipsFrom((this.ordered ??= orderedByLength(this.keys)), key));
    for (const form of formsOf(key)) {
      for (const candidate of index.get(form) ?? []) {
        if (candidate !== key && isOneEditApart(candidate, key))
          weights.set(candidate, slipWeight(key, candidate));
      }
    }
    return [...weights].map(([near, weight]) => ({ key: near, weight })).sort(likeliestFirst);
  }
}

function likeliestFirst(a: Near, b: Near): number {
  return a.weight - b.weight || a.key.length - b.key.length || (a.key < b.key ? -1 : 1);
}

function indexByDroppedLetter(keys: readonly string[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const key of keys) {
    if (key.length < MIN_LETTERS - 1) continue;
    for (const form of formsOf(key)) {
      const group = index.get(form);
      if (group) group.push(key);
      else index.set(form, [key]);
    }
  }
  return index;
}

function formsOf(word: string): Set<string> {
  const forms = new Set([word]);
  for (let i = 0; i < word.length; i++) forms.add(word.slice(0, i) + word.slice(i + 1));
  return forms;
}
