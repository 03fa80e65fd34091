import type { Failure } from '../billing/charge';
import type { Language } from '../text/language';

export const LIVE_STATES = [
  'pending',
  'trial',
  'activating',
  'active',
  'renewing',
  'grace',
  'suspended',
] as const;
export const ENDED_STATES = ['declined', 'expired', 'unsubscribed', 'failed', 'churned', 'barred'] as const;

export type SubscriptionState = (typeof LIVE_STATES)[number] | (typeof ENDED_STATES)[number];

/** What is due at a subscription's `nextAt`. */
export type NextStep =
  | 'confirm reminder'
  | 'confirm end'
  | 'notice'
  | 'trial end'
  | 'renew'
  | 'retry'
  | 'grace end'
  | 'parking end';

/** One person's subscription to one service, as it is stored. */
export interface Subscription {
  readonly id: number;
  readonly serviceId: number;
  readonly subscriberId: number;
  readonly shortcodeId: number;
  readonly connectorId: number;
  readonly operatorId: number;
  readonly language: Language;
  readonly channel: string;
  /** The campaign by which it was asked for, where it was one. */
  readonly campaignId?: number | null;
  readonly state: SubscriptionState;
  /** What a confirmation by code must say; null when a YES is enough. */
  readonly token: string | null;
  /** The tariff the person agreed to; a dearer one needs a new yes. */
  readonly tariffId: number;
  /** The price and terms as they were shown, word for word. */
  readonly shown: string;
  /** Periods are counted from here in the operator's zone; null until the first is paid or the trial begins. */
  readonly anchorAt: Date | null;
  readonly periodOrdinal: number;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly failingSince: Date | null;
  readonly attempts: number;
  readonly nextAt: Date | null;
  readonly nextStep: NextStep | null;
  readonly remindedAt: Date | null;
  /** Spent since the last spend reminder. */
  readonly spentMinor: bigint;
  readonly joinedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
}

/** Where a subscription came from, as far as it is known. */
export interface JoinOrigin {
  /** By our own clock: when the question was asked. */
  readonly askedAt: Date;
  readonly campaignId: number | null;
  /** Whatever a web page knows the device by, digested. */
  readonly device: string | null;
}

/** What happens to a subscription. */
export type SubscriptionEvent =
  | { readonly type: 'confirmed' }
  | { readonly type: 'declined' }
  /** The hour of its next step has come. */
  | { readonly type: 'due' }
  | {
      readonly type: 'charged';
      readonly chargeId: number;
      readonly amountMinor: bigint;
      readonly periodStart: Date;
      readonly periodEnd: Date;
    }
  | {
      readonly type: 'refused';
      readonly chargeId: number;
      readonly failure: Failure;
      readonly periodStart: Date;
      readonly periodEnd: Date;
    }
  /** STOP by text, API, care or operator, or a list that was left. */
  | { readonly type: 'stopped'; readonly reason: string }
  /** Barred, recycled, deactivated or ported away: nobody is there to say goodbye to. */
  | { readonly type: 'barred'; readonly reason: string };

/** Who caused an event and how, as the event's row keeps it. */
export interface EventCause {
  readonly channel: 'text' | 'api' | 'care' | 'operator' | 'portal' | 'timer' | 'charge' | 'file';
  readonly actor: string | null;
  readonly at: Date;
}

/** What an event causes beside the new state. */
export type Act =
  | {
      readonly type: 'charge';
      /** Names this try, so that asking again is the same act. */
      readonly key: string;
      readonly purpose: 'first' | 'renewal';
      readonly tariffId: number;
      readonly amountMinor: bigint;
      readonly periodStart: Date;
      readonly periodEnd: Date;
      readonly dueAt: Date;
    }
  /** Void what is requested; what is on its way is refunded once it has happened. */
  | { readonly type: 'stop charges' }
  /** A system text to the person, free of charge. */
  | {
      readonly type: 'say';
      readonly text: SubscriptionText;
      readonly values: Readonly<Record<string, string>>;
    };

/** The texts a service has, besides its content. */
export type SubscriptionText =
  | 'ask'
  | 'askReminder'
  | 'welcome'
  | 'trialWelcome'
  | 'trialEnding'
  | 'receipt'
  | 'renewalNotice'
  | 'reminder'
  | 'spendReminder'
  | 'paymentFailed'
  | 'goodbye'
  | 'refused';

/** What one event makes of a subscription. */
export interface Advanced {
  readonly subscription: Subscription;
  readonly acts: readonly Act[];
}
