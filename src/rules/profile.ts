import type { Language } from '../text/language';
import type { MessageClass } from './message-class';

export const PROFILE_IDS = ['ir', 'sa', 'ae', 'it', 'uk', 'us', 'eu'] as const;
/** The rules a shortcode lives under: a country's, or the European ones where a country has none of its own. */
export type ProfileId = (typeof PROFILE_IDS)[number];

export const ACTS = ['stop', 'help', 'start', 'join', 'yes', 'no', 'status', 'list'] as const;
/** What a reserved word asks for. `start` lifts an opt-out of the code, `join` enters a list. */
export type Act = (typeof ACTS)[number];

/** A word that belongs to the rules and not to any brand. It is matched by its folded key, and only as the whole text. */
export interface ReservedWord {
  /** As it is printed in a message. */
  readonly word: string;
  readonly act: Act;
  /** The language of the answer it gets under this profile. */
  readonly language: Language;
  /** `all`: every relation on every code of ours, as STOP ALL asks. */
  readonly scope?: 'all';
  /** Also an ordinary answer (END, CANCEL, FINE, 11): it yields once to an open question that could accept it. */
  readonly ambiguous?: true;
  /** The tag of one of the profile's sources; D is our own recommendation. */
  readonly source: string;
}

export const GRAMMAR_PATTERNS = ['word name', 'name word', 'wordname'] as const;
/** A command that names a service: STOP NEWS, NEWS OFF or, where an operator has it so, UNEWS. */
export interface Grammar {
  readonly act: 'stop' | 'join';
  readonly pattern: (typeof GRAMMAR_PATTERNS)[number];
  readonly word: string;
  readonly language: Language;
  readonly source: string;
}

/** What free text that asks us to stop is made of, in one language. */
export interface IntentWords {
  /** Mean stop wherever they stand in a text. */
  readonly phrases: readonly string[];
  /** Mean stop only when nothing but courtesy stands beside them: "wrong number", not "the wrong number of tickets". */
  readonly wholePhrases: readonly string[];
  readonly courtesy: readonly string[];
  /** What one stops: "it", "the messages". */
  readonly objects: readonly string[];
  /** Words, and whole texts, that look like a stop word and are none: step, shop, "the end". */
  readonly ordinary: readonly string[];
  /** Turn a phrase round when they stand right before it: "do not unsubscribe me". */
  readonly negations: readonly string[];
}

/** Local times as HH:mm; a window whose `to` is not after its `from` runs past midnight. */
export interface LocalWindow {
  readonly from: string;
  readonly to: string;
}

export interface QuietHours {
  readonly classes: readonly MessageClass[];
  readonly blocked: readonly LocalWindow[];
  /** Replaces `blocked` on the days of Ramadan (Umm al-Qura). */
  readonly blockedInRamadan?: readonly LocalWindow[];
  readonly source: string;
}

/** How an advertisement must show that it is one. An answer to a text is exempt. */
export type AdMarking =
  | {
      readonly type: 'sender suffix' | 'sender prefix';
      readonly mark: string;
      readonly senderChars: number;
      readonly source: string;
    }
  | { readonly type: 'closing words'; readonly mark: string; readonly source: string };

/** The most one subscription may cost without asking again. */
export interface SpendCap {
  readonly periodDays: number;
  readonly limit: { readonly minor: string; readonly currency: string };
  readonly source: string;
}

export const JOIN_TOKENS = ['brand', 'list', 'frequency', 'rates', 'stop', 'help'] as const;
/** What the text that confirms a JOIN must say. */
export type JoinToken = (typeof JOIN_TOKENS)[number];

export const STOP_POLICIES = ['code', 'last', 'menu'] as const;
export const INTENT_POLICIES = ['optOut', 'confirm', 'review'] as const;
export type IntentPolicy = (typeof INTENT_POLICIES)[number];

export interface Source {
  readonly tag: string;
  readonly address: string;
  readonly usedFor: string;
}

/** One version of a country's rules. Data only: it can be stored and read back as JSON. */
export interface Profile {
  readonly id: ProfileId;
  readonly version: number;
  /** ISO 8601 instant; this version decides from then on, and never before. */
  readonly effectiveFrom: string;
  /** ISO date on which its sources were last read. */
  readonly checkedAt: string;
  readonly sources: readonly Source[];
  /** ISO 3166 alpha-2; EU for the European profile. */
  readonly country: string;
  /** IANA zone of its local times. */
  readonly zone: string;
  /** The first is the language of a person about whom we know nothing. */
  readonly languages: readonly [Language, ...Language[]];
  readonly words: readonly ReservedWord[];
  readonly grammars: readonly Grammar[];
  readonly intent: { readonly [L in Language]?: IntentWords };
  /** What a bare STOP ends where a person has several relations on one code: all of them, the last sender's, or as asked. */
  readonly stopPolicy: (typeof STOP_POLICIES)[number];
  /** What free text that means stop does: opts out at once, makes us ask, or opts out until a person has judged it. */
  readonly intentPolicy: IntentPolicy;
  /** Classes that an opt-out forbids. A reply never is one, or STOP would stop its own confirmation. */
  readonly stopBlocks: readonly MessageClass[];
  /** Whether a YES with nothing pending lifts an opt-out. */
  readonly yesRestarts: boolean;
  readonly joinTokens: readonly JoinToken[];
  /** Whether a list is joined only after a second text, unless the list itself is stricter. */
  readonly doubleOptIn: boolean;
  /** How long a YES is waited for. */
  readonly confirmTtlMinutes: number;
  readonly quietHours: readonly QuietHours[];
  readonly adMarking: readonly AdMarking[];
  readonly spendCaps: readonly SpendCap[];
}
