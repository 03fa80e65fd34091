import { IS_TOLD } from '../billing/charges/settlement.store';
import { insertRefunds, lockRefundable } from '../billing/refunds/refunds.store';
import { instants, plain } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import type { SubscriptionEnding } from './subscribing.store';

/** By the index of what was, or may be, paid for a period. */
const TAKEN_SINCE = `
select c.id from unnest($1::bigint[], $2::timestamptz[]) as w(subscription_id, said_at)
join charges c on c.subscription_id = w.subscription_id
where not c.is_void and c.state = 'charged' and c.settled_at > w.said_at and not ${IS_TOLD}
order by c.id`;

/**
 * What was taken after somebody had said the words that ended it goes back in full: their text may have waited, or they may have been
 * asked what they meant by it. What is still on its way is given back by billing once it has happened.
 */
export async function refundTakenSince(tx: Tx, endings: readonly SubscriptionEnding[]): Promise<void> {
  const stopped = endings.filter(({ step }) => step.event.type === 'stopped');
  if (stopped.length === 0) return;
  const taken = await tx.sql.query<{ id: number }>({
    name: 'charges-taken-since',
    text: TAKEN_SINCE,
    values: [
      plain(stopped.map(({ subscription }) => subscription.id)),
      instants(stopped.map(({ saidAt }) => saidAt)),
    ],
  });
  if (taken.length === 0) return;
  const charges = await lockRefundable(
    tx,
    taken.map(({ id }) => id),
  );
  await insertRefunds(
    tx,
    charges.flatMap(({ id, amountMinor, refundedMinor, currency }) =>
      refundedMinor === amountMinor
        ? []
        : [
            {
              ...{ key: `stopped:${id}`, chargeId: id, amountMinor: amountMinor - refundedMinor, currency },
              ...{ reason: 'charged after STOP', actor: 'system' },
            },
          ],
    ),
    stopped[0]?.step.cause.at ?? new Date(0),
  );
}
