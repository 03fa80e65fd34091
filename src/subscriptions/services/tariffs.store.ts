import type { Sql, Tx } from '../../platform/database.service';
import type { Language } from '../../text/language';
import type { SubscriptionState } from '../subscription';
import type { Tariff } from './tariff';

export interface NewTariff extends Omit<Tariff, 'id'> {
  readonly serviceId: number;
  readonly createdAt: Date;
}

/** @returns the new tariff's id; null when the service has one from the same instant on. */
export async function insertTariff(tx: Tx, tariff: NewTariff): Promise<number | null> {
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into tariffs (service_id, effective_from, amount_minor, currency, vat_bp, created_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (service_id, effective_from) do nothing returning id`,
    values: [
      tariff.serviceId,
      tariff.effectiveFrom,
      String(tariff.amountMinor),
      tariff.currency,
      tariff.vatBp,
      tariff.createdAt,
    ],
  });
  return row?.id ?? null;
}

/** Takes back a tariff that nobody agreed to and nobody was charged by. @returns whether there was such a one. */
export async function deleteTariff(tx: Tx, serviceId: number, tariffId: number): Promise<boolean> {
  const gone = await tx.sql.run({
    text: `delete from tariffs t where t.service_id = $1 and t.id = $2
             and not exists (select 1 from subscriptions s where s.tariff_id = t.id)
             and not exists (select 1 from charges c where c.service_id = t.service_id and c.tariff_id = t.id)`,
    values: [serviceId, tariffId],
  });
  return gone > 0;
}

/** Somebody whose yes was to a cheaper price, or to one in another currency. */
export interface Unagreed {
  /** The subscription's. */
  readonly id: number;
  readonly msisdn: string | null;
  readonly state: SubscriptionState;
  readonly tariffId: number;
  readonly amountMinor: string;
  readonly currency: string;
  readonly joinedAt: Date;
}

const UNAGREED = `
from subscriptions s join tariffs t on t.id = s.tariff_id
where s.service_id = $1 and s.ended_at is null and (t.currency <> $3 or t.amount_minor < $2)`;

/** Live subscriptions whose price is not the one asked for, behind `after`, in the order of their ids. */
export async function readUnagreed(
  sql: Sql,
  serviceId: number,
  { amountMinor, currency }: Tariff,
  after: number,
  limit: number,
): Promise<Unagreed[]> {
  return sql.query<Unagreed & Record<string, unknown>>({
    text: `select s.id, (select p.msisdn from subscribers p where p.id = s.subscriber_id) as msisdn, s.state,
             s.tariff_id as "tariffId", t.amount_minor::text as "amountMinor", t.currency, s.joined_at as "joinedAt"
           ${UNAGREED} and s.id > $4 order by s.id limit $5`,
    values: [serviceId, String(amountMinor), currency, after, limit],
  });
}

export async function countUnagreed(
  sql: Sql,
  serviceId: number,
  { amountMinor, currency }: Tariff,
): Promise<number> {
  const [row] = await sql.query<{ count: number }>({
    text: `select count(*) as count ${UNAGREED}`,
    values: [serviceId, String(amountMinor), currency],
  });
  return row?.count ?? 0;
}

/** A yes to another price, with the words it was said to. */
export interface Agreement {
  readonly subscriptionId: number;
  readonly tariffId: number;
  readonly shown: string;
  readonly channel: string;
  readonly actor: string | null;
  readonly at: Date;
}

/**
 * From now on these people are charged what they said yes to. Nothing is noted of a subscription that has ended, and nothing that would
 * leave anybody with another service's price. Each subscription at most once.
 * @returns the subscriptions that changed
 */
export async function noteAgreements(tx: Tx, agreements: readonly Agreement[]): Promise<number[]> {
  if (agreements.length === 0) return [];
  const inOrder = [...agreements].sort((a, b) => a.subscriptionId - b.subscriptionId);
  const ids = inOrder.map(({ subscriptionId }) => subscriptionId);
  await tx.sql.run({
    name: 'subscriptions-lock-agreeing',
    text: 'select 1 from subscriptions where id = any($1::bigint[]) order by id for no key update',
    values: [ids],
  });
  const rows = await tx.sql.query<{ id: number }>({
    name: 'subscriptions-agree',
    text: `with agreed as (
             update subscriptions s set tariff_id = a.tariff_id, shown = a.shown
             from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
               as a(id, tariff_id, shown, channel, actor, at)
             where s.id = a.id and s.ended_at is null
               and exists (select 1 from tariffs t where t.id = a.tariff_id and t.service_id = s.service_id)
             returning s.id, s.state, a.tariff_id, a.channel, a.actor, a.at
           )
           insert into subscription_events (subscription_id, event, from_state, to_state, reason, channel, actor, at)
           select id, 'agreed', state, state, 'tariff ' || tariff_id, channel, actor, at from agreed order by id
           returning subscription_id as id`,
    values: [
      ids,
      inOrder.map(({ tariffId }) => tariffId),
      inOrder.map(({ shown }) => shown),
      inOrder.map(({ channel }) => channel),
      inOrder.map(({ actor }) => actor),
      inOrder.map(({ at }) => at),
    ],
  });
  return rows.map(({ id }) => id);
}

/** Somebody with a live subscription, as the consent ledger knows them. */
export interface Agreeing {
  readonly id: number;
  readonly subscriberId: number;
  readonly lane: number;
  readonly senderHash: string;
  readonly language: Language;
  readonly joinedAt: Date;
}

/** Live subscriptions among these, if they are to this service. */
export async function readAgreeing(sql: Sql, serviceId: number, ids: readonly number[]): Promise<Agreeing[]> {
  return sql.query<Agreeing & Record<string, unknown>>({
    text: `select s.id, s.subscriber_id as "subscriberId", p.lane, p.sender_hash as "senderHash", s.language, s.joined_at as "joinedAt"
           from subscriptions s join subscribers p on p.id = s.subscriber_id
           where s.id = any($2::bigint[]) and s.service_id = $1 and s.ended_at is null order by s.id`,
    values: [serviceId, ids],
  });
}
