import { instants, plain, texts } from '../../../platform/array-literal';
import type { Sql, Tx } from '../../../platform/database.service';
import type { Unsubscription } from '../../charge-gateway';

/** A subscription of an operator's own that somebody wants ended. */
export interface WantedEnd {
  readonly subscriptionId: number;
  readonly gatewayId: number;
  readonly subscriberId: number;
  /** What the operator calls the service. */
  readonly service: string;
}

/** Asks operators to end subscriptions, after the caller's commit and until their notices say that it is so. The same wish again is the same. */
export async function requestUnsubscriptions(tx: Tx, wanted: readonly WantedEnd[], at: Date): Promise<void> {
  if (wanted.length === 0) return;
  const inOrder = [...wanted].sort((a, b) => a.subscriptionId - b.subscriptionId);
  await tx.sql.run({
    name: 'unsubscriptions-request',
    text: `insert into operator_unsubscriptions (subscription_id, gateway_id, subscriber_id, service, due_at, asked_at)
           select *, $5::timestamptz, $5::timestamptz from unnest($1::bigint[], $2::int[], $3::bigint[], $4::text[])
           on conflict (subscription_id) do nothing`,
    values: [
      plain(inOrder.map(({ subscriptionId }) => subscriptionId)),
      plain(inOrder.map(({ gatewayId }) => gatewayId)),
      plain(inOrder.map(({ subscriberId }) => subscriberId)),
      texts(inOrder.map(({ service }) => service)),
      at,
    ],
  });
}

/** The operator has charged for what it was to end: it is told so again, at once, also where it had said that it was done. */
export async function askAgainToEnd(tx: Tx, subscriptionIds: readonly number[], at: Date): Promise<void> {
  if (subscriptionIds.length === 0) return;
  await tx.sql.run({
    name: 'unsubscriptions-ask-again',
    text: `with again as (
             select subscription_id from operator_unsubscriptions where subscription_id = any($1::bigint[])
             order by subscription_id for update
           )
           update operator_unsubscriptions u set due_at = least(u.due_at, $2::timestamptz), confirmed_at = null,
             attempts = case when u.due_at is null then 0 else u.attempts end
           from again where u.subscription_id = again.subscription_id`,
    values: [plain(subscriptionIds), at],
  });
}

/** The operator says that these have ended: nobody is asked any more. */
export async function confirmUnsubscriptions(
  tx: Tx,
  gatewayId: number,
  ended: readonly { readonly subscriberId: number; readonly service: string }[],
  at: Date,
): Promise<void> {
  if (ended.length === 0) return;
  await tx.sql.run({
    name: 'unsubscriptions-confirm',
    text: `with said as (
             select u.subscription_id from operator_unsubscriptions u
             join unnest($1::bigint[], $2::text[]) as e(subscriber_id, service)
               on u.subscriber_id = e.subscriber_id and u.service = e.service
             where u.gateway_id = $3 and u.due_at is not null order by u.subscription_id for update of u
           )
           update operator_unsubscriptions u set due_at = null, lease = null, leased_until = null, confirmed_at = $4
           from said where u.subscription_id = said.subscription_id`,
    values: [
      plain(ended.map(({ subscriberId }) => subscriberId)),
      texts(ended.map(({ service }) => service)),
      gatewayId,
      at,
    ],
  });
}

/** A wish that is ours to tell until its lease lapses. Nobody's number any more: there is nobody to end anything for. */
export interface ClaimedEnd extends Omit<Unsubscription, 'msisdn'> {
  readonly gatewayId: number;
  readonly msisdn: string | null;
  readonly attempts: number;
}

const CLAIM = `
with due as materialized (
  select subscription_id from operator_unsubscriptions
  where due_at <= $1::timestamptz and (lease is null or leased_until < clock_timestamp())
  order by due_at limit $2 for update skip locked
)
update operator_unsubscriptions u
set attempts = u.attempts + 1, lease = $3::uuid, leased_until = clock_timestamp() + $4::int * interval '1 millisecond'
from subscribers p
where u.subscription_id = any(array(select subscription_id from due)) and p.id = u.subscriber_id
returning u.subscription_id as "subscriptionId", u.gateway_id as "gatewayId", u.service, p.msisdn, u.attempts`;

export async function claimUnsubscriptions(
  sql: Sql,
  limit: number,
  lease: string,
  leaseMs: number,
  now: Date,
): Promise<ClaimedEnd[]> {
  return sql.query<ClaimedEnd & Record<string, unknown>>({
    name: 'unsubscriptions-claim',
    text: CLAIM,
    values: [now, limit, lease, leaseMs],
  });
}

/** When each is to be told again; one that was confirmed meanwhile is not. */
export async function putOffUnsubscriptions(
  sql: Sql,
  lease: string,
  later: readonly { readonly subscriptionId: number; readonly dueAt: Date }[],
): Promise<void> {
  if (later.length === 0) return;
  const inOrder = [...later].sort((a, b) => a.subscriptionId - b.subscriptionId);
  await sql.run({
    name: 'unsubscriptions-put-off',
    text: `update operator_unsubscriptions u set due_at = l.due_at, lease = null, leased_until = null
           from unnest($1::bigint[], $2::timestamptz[]) as l(subscription_id, due_at)
           where u.subscription_id = l.subscription_id and u.lease = $3::uuid and u.due_at is not null`,
    values: [
      plain(inOrder.map(({ subscriptionId }) => subscriptionId)),
      instants(inOrder.map(({ dueAt }) => dueAt)),
      lease,
    ],
  });
}
