import { SLIP_WEIGHT } from './distance';
import { neighboursOf } from './neighbours';

/** Shorter words are two slips from too many others. */
const MIN_LETTERS = 6;

/** Words by their length, in the order of their UTF-16 units: so that words that begin alike stand together. */
export type WordsByLength = ReadonlyMap<number, readonly string[]>;

/** The words from `from` to before `to`: they agree with the typed one up to `at`, but for these slips. */
interface Branch {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly neighbours: number;
  readonly swaps: number;
}

interface Walk {
  readonly words: readonly string[];
  readonly typed: string;
  readonly found: Map<string, number>;
}

/** The words that are long enough to be recognised through two slips. */
export function orderedByLength(words: Iterable<string>): WordsByLength {
  const byLength = new Map<number, string[]>();
  for (const word of new Set(words)) {
    if (!hasEnoughLetters(word)) continue;
    const group = byLength.get(word.length);
    if (group) group.push(word);
    else byLength.set(word.length, [word]);
  }
  for (const group of byLength.values()) group.sort();
  return byLength;
}

/**
 * The words two slips from a typed one, with their weight: two keys beside the right ones, or one such key and two letters
 * swapped elsewhere. Both have six letters at least. The words are walked like a tree, so that only beginnings that still
 * may lead to one are looked at.
 */
export function twoSlipsFrom(words: WordsByLength, typed: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const alike = words.get(typed.length);
  if (alike && hasEnoughLetters(typed))
    descend({ words: alike, typed, found }, { at: 0, from: 0, to: alike.length, neighbours: 0, swaps: 0 });
  return found;
}

function descend(walk: Walk, branch: Branch): void {
  const { typed, words, found } = walk;
  const { at, neighbours, swaps } = branch;
  if (at === typed.length) {
    const word = words[branch.from];
    const weight = neighbours * SLIP_WEIGHT.neighbour + swaps * SLIP_WEIGHT.other;
    if (word !== undefined && neighbours + swaps === 2)
      found.set(word, Math.min(weight, found.get(word) ?? weight));
    return;
  }
  const key = typed.charAt(at);
  follow(walk, branch, key, neighbours, swaps);
  if (neighbours + swaps === 2) return;
  for (const neighbour of neighboursOf(key)) follow(walk, branch, neighbour, neighbours + 1, swaps);
  const next = typed.charAt(at + 1);
  if (swaps === 0 && next !== '' && next !== key) follow(walk, branch, next + key, neighbours, 1);
}

function follow(walk: Walk, branch: Branch, letters: string, neighbours: number, swaps: number): void {
  let { at, from, to } = branch;
  for (let i = 0; i < letters.length && from < to; i++, at++) {
    const code = letters.charCodeAt(i);
    from = firstNotBelow(walk.words, at, from, to, code);
    to = firstNotBelow(walk.words, at, from, to, code + 1);
  }
  if (from < to) descend(walk, { at, from, to, neighbours, swaps });
}

/** The first word from `from` to before `to` whose unit at `at` is not below `code`; they are in the order of that unit. */
function firstNotBelow(words: readonly string[], at: number, from: number, to: number, code: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.charCodeAt(at) ?? 0) < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Digits make no word longer: WIN2026 is as short as WIN. */
function hasEnoughLetters(word: string): boolean {
  return word.length >= MIN_LETTERS && word.replace(/[^\p{L}]/gu, '').length >= MIN_LETTERS;
}
