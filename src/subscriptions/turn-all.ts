import { advance } from './lifecycle';
import type { Charge } from './payment';
import type { Service } from './services/service';
import type { Act, EventCause, Subscription, SubscriptionEvent, SubscriptionState } from './subscription';
import type { Facts } from './turning';

/** Something that happened to a subscription. */
export interface TurnStep {
  readonly subscriptionId: number;
  readonly event: SubscriptionEvent;
  readonly cause: EventCause;
}

/** One line of a subscription's story. */
export interface Change {
  readonly subscriptionId: number;
  readonly event: SubscriptionEvent['type'] | 'asked';
  readonly fromState: SubscriptionState | null;
  readonly toState: SubscriptionState;
  readonly chargeId: number | null;
  readonly reason: string | null;
  readonly channel: string;
  readonly actor: string | null;
  readonly at: Date;
}

type Say = Extract<Act, { readonly type: 'say' }>;

/** An act with the subscription as it stood after the event that caused it. */
interface Caused<T> {
  readonly act: T;
  readonly subscription: Subscription;
  readonly service: Service;
  readonly at: Date;
}

/** A line of the story with the subscription as it stood then. */
export interface Turn {
  readonly change: Change;
  readonly subscription: Subscription;
  readonly service: Service;
}

/** Everything a batch of events causes, by the table it is written to. */
export interface Turned {
  readonly changed: ReadonlyMap<number, Subscription>;
  readonly turns: readonly Turn[];
  readonly charges: readonly Caused<Charge>[];
  readonly stopped: ReadonlyMap<number, Date>;
  readonly sayings: readonly Caused<Say>[];
}

/**
 * Runs events in turn: two of one subscription in the order given, the second on what the first has made of it. An event of a
 * subscription that is not there is passed over.
 */
export function turnAll(
  subscriptions: readonly Subscription[],
  steps: readonly TurnStep[],
  services: ReadonlyMap<number, Service>,
  factsOf: (subscription: Subscription) => Facts,
): Turned {
  const current = new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
  const changed = new Map<number, Subscription>();
  const turns: Turn[] = [];
  const charges: Caused<Charge>[] = [];
  const stopped = new Map<number, Date>();
  const sayings: Caused<Say>[] = [];
  const gather = (act: Act, subscription: Subscription, service: Service, at: Date): void => {
    if (act.type === 'charge') charges.push({ act, subscription, service, at });
    else if (act.type === 'say') sayings.push({ act, subscription, service, at });
    else stopped.set(subscription.id, at);
  };
  for (const { subscriptionId, event, cause } of steps) {
    const before = current.get(subscriptionId);
    const service = before && services.get(before.serviceId);
    if (!before || !service) continue;
    const { subscription, acts } = advance(before, event, service, cause, factsOf(before));
    if (subscription === before && acts.length === 0) continue;
    current.set(subscriptionId, subscription);
    changed.set(subscriptionId, subscription);
    turns.push({ change: changeOf(before, subscription, event, cause), subscription, service });
    for (const act of acts) gather(act, subscription, service, cause.at);
  }
  return { changed, turns, charges, stopped, sayings };
}

function changeOf(
  before: Subscription,
  after: Subscription,
  event: SubscriptionEvent,
  cause: EventCause,
): Change {
  return {
    subscriptionId: after.id,
    event: event.type,
    fromState: before.state,
    toState: after.state,
    chargeId: 'chargeId' in event ? event.chargeId : null,
    reason: after.endReason ?? reasonOf(event, before),
    ...{ channel: cause.channel, actor: cause.actor, at: cause.at },
  };
}

function reasonOf(event: SubscriptionEvent, { nextStep }: Subscription): string | null {
  if (event.type === 'refused') return event.failure;
  return event.type === 'due' ? nextStep : null;
}
