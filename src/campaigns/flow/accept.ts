import type { Calendar } from './calendar-date';
import { readDate } from './date-answer';
import { readEmail } from './email-answer';
import { readName, readText } from './text-answer';
import { readNationalId } from './national-id';
import { readNumber } from './number-answer';
import { readPostcode } from './postcode';
import type { Reading, ReadingContext } from './reading';

/** What an open question takes for an answer; a choice has its options and a step of its own. */
export type Accept =
  | TextAccept
  | { readonly type: 'email' }
  | { readonly type: 'name' }
  | PostcodeAccept
  | NationalIdAccept
  | NumberAccept
  | DateAccept;

export interface TextAccept {
  readonly type: 'text';
  readonly minChars?: number | undefined;
  readonly maxChars?: number | undefined;
}

export const POSTCODE_COUNTRIES = ['ir', 'it', 'uk', 'us'] as const;
export interface PostcodeAccept {
  readonly type: 'postcode';
  readonly country: (typeof POSTCODE_COUNTRIES)[number];
}

export const NATIONAL_ID_COUNTRIES = ['ir', 'it'] as const;
export interface NationalIdAccept {
  readonly type: 'nationalId';
  readonly country: (typeof NATIONAL_ID_COUNTRIES)[number];
}

export interface NumberAccept {
  readonly type: 'number';
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly isWhole?: boolean | undefined;
}

/** Bounds are ISO dates, or `today` by the campaign's zone; both are inclusive. */
export interface DateAccept {
  readonly type: 'date';
  /** The calendar of a year that could belong to two (1390); by language and country without it. */
  readonly calendar?: Calendar | undefined;
  readonly earliest?: string | undefined;
  readonly latest?: string | undefined;
}

/** The answer in its one normal form, or the fault that keeps it from being one. Total on any text. */
export function readAnswer(accept: Accept, raw: string, context: ReadingContext): Reading {
  switch (accept.type) {
    case 'text':
      return readText(accept, raw);
    case 'email':
      return readEmail(raw);
    case 'name':
      return readName(raw, context.language);
    case 'postcode':
      return readPostcode(accept.country, raw);
    case 'nationalId':
      return readNationalId(accept.country, raw);
    case 'number':
      return readNumber(accept, raw, context.language);
    case 'date':
      return readDate(accept, raw, context);
  }
}
