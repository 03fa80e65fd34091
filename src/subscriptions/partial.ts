import { daysAfter, type Period } from './billing-period';
import type { Cycle } from './services/service';

/** Who cannot pay for a month may pay for a week of it. */
interface Share {
  readonly days: number;
  /** The part of the price: one so many. */
  readonly of: bigint;
  /** The most days of a cycle. */
  readonly ofDays: bigint;
}

/** Weekly and fortnightly: a day; monthly: a week; daily: none. As aggregators publish it (rules of partial charging). */
const SHARES: { readonly [C in Cycle]: Share | null } = {
  day: null,
  week: { days: 1, of: 7n, ofDays: 7n },
  fortnight: { days: 1, of: 14n, ofDays: 14n },
  month: { days: 7, of: 4n, ofDays: 31n },
  'one-off': null,
  message: null,
};

export interface Part extends Period {
  readonly amountMinor: bigint;
}

/**
 * What may be asked for instead of a whole price that the balance does not cover: rounded down; null where there is no such part.
 * @param isByDays where the rest is charged by its days as well: then by the days of the longest cycle, so that both never exceed the whole
 */
export function partOf(
  cycle: Cycle,
  amountMinor: bigint,
  start: Date,
  zone: string,
  isByDays = false,
): Part | null {
  const share = SHARES[cycle];
  if (!share) return null;
  const minor = isByDays ? (amountMinor * BigInt(share.days)) / share.ofDays : amountMinor / share.of;
  return minor === 0n ? null : { amountMinor: minor, start, end: daysAfter(start, share.days, zone) };
}

const HOUR_MS = 3_600_000;
/** A day on which the clocks go back has an hour more, or two. */
const LONGEST_DAY_MS = 26 * HOUR_MS;

/** Whether a period is one that a part was asked for: far shorter than any whole one of its cycle. */
export function isPart(cycle: Cycle, { start, end }: Period): boolean {
  const share = SHARES[cycle];
  return share !== null && end.getTime() - start.getTime() <= share.days * LONGEST_DAY_MS;
}
