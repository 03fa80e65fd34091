import type { Language } from '../../text/language';

/** What a conversation remembers of an answer: a text, a number, an ISO date, or the values of several options. */
export type AnswerValue = string | number | readonly string[];

/** Why an answer was not one. */
export const FAULTS = [
  'empty',
  'tooShort',
  'tooLong',
  'email',
  'name',
  'postcode',
  'nationalId',
  'number',
  'numberNotWhole',
  'numberTooSmall',
  'numberTooLarge',
  'date',
  'dateTooEarly',
  'dateTooLate',
  'time',
  'timeTooEarly',
  'timeTooLate',
  'phone',
  'words',
  'pattern',
  'choice',
] as const;
export type Fault = (typeof FAULTS)[number];

export type Reading<V extends AnswerValue = AnswerValue> = { readonly value: V } | { readonly fault: Fault };

/** Who answers, where and when: what decides between two readings of the same figures. */
export interface ReadingContext {
  readonly language: Language;
  /** The rule profile of the code: ir, sa, it, uk, us … */
  readonly country: string;
  /** IANA; decides what "today" is. */
  readonly zone: string;
  readonly now: Date;
}
