import { confirm, decline, declineByStop, dueWhileAsked } from './asking';
import { dueWhileFailing, whenFirstRefused, whenRenewalRefused } from './failing';
import { whenPaid, whenPaidWhileActive } from './paid';
import { OPERATOR_LED } from './operator-led';
import { dueWhileRunning } from './running';
import type { Service } from './services/service';
import type {
  Advanced,
  EventCause,
  Subscription,
  SubscriptionEvent,
  SubscriptionState,
} from './subscription';
import { bar, barIfFinal, unchanged, unsubscribe, type Facts, type Handler } from './turning';

type Row = { readonly [T in SubscriptionEvent['type']]: Handler<T> };

/** What comes too late, or was meant for another state. */
const nothing = unchanged;

const LIVE: Row = {
  confirmed: nothing,
  declined: nothing,
  due: nothing,
  charged: nothing,
  refused: barIfFinal,
  stopped: unsubscribe,
  barred: bar,
};

/** An end is an end: whoever comes back is asked anew, in a subscription of its own. */
const ENDED: Row = { ...LIVE, refused: nothing, stopped: nothing, barred: nothing };

/** Ahead of its hour nothing is due: the same hour may be called twice. */
const onTime =
  (handler: Handler<'due'>): Handler<'due'> =>
  (subscription, event, around) =>
    subscription.nextAt !== null && subscription.nextAt <= around.cause.at
      ? handler(subscription, event, around)
      : unchanged(subscription);

const RUNNING: Row = { ...LIVE, due: onTime(dueWhileRunning) };
const FAILING: Row = { ...LIVE, due: onTime(dueWhileFailing), charged: whenPaid };

/**
 * The life of a subscription. `activating` and `renewing` mean that a payment is on its way, and no second one is asked for before
 * it has been charged or refused.
 */
const LIFE: { readonly [S in SubscriptionState]: Row } = {
  pending: {
    ...LIVE,
    confirmed: confirm,
    declined: decline,
    due: dueWhileAsked,
    refused: nothing,
    stopped: declineByStop,
  },
  trial: RUNNING,
  activating: { ...LIVE, charged: whenPaid, refused: whenFirstRefused },
  active: { ...RUNNING, charged: whenPaidWhileActive },
  renewing: { ...LIVE, charged: whenPaid, refused: whenRenewalRefused },
  grace: FAILING,
  suspended: FAILING,
  declined: ENDED,
  expired: ENDED,
  unsubscribed: ENDED,
  failed: ENDED,
  churned: ENDED,
  barred: ENDED,
};

/** What the operator began goes by the operator's clock until it ends. */
const isOperatorLed = ({ channel, endedAt }: Subscription): boolean =>
  channel === 'operator' && endedAt === null;

const NO_FACTS: Facts = { hadTrial: false, isContentMissing: false };

/**
 * What one event makes of a subscription. Every event means something in every state, if only that nothing changes.
 * @param facts what the subscription's own row does not say
 */
export function advance(
  subscription: Subscription,
  event: SubscriptionEvent,
  service: Service,
  cause: EventCause,
  facts: Facts = NO_FACTS,
): Advanced {
  const row = isOperatorLed(subscription) ? OPERATOR_LED : LIFE[subscription.state];
  const handler = row[event.type] as Handler<SubscriptionEvent['type']>;
  return handler(subscription, event, { service, cause, ...facts });
}
