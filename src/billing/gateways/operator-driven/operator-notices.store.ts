import { instants, plain, texts, words } from '../../../platform/array-literal';
import type { Sql, Tx } from '../../../platform/database.service';
import type { SubscriptionNotice } from '../../charge-gateway';
import type { WantedEnd } from './unsubscriptions.store';

/** A notice whose person is known. */
export type NewNotice = Omit<SubscriptionNotice, 'msisdn'> & { readonly subscriberId: number };

/** What the operator told, as whoever looks after subscriptions takes it. */
export interface OperatorNotice extends NewNotice {
  readonly id: number;
  readonly gatewayId: number;
}

const KEEP = `
insert into operator_notices (gateway_id, remote_id, event, subscriber_id, service, amount_minor, currency, period_start, period_end,
  code, said_at, received_at)
select $1::int, remote_id, event, subscriber_id, service, amount_minor, currency, period_start, period_end, code, said_at,
  $12::timestamptz
from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::timestamptz[], $9::timestamptz[],
  $10::text[], $11::timestamptz[])
  as n(remote_id, event, subscriber_id, service, amount_minor, currency, period_start, period_end, code, said_at)
order by remote_id
on conflict (gateway_id, remote_id) do nothing`;

/** Keeps notices, each once however often it comes. @returns how many were new */
export async function keepNotices(
  tx: Tx,
  gatewayId: number,
  notices: readonly NewNotice[],
  at: Date,
): Promise<number> {
  return tx.sql.run({
    name: 'operator-notices-keep',
    text: KEEP,
    values: [
      gatewayId,
      texts(notices.map(({ remoteId }) => remoteId)),
      words(notices.map(({ event }) => event)),
      plain(notices.map(({ subscriberId }) => subscriberId)),
      texts(notices.map(({ service }) => service)),
      words(notices.map(({ amountMinor }) => amountMinor?.toString())),
      words(notices.map(({ currency }) => currency)),
      instants(notices.map(({ periodStart }) => periodStart)),
      instants(notices.map(({ periodEnd }) => periodEnd)),
      texts(notices.map(({ code }) => code)),
      instants(notices.map((notice) => notice.at)),
      at,
    ],
  });
}

const TAKE = `
update operator_notices n set taken_at = $2
where n.id = any(array(
  select w.id from operator_notices w join subscribers p on p.id = w.subscriber_id
  where w.taken_at is null and ($3::int[] is null or p.lane = any($3)) order by w.id limit $1 for update of w skip locked))
returning n.id, n.gateway_id as "gatewayId", n.remote_id as "remoteId", n.event, n.subscriber_id as "subscriberId", n.service,
  n.amount_minor::text as "amountMinor", n.currency, n.period_start as "periodStart", n.period_end as "periodEnd", n.code,
  n.said_at as at`;

/** The lanes of the people whom the oldest untaken news is about. */
export async function lanesWithNotices(sql: Sql, limit: number): Promise<number[]> {
  const rows = await sql.query<{ lane: number }>({
    name: 'operator-notices-lanes',
    text: `select distinct p.lane from (
             select subscriber_id from operator_notices where taken_at is null order by id limit $1) n
           join subscribers p on p.id = n.subscriber_id`,
    values: [limit],
  });
  return rows.map(({ lane }) => lane);
}

/**
 * Takes news that nobody else is taking, in the order it came; taken once the caller's transaction commits.
 * @param lanes whose people it is about; everybody's when left out
 */
export async function takeOperatorNotices(
  tx: Tx,
  limit: number,
  at: Date,
  lanes?: readonly number[],
): Promise<OperatorNotice[]> {
  const rows = await tx.sql.query<
    Omit<OperatorNotice, 'amountMinor'> & { readonly amountMinor: string | null } & Record<string, unknown>
  >({ name: 'operator-notices-take', text: TAKE, values: [limit, at, lanes ?? null] });
  return rows
    .map(({ amountMinor, ...row }) => ({
      ...row,
      amountMinor: amountMinor === null ? null : BigInt(amountMinor),
    }))
    .sort((a, b) => a.id - b.id);
}

const PAID = `
from charges c
join operator_notices n on n.id = substring(c.key from '^notice:([0-9]{1,15})$')::bigint
  and n.gateway_id = c.gateway_id and n.subscriber_id = c.subscriber_id and n.event in ('subscribed', 'renewed')
  and n.amount_minor = c.amount_minor and n.currency = c.currency`;

/** Of these charges those that the operator says it has taken, to the unit, with its own id of it. */
export async function chargesPaid(
  sql: Sql,
  chargeIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await sql.query<{ id: number; remoteId: string }>({
    name: 'operator-notices-paid',
    text: `select c.id, n.remote_id as "remoteId" ${PAID} where c.id = any($1::bigint[])`,
    values: [plain(chargeIds)],
  });
  return new Map(rows.map(({ id, remoteId }) => [id, remoteId]));
}

/** The same by the correlators of their attempts. */
export async function correlatorsPaid(
  sql: Sql,
  correlators: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ correlator: string; remoteId: string }>({
    name: 'operator-notices-paid-under',
    text: `select a.correlator, n.remote_id as "remoteId" ${PAID} join charge_attempts a on a.charge_id = c.id
           where a.correlator = any($1::text[])`,
    values: [texts(correlators)],
  });
  return new Map(rows.map(({ correlator, remoteId }) => [correlator, remoteId]));
}

/** Of these charges those that the operator tried to take and could not, with its word for why. */
export async function chargesFailed(
  sql: Sql,
  chargeIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await sql.query<{ id: number; code: string }>({
    name: 'operator-notices-failed',
    text: `select c.id, coalesce(n.code, 'NO_CODE') as code from charges c
           join operator_notices n on n.id = substring(c.key from '^notice:([0-9]{1,15})$')::bigint
             and n.gateway_id = c.gateway_id and n.subscriber_id = c.subscriber_id and n.event = 'failed'
           where c.id = any($1::bigint[])`,
    values: [plain(chargeIds)],
  });
  return new Map(rows.map(({ id, code }) => [id, code]));
}

/** Notes which of our subscriptions notices were about. */
export async function noteMirrored(
  tx: Tx,
  mirrored: readonly { readonly noticeId: number; readonly subscriptionId: number }[],
): Promise<void> {
  if (mirrored.length === 0) return;
  await tx.sql.run({
    name: 'operator-notices-mirrored',
    text: `update operator_notices n set subscription_id = m.subscription_id
           from unnest($1::bigint[], $2::bigint[]) as m(id, subscription_id) where n.id = m.id`,
    values: [
      plain(mirrored.map(({ noticeId }) => noticeId)),
      plain(mirrored.map(({ subscriptionId }) => subscriptionId)),
    ],
  });
}

/** What it takes to ask the operators to end these subscriptions, in the words of their last notice of each. */
export async function endsAtOperators(tx: Tx, subscriptionIds: readonly number[]): Promise<WantedEnd[]> {
  return tx.sql.query<WantedEnd & Record<string, unknown>>({
    name: 'operator-notices-ends',
    text: `select distinct on (subscription_id) subscription_id as "subscriptionId", gateway_id as "gatewayId",
             subscriber_id as "subscriberId", service
           from operator_notices where subscription_id = any($1::bigint[]) order by subscription_id, id desc`,
    values: [plain(subscriptionIds)],
  });
}

/** What keeps a notice from opening anything: an operator's own end that it told of later, and an end that we have asked it for. */
export interface KnownEnd {
  readonly gatewayId: number;
  readonly subscriberId: number;
  readonly service: string;
  /** When the operator ended it; null for an end that we wait for. */
  readonly at: Date | null;
}

export async function knownEnds(tx: Tx, subscriberIds: readonly number[]): Promise<KnownEnd[]> {
  return tx.sql.query<KnownEnd & Record<string, unknown>>({
    name: 'operator-notices-known-ends',
    text: `select gateway_id as "gatewayId", subscriber_id as "subscriberId", service, max(said_at) as at from operator_notices
           where subscriber_id = any($1::bigint[]) and event = 'unsubscribed' group by 1, 2, 3
           union all
           select gateway_id, subscriber_id, service, null from operator_unsubscriptions
           where subscriber_id = any($1::bigint[]) and due_at is not null`,
    values: [plain(subscriberIds)],
  });
}

/** A notice that cannot be dealt with stands in nobody's way. */
export async function setNoticeAside(sql: Sql, at: Date): Promise<void> {
  await sql.run({
    name: 'operator-notices-aside',
    text: `update operator_notices set taken_at = $1 where id = (select min(id) from operator_notices where taken_at is null)`,
    values: [at],
  });
}
