import { instants, plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import { storable } from '../../text/storable';
import type { Booked } from '../charges/charge-transfers';
import type { OpenCharge } from '../charges/open-charge';
import type { Lease } from '../charges/claims.store';
import type { RefundFate } from './refund-fate';

/** A refund that is about to leave; ours until its lease lapses. */
export interface LeavingRefund {
  readonly id: number;
  readonly chargeId: number;
  readonly correlator: string;
  /** Of the attempt that was paid; empty when the operator charged by itself. */
  readonly chargeCorrelator: string;
  /** The operator's own name of the payment. */
  readonly remoteId: string | null;
  /** Null once the person is erased. */
  readonly msisdn: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
}

const CLAIM = `
with due as materialized (
  select r.id from refunds r join charges c on c.id = r.charge_id
  where r.state in ('requested', 'sending', 'unknown') and r.due_at <= $2::timestamptz and c.gateway_id = $1
    and (r.lease is null or r.leased_until < clock_timestamp())
  order by r.due_at limit $3 for no key update of r skip locked
)
update refunds r set state = 'sending', attempts = r.attempts + 1, lease = $4::uuid,
  leased_until = clock_timestamp() + $5::int * interval '1 millisecond'
from charges c join subscribers p on p.id = c.subscriber_id
  left join charge_attempts a on a.charge_id = c.id and a.outcome = 'charged'
where r.id = any(array(select id from due)) and c.id = r.charge_id
returning r.id, r.charge_id as "chargeId", r.correlator, coalesce(a.correlator, '') as "chargeCorrelator",
  coalesce(a.remote_id, c.remote_id) as "remoteId", p.msisdn, r.amount_minor::text as "amountMinor", r.currency`;

/** Takes refunds of a gateway that are due, and those whose process died: the same correlator gives back once. */
export async function claimRefunds(
  tx: Tx,
  gatewayId: number,
  most: number,
  { lease, leaseMs }: Lease,
  now: Date,
): Promise<LeavingRefund[]> {
  const rows = await tx.sql.query<
    Omit<LeavingRefund, 'amountMinor'> & { amountMinor: string } & Record<string, unknown>
  >({ name: 'refunds-claim', text: CLAIM, values: [gatewayId, now, most, lease, leaseMs] });
  return rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
}

/** A refund as whoever settles it sees it, with the charge it gives back from; both rows are locked. */
export interface OpenRefund {
  readonly id: number;
  readonly state: string;
  readonly lease: string | null;
  readonly attempts: number;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly actor: string;
  /** It was taken after STOP: it goes back, if not by machine then by somebody's hand. */
  readonly isOwed: boolean;
  readonly charge: RefundedCharge;
}

/** The charge as the books and its brand know it. */
export type RefundedCharge = Booked &
  Pick<OpenCharge, 'brandId' | 'shortcodeId' | 'subscriberId' | 'subscriptionId'>;

/** Locks charges before their refunds, each in the order of ids. */
export async function lockRefunds(tx: Tx, ids: readonly number[]): Promise<OpenRefund[]> {
  const values = [plain(ids)];
  await tx.sql.run({
    name: 'refunds-lock-charges',
    text: `select 1 from charges c where c.id = any(array(select charge_id from refunds where id = any($1::bigint[])))
           order by c.id for no key update of c`,
    values,
  });
  const rows = await tx.sql.query<
    Omit<OpenRefund, 'amountMinor' | 'charge'> &
      Omit<RefundedCharge, 'id' | 'amountMinor'> & {
        amountMinor: string;
        paidMinor: string;
        chargeId: number;
      }
  >({
    name: 'refunds-lock',
    text: `select r.id, r.state, r.lease, r.attempts, r.amount_minor::text as "amountMinor", r.reason, r.actor, r.key like 'stopped:%' as "isOwed",
             c.id as "chargeId", c.purpose, c.brand_id as "brandId", c.shortcode_id as "shortcodeId",
             c.subscriber_id as "subscriberId", c.subscription_id as "subscriptionId",
             c.operator_id as "operatorId", c.service_id as "serviceId", c.amount_minor::text as "paidMinor", c.currency
           from refunds r join charges c on c.id = r.charge_id
           where r.id = any($1::bigint[]) order by r.id for no key update of r`,
    values,
  });
  return rows.map((row) => {
    const { id, state, lease, attempts, amountMinor, reason, actor, isOwed, chargeId, paidMinor, ...charge } =
      row;
    return {
      ...{ id, state, lease, attempts, amountMinor: BigInt(amountMinor), reason, actor, isOwed },
      charge: { ...charge, id: chargeId, amountMinor: BigInt(paidMinor) },
    };
  });
}

const MOST_CHARS = 200;
const kept = (text: string | null): string | null =>
  text === null ? null : storable(text).text.slice(0, MOST_CHARS);

export interface RefundSettlement {
  readonly refund: OpenRefund;
  readonly fate: RefundFate;
}

/** What becomes of refunds whose rows are locked; what is refused may be given back some other way. */
export async function writeRefunds(
  tx: Tx,
  settlements: readonly RefundSettlement[],
  at: Date,
): Promise<void> {
  if (settlements.length === 0) return;
  await tx.sql.run({
    name: 'refunds-write',
    text: `update refunds r set state = f.state, failure = f.failure, remote_id = coalesce(f.remote_id, r.remote_id),
             due_at = coalesce(f.due_at, r.due_at), lease = null, leased_until = null,
             settled_at = case when f.state in ('refunded', 'refused') then $6::timestamptz end
           from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) as f(id, state, failure, remote_id, due_at)
           where r.id = any($1::bigint[]) and r.id = f.id`,
    values: [
      plain(settlements.map(({ refund }) => refund.id)),
      words(settlements.map(({ fate }) => (fate.type === 'again' ? fate.state : fate.type))),
      texts(settlements.map(({ fate }) => kept('failure' in fate ? fate.failure : null))),
      texts(settlements.map(({ fate }) => kept('remoteId' in fate ? fate.remoteId : null))),
      instants(settlements.map(({ fate }) => ('dueAt' in fate ? fate.dueAt : null))),
      at,
    ],
  });
  await freeRefused(
    tx,
    settlements.filter(({ fate }) => fate.type === 'refused'),
  );
}

async function freeRefused(tx: Tx, refused: readonly RefundSettlement[]): Promise<void> {
  if (refused.length === 0) return;
  await tx.sql.run({
    name: 'refunds-free',
    text: `update charges c set refunded_minor = c.refunded_minor - g.amount_minor
           from (select charge_id, sum(amount_minor) as amount_minor
                 from unnest($1::bigint[], $2::bigint[]) as r(charge_id, amount_minor) group by charge_id) g
           where c.id = g.charge_id`,
    values: [
      plain(refused.map(({ refund }) => refund.charge.id)),
      words(refused.map(({ refund }) => String(refund.amountMinor))),
    ],
  });
}
