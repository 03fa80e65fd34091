import type { Cycle } from '../../subscriptions/services/service';
import { LIVE_STATES, type SubscriptionState } from '../../subscriptions/subscription';
import { newestWord, scopesAbove, type Standing } from '../../subscribers/standing';
import type { Language } from '../../text/language';
import type { SubscriptionEffect } from '../effect';

/** The person's newest subscription to a service as a decision may look at it; instants are written out. */
export interface SubscriptionCard {
  readonly state: SubscriptionState;
  readonly language: Language;
  /** What a confirmation by code must say; null when a YES is enough. */
  readonly token: string | null;
  /** The price and terms as they were shown, word for word. */
  readonly shown: string;
  readonly tariffId: number;
  readonly joinedAt: string;
  /** How often it was asked for again, and how many wrong codes were given. */
  readonly askedAgain: number;
  readonly mistyped: number;
  /** Whether the person has had the service's trial, by this subscription or an earlier one. */
  readonly hadTrial: boolean;
  /** The list of the service that a yes leaves for this one, and whether that has ended already: of who was asked to move. */
  readonly leaves?: { readonly listId: number; readonly key: string; readonly isOver: boolean };
}

/** A service somebody subscribes to, as their own list of services shows it. */
export interface PaidService {
  readonly listId: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly name: string;
  readonly joinedAt: string;
  /** What the next payment will be: what they have agreed to, or less. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly inTomans: boolean;
  readonly cycle: Cycle;
  readonly zone: string;
  /** Null where nothing more will be charged. */
  readonly nextChargeAt: string | null;
}

/** Wrong codes that one subscription forgives; then it has to be asked for anew (OPT-09). */
export const MOST_MISTYPED = 5;

const isLiveState = (state: SubscriptionState): boolean => LIVE_STATES.some((live) => live === state);

type Joined = { readonly joinedAt: string };
type Standings = ReadonlyMap<string, Standing>;
type Place = { readonly listId: number; readonly brandId: number; readonly shortcodeId: number };

/** The person has said STOP since they asked for it, perhaps a moment ago and in no table yet. */
export function wasLeft({ joinedAt }: Joined, standings: Standings, place: Place): boolean {
  const newest = newestWord(standings, scopesAbove(place));
  return newest?.status === 'out' && newest.saidAt >= new Date(joinedAt);
}

type SubscriptionTurn = Extract<SubscriptionEffect, { type: 'subscription' }>['event'];

/** What the next text of a batch sees of a subscription once something has become of it. */
export const after = (card: SubscriptionCard, event: SubscriptionTurn): SubscriptionCard =>
  card.state === 'pending' ? TURNS[event](card) : card;

const TURNS: { readonly [E in SubscriptionTurn]: (card: SubscriptionCard) => SubscriptionCard } = {
  confirmed: (card) => ({ ...card, state: 'activating', token: null }),
  declined: (card) => ({ ...card, state: 'declined', token: null }),
  lapsed: (card) => ({ ...card, state: 'expired', token: null }),
  mistyped: (card) => ({ ...card, mistyped: card.mistyped + 1 }),
  'asked again': (card) => ({ ...card, askedAgain: card.askedAgain + 1 }),
};

/** Still running, whatever was said since it was read. */
export const isLive = (card: SubscriptionCard, standings: Standings, place: Place): boolean =>
  isLiveState(card.state) && !wasLeft(card, standings, place);
