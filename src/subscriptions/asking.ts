import { daysAfter } from './billing-period';
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
  return isRecurring(service) && service.trialDays > 0 && !hadTrial
    ? startTrial(confirmed, around)
    : askFirstPayment(confirmed, around);
};

export const decline: Handler<'declined'> = (subscription, _, around) =>
  end(subscription, 'declined', 'declined', around);

/** A STOP before the yes is a no. */
export const declineByStop: Handler<'stopped'> = (subscription, { reason }, around) =>
  end(subscription, 'declined', reason, around);

export const dueWhileAsked: Handler<'due'> = (subscription, _, around) => {
  const { service, cause } = around;
  const confirmEnd = confirmEndOf(subscription, service);
  if (cause.at >= confirmEnd) return expire(subscription, around);
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
