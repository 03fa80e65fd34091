import { plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import { INTENT_QUESTION, STOP_MENU } from '../../subscribers/stop-questions';
import type { SpendingKey } from '../caps/caps';
import type { OpenCharge } from './open-charge';
import { IS_TOLD, OPEN_CHARGE, toOpenCharge, type OpenChargeRow } from './settlement.store';

/** A charge that is due, locked, and whom it is to be taken from. */
export interface DueCharge extends OpenCharge {
  readonly campaignId: number | null;
  /** Null once the person is erased. */
  readonly msisdn: string | null;
  /** The number is somebody else's by now, or nobody's. */
  readonly isGone: boolean;
  readonly isExpired: boolean;
  /** Its service takes no money for now, or ever again. */
  readonly isHalted: boolean;
  /** Nobody may have asked for what it pays for: it does not leave before a person has judged. */
  readonly isHeld: boolean;
  /** For now nothing is taken at its operator, for its service or for any. */
  readonly isSuspended: boolean;
  /** Its operator has a list of prices, and the tariff's is not on it. */
  readonly isUnapproved: boolean;
  /** Of the attempt that is sent again under its own name; null: a new attempt. */
  readonly correlator: string | null;
}

/** A minute's worth of a busy gateway in a few looks; each holds up to two hundred charges, nearly all of them settled. */
const CALLS_AT_ONCE = 20;

/** Open, for what has left us stands in the same index; it is passed over, and there is never much of it. */
const IS_DUE = `gateway_id = $1 and settled_at is null and state = 'requested' and due_at <= $2::timestamptz`;

/**
 * The question whether somebody wants to stop waits for its answer: nothing of theirs leaves for that code. Silence to "which one?" means
 * all, so that this one holds until the silence itself has been dealt with. One look by the key of the table for each charge that is due,
 * and none that the planner could turn into a join. What an operator has taken by its own clock is held up by nothing.
 */
const LOCK_DUE = `
select c.id from charges c where ${IS_DUE} and (${IS_TOLD} or not exists (
  select from conversations q where q.subscriber_id = c.subscriber_id and q.shortcode_id = c.shortcode_id and q.brand_id = 0
    and (q.question = $4 or q.question = $5 and q.until > $2::timestamptz) offset 0))
order by c.due_at limit $3 for no key update skip locked`;

/** Looks no further than the head of the queue: what falls due first is too late first. */
const LOCK_EXPIRED = `
select c.id from charges c
where c.state = 'requested' and c.expires_at <= $2::timestamptz and c.id = any(array(
  select id from charges where ${IS_DUE} order by due_at limit $3))
order by c.id for no key update skip locked`;

/** A part of a price is approved with the price: what the operator lets us split is a matter of the service. */
const UNAPPROVED = `
(exists (select from price_points p where p.operator_id = c.operator_id)
  and not exists (select from price_points p left join tariffs t on t.id = c.tariff_id
    where p.operator_id = c.operator_id and p.currency = c.currency and p.amount_minor = coalesce(t.amount_minor, c.amount_minor)
      and p.effective_from <= $2::timestamptz and (p.effective_until is null or p.effective_until > $2::timestamptz)))`;

/**
 * Locks what has been due longest and reads it as it is once locked; what somebody else holds is theirs.
 * @param only of the head of the queue, what came too late: for a gateway through which nothing leaves for now
 */
export async function lockDue(
  tx: Tx,
  gatewayId: number,
  most: number,
  now: Date,
  only: 'any' | 'expired' = 'any',
): Promise<DueCharge[]> {
  const locked = await tx.sql.query<{ id: number }>({
    name: `charges-lock-${only}`,
    text: only === 'any' ? LOCK_DUE : LOCK_EXPIRED,
    values: [gatewayId, now, most, ...(only === 'any' ? [STOP_MENU, INTENT_QUESTION] : [])],
  });
  if (locked.length === 0) return [];
  const rows = await tx.sql.query<OpenChargeRow & Omit<DueCharge, keyof OpenCharge>>({
    name: 'charges-read-due',
    text: `select ${OPEN_CHARGE}, c.campaign_id as "campaignId", p.msisdn, p.ended_at is not null as "isGone",
             c.expires_at <= $2::timestamptz as "isExpired", coalesce(s.state in ('suspended', 'closed'), false) as "isHalted",
             exists (select from fraud_cases f where f.subscription_id = c.subscription_id and f.verdict is null) as "isHeld",
             exists (select from operator_suspensions h where h.operator_id = c.operator_id and h.resumed_at is null
               and (h.service_id is null or h.service_id = c.service_id)) as "isSuspended",
             ${UNAPPROVED} as "isUnapproved", a.correlator
           from charges c join subscribers p on p.id = c.subscriber_id left join services s on s.id = c.service_id
           left join charge_attempts a on a.charge_id = c.id and a.ordinal = c.attempts and c.reservation is not null
           where c.id = any($1::bigint[]) order by c.id`,
    values: [plain(locked.map(({ id }) => id)), now],
  });
  return rows.map((row) => ({
    ...toOpenCharge(row),
    campaignId: row.campaignId,
    msisdn: row.msisdn,
    isGone: row.isGone,
    isExpired: row.isExpired,
    isHalted: row.isHalted,
    isHeld: row.isHeld,
    isSuspended: row.isSuspended,
    isUnapproved: row.isUnapproved,
    correlator: row.correlator,
  }));
}

/** A charge that is about to leave. */
export interface Departure {
  readonly chargeId: number;
  readonly ordinal: number;
  readonly correlator: string;
  readonly amountMinor: bigint;
  /** The ledger's id of what was reserved just now; null when it is sent again and its reservation stands. */
  readonly reservation: number | null;
  /** What it counts in. */
  readonly spendings: readonly SpendingKey[];
}

export interface Lease {
  readonly lease: string;
  readonly leaseMs: number;
}

/** The attempt that begins is written with what it is an attempt at; what is sent again has its attempt already. */
const DEPART = `
with d as (
  select * from unnest($1::bigint[], $4::smallint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bigint[])
    as d(id, ordinal, reservation, caps, windows, correlator, amount_minor)
), called as (
  insert into charge_calls (lease, gateway_id, leased_until, charge_ids)
  values ($2::uuid, $11::int, clock_timestamp() + $3::int * interval '1 millisecond', $1::bigint[])
), begun as (
  insert into charge_attempts (charge_id, ordinal, correlator, amount_minor, sent_at)
  select id, ordinal, correlator, amount_minor, $10::timestamptz from d where reservation is not null order by id
)
update charges c set state = 'reserved', attempts = d.ordinal, reservation = coalesce(d.reservation, c.reservation),
  caps = coalesce(string_to_array(d.caps, '|'), c.caps),
  cap_windows = coalesce(string_to_array(d.windows, '|')::timestamptz[], c.cap_windows),
  lease = $2::uuid, leased_until = clock_timestamp() + $3::int * interval '1 millisecond'
from d where c.id = any($1::bigint[]) and c.id = d.id`;

/** Marks charges as reserved and perhaps on the wire, to be committed just before the call. */
export async function depart(
  tx: Tx,
  gatewayId: number,
  departures: readonly Departure[],
  { lease, leaseMs }: Lease,
  at: Date,
): Promise<void> {
  if (departures.length === 0) return;
  await tx.sql.run({
    name: 'charges-depart',
    text: DEPART,
    values: [
      plain(departures.map(({ chargeId }) => chargeId)),
      lease,
      leaseMs,
      plain(departures.map(({ ordinal }) => ordinal)),
      plain(departures.map(({ reservation }) => reservation)),
      texts(departures.map(({ spendings }) => joined(spendings, ({ cap }) => cap))),
      texts(departures.map(({ spendings }) => joined(spendings, (key) => key.windowStart.toISOString()))),
      texts(departures.map(({ correlator }) => correlator)),
      words(departures.map(({ amountMinor }) => String(amountMinor))),
      at,
      gatewayId,
    ],
  });
}

const joined = (keys: readonly SpendingKey[], name: (key: SpendingKey) => string): string | null =>
  keys.length === 0 ? null : keys.map(name).join('|');

/** A charge of which the operator is to be asked; ours until its lease lapses. */
export interface Asked {
  readonly chargeId: number;
  readonly ordinal: number;
  readonly correlator: string;
}

const CLAIM_UNKNOWN = `
with due as materialized (
  select c.id from charges c where c.gateway_id = $1 and c.is_unknown and c.due_at <= $2::timestamptz
    and (c.lease is null or c.leased_until < clock_timestamp())
  order by c.due_at limit $3 for no key update skip locked
)
update charges c set lease = $4::uuid, leased_until = clock_timestamp() + $5::int * interval '1 millisecond'
from charge_attempts a
where c.id = any(array(select id from due)) and a.charge_id = c.id and a.ordinal = c.attempts
returning c.id as "chargeId", a.ordinal, a.correlator`;

export async function claimUnknown(
  tx: Tx,
  gatewayId: number,
  most: number,
  { lease, leaseMs }: Lease,
  now: Date,
): Promise<Asked[]> {
  return tx.sql.query<Asked & Record<string, unknown>>({
    name: 'charges-claim-unknown',
    text: CLAIM_UNKNOWN,
    values: [gatewayId, now, most, lease, leaseMs],
  });
}

/**
 * By the clock of the statement, not of each row: only that can be looked up in an index. Whoever is writing what came of a charge is
 * waited for: the call that names it is gone with this transaction.
 */
const LAPSE = `
with taken as (
  delete from charge_calls where lease = any(array(
    select lease from charge_calls where gateway_id = $1 and leased_until < statement_timestamp()
    order by leased_until limit $3 for update skip locked))
  returning lease, charge_ids
), held as materialized (
  select id from charges
  where id = any(array(select unnest(charge_ids) from taken)) and state = 'reserved' and lease = any(array(select lease from taken))
  order by id for no key update
), lapsed as (
  update charges set state = 'unknown', lease = null, leased_until = null, asks = 0, due_at = $2::timestamptz
  where id = any(array(select id from held))
  returning id, attempts
)
update charge_attempts a set outcome = 'unknown' from lapsed l where a.charge_id = l.id and a.ordinal = l.attempts`;

/**
 * Looks at calls whose leases have lapsed. What is still on its way in one was held by somebody who died, before the call, within it or
 * after it: nobody knows, so the operator is asked.
 * @returns how many charges that was; most calls have been answered long ago
 */
export async function lapse(tx: Tx, gatewayId: number, now: Date): Promise<number> {
  return tx.sql.run({ name: 'charges-lapse', text: LAPSE, values: [gatewayId, now, CALLS_AT_ONCE] });
}

/** What has been due longest cannot be charged by any means: it waits, so that what stands behind it need not. @returns its id */
export async function putOffFirst(tx: Tx, gatewayId: number, now: Date, until: Date): Promise<number | null> {
  const [row] = await tx.sql.query<{ id: number }>({
    name: 'charges-put-off-first',
    text: `update charges set due_at = $3::timestamptz where id = (
             select id from charges where ${IS_DUE}
             order by due_at limit 1 for no key update skip locked)
           returning id`,
    values: [gatewayId, now, until],
  });
  return row?.id ?? null;
}
