import type { SubscriptionEvent } from './subscription';
import { awaiting, bar, unchanged, unsubscribe, type Handler } from './turning';

/** The operator subscribed the person and told us; there is nothing to ask and nothing to pay for yet. */
const begin: Handler<'confirmed'> = (subscription) =>
  subscription.state === 'pending'
    ? { subscription: awaiting({ ...subscription, state: 'active', token: null }, null), acts: [] }
    : unchanged(subscription);

/** A period the operator has been paid for. News that comes late does not shorten what was paid since. */
const paid: Handler<'charged'> = (subscription, { amountMinor, periodStart, periodEnd }) => {
  const { anchorAt, periodOrdinal } = subscription;
  const isNewer = subscription.periodEnd === null || periodEnd > subscription.periodEnd;
  const period = isNewer
    ? { anchorAt: anchorAt ?? periodStart, periodOrdinal: periodOrdinal + 1, periodStart, periodEnd }
    : {};
  const spentMinor = subscription.spentMinor + amountMinor;
  const settled = { spentMinor, failingSince: null, attempts: 0 };
  return {
    subscription: awaiting({ ...subscription, ...period, ...settled, state: 'active' }, null),
    acts: [],
  };
};

/** Whether it goes on without the money is the operator's to say, and it will. */
const failed: Handler<'refused'> = (subscription, _, { cause: { at } }) => ({
  subscription: {
    ...subscription,
    state: 'grace',
    attempts: subscription.attempts + 1,
    failingSince: subscription.failingSince ?? at,
  },
  acts: [],
});

/**
 * The life of a subscription whose operator owns the clock: it renews, tries again and ends by the operator's notices. Nothing is ever
 * due or asked for here, and the operator itself writes to the person.
 */
export const OPERATOR_LED: { readonly [T in SubscriptionEvent['type']]: Handler<T> } = {
  confirmed: begin,
  declined: unchanged,
  due: unchanged,
  charged: paid,
  refused: failed,
  stopped: unsubscribe,
  barred: bar,
};
