import { renewalKey } from '../billing/charge';
import { hoursAfter, periodAfter, periodAround, type Period } from './billing-period';
import { isPart, partOf } from './partial';
import { isBeginning, isProrated, restOf, type Priced } from './proration';
import { isRecurring, type Service, type ServiceOperator } from './services/service';
import { agreedPrice, endsAtRenewal, type Tariff } from './services/tariff';
import type { Act, Subscription, SubscriptionEvent } from './subscription';

export type Charge = Extract<Act, { readonly type: 'charge' }>;
export type Charged = Extract<SubscriptionEvent, { readonly type: 'charged' }>;

/** Whether somebody may be charged now, and what they agreed to pay. */
export type MayCharge =
  | { readonly type: 'may'; readonly tariff: Tariff; readonly operator: ServiceOperator }
  /** Not now: the service or its operator is suspended, or there is nothing to send for the money. */
  | { readonly type: 'wait' }
  | { readonly type: 'never'; readonly reason: 'the service closed' | 'the price rose' };

export function mayCharge(
  { operatorId, tariffId }: Subscription,
  service: Service,
  at: Date,
  isContentMissing: boolean,
): MayCharge {
  if (service.state === 'closed') return { type: 'never', reason: 'the service closed' };
  if (endsAtRenewal(service, tariffId, at)) return { type: 'never', reason: 'the price rose' };
  const operator = service.operators.find(
    (one) => one.operatorId === operatorId && one.isApproved && one.isSuspended !== true,
  );
  const tariff = agreedPrice(service, tariffId, at);
  if (service.state !== 'approved' || !operator || !tariff || isContentMissing) return { type: 'wait' };
  return { type: 'may', tariff, operator };
}

/** Whether anything was ever paid: a trial is counted from its beginning, a part from its end, and neither is a period of the count. */
export const hasPaid = ({ anchorAt, periodOrdinal, periodEnd }: Subscription): boolean =>
  periodOrdinal > 0 || (anchorAt !== null && periodEnd !== null && +anchorAt === +periodEnd);

/** The first charge: what it pays for begins when it is asked for. */
export function firstCharge(subscription: Subscription, service: Service, tariff: Tariff, at: Date): Charge {
  return chargeOf(subscription, tariff, 'first', freshPeriod(service, tariff, at), at);
}

/**
 * The charge of the period that follows the one paid for. Of periods that passed unpaid none is charged: it is the one that runs now,
 * on the old anchor or, where the service restarts it for who paid late, from now on.
 */
export function renewalCharge(
  subscription: Subscription,
  service: Service,
  tariff: Tariff,
  at: Date,
): Charge {
  const { failingSince } = subscription;
  const isRestarted = failingSince !== null && service.settings.anchor === 'restart';
  const period = isRestarted
    ? freshPeriod(service, tariff, at)
    : nextPeriod(subscription, service, tariff, at);
  return chargeOf(subscription, tariff, 'renewal', period, at);
}

/** What follows the period that was paid for, or what runs now where that is over as well. */
function nextPeriod(
  { anchorAt, periodOrdinal, periodEnd }: Subscription,
  service: Service,
  tariff: Tariff,
  at: Date,
): Priced {
  if (anchorAt === null) return freshPeriod(service, tariff, at);
  const { cycle, settings } = service;
  const { amountMinor } = tariff;
  if (isProrated(service)) {
    const next = restOf(cycle, periodEnd ?? at, amountMinor, settings.zone);
    return at < next.end ? next : freshPeriod(service, tariff, at);
  }
  const next = periodAfter(anchorAt, periodOrdinal, cycle, settings.zone);
  if (next.start <= at && at < next.end) return { ...next, amountMinor };
  const from = periodEnd && periodEnd > at ? periodEnd : at;
  const { start, end } = periodAround(from, anchorAt, cycle, settings.zone);
  return { start, end, amountMinor };
}

/**
 * The part to ask for when the balance does not cover the price; null where the cycle has none. On time it begins where the whole
 * period would have; for who has been failing, now.
 */
export function partialCharge(
  subscription: Subscription,
  service: Service,
  tariff: Tariff,
  refused: Period,
  at: Date,
): Charge | null {
  const { cycle, settings } = service;
  if (isPart(cycle, refused)) return null;
  const from = (start: Date) => partOf(cycle, tariff.amountMinor, start, settings.zone, isProrated(service));
  const contiguous = from(refused.start);
  const isStale = subscription.failingSince !== null || !contiguous || contiguous.end <= at;
  const part = isStale ? from(at) : contiguous;
  if (!part) return null;
  const charge = chargeOf(subscription, tariff, 'renewal', part, at);
  return { ...charge, key: `${charge.key}:part` };
}

/** Where a subscription stands once a period is paid. After less than a whole one the next is counted from where that ends. */
export function afterPayment(
  subscription: Subscription,
  service: Service,
  { periodStart, periodEnd }: Charged,
): Pick<Subscription, 'anchorAt' | 'periodOrdinal' | 'periodStart' | 'periodEnd'> {
  const { cycle, settings } = service;
  const { zone } = settings;
  const paid = { periodStart, periodEnd };
  const isLess = isProrated(service) && !isBeginning(cycle, periodStart, zone);
  if (isLess || isPart(cycle, { start: periodStart, end: periodEnd }))
    return { ...paid, anchorAt: periodEnd, periodOrdinal: 0 };
  const { anchorAt, periodOrdinal } = subscription;
  if (anchorAt !== null && hasPaid(subscription) && isRecurring({ cycle })) {
    if (subscription.periodEnd && +periodStart === +subscription.periodEnd)
      return { ...paid, anchorAt, periodOrdinal: periodOrdinal + 1 };
    const { start, ordinal } = periodAround(periodStart, anchorAt, cycle, zone);
    if (+start === +periodStart) return { ...paid, anchorAt, periodOrdinal: ordinal + 1 };
  }
  return { ...paid, anchorAt: periodStart, periodOrdinal: 1 };
}

/** What is paid once is paid for the time in which it may be given back, an hour at least. */
function freshPeriod(service: Service, { amountMinor }: Tariff, at: Date): Priced {
  const { cycle, settings } = service;
  const { zone, cancelHours } = settings;
  if (isProrated(service)) return restOf(cycle, at, amountMinor, zone);
  const period = isRecurring({ cycle })
    ? periodAfter(at, 0, cycle, zone)
    : { start: at, end: hoursAfter(at, Math.max(1, cancelHours)) };
  return { ...period, amountMinor };
}

function chargeOf(
  { id, attempts }: Subscription,
  { id: tariffId }: Tariff,
  purpose: Charge['purpose'],
  { start, end, amountMinor }: Priced,
  at: Date,
): Charge {
  const key = renewalKey(id, start);
  return {
    type: 'charge',
    key: attempts === 0 ? key : `${key}:${attempts}`,
    purpose,
    tariffId,
    amountMinor,
    periodStart: start,
    periodEnd: end,
    dueAt: at,
  };
}
