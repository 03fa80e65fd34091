import type { Tx } from '../../platform/database.service';
import { LOCKS } from '../../platform/lanes';
import type { Language } from '../../text/language';
import type { SubscriptionState } from '../subscription';

/** Whether this transaction is the only one that sends this service's content. Its own statement, before anything is read. */
export async function ownSending(tx: Tx, serviceId: number): Promise<boolean> {
  const [row] = await tx.sql.query<{ owned: boolean }>({
    name: 'content-own',
    text: 'select pg_try_advisory_xact_lock($1, $2) as owned',
    values: [LOCKS.content, serviceId],
  });
  return row?.owned ?? false;
}

/** Somebody who is to get an item. */
export interface Receiver {
  readonly id: number;
  readonly subscriberId: number;
  readonly connectorId: number;
  readonly shortcodeId: number;
  readonly tariffId: number;
  readonly language: Language;
}

export interface Wanted {
  readonly serviceId: number;
  /** Of one day, in all its languages: nobody gets two of them. */
  readonly itemIds: readonly number[];
  readonly states: readonly SubscriptionState[];
  /** Nobody of theirs. */
  readonly notAt: readonly number[];
  readonly after: number;
  readonly limit: number;
}

/**
 * The next people who have none of a day's items, in the order of their subscriptions. They are held until the transaction ends, so
 * that a STOP comes either before, and they are not among them, or after, and their message is not let out any more. `offset 0` keeps
 * the look for a delivery a look-up by key.
 */
export async function lockReceivers(
  tx: Tx,
  { serviceId, itemIds, states, notAt, after, limit }: Wanted,
): Promise<Receiver[]> {
  return tx.sql.query<Receiver & Record<string, unknown>>({
    name: 'content-receivers',
    text: `select s.id, s.subscriber_id as "subscriberId", s.connector_id as "connectorId", s.shortcode_id as "shortcodeId",
             s.tariff_id as "tariffId", s.language
           from subscriptions s
           where s.service_id = $1 and s.ended_at is null and s.id > $2 and s.state = any($3::text[])
             and s.operator_id <> all($6::int[])
             and not exists (
               select 1 from content_deliveries d where d.subscription_id = s.id and d.item_id = any($4::bigint[]) offset 0)
           order by s.id limit $5 for share of s`,
    values: [serviceId, after, states, itemIds, limit, notAt],
  });
}

export interface Delivery {
  readonly subscriptionId: number;
  readonly itemId: number;
  readonly outboundId: number;
}

/** Notes what was queued. An item goes to a subscription once: the key refuses the whole page otherwise. */
export async function noteDeliveries(tx: Tx, deliveries: readonly Delivery[], at: Date): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.sql.run({
    name: 'content-delivered',
    text: `insert into content_deliveries (subscription_id, item_id, outbound_id, at)
           select subscription_id, item_id, outbound_id, $4::timestamptz
           from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as d(subscription_id, item_id, outbound_id)`,
    values: [
      deliveries.map(({ subscriptionId }) => subscriptionId),
      deliveries.map(({ itemId }) => itemId),
      deliveries.map(({ outboundId }) => outboundId),
      at,
    ],
  });
}
