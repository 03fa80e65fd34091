import type { Language } from '../../text/language';
import type { QuestionState } from '../effect';
import type { Answers } from './conditions';
import type { AnswerValue, Fault, ReadingContext } from './reading';

/** Where a conversation stands, between two turns. JSON; `fromJson` reads it back. */
export interface FlowState {
  /** Of the definition it began with (`versionOf`): no other can go on with it. */
  readonly version: string;
  readonly step: string;
  /** Wrong answers to this question so far. */
  readonly tries: number;
  readonly answers: Answers;
  /** ISO instants: when the question was asked, or the lookup, call or wait began, and when it closes. */
  readonly askedAt: string;
  readonly until: string;
  /** Messages since the person last spoke; a lookup and a call go on counting. */
  readonly messages: number;
  readonly turns: number;
}

export interface FlowContext extends ReadingContext {
  /** The campaign's language, for texts that lack the person's. */
  readonly fallback: Language;
  readonly language: Language;
  /** What every text may name beside the answers: brand, code, keyword … */
  readonly values: Readonly<Record<string, string>>;
}

/** What the conversation cannot do by itself; its result comes back through `resume`. */
export type Want =
  | { readonly type: 'lookup'; readonly table: string; readonly key: string }
  | { readonly type: 'call'; readonly webhook: string }
  | { readonly type: 'wait'; readonly until: Date }
  /** The last thing a conversation wants: it has ended. */
  | { readonly type: 'handOver'; readonly queue: string };

export type WantResult =
  | { readonly type: 'found'; readonly value: string }
  | { readonly type: 'notFound' }
  | { readonly type: 'answered'; readonly value: string }
  | { readonly type: 'timedOut' }
  | { readonly type: 'waited' };

/** What happened, for counting. */
export type FlowEvent =
  | { readonly type: 'began' }
  | { readonly type: 'answered'; readonly step: string }
  | { readonly type: 'rejected'; readonly step: string; readonly fault: Fault; readonly tries: number }
  | { readonly type: 'gaveUp'; readonly step: string; readonly fault: Fault }
  | { readonly type: 'late'; readonly step: string }
  | { readonly type: 'silent'; readonly step: string }
  /** The campaign had ended meanwhile. */
  | { readonly type: 'closed'; readonly step: string }
  | { readonly type: 'resumed'; readonly step: string };

/** An answer accepted in this turn. */
export interface SavedAnswer {
  readonly value: AnswerValue;
  readonly sensitive: boolean;
  readonly purpose?: string;
}

export interface Moved {
  readonly type: 'moved';
  /** What to say, in order; `FLOW_LIMITS.messagesPerTurn` at most. */
  readonly says: readonly string[];
  /** What to remember until `state.until`; null when the conversation has ended. */
  readonly state: FlowState | null;
  /** How it ended: the definition's own outcome, or one of `OWN_OUTCOMES`. */
  readonly outcome?: string;
  readonly wants?: Want;
  /** What this turn saved, and everything saved so far. */
  readonly saved: Readonly<Record<string, SavedAnswer>>;
  readonly answers: Answers;
  readonly event: FlowEvent;
}

export type FlowTurn =
  | Moved
  /** The conversation began with another definition: find the one it names. */
  | { readonly type: 'otherVersion'; readonly running: string; readonly offered: string }
  /** Nothing changes: no question is open, its time has not come, or the result is not what was wanted. */
  | { readonly type: 'unmoved'; readonly because: 'not asked' | 'not due' | 'not wanted' };

/** Outcomes that no definition names: `broken` is a definition that was never checked. */
export const OWN_OUTCOMES = [
  'tooManyTries',
  'noReply',
  'handedOver',
  'tooLong',
  'campaignClosed',
  'broken',
] as const;

/** A state as a row of the database gives it back; nothing when it is not one. */
export function fromJson(raw: QuestionState): FlowState | undefined {
  const { version, step, tries, answers, askedAt, until, messages, turns } = raw;
  if (typeof version !== 'string' || typeof step !== 'string' || !isAnswers(answers)) return undefined;
  if (!isInstant(askedAt) || !isInstant(until)) return undefined;
  if (!isCount(tries) || !isCount(messages) || !isCount(turns)) return undefined;
  return { version, step, tries, answers, askedAt, until, messages, turns };
}

function isAnswers(raw: unknown): raw is Answers {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return false;
  return Object.values(raw).every(
    (value: unknown) =>
      typeof value === 'string' ||
      typeof value === 'number' ||
      (Array.isArray(value) && value.every((one) => typeof one === 'string')),
  );
}

const isInstant = (raw: unknown): raw is string => typeof raw === 'string' && !Number.isNaN(Date.parse(raw));
const isCount = (raw: unknown): raw is number => Number.isInteger(raw) && Number(raw) >= 0;
