import { fold } from '../../text/fold';
import { checkKeyword } from '../../text/keyword';
import type { KeywordMode } from '../configuration';

/** A keyword as it is kept: the word as it is shown, and the key it is matched by; or why it cannot be one. */
export type KeywordForm =
  | { readonly type: 'keyword'; readonly word: string; readonly key: string }
  | { readonly type: 'refused'; readonly detail: string };

/** A letter, 9 digit, X either: the places of a printed code. */
const SHAPE = /^[A9X]{4,20}$/;
const LETTERS_ONLY = /^[\p{L}\p{M}]+$/u;
const DAY_MS = 86_400_000;

/** Reads a word in the mode it is to be matched in. */
export function keywordForm(raw: string, mode: KeywordMode): KeywordForm {
  if (mode === 'pattern') return patternForm(raw);
  const checked = checkKeyword(raw);
  if (!checked.ok) return { type: 'refused', detail: checked.detail };
  if (mode === 'glued' && !LETTERS_ONLY.test(checked.key)) {
    return {
      type: 'refused',
      detail: 'A glued keyword is one word of letters: what follows it begins with a digit.',
    };
  }
  return { type: 'keyword', word: raw.trim(), key: checked.key };
}

function patternForm(raw: string): KeywordForm {
  const word = raw.trim().toUpperCase();
  if (!SHAPE.test(word)) {
    return {
      type: 'refused',
      detail: 'A code pattern has 4 to 20 places: A for a letter, 9 for a digit, X for either.',
    };
  }
  if (/^A+$/.test(word)) {
    return {
      type: 'refused',
      detail: 'A code pattern of letters alone would take every word of that length.',
    };
  }
  return { type: 'keyword', word, key: fold(word) };
}

/** When a key whose lease ends is free again; null for a lease without end. */
export function freeFrom(leasedUntil: Date | null, quarantineDays: number): Date | null {
  return leasedUntil && new Date(leasedUntil.getTime() + quarantineDays * DAY_MS);
}
