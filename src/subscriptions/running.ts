import { hoursAfter } from './billing-period';
import { dueTellings, endOfPeriod, putOff, reminderOf, whileRunning } from './next-step';
import { firstCharge, hasPaid, mayCharge, renewalCharge } from './payment';
import { say } from './sayings';
import type { Act, Advanced, Subscription } from './subscription';
import { awaiting, end, endWithGoodbye, unchanged, type Around, type Handler } from './turning';

/**
 * The hour of a period that runs has come. First the person is told what is to be told; a charge never follows its notice sooner
 * than the service promises, however late the notice was.
 */
export const dueWhileRunning: Handler<'due'> = (subscription, _, around) => {
  const { service, cause } = around;
  const { at } = cause;
  const ends = endOfPeriod(subscription);
  if (service.cycle === 'one-off') return endOnce(subscription, around);
  const may = mayCharge(subscription, service, at, false);
  if (may.type === 'wait') return stay(subscription, around);
  const isClosed = may.type === 'never' && may.reason === 'the service closed';
  const { told, acts, chargeFrom, isNotified } = tell(subscription, around, may.type === 'may');
  if (may.type === 'never' && (isClosed || (ends !== null && at >= chargeFrom)))
    return endWithGoodbye(subscription, 'churned', may.reason, around);
  if (ends && at >= chargeFrom) return withActs(acts, askPayment(told, around));
  const next = ends && isNotified ? { ...ends, at: chargeFrom } : whileRunning(told, service, at);
  return { subscription: awaiting(told, next), acts };
};

/** What was paid for once is over when it can no longer be given back. */
function endOnce(subscription: Subscription, around: Around): Advanced {
  return end(subscription, 'expired', 'complete', around);
}

interface Told {
  readonly told: Subscription;
  readonly acts: readonly Act[];
  readonly isNotified: boolean;
  /** No charge before then. */
  readonly chargeFrom: Date;
}

/** A reminder that would fall between a notice and its charge is said with the notice. */
function tell(subscription: Subscription, { service, cause: { at } }: Around, isRenewed: boolean): Told {
  const due = dueTellings(subscription, service, at);
  const ends = endOfPeriod(subscription);
  // What was put off before stands where it was put.
  const planned = (subscription.nextStep === ends?.step ? subscription.nextAt : ends?.at) ?? at;
  const isNotified = due.notice && isRenewed;
  const promised = hoursAfter(at, service.settings.noticeHours);
  const chargeFrom = isNotified && promised > planned ? promised : planned;
  const reminder = reminderOf(subscription, service);
  const isReminded = due.reminder || (isNotified && reminder !== null && reminder <= chargeFrom);
  const said = { at, next: ends ? (chargeFrom > at ? chargeFrom : at) : null };
  const notice = subscription.state === 'trial' ? 'trialEnding' : 'renewalNotice';
  return {
    told: isReminded ? { ...subscription, remindedAt: at } : subscription,
    acts: [
      ...(isReminded ? [say('reminder', subscription, service, said)] : []),
      ...(isNotified ? [say(notice, subscription, service, said)] : []),
    ],
    isNotified,
    chargeFrom,
  };
}

/** Asks for the payment that is due, where it may be asked for; while it is on its way, nothing else is due. */
export function askPayment(subscription: Subscription, around: Around): Advanced {
  const { service, cause, isContentMissing, origin } = around;
  // Nobody pays for two at once: what is on its way for the one they moved from is waited for.
  const may = mayCharge(subscription, service, cause.at, isContentMissing || origin?.isPaying === true);
  if (may.type === 'never') return endWithGoodbye(subscription, 'churned', may.reason, around);
  if (may.type === 'wait') return stay(subscription, around);
  const isFirst = !hasPaid(subscription);
  const charge = (isFirst ? firstCharge : renewalCharge)(subscription, service, may.tariff, cause.at);
  const state = isFirst ? 'activating' : 'renewing';
  return { subscription: awaiting({ ...subscription, state }, null), acts: [charge] };
}

/** Looks again tomorrow. */
const stay = (subscription: Subscription, { cause: { at } }: Around): Advanced =>
  unchanged(subscription.nextStep ? awaiting(subscription, putOff(subscription.nextStep, at)) : subscription);

export const withActs = (acts: readonly Act[], { subscription, acts: more }: Advanced): Advanced => ({
  subscription,
  acts: [...acts, ...more],
});
