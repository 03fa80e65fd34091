import { isRecurring, type Service } from '../../subscriptions/services/service';
import type { Subscription, SubscriptionState } from '../../subscriptions/subscription';

type Running = Pick<Subscription, 'state' | 'periodEnd' | 'nextAt'>;

/** When money is next taken from somebody, as they may be told; null where none is, or where it is being taken at this moment. */
export function nextChargeOf(subscription: Running, service: Pick<Service, 'cycle'>): Date | null {
  return isRecurring(service) ? (NEXT[subscription.state]?.(subscription) ?? null) : null;
}

const atPeriodEnd = ({ periodEnd }: Running): Date | null => periodEnd;
const atNextTry = ({ nextAt }: Running): Date | null => nextAt;

const NEXT: { readonly [S in SubscriptionState]?: (subscription: Running) => Date | null } = {
  trial: atPeriodEnd,
  active: atPeriodEnd,
  renewing: atPeriodEnd,
  grace: atNextTry,
  suspended: atNextTry,
};
