import type { Language } from '../../text/language';
import type { TextsByLanguage } from '../texts-by-language';
import type { Accept } from './accept';

/** How large a conversation may be, and how much of it one text may set going. */
export const FLOW_LIMITS = {
  steps: 100,
  /** What a menu can show in one text; also keeps the numbers of options below those that operators reserve. */
  options: 20,
  aliases: 20,
  /** Of an open question that listens for words. */
  words: 100,
  labelChars: 60,
  cases: 20,
  values: 20,
  conditionDepth: 4,
  maxTries: 10,
  /** A week: a question older than that is somebody else's by now. */
  ttlMinutes: 7 * 24 * 60,
  /** Three months, the longest a reminder may be put off. */
  waitMinutes: 92 * 24 * 60,
  /** What a looked-up value, a server's answer or a set value may add to a text. */
  valueChars: 300,
  /** As many replies as one text may cause; a further one is joined to the last. */
  messagesPerTurn: 4,
  /** One fewer, for a late answer is told so before anything else is said. */
  messagesInARow: 3,
  stepsPerTurn: 100,
  /** A conversation that has moved so often is two machines talking. */
  turns: 200,
  /** A brand's server answers within 5 s or not at all; a minute is for the queue in front of it. */
  callMs: 60_000,
} as const;

/**
 * A conversation as a brand writes it down: JSON, checked by `readFlow`, judged by `checkFlow`, played by the interpreter.
 * Steps are found by name and lead to each other by name; their order means nothing, for JSON in a database keeps none.
 */
export interface Flow {
  /** The version of this format. */
  readonly flow: 1;
  /** Every text exists in these. */
  readonly languages: readonly Language[];
  readonly first: string;
  readonly steps: Readonly<Record<string, Step>>;
  /** How long a question stays open, and how many wrong answers it takes, unless it says otherwise. */
  readonly ttlMinutes: number;
  readonly maxTries: number;
  readonly tooManyTries: WayOut;
  /** What silence leads to; without it the conversation ends and says nothing. */
  readonly noReply?: WayOut | undefined;
  /** Said to an answer that came after its question had closed. */
  readonly late?: TextsByLanguage | undefined;
  /** Said to an answer that was none; without it the question is asked again in its own words. */
  readonly retryTexts?: TextsByLanguage | undefined;
  /** What a keyword does to the open question; interrupts without it. */
  readonly whenInterrupted?: 'interrupt' | 'park' | 'refuse' | undefined;
}

/** On to another step, or a last text and the end. */
export type WayOut = { readonly next: string } | { readonly texts: TextsByLanguage };

export type Step =
  | { readonly type: 'say'; readonly texts: TextsByLanguage; readonly next: string }
  | AskStep
  | ChooseStep
  | {
      readonly type: 'branch';
      readonly cases: readonly { readonly when: Condition; readonly next: string }[];
      readonly otherwise: string;
    }
  /** A number as it stands, a text with its variables filled in. */
  | {
      readonly type: 'set';
      readonly values: Readonly<Record<string, string | number>>;
      readonly next: string;
    }
  | {
      readonly type: 'lookup';
      readonly table: string;
      /** A template: what to look for. */
      readonly key: string;
      readonly save: string;
      readonly next: string;
      readonly notFound: string;
    }
  | {
      readonly type: 'call';
      readonly webhook: string;
      readonly save: string;
      readonly next: string;
      readonly onTimeout: string;
    }
  | WaitStep
  | { readonly type: 'handOver'; readonly queue: string; readonly texts?: TextsByLanguage | undefined }
  | { readonly type: 'end'; readonly outcome: string; readonly texts?: TextsByLanguage | undefined };

/** Either some minutes, or until an instant (ISO 8601 with its offset): at once when that has gone by. */
export interface WaitStep {
  readonly type: 'wait';
  readonly minutes?: number | undefined;
  readonly until?: string | undefined;
  readonly next: string;
}

/** What every question has. */
interface Question {
  readonly texts: TextsByLanguage;
  /** The name the answer is remembered by. */
  readonly save: string;
  /** Never shown, logged or sent on: it goes to the profile and nowhere else. */
  readonly sensitive?: boolean | undefined;
  /** What the answer is kept for, once the conversation is over; forgotten with it without one. */
  readonly purpose?: string | undefined;
  readonly retryTexts?: TextsByLanguage | undefined;
  readonly maxTries?: number | undefined;
  readonly tooManyTries?: WayOut | undefined;
  readonly ttlMinutes?: number | undefined;
  readonly noReply?: WayOut | undefined;
}

export interface AskStep extends Question {
  readonly type: 'ask';
  readonly accept: Accept;
  readonly next: string;
}

/** Its texts may contain {options}: the list, numbered unless the labels are numbers themselves. */
export interface ChooseStep extends Question {
  readonly type: 'choose';
  readonly options: readonly Option[];
  /** Several options in one answer; their own ways on do not count then. */
  readonly multiple?: boolean | undefined;
  /** Where an option without a way of its own leads. */
  readonly next?: string | undefined;
}

export type QuestionStep = AskStep | ChooseStep;

export interface Option {
  readonly value: string;
  readonly labels: TextsByLanguage;
  readonly aliases?: readonly string[] | undefined;
  readonly next?: string | undefined;
}

/** A comparison with a saved answer; of several chosen options, any one. Dates compare as dates. False when nothing was saved. */
export type Condition =
  | { readonly type: 'eq'; readonly name: string; readonly value: string | number }
  | { readonly type: 'in'; readonly name: string; readonly values: readonly (string | number)[] }
  | { readonly type: 'lt' | 'gt'; readonly name: string; readonly value: string | number }
  | { readonly type: 'has'; readonly name: string }
  /** Whether somebody born on the saved date is at least so old today. */
  | { readonly type: 'aged'; readonly name: string; readonly years: number }
  | { readonly type: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly type: 'not'; readonly condition: Condition };

/** The step of this name; nothing for a name every object has. */
export function stepNamed(flow: Flow, name: string): Step | undefined {
  return Object.hasOwn(flow.steps, name) ? flow.steps[name] : undefined;
}

/** The names a step saves something under. */
export function namesSaved(step: Step): readonly string[] {
  if (step.type === 'set') return Object.keys(step.values);
  return 'save' in step ? [step.save] : [];
}
