import { hoursAfter } from '../billing-period';
import type { Subscription, SubscriptionState } from '../subscription';

/** The timer of somebody who is to be asked whether they want another service instead of theirs. */
export const MOVE = 'move';

/** As what somebody was asked stands in their subscription: nobody texted, the brand proposed it. */
export const MIGRATION_CHANNEL = 'migration';

/** Somebody's subscription that a brand would like to see moved. It must survive JSON. */
export interface Move {
  readonly migrationId: number;
  readonly subscriptionId: number;
  /** What it is a subscription to, and that service's list, of the same brand and code as the new one. */
  readonly serviceId: number;
  readonly listId: number;
  readonly name: string;
  readonly key: string;
  /** By this it is known again: whoever left and came back since is not asked. */
  readonly joinedAt: string;
  readonly operatorId: number;
  /** How often it was put off because the person could not be asked just then. */
  readonly tries: number;
}

export const NOT_ASKED = [
  /** The operator began it and ends it by its own clock. */
  'operator-led',
  /** The number is nobody's any more. */
  'gone',
  'blocked',
  'suppressed',
  /** By an earlier migration to the same service: who did not want it then is left alone. */
  'asked before',
  'left',
  'opted out',
  'has it already',
  'not open',
  'other operator',
  'age unknown',
  'too young',
  /** In the midst of another question, hour after hour. */
  'busy',
  'no route',
  'cancelled',
] as const;

/** Why somebody was not asked, and stays where they are. */
export type NotAsked = (typeof NOT_ASKED)[number];

/** Asked to move, and not of their own accord: no reminder, no trial. */
export const isMoved = ({ channel }: Pick<Subscription, 'channel'>): boolean => channel === MIGRATION_CHANNEL;

/** What is known of the subscription that somebody moves from. */
export interface Origin {
  readonly state: SubscriptionState;
  readonly periodEnd: Date | null;
  /** Until when payments have been taken for it and not given back; null where none were. */
  readonly paidUntil: Date | null;
  /** A payment of it is on its way, and may yet be taken. */
  readonly isPaying: boolean;
}

/** A payment on its way is known within minutes, and what it took goes back; a day later nobody pays for both. */
const SETTLING_HOURS = 24;

/**
 * Until when somebody who moves has what they move to without paying for it: the end of the period they have paid for, or of the trial
 * they are in. Null where nothing is left of either and nothing is on its way.
 */
export function carriedUntil({ state, periodEnd, paidUntil, isPaying }: Origin, at: Date): Date | null {
  const running = state === 'trial' || state === 'active' ? periodEnd : null;
  const until = running && paidUntil ? (running > paidUntil ? running : paidUntil) : (running ?? paidUntil);
  if (until && until > at) return until;
  return isPaying ? hoursAfter(at, SETTLING_HOURS) : null;
}
