import { fold, joined } from '../../text/fold';

/** `keyChars`: longer than any number, name or postcode that people type. */
export const LOOKUP_LIMITS = {
  rows: 1_000_000,
  bytes: 200 * 1_024 * 1_024,
  columns: 30,
  fieldChars: 500,
  /** Files on their way into one process. */
  arriving: 4,
  keyChars: 100,
} as const;

/** Names a column may not have: texts use them for something else. */
export const TAKEN_COLUMNS = ['brand', 'code', 'argument', 'charged'] as const;

/** A column's name is also what an answer calls it. */
export const COLUMN_NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** What a row is found by: "SW1A 1AA" is "sw1a1aa", and ۴۷۱۱ is 4711. Empty for what can be no key. */
export function lookupKey(raw: string): string {
  const key = joined(fold(raw));
  return key.length > LOOKUP_LIMITS.keyChars ? '' : key;
}

/** What somebody may have meant: all they wrote, else the first word or the last ("4711 please", "my number is 4711"). */
export function keysMeant(raw: string): string[] {
  const words = fold(raw).split(' ');
  const candidates = [words.join(''), words[0] ?? '', words.at(-1) ?? ''].filter(
    (key) => key !== '' && key.length <= LOOKUP_LIMITS.keyChars,
  );
  return [...new Set(candidates)];
}
