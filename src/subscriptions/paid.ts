import { whileRunning } from './next-step';
import { afterPayment, hasPaid } from './payment';
import { say } from './sayings';
import { isRecurring } from './services/service';
import type { Act, Subscription } from './subscription';
import { awaiting, unchanged, type Around, type Handler } from './turning';

/** A payment opens its period, or goes on with it; a receipt for each, and a welcome for the first. */
export const whenPaid: Handler<'charged'> = (subscription, event, around) => {
  const { service, cause } = around;
  const { at } = cause;
  const isWelcome = !hasPaid(subscription) && subscription.periodStart === null; // a trial has had its own
  const paid: Subscription = {
    ...subscription,
    ...afterPayment(subscription, service, event),
    state: 'active',
    failingSince: null,
    attempts: 0,
    remindedAt: isWelcome ? at : subscription.remindedAt,
  };
  const { spent, acts } = spend(paid, event.amountMinor, around);
  const next = isRecurring(service) ? event.periodEnd : null;
  return {
    subscription: awaiting(spent, whileRunning(spent, service)),
    acts: [
      ...(isWelcome ? [say('welcome', spent, service, { at, next })] : []),
      say('receipt', spent, service, { at, next, amountMinor: event.amountMinor }),
      ...acts,
    ],
  };
};

/**
 * A payment while nothing was owed. One of a message is receipted; one of a period that comes after the one that runs opens it, for it
 * was taken; one of a period that was paid already changes nothing.
 */
export const whenPaidWhileActive: Handler<'charged'> = (subscription, event, around) => {
  const { periodEnd } = subscription;
  if (periodEnd !== null)
    return event.periodEnd > periodEnd ? whenPaid(subscription, event, around) : unchanged(subscription);
  const { service, cause } = around;
  const { spent, acts } = spend(subscription, event.amountMinor, around);
  const receipt = say('receipt', spent, service, { at: cause.at, amountMinor: event.amountMinor });
  return { subscription: spent, acts: [receipt, ...acts] };
};

/** Every so much spent, the person is told: at 20, at 40, at 60, however the payments fall. */
function spend(
  subscription: Subscription,
  amountMinor: bigint,
  { service, cause: { at } }: Around,
): { readonly spent: Subscription; readonly acts: readonly Act[] } {
  const spentMinor = subscription.spentMinor + amountMinor;
  const { spendReminderMinor } = service.settings;
  if (spendReminderMinor === null || spentMinor < spendReminderMinor)
    return { spent: { ...subscription, spentMinor }, acts: [] };
  const acts = [say('spendReminder', subscription, service, { at, spentMinor })];
  return { spent: { ...subscription, spentMinor: spentMinor % spendReminderMinor }, acts };
}
