import type { Unreadable } from './connector';
import { isStorable } from './original-bytes';
import { unreadable } from './unreadable';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks a field that is kept as it is, and so must be storable as it is; a text alone may hold anything. */
export function faultInString(
  item: Readonly<Record<string, unknown>>,
  name: string,
  maxChars: number,
  isRequired = false,
): Unreadable | undefined {
  const value = item[name];
  if (value === undefined)
    return isRequired ? unreadable('MISSING_FIELD', `"${name}" is missing.`) : undefined;
  if (typeof value !== 'string') return unreadable('WRONG_TYPE', `"${name}" must be a string.`);
  if (value.trim() === '') return unreadable('EMPTY_FIELD', `"${name}" is empty.`);
  if (value.length > maxChars)
    return unreadable('TOO_LONG', `"${name}" is longer than ${maxChars} characters.`);
  return isStorable(value)
    ? undefined
    : unreadable('BAD_CHARACTERS', `"${name}" holds NUL or half a character.`);
}

/** JSON, or undefined where there is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
