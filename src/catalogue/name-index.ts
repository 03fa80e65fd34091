import { isOneEditApart } from '../text/keyword';

/** Shorter words are one edit from too many others for a guess to be worth a question. */
const MIN_LETTERS = 4;

/**
 * Which keywords are one slip of the thumb from a word. Two words one edit apart share the word itself or a
 * form with one letter dropped, so a look-up costs the word's length, not the number of keywords.
 */
export class NameIndex {
  private dropped: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(private readonly keys: readonly string[]) {}

  /** The keywords one edit from `key`, shortest first; none for a word of fewer than four letters. */
  near(key: string): readonly string[] {
    if (key.length < MIN_LETTERS) return [];
    const index = (this.dropped ??= indexByDroppedLetter(this.keys));
    const found = new Set<string>();
    for (const form of formsOf(key)) {
      for (const candidate of index.get(form) ?? []) {
        if (candidate !== key && isOneEditApart(candidate, key)) found.add(candidate);
      }
    }
    return [...found].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  }
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
