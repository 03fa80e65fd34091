import { daysAfter } from './billing-period';
import { carriedUntil, isMoved } from './moving/move';
import { confirmEndOf, whileRunning } from './next-step';
import { firstCharge, mayCharge } from './payment';
import { say } from './sayings';
import { isRecurring } from './services/service';
import type { Advanced, Subscription } from './subscription';
import { awaiting, end, unchanged, type Around, type Handler } from './turning';

/** The second yes. It opens the trial, or asks for the first payment; a yes that comes too late opens nothing. */
export const confirm: Handler<'confirmed'> = (subscription, _, around) => {
  const { service, cause, hadTrial } = around;
  if (cause.at >= confirmEndOf(subscription, service)) return expire(subscription, around);
  const confirmed = { ...subscription, token: null };
  if (service.cycle === 'message') return startUnpaid(confirmed, around);
  if (isMoved(confirmed)) return carryOn(confirmed, around);
  return isRecurring(service) && service.trialDays > 0 && !hadTrial
    ? startTrial(confirmed, around)
    : askFirstPayment(confirmed, around);
};

export const decline: Handler<'declined'> = (subscription, _, around) =>
  end(subscription, 'declined', 'declined', around);

/** A STOP before the yes is a no. */
export const declineByStop: Handler<'stopped'> = (subscription, { reason }, around) =>
  end(subscription, 'declined', reason, around);

/** Over is over, also where the stored step is a moment later; otherwise nothing is due ahead of its hour. */
export const dueWhileAsked: Handler<'due'> = (subscription, _, around) => {
  const { service, cause } = around;
  const { nextAt } = subscription;
  const confirmEnd = confirmEndOf(subscription, service);
  if (cause.at >= confirmEnd) return expire(subscription, around);
  if (nextAt === null || nextAt > cause.at) return unchanged(subscription);
  const waiting = awaiting(subscription, { at: confirmEnd, step: 'confirm end' });
  if (subscription.nextStep !== 'confirm reminder') return unchanged(waiting);
  const said = { at: cause.at, offersTrial: !around.hadTrial };
  return { subscription: waiting, acts: [say('askReminder', subscription, service, said)] };
};

/** Nothing was charged, so nothing is said. */
const expire = (subscription: Subscription, around: Around): Advanced =>
  end(subscription, 'expired', 'not confirmed in time', around);

/** Paid for by the message: there is nothing to pay yet. */
function startUnpaid(subscription: Subscription, { service, cause: { at } }: Around): Advanced {
  const active: Subscription = { ...subscription, state: 'active', anchorAt: at, remindedAt: at };
  return {
    subscription: awaiting(active, whileRunning(active, service)),
    acts: [say('welcome', active, service, { at })],
  };
}

/**
 * Whoever moves here keeps what they have paid for: the first payment is due when that ends, and a trial, which is for who has never had
 * anything, is none of it. Where nothing is left they pay now; what cannot be charged for now waits, for what they had is gone.
 */
function carryOn(subscription: Subscription, around: Around): Advanced {
  const { service, cause, origin } = around;
  const { at } = cause;
  const left = origin ? carriedUntil(origin, at) : null;
  if (left === null && mayCharge(subscription, service, at, false).type === 'may')
    return askFirstPayment(subscription, around);
  const until = left ?? at;
  // As after part of a period: what follows is counted from where it ends.
  const carried: Subscription = {
    ...subscription,
    state: 'active',
    anchorAt: until,
    periodStart: at,
    periodEnd: until,
    remindedAt: at,
  };
  return {
    subscription: awaiting(carried, whileRunning(carried, service)),
    acts: [say('welcome', carried, service, { at, next: until })],
  };
}

function startTrial(subscription: Subscription, { service, cause: { at } }: Around): Advanced {
  const periodEnd = daysAfter(at, service.trialDays, service.settings.zone);
  const trial: Subscription = {
    ...subscription,
    state: 'trial',
    anchorAt: at,
    periodStart: at,
    periodEnd,
    remindedAt: at,
  };
  return {
    subscription: awaiting(trial, whileRunning(trial, service)),
    acts: [say('trialWelcome', trial, service, { at, next: periodEnd })],
  };
}

/** Whoever cannot be charged now was never subscribed: a yes is not kept for later. */
function askFirstPayment(subscription: Subscription, around: Around): Advanced {
  const { service, cause } = around;
  const may = mayCharge(subscription, service, cause.at, false);
  if (may.type !== 'may') {
    const refused = say('refused', subscription, service, { at: cause.at });
    return end(subscription, 'failed', may.type === 'never' ? may.reason : 'not open', around, refused);
  }
  const charge = firstCharge(subscription, service, may.tariff, cause.at);
  return { subscription: awaiting({ ...subscription, state: 'activating' }, null), acts: [charge] };
}
