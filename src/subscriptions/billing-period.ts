import { DateTime, type IANAZone } from 'luxon';
import { knownZone } from '../platform/known-zone';
import type { Cycle } from './services/service';

/** What one payment is for: from `start` on, until just before `end`. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

const DAY_MS = 86_400_000;

interface Length {
  readonly unit: 'days' | 'months';
  readonly count: number;
  /** Nearly, for a first guess. */
  readonly ms: number;
}

/** One cycle, as the calendar counts it; null for what is paid once, or by the message. */
const LENGTH: { readonly [C in Cycle]: Length | null } = {
  day: { unit: 'days', count: 1, ms: DAY_MS },
  week: { unit: 'days', count: 7, ms: 7 * DAY_MS },
  fortnight: { unit: 'days', count: 14, ms: 14 * DAY_MS },
  month: { unit: 'months', count: 1, ms: 30.436_875 * DAY_MS },
  'one-off': null,
  message: null,
};

/**
 * The period that follows `ordinal` others, counted from the anchor by the clocks and calendars of the zone: who joins on 31 January
 * pays on 28 February and on 31 March, and a day on which the clocks change is a day. Always counted from the anchor and never from
 * the last period, so that a short month shortens nothing after it.
 * @throws RangeError for a cycle without periods
 */
export function periodAfter(anchorAt: Date, ordinal: number, cycle: Cycle, zone: string): Period {
  const known = knownZone(zone);
  return {
    start: boundary(anchorAt, ordinal, cycle, known),
    end: boundary(anchorAt, ordinal + 1, cycle, known),
  };
}

/** The period within which an instant falls, and how many came before it. An instant before the anchor falls in the first. */
export function periodAround(
  at: Date,
  anchorAt: Date,
  cycle: Cycle,
  zone: string,
): Period & { readonly ordinal: number } {
  const bound = (count: number): Date => boundary(anchorAt, count, cycle, knownZone(zone));
  let ordinal = Math.max(0, Math.floor((at.getTime() - anchorAt.getTime()) / lengthOf(cycle).ms));
  let start = bound(ordinal);
  let end = bound(ordinal + 1);
  while (start > at && ordinal > 0) [start, end] = [bound(--ordinal), start];
  while (end <= at) [start, end] = [end, bound(++ordinal + 1)];
  return { start, end, ordinal };
}

/** So many days later by the clocks of the zone. */
export const daysAfter = (at: Date, days: number, zone: string): Date => daysOn(at, days, knownZone(zone));

/** So many hours later; before when negative. */
export const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000);

function boundary(anchorAt: Date, ordinal: number, cycle: Cycle, zone: IANAZone): Date {
  const { unit, count } = lengthOf(cycle);
  return unit === 'days'
    ? daysOn(anchorAt, ordinal * count, zone)
    : DateTime.fromJSDate(anchorAt, { zone })
        .plus({ months: ordinal * count })
        .toJSDate();
}

/** Where the clocks are as far from UTC then as they are now, so many days are so many times 24 hours. */
function daysOn(at: Date, days: number, zone: IANAZone): Date {
  const plainMs = at.getTime() + days * DAY_MS;
  return zone.offset(plainMs) === zone.offset(at.getTime())
    ? new Date(plainMs)
    : DateTime.fromJSDate(at, { zone }).plus({ days }).toJSDate();
}

function lengthOf(cycle: Cycle): Length {
  const length = LENGTH[cycle];
  if (!length) throw new RangeError(`a cycle of ${cycle} has no periods`);
  return length;
}
