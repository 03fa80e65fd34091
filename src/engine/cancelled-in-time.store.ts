import { plain } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { insertRefunds, lockRefundable } from '../billing/refunds/refunds.store';
import type { SubscriptionEnding } from './subscribing.store';

/**
 * What was paid once goes back in full to whoever cancels it within the service's hours (ANNULLA within six hours in Italy, to be
 * credited within twenty-four). A payment still on its way is given back by billing once it has happened.
 */
export async function refundCancelled(tx: Tx, endings: readonly SubscriptionEnding[]): Promise<void> {
  const inTime = endings.filter(isInTime);
  if (inTime.length === 0) return;
  const paid = await tx.sql.query<{ id: number }>({
    name: 'charges-paid-once',
    text: `select c.id from unnest($1::bigint[], $2::bigint[]) as w(subscriber_id, subscription_id)
           join charges c on c.subscriber_id = w.subscriber_id and c.subscription_id = w.subscription_id
           where c.state = 'charged' and c.purpose = 'one-off' order by c.id`,
    values: [
      plain(inTime.map(({ subscription }) => subscription.subscriberId)),
      plain(inTime.map(({ subscription }) => subscription.id)),
    ],
  });
  const charges = await lockRefundable(
    tx,
    paid.map(({ id }) => id),
  );
  const due = charges.filter(({ amountMinor, refundedMinor }) => refundedMinor < amountMinor);
  await insertRefunds(
    tx,
    due.map(({ id, amountMinor, refundedMinor, currency }) => ({
      key: `cancelled:${id}`,
      chargeId: id,
      amountMinor: amountMinor - refundedMinor,
      currency,
      reason: 'cancelled in time',
      actor: 'system',
    })),
    inTime[0]?.step.cause.at ?? new Date(0),
  );
}

/** By when it was said, not by when it is handled; half-open. */
function isInTime({ subscription, service, saidAt, step }: SubscriptionEnding): boolean {
  const { cancelHours } = service.settings;
  const { periodStart } = subscription;
  if (step.event.type !== 'stopped' || service.cycle !== 'one-off' || cancelHours === 0 || !periodStart)
    return false;
  return saidAt.getTime() < periodStart.getTime() + cancelHours * HOUR_MS;
}

const HOUR_MS = 3_600_000;
