import { instants, plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import { storable } from '../../text/storable';
import { giveBack } from '../caps/caps.store';
import { isSettled } from '../charge-state';
import { writeTransfers } from '../ledger/ledger.store';
import type { Fate } from './charge-fate';
import { transfersOf } from './charge-transfers';
import type { OpenCharge } from './open-charge';

/** Ids and codes of operators are shorter; what is not is cut. */
const MOST_CHARS = 200;
/** A year and more of asking every quarter of an hour; the column is no wider. */
const MOST_ASKS = 32_000;

/** See `paidByNotice`. */
export const IS_TOLD = `c.key like 'notice:%'`;

export const OPEN_CHARGE = `
c.id, c.state, c.purpose, c.service_id as "serviceId", c.brand_id as "brandId", c.shortcode_id as "shortcodeId",
c.subscriber_id as "subscriberId", c.subscription_id as "subscriptionId",
c.operator_id as "operatorId", c.amount_minor::text as "amountMinor", c.currency, c.attempts, c.asks, c.lease,
c.reservation is not null as "isReserved", c.caps is not null as "isCounted", c.stopped_at as "stoppedAt",
${IS_TOLD} as "isTold"`;

export type OpenChargeRow = Omit<OpenCharge, 'amountMinor' | 'chargedOrdinal'> & {
  readonly amountMinor: string;
  readonly [column: string]: unknown;
};

export const toOpenCharge = (row: OpenChargeRow): OpenCharge => ({
  id: row.id,
  state: row.state,
  purpose: row.purpose,
  serviceId: row.serviceId,
  brandId: row.brandId,
  shortcodeId: row.shortcodeId,
  subscriberId: row.subscriberId,
  subscriptionId: row.subscriptionId,
  operatorId: row.operatorId,
  amountMinor: BigInt(row.amountMinor),
  currency: row.currency,
  attempts: row.attempts,
  asks: row.asks,
  lease: row.lease,
  isReserved: row.isReserved,
  isCounted: row.isCounted,
  stoppedAt: row.stoppedAt,
  isTold: row.isTold,
  chargedOrdinal: null,
});

/** Locks charges, always in the order of their ids, and reads them as they are once locked. */
export async function lockCharges(tx: Tx, ids: readonly number[]): Promise<OpenCharge[]> {
  if (ids.length === 0) return [];
  const rows = await tx.sql.query<OpenChargeRow>({
    name: 'charges-lock',
    text: `select ${OPEN_CHARGE} from charges c where c.id = any($1::bigint[]) order by c.id for no key update of c`,
    values: [plain(ids)],
  });
  const charges = rows.map(toOpenCharge);
  const paid = charges.filter(({ state }) => state === 'charged');
  if (paid.length === 0) return charges;
  const ordinals = await paidAttempts(
    tx,
    paid.map(({ id }) => id),
  );
  return charges.map((charge) =>
    charge.state === 'charged' ? { ...charge, chargedOrdinal: ordinals.get(charge.id) ?? 0 } : charge,
  );
}

/** A statement of its own, for it must see what whoever held the lock before us has written. */
async function paidAttempts(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.sql.query<{ chargeId: number; ordinal: number }>({
    name: 'charges-paid-attempts',
    text: `select charge_id as "chargeId", ordinal from charge_attempts
           where charge_id = any($1::bigint[]) and outcome = 'charged'`,
    values: [plain(ids)],
  });
  return new Map(rows.map(({ chargeId, ordinal }) => [chargeId, ordinal]));
}

/** What is told of one of our correlators, or of a payment of the operator's own name. */
export interface Named {
  readonly chargeId: number;
  readonly ordinal: number;
  readonly name: string;
}

export async function findByCorrelators(
  tx: Tx,
  gatewayId: number,
  correlators: readonly string[],
): Promise<Named[]> {
  if (correlators.length === 0) return [];
  return tx.sql.query<Named & Record<string, unknown>>({
    name: 'charges-by-correlator',
    text: `select a.charge_id as "chargeId", a.ordinal, a.correlator as name
           from charge_attempts a join charges c on c.id = a.charge_id
           where a.correlator = any($2::text[]) and c.gateway_id = $1`,
    values: [gatewayId, texts(correlators)],
  });
}

/** Operators use their ids again: the latest charge that bears one is meant. */
export async function findByRemoteIds(
  tx: Tx,
  gatewayId: number,
  remoteIds: readonly string[],
): Promise<Named[]> {
  if (remoteIds.length === 0) return [];
  return tx.sql.query<Named & Record<string, unknown>>({
    name: 'charges-by-remote-id',
    text: `select distinct on (c.remote_id) c.id as "chargeId", c.attempts as ordinal, c.remote_id as name
           from charges c where c.gateway_id = $1 and c.remote_id = any($2::text[]) order by c.remote_id, c.id desc`,
    values: [gatewayId, texts(remoteIds)],
  });
}

export interface Settlement {
  readonly charge: OpenCharge;
  readonly fate: Fate;
}

/**
 * Writes what becomes of charges whose rows are locked: the caps get back what was not spent, the books are moved, the rows say so,
 * subscriptions hear of what is settled, and who left meanwhile gets back what was taken after all.
 */
export async function writeFates(tx: Tx, fates: readonly Settlement[], at: Date): Promise<void> {
  if (fates.length === 0) return;
  const inOrder = [...fates].sort((one, other) => one.charge.id - other.charge.id);
  const counted = inOrder.filter(({ charge, fate }) => charge.isCounted && letsGo(fate));
  await giveBack(
    tx,
    counted.map(({ charge }) => charge.id),
  );
  await writeTransfers(
    tx,
    inOrder.flatMap(({ charge, fate }) => transfersOf(charge, fate, at)),
  );
  await writeStates(tx, inOrder, at);
  await refundStopped(tx, inOrder, at);
}

/** Nothing of it is held in our books any more. */
const letsGo = (fate: Fate): boolean =>
  fate.type === 'refused' || fate.type === 'voided' || (fate.type === 'again' && !fate.keeps);

const stateAfter = ({ type }: Fate) => (type === 'again' ? 'requested' : type);

const kept = (text: string | null): string | null =>
  text === null ? null : storable(text).text.slice(0, MOST_CHARS);

const remoteIdIn = (fate: Fate): string | null => kept('remoteId' in fate ? fate.remoteId : null);
const failureIn = (fate: Fate): string | null => (fate.type === 'refused' ? fate.failure : null);

function dueAfter(fate: Fate): Date | null {
  if (fate.type === 'again') return fate.dueAt;
  return fate.type === 'unknown' ? fate.askAt : null;
}

/** One look at the fates for the charge, its attempt and its news: what is sent once is read once. */
const FATES = `
with f as (
  select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::boolean[], $7::boolean[],
    $8::boolean[], $9::smallint[], $10::text[], $11::text[])
    as f(id, state, failure, remote_id, due_at, lets_go, is_settled, is_news, ordinal, outcome, remote_code)
), ended as (
  update charge_attempts a set outcome = f.outcome, failure = f.failure, remote_code = coalesce(f.remote_code, a.remote_code),
    remote_id = coalesce(f.remote_id, a.remote_id), ended_at = $12::timestamptz
  from f where a.charge_id = f.id and a.ordinal = f.ordinal
), told as (
  insert into charge_news (charge_id) select id from f where is_news order by id on conflict do nothing
)
update charges c set state = f.state, failure = f.failure, remote_id = coalesce(f.remote_id, c.remote_id),
  due_at = coalesce(f.due_at, c.due_at), lease = null, leased_until = null,
  asks = case when f.state = 'unknown' then least(c.asks + 1, $13::int) else 0 end,
  settled_at = case when f.is_settled then $12::timestamptz end,
  reservation = case when f.state = 'requested' and f.lets_go then null else c.reservation end,
  caps = case when f.lets_go then null else c.caps end,
  cap_windows = case when f.lets_go then null else c.cap_windows end,
  refunded_minor = case when f.state = 'charged' and c.stopped_at is not null then c.amount_minor else 0 end
from f where c.id = any($1::bigint[]) and c.id = f.id`;

/** The ordinal of the attempt that a fate speaks of; 0 when nothing was ever sent. */
const ordinalIn = ({ charge, fate }: Settlement): number =>
  'ordinal' in fate ? fate.ordinal : charge.attempts;

function outcomeOf(fate: Fate): string {
  if (fate.type !== 'again') return fate.type;
  return fate.keeps ? 'never heard' : 'not heard';
}

const isNews = ({ charge, fate }: Settlement): boolean =>
  charge.subscriptionId !== null && isSettled(stateAfter(fate));

async function writeStates(tx: Tx, fates: readonly Settlement[], at: Date): Promise<void> {
  await tx.sql.run({
    name: 'charges-fates',
    text: FATES,
    values: [
      plain(fates.map(({ charge }) => charge.id)),
      words(fates.map(({ fate }) => stateAfter(fate))),
      texts(fates.map(({ fate }) => failureIn(fate))),
      texts(fates.map(({ fate }) => remoteIdIn(fate))),
      instants(fates.map(({ fate }) => dueAfter(fate))),
      plain(fates.map(({ fate }) => letsGo(fate))),
      plain(fates.map(({ fate }) => isSettled(stateAfter(fate)))),
      plain(fates.map(isNews)),
      plain(fates.map(ordinalIn)),
      texts(fates.map(({ fate }) => outcomeOf(fate))),
      texts(fates.map(({ fate }) => kept(fate.type === 'refused' ? fate.remoteCode : null))),
      at,
      MOST_ASKS,
    ],
  });
}

/** Taken from somebody who had said STOP by then: it goes back, all of it. */
async function refundStopped(tx: Tx, fates: readonly Settlement[], at: Date): Promise<void> {
  const ids = fates
    .filter(({ charge, fate }) => fate.type === 'charged' && charge.stoppedAt !== null)
    .map(({ charge }) => charge.id);
  if (ids.length === 0) return;
  await tx.sql.run({
    name: 'charges-refund-stopped',
    text: `insert into refunds (key, charge_id, amount_minor, currency, reason, actor, due_at, created_at)
           select 'stopped:' || c.id, c.id, c.amount_minor, c.currency, 'charged after STOP', 'system', $2::timestamptz, $2::timestamptz
           from charges c where c.id = any($1::bigint[]) order by c.id`,
    values: [plain(ids), at],
  });
}
