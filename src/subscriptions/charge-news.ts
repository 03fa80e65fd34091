import type { SettledCharge } from '../billing/charges/charges.store';
import type { SubscriptionEvent } from './subscription';
import type { TurnStep } from './turn-all';

/**
 * News of charges as events of their subscriptions. A charge that was voided was never asked of the operator; its subscription, where
 * it still runs, tries again as after a fault. What a person paid by the message is for no time, and begins and ends when it was paid.
 */
export const stepsOf = (news: readonly SettledCharge[]): TurnStep[] =>
  news.map((one) => ({
    subscriptionId: one.subscriptionId,
    event: eventOf(one),
    cause: { channel: 'charge', actor: null, at: one.settledAt },
  }));

function eventOf({
  chargeId,
  state,
  failure,
  amountMinor,
  settledAt,
  ...charge
}: SettledCharge): SubscriptionEvent {
  const period = {
    periodStart: charge.periodStart ?? settledAt,
    periodEnd: charge.periodEnd ?? settledAt,
  };
  return state === 'charged'
    ? { type: 'charged', chargeId, amountMinor, ...period }
    : { type: 'refused', chargeId, failure: failure ?? 'temporary fault', ...period };
}
