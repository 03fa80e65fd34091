import type { CountryCode } from 'libphonenumber-js';
import type { Calendar } from '../../text/calendar';
import { readDate } from './date-answer';
import { readEmail } from './email-answer';
import { readPattern } from './pattern-answer';
import { readPhone } from './phone-answer';
import { readName, readText } from './text-answer';
import { readNationalId } from './national-id';
import { readNumber } from './number-answer';
import { readPostcode } from './postcode';
import type { Reading, ReadingContext } from './reading';
import { readTime } from './time-answer';
import { readWords } from './words-answer';

/** What an open question takes for an answer; a choice has its options and a step of its own. */
export type Accept =
  | TextAccept
  | { readonly type: 'email' }
  | { readonly type: 'name' }
  | PostcodeAccept
  | NationalIdAccept
  | NumberAccept
  | DateAccept
  | TimeAccept
  | PhoneAccept
  | WordsAccept
  | PatternAccept;

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

/** Bounds are hh:mm of 24 hours; both are inclusive, and the earliest is not later than the latest. */
export interface TimeAccept {
  readonly type: 'time';
  readonly earliest?: string | undefined;
  readonly latest?: string | undefined;
}

export interface PhoneAccept {
  readonly type: 'phone';
  /** ISO 3166: the country in whose way a number without its country code is read. */
  readonly country: CountryCode;
}

export const WORDS_MATCHES = ['any', 'all', 'only', 'beginning'] as const;
export interface WordsAccept {
  readonly type: 'words';
  /** Whether the answer has one of the words in it, has all of them, is one of them and nothing else, or begins with one. */
  readonly match: (typeof WORDS_MATCHES)[number];
  /** Words and phrases, of all languages together. */
  readonly words: readonly string[];
}

export interface PatternAccept {
  readonly type: 'pattern';
  /** A regular expression as `readPatternSource` takes it; found anywhere in the answer unless it says ^ and $. */
  readonly pattern: string;
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
    case 'time':
      return readTime(accept, raw);
    case 'phone':
      return readPhone(accept, raw);
    case 'words':
      return readWords(accept, raw);
    case 'pattern':
      return readPattern(accept, raw);
  }
}
