import { FAILURES } from '../billing/charge';
import type { Origin } from './moving/move';
import { say } from './sayings';
import type { Service } from './services/service';
import type { Step } from './next-step';
import type {
  Act,
  Advanced,
  ENDED_STATES,
  EventCause,
  Subscription,
  SubscriptionEvent,
} from './subscription';

/** What is known beside the subscription itself. */
export interface Facts {
  /** The person has had a trial of this service before. */
  readonly hadTrial: boolean;
  /** There is nothing to send in the period to be paid for, and the service charges for nothing else. */
  readonly isContentMissing: boolean;
  /** Of who moves here from another service: what it is they move from. */
  readonly origin?: Origin | undefined;
}

export interface Around extends Facts {
  readonly service: Service;
  readonly cause: EventCause;
}

export type Handler<T extends SubscriptionEvent['type']> = (
  subscription: Subscription,
  event: Extract<SubscriptionEvent, { readonly type: T }>,
  around: Around,
) => Advanced;

export type EndedState = (typeof ENDED_STATES)[number];

export const unchanged = (subscription: Subscription): Advanced => ({ subscription, acts: [] });

/** The same subscription with its next step. */
export const awaiting = (subscription: Subscription, next: Step | null): Subscription => ({
  ...subscription,
  nextAt: next?.at ?? null,
  nextStep: next?.step ?? null,
});

/** Ends for good: nothing is due, nothing is charged, and what is on its way is given back. */
export function end(
  subscription: Subscription,
  state: EndedState,
  reason: string,
  { cause: { at } }: Pick<Around, 'cause'>,
  ...acts: readonly Act[]
): Advanced {
  const ended = { ...awaiting(subscription, null), state, token: null, endedAt: at, endReason: reason };
  return { subscription: ended, acts };
}

const STOP_CHARGES: Act = { type: 'stop charges' };

/** Ends somebody who has been subscribed, with a last word. */
export function endWithGoodbye(
  subscription: Subscription,
  state: EndedState,
  reason: string,
  around: Around,
): Advanced {
  const goodbye = say('goodbye', subscription, around.service, { at: around.cause.at });
  return end(subscription, state, reason, around, STOP_CHARGES, goodbye);
}

/** Doors at which nobody else tells the person that it is over: a STOP by text has its own answer, an operator writes itself. */
const SILENT_DOORS: ReadonlySet<EventCause['channel']> = new Set([
  'text',
  'operator',
  'file',
  'timer',
  'charge',
]);

export const unsubscribe: Handler<'stopped'> = (subscription, { reason }, around) =>
  SILENT_DOORS.has(around.cause.channel)
    ? end(subscription, 'unsubscribed', reason, around, STOP_CHARGES)
    : endWithGoodbye(subscription, 'unsubscribed', reason, around);

/** Nobody is there to say goodbye to. */
export const bar: Handler<'barred'> = (subscription, { reason }, around) =>
  end(subscription, 'barred', reason, around, STOP_CHARGES);

/** A refusal that says that this person cannot be charged at all; any other, of a charge that nobody waits for, changes nothing. */
export const barIfFinal: Handler<'refused'> = (subscription, { failure }, around) => {
  if (FAILURES[failure] !== 'end') return unchanged(subscription);
  return failure === 'not found'
    ? end(subscription, 'barred', failure, around, STOP_CHARGES)
    : endWithGoodbye(subscription, 'barred', failure, around);
};
