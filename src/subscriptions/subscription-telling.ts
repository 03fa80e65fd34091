import { chargeEvents } from '../billing/charges/charge-telling';
import type { Listeners } from '../platform/events';
import type { PersonEvent } from '../subscribers/person-events.store';
import type { Advancement } from './advance.store';
import { isRecurring, type Service } from './services/service';
import type { SubscriptionState } from './subscription';
import type { Change, Turn } from './turn-all';

/** What a brand calls what has happened to one of its subscriptions. */
type Told = 'pending' | 'trial' | 'active' | 'renewed' | 'grace' | 'suspended' | 'ended';

/** That a payment is on its way is nothing that has happened yet; what comes of it is. */
const TOLD: { readonly [S in SubscriptionState]: Told | null } = {
  pending: 'pending',
  trial: 'trial',
  activating: null,
  active: 'active',
  renewing: null,
  grace: 'grace',
  suspended: 'suspended',
  declined: 'ended',
  expired: 'ended',
  unsubscribed: 'ended',
  failed: 'ended',
  churned: 'ended',
  barred: 'ended',
};

/** Where another payment is one of many: of somebody whom the operator renews, no payment was ever on its way here. */
const PAID_BEFORE: ReadonlySet<SubscriptionState | null> = new Set(['active', 'renewing']);

function toldOf({ event, fromState, toState }: Change, service: Service): Told | null {
  if (toState === 'active' && PAID_BEFORE.has(fromState))
    return event === 'charged' && isRecurring(service) ? 'renewed' : null;
  return fromState === toState ? null : TOLD[toState];
}

/** What brands hear of subscriptions that were advanced, and of the charges that ended with them. @param at when it is written down */
export const advancementEvents = (
  { turns, settled }: Pick<Advancement, 'turns' | 'settled'>,
  listeners: Listeners,
  at: Date,
): PersonEvent[] => [...subscriptionEvents(turns, listeners, at), ...chargeEvents(settled, listeners, at)];

/** In the order in which it happened. */
function subscriptionEvents(turns: readonly Turn[], listeners: Listeners, at: Date): PersonEvent[] {
  if (listeners.isEmpty) return [];
  return turns.flatMap((turn): PersonEvent[] => {
    const event = toldOf(turn.change, turn.service);
    if (event === null || !listeners.listens(turn.service.brandId, 'subscription')) return [];
    return [eventOf(event, turn, at)];
  });
}

/** The colleague behind it is the engine's own affair. */
function eventOf(event: Told, { change, subscription, service }: Turn, at: Date): PersonEvent {
  const { subscriberId, shortcodeId, language, periodStart, periodEnd } = subscription;
  const { fromState, toState, reason, channel } = change;
  return {
    type: 'subscription',
    ...{ brandId: service.brandId, subscriberId, shortcodeId, at },
    payload: {
      event,
      subscription: subscription.id,
      service: { id: service.id, name: service.name },
      state: toState,
      was: fromState,
      ...{ reason, channel, language },
      changedAt: change.at.toISOString(),
      period:
        periodStart && periodEnd ? { start: periodStart.toISOString(), end: periodEnd.toISOString() } : null,
    },
  };
}
