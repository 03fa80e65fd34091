import type { Effect } from '../campaigns/effect';
import type { Profile } from '../rules/profile';
import type { NewConsent } from '../subscribers/consent.store';
import type { EventCause } from '../subscriptions/subscription';
import type { BatchPerson } from './batch-person';

/** What made the effects: a text, or something else that is a row of the person's lane. */
export interface Cause {
  readonly textId: number | null;
  readonly person: BatchPerson;
  readonly shortcodeId: number;
  readonly connectorId: number;
  readonly linkId: string | null;
  readonly campaignId: number | null;
  /** The step of the staircase that decided, if it was a text. */
  readonly rule?: string;
  readonly channel: NewConsent['channel'];
  /** The door by which somebody's services end, where it has a name that the consent ledger does not know. */
  readonly door?: EventCause['channel'];
  /** Nobody is at this number any more, and why: what they pay for is barred, not stopped, and nobody says goodbye. */
  readonly gone?: string;
  /** Why somebody's services end, where that is not simply that they said so. */
  readonly ended?: string;
  /** How an entry came that was not texted. */
  readonly route?: 'web' | 'post' | 'agent';
  /** The device on which it was asked for, digested, where a web page knows it. */
  readonly device?: string | null;
  readonly words: string | null;
  readonly profile: string;
  readonly profileVersion: number;
  readonly stopBlocks: Profile['stopBlocks'];
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly saidAt: Date;
  readonly now: Date;
}

export interface Caused {
  readonly cause: Cause;
  readonly effects: readonly Effect[];
}
