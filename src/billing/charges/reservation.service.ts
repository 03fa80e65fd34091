import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/database.service';
import { limitsOf, type Taken, type Terms, type Wish } from '../caps/caps';
import { readTerms, take } from '../caps/caps.store';
import type { Failure } from '../charge';
import type { ChargeAttempt } from '../charge-gateway';
import { writeTransfers } from '../ledger/ledger.store';
import { reservationOf } from './charge-transfers';
import { CHARGING } from './charge-limits';
import { depart, lockDue, type Departure, type DueCharge, type Lease } from './claims.store';
import { putOffHeld } from './holds.store';
import { writeFates, type Settlement } from './settlement.store';

/** What is about to leave, under one lease. */
export interface Leaving {
  readonly lease: string;
  readonly items: readonly {
    readonly attempt: ChargeAttempt;
    readonly ordinal: number;
    readonly isResend: boolean;
  }[];
}

/** One batch: what leaves of it, what was refused at once, and how many were looked at. */
export interface Reserved {
  readonly leaving: Leaving;
  readonly refused: readonly Settlement[];
  readonly looked: number;
}

/** A charge that may leave, and how it is named on the wire. */
interface Departing {
  readonly charge: DueCharge;
  readonly msisdn: string;
  readonly correlator: string;
  readonly ordinal: number;
  readonly isResend: boolean;
}

/**
 * Prepares what is due: what is held waits on; what came too late, has nobody to pay it, or does not fit its caps is refused at once;
 * the rest is counted, reserved in the books and marked as leaving, all in the caller's transaction.
 */
export async function reserveDue(
  tx: Tx,
  gatewayId: number,
  most: number,
  lease: Lease,
  now: Date,
  only: 'any' | 'expired' = 'any',
): Promise<Reserved> {
  const locked = await lockDue(tx, gatewayId, most, now, only);
  const held = locked.filter(isWaiting).map(({ id }) => id);
  await putOffHeld(tx, held, new Date(now.getTime() + CHARGING.heldMs));
  const due = locked.filter((charge) => !isWaiting(charge));
  if (due.length === 0)
    return { leaving: { lease: lease.lease, items: [] }, refused: [], looked: locked.length };
  const terms = await readTerms(tx, [...new Set(due.map(({ serviceId }) => serviceId))]);
  const able = due.filter((charge) => hindranceOf(charge) === null);
  // What is sent again was counted when it was first sent.
  const taken = await take(
    tx,
    able.filter(isNew).map((charge) => wishOf(charge, terms, now)),
  );
  const departing = able.filter((charge) => !isNew(charge) || taken.fits.has(charge.id)).map(departingOf);
  const refused = await refuse(tx, due, new Set(departing.map(({ charge }) => charge.id)), now);
  await depart(tx, gatewayId, await reserve(tx, departing, taken, now), lease, now);
  const items = departing.map((one) => ({
    attempt: attemptOf(one, terms.get(one.charge.serviceId)),
    ordinal: one.ordinal,
    isResend: one.isResend,
  }));
  return { leaving: { lease: lease.lease, items }, refused, looked: locked.length };
}

const isNew = ({ correlator }: DueCharge): boolean => correlator === null;

/**
 * What the operator told us has happened, and waits for nothing. What was sent once already may have happened, and waits for no verdict;
 * while its operator is suspended it is not sent again all the same.
 */
const isWaiting = (charge: DueCharge): boolean =>
  !charge.isTold && (charge.isSuspended || (charge.isHeld && isNew(charge)));

function hindranceOf(charge: DueCharge): Failure | null {
  if (charge.isExpired) return 'expired';
  if (charge.isGone || charge.msisdn === null) return 'not found';
  if (charge.isTold) return null;
  if (charge.isHalted) return 'temporary fault';
  return charge.isUnapproved ? 'price not approved' : null;
}

function wishOf(charge: DueCharge, terms: ReadonlyMap<number, Terms>, now: Date): Wish {
  const { id: chargeId, subscriberId, serviceId, campaignId, amountMinor, currency } = charge;
  const counted = { chargeId, subscriberId, serviceId, campaignId, amountMinor, currency };
  return { charge: counted, limits: limitsOf(counted, terms.get(serviceId), now) };
}

function departingOf(charge: DueCharge): Departing {
  const { msisdn, attempts, correlator } = charge;
  return {
    charge,
    msisdn: msisdn ?? '',
    correlator: correlator ?? randomUUID(),
    ordinal: correlator === null ? attempts + 1 : attempts,
    isResend: correlator !== null,
  };
}

async function refuse(
  tx: Tx,
  due: readonly DueCharge[],
  departing: ReadonlySet<number>,
  now: Date,
): Promise<readonly Settlement[]> {
  const refused = due.filter(({ id }) => !departing.has(id));
  const settlements = refused.map((charge): Settlement => {
    const failure = hindranceOf(charge) ?? 'our cap';
    // The attempt that was never heard of, if there was one, ends with it; otherwise nothing was tried.
    const ordinal = isNew(charge) ? 0 : charge.attempts;
    return { charge, fate: { type: 'refused', ordinal, failure, remoteCode: null } };
  });
  await writeFates(tx, settlements, now);
  return settlements;
}

async function reserve(
  tx: Tx,
  departing: readonly Departing[],
  { fits }: Taken,
  now: Date,
): Promise<Departure[]> {
  const fresh = departing.filter(({ isResend }) => !isResend);
  const ids = await writeTransfers(
    tx,
    fresh.map(({ charge, ordinal }) => reservationOf(charge, ordinal, now)),
  );
  const reservations = new Map(fresh.map(({ charge }, at) => [charge.id, ids[at] ?? null]));
  return departing.map(({ charge, ordinal, correlator }) => ({
    chargeId: charge.id,
    ordinal,
    correlator,
    amountMinor: charge.amountMinor,
    reservation: reservations.get(charge.id) ?? null,
    spendings: fits.get(charge.id) ?? [],
  }));
}

const attemptOf = ({ charge, msisdn, correlator }: Departing, terms: Terms | undefined): ChargeAttempt => ({
  correlator,
  msisdn,
  amountMinor: charge.amountMinor,
  currency: charge.currency,
  description: terms?.name ?? `service ${charge.serviceId}`,
  chargeId: charge.id,
  subscriberId: charge.subscriberId,
  shortcodeId: charge.shortcodeId,
});
