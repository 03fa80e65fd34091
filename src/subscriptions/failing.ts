import { FAILURES } from '../billing/charge';
import { afterRefusal, reminderOf, tryAgain, whenParked, windowAt } from './next-step';
import { mayCharge, partialCharge } from './payment';
import { askPayment, withActs } from './running';
import { say } from './sayings';
import { isRecurring } from './services/service';
import type { Act, Advanced, Subscription, SubscriptionEvent } from './subscription';
import { awaiting, barIfFinal, end, endWithGoodbye, type Around, type Handler } from './turning';

type Refused = Extract<SubscriptionEvent, { readonly type: 'refused' }>;

/** The first payment was refused. Only what a top-up can heal is tried again, and only where the service waits for it. */
export const whenFirstRefused: Handler<'refused'> = (subscription, event, around) => {
  const { service, cause } = around;
  const { failure } = event;
  const isWaitedFor = FAILURES[failure] === 'later' && isRecurring(service) && service.settings.graceDays > 0;
  if (isWaitedFor) return fail(subscription, event, around);
  const refused = say('refused', subscription, service, { at: cause.at });
  return end(subscription, 'failed', failure, around, ...(failure === 'not found' ? [] : [refused]));
};

/** A renewal was refused: a part of it is asked for, the ladder is climbed, the next period is waited for, or it is the end. */
export const whenRenewalRefused: Handler<'refused'> = (subscription, event, around) => {
  if (FAILURES[event.failure] === 'end') return barIfFinal(subscription, event, around);
  const part = event.failure === 'insufficient' ? partInstead(subscription, event, around) : null;
  return part ? { subscription, acts: [part] } : fail(subscription, event, around);
};

function partInstead(
  subscription: Subscription,
  { periodStart, periodEnd }: Refused,
  { service, cause: { at } }: Around,
): Act | null {
  const may = mayCharge(subscription, service, at, false);
  if (may.type !== 'may' || !may.operator.isPartial) return null;
  const refused = { start: periodStart, end: periodEnd };
  return partialCharge(subscription, service, may.tariff, refused, at);
}

/** The person is told of the first failure, not of every rung. */
function fail(subscription: Subscription, { failure }: Refused, around: Around): Advanced {
  const { service, cause } = around;
  const { at } = cause;
  const isFirst = subscription.failingSince === null;
  const attempts = subscription.attempts + 1;
  const failing = { ...subscription, attempts, failingSince: subscription.failingSince ?? at };
  const window = windowAt(failing, service, at);
  if (window === 'over') return endWithGoodbye(failing, 'churned', failure, around);
  const there: Subscription = { ...failing, state: window };
  const next = afterRefusal(there, service, failure, at);
  return {
    subscription: awaiting(there, next),
    acts: isFirst ? [say('paymentFailed', there, service, { at, next: next.at })] : [],
  };
}

/** The next try, or the end of grace or of parking. */
export const dueWhileFailing: Handler<'due'> = (subscription, _, around) => {
  const { service, cause } = around;
  const { at } = cause;
  const window = windowAt(subscription, service, at);
  if (window === 'over') return endWithGoodbye(subscription, 'churned', 'not paid', around);
  if (window === 'suspended' && subscription.state === 'grace') return park(subscription, around);
  if (subscription.nextStep !== 'retry')
    return remindUntilNext(awaiting(subscription, whenParked(subscription, service, at)), around);
  const { told, acts } = remind(subscription, around, at);
  return withActs(acts, retry(told, around));
};

/** A try that has to wait does not wait past the end of its window. */
function retry(subscription: Subscription, around: Around): Advanced {
  const tried = askPayment(subscription, around);
  const { nextAt, nextStep } = tried.subscription;
  if (nextStep !== 'retry' || nextAt === null) return tried;
  const next = tryAgain(subscription, around.service, nextAt, around.cause.at);
  return { ...tried, subscription: awaiting(subscription, next) };
}

function park(subscription: Subscription, around: Around): Advanced {
  const { service, cause } = around;
  const parked: Subscription = { ...subscription, state: 'suspended' };
  return remindUntilNext(awaiting(parked, whenParked(parked, service, cause.at)), around);
}

function remindUntilNext(subscription: Subscription, around: Around): Advanced {
  const { told, acts } = remind(subscription, around, subscription.nextAt ?? around.cause.at);
  return { subscription: told, acts };
}

/** Where steps are few, a reminder that falls due before the next of them is said at this one: early, never late. */
function remind(
  subscription: Subscription,
  { service, cause: { at } }: Around,
  until: Date,
): { readonly told: Subscription; readonly acts: readonly Act[] } {
  const reminder = reminderOf(subscription, service);
  if (reminder === null || reminder > until) return { told: subscription, acts: [] };
  const said = say('reminder', subscription, service, { at, next: until });
  return { told: { ...subscription, remindedAt: at }, acts: [said] };
}
