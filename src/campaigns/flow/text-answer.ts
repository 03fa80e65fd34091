import type { Language } from '../../text/language';
import type { TextAccept } from './accept';
import type { Reading } from './reading';

/** Characters as people count them, not UTF-16 units. A name of 80 is longer than any passport prints. */
export const ANSWER_CHARS = { text: 300, name: 80 } as const;

const HIDDEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu; // bidi marks would turn a text they are put into
const NAME = /^[\p{L}\p{M}\u200c][\p{L}\p{M}\u200c '’.-]*$/u;
const LETTERS = /\p{L}/gu;
const MARKS_AROUND = /^[\s.,،؛;:!'’"«»()-]+|[\s.,،؛;:!'’"«»()-]+$/gu;

/** Any words at all: NFC, trimmed, line breaks as blanks, within its length. */
export function readText(
  { minChars = 1, maxChars = ANSWER_CHARS.text }: TextAccept,
  raw: string,
): Reading<string> {
  const value = tidy(raw);
  if (value === '') return { fault: 'empty' };
  const chars = [...value].length;
  if (chars < minChars) return { fault: 'tooShort' };
  return chars > maxChars ? { fault: 'tooLong' } : { value };
}

/**
 * A person's name: letters of any script with blanks, hyphens, apostrophes and full stops inside, two letters at least; kept
 * as it was written, but with the Persian letters where a Persian keyboard lacked them.
 */
export function readName(raw: string, language: Language): Reading<string> {
  const written = tidy(raw).replaceAll('\u0640', '').replace(MARKS_AROUND, '');
  const value = language === 'fa' ? written.replace(/[يى]/g, 'ی').replaceAll('ك', 'ک') : written;
  if (value === '') return { fault: tidy(raw) === '' ? 'empty' : 'name' };
  if ([...value].length > ANSWER_CHARS.name) return { fault: 'tooLong' };
  return NAME.test(value) && (value.match(LETTERS)?.length ?? 0) > 1 ? { value } : { fault: 'name' };
}

/** A text to be kept as it was written: NFC, blanks single, and nothing that would turn a text it is put into. */
export function tidy(raw: string): string {
  return raw.replace(/\s+/g, ' ').replace(HIDDEN, '').normalize('NFC').replace(/ {2,}/g, ' ').trim();
}
