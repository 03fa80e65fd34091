import { instants, plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import type { ChargePurpose, ChargeRequest, Failure } from '../charge';
import {
  IS_TOLD,
  OPEN_CHARGE,
  toOpenCharge,
  writeFates,
  type OpenChargeRow,
  type Settlement,
} from './settlement.store';

const REQUEST = `
insert into charges (key, purpose, service_id, brand_id, shortcode_id, subscriber_id, subscription_id, operator_id, gateway_id, tariff_id,
  period_start, period_end, amount_minor, currency, vat_bp, due_at, expires_at, created_at,
  campaign_id)
select * from unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::bigint[], $8::int[], $9::int[],
  $10::int[], $11::timestamptz[], $12::timestamptz[], $13::bigint[], $14::char(3)[], $15::int[], $16::timestamptz[],
  $17::timestamptz[], $18::timestamptz[], $19::int[])
on conflict do nothing`;

/**
 * What people are to pay, in the caller's transaction and in one statement. The same key again, and a second charge of a period that
 * is paid or may yet be, change nothing.
 */
export async function requestCharges(tx: Tx, requests: readonly ChargeRequest[]): Promise<void> {
  if (requests.length === 0) return;
  const inOrder = [...requests].sort((one, other) => (one.key < other.key ? -1 : 1));
  await tx.sql.run({
    name: 'charges-request',
    text: REQUEST,
    values: [
      texts(inOrder.map(({ key }) => key)),
      words(inOrder.map(({ purpose }) => purpose)),
      plain(inOrder.map(({ serviceId }) => serviceId)),
      plain(inOrder.map(({ brandId }) => brandId)),
      plain(inOrder.map(({ shortcodeId }) => shortcodeId)),
      plain(inOrder.map(({ subscriberId }) => subscriberId)),
      plain(inOrder.map(({ subscriptionId }) => subscriptionId)),
      plain(inOrder.map(({ operatorId }) => operatorId)),
      plain(inOrder.map(({ gatewayId }) => gatewayId)),
      plain(inOrder.map(({ tariffId }) => tariffId)),
      instants(inOrder.map(({ periodStart }) => periodStart)),
      instants(inOrder.map(({ periodEnd }) => periodEnd)),
      words(inOrder.map(({ amountMinor }) => String(amountMinor))),
      words(inOrder.map(({ currency }) => currency)),
      plain(inOrder.map(({ vatBp }) => vatBp)),
      instants(inOrder.map(({ dueAt }) => dueAt)),
      instants(inOrder.map(({ expiresAt }) => expiresAt)),
      instants(inOrder.map(({ createdAt }) => createdAt)),
      plain(inOrder.map(({ campaignId }) => campaignId)),
    ],
  });
}

/**
 * Written so that only the index by subscription can serve: that of what is due would be read from end to end at midnight.
 */
const OPEN_OF = `
select ${OPEN_CHARGE} from charges c
where c.subscription_id = any($1::bigint[]) and not c.is_void and c.state in ('requested', 'reserved', 'unknown') and not ${IS_TOLD}
order by c.id for no key update of c`;

/**
 * No more is taken for these subscriptions. What has not left us is voided now; what is on its way, or may be, is let run and goes
 * back in full once it has been charged. What an operator told us that it had taken before stays as it is.
 * @returns what was voided
 */
export async function stopCharges(
  tx: Tx,
  subscriptionIds: readonly number[],
  at: Date,
): Promise<readonly Settlement[]> {
  if (subscriptionIds.length === 0) return [];
  const rows = await tx.sql.query<OpenChargeRow>({
    name: 'charges-open-of',
    text: OPEN_OF,
    values: [plain(subscriptionIds)],
  });
  const open = rows.map(toOpenCharge);
  const left = open.filter(({ state }) => state !== 'requested').map(({ id }) => id);
  if (left.length > 0) {
    await tx.sql.run({
      name: 'charges-stopped',
      text: 'update charges set stopped_at = coalesce(stopped_at, $2::timestamptz) where id = any($1::bigint[])',
      values: [plain(left), at],
    });
  }
  const unsent = open.filter(({ state }) => state === 'requested');
  const voided = unsent.map((charge): Settlement => ({ charge, fate: { type: 'voided' } }));
  await writeFates(tx, voided, at);
  return voided;
}

/** These were taken from people who had left by then. Once they are booked they go back in full, as what was on its way at a STOP. */
export async function markTakenAfterStop(
  tx: Tx,
  taken: readonly { readonly key: string; readonly stoppedAt: Date }[],
): Promise<void> {
  if (taken.length === 0) return;
  await tx.sql.run({
    name: 'charges-taken-after-stop',
    text: `update charges c set stopped_at = t.stopped_at from unnest($1::text[], $2::timestamptz[]) as t(key, stopped_at)
           where c.key = t.key and c.settled_at is null`,
    values: [texts(taken.map(({ key }) => key)), instants(taken.map(({ stoppedAt }) => stoppedAt))],
  });
}

/** A charge whose matter is settled, as its subscription hears of it. */
export interface SettledCharge {
  readonly chargeId: number;
  readonly subscriptionId: number;
  readonly purpose: ChargePurpose;
  readonly state: 'charged' | 'refused' | 'voided';
  /** Why it was refused; null otherwise. */
  readonly failure: Failure | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly settledAt: Date;
  /** When the person left, if the charge was on its way then. */
  readonly stoppedAt: Date | null;
}

/** By their ids, whatever the planner takes the tables for: both are empty when it first looks. */
const TAKE = `
with gone as (
  delete from charge_news where charge_id = any(array(
    select charge_id from charge_news order by charge_id limit $1::int for update skip locked))
  returning charge_id
)
select c.id as "chargeId", c.subscription_id as "subscriptionId", c.purpose, c.state, c.failure, c.amount_minor::text as "amountMinor",
  c.currency, c.period_start as "periodStart", c.period_end as "periodEnd", c.settled_at as "settledAt", c.stopped_at as "stoppedAt"
from charges c where c.id = any(array(select charge_id from gone)) order by c.id`;

/** Takes news that nobody else is taking, eldest charges first; gone once the caller's transaction commits. */
export async function takeChargeNews(tx: Tx, limit: number): Promise<SettledCharge[]> {
  const rows = await tx.sql.query<
    Omit<SettledCharge, 'amountMinor'> & { readonly amountMinor: string } & Record<string, unknown>
  >({ name: 'charges-take-news', text: TAKE, values: [limit] });
  return rows.map(({ amountMinor, ...row }) => ({ ...row, amountMinor: BigInt(amountMinor) }));
}
