import { DateTime } from 'luxon';
import { knownZone } from '../platform/known-zone';
import { periodAfter, type Period } from './billing-period';
import type { Cycle, Service } from './services/service';

/** What the calendar begins anew: months on their first day, weeks on Monday. No other cycle has a beginning that everybody knows. */
const UNITS: { readonly [C in Cycle]: 'month' | 'week' | null } = {
  day: null,
  week: 'week',
  fortnight: null,
  month: 'month',
  'one-off': null,
  message: null,
};

const DAY_MS = 86_400_000;

/** A period and what it costs. */
export interface Priced extends Period {
  readonly amountMinor: bigint;
}

type Cycled = Pick<Service, 'cycle' | 'settings'>;

/** Whether everybody's periods begin with the calendar's, so that who joins in the midst of one pays for what is left of it. */
export const isProrated = ({ cycle, settings }: Cycled): boolean => settings.prorate && UNITS[cycle] !== null;

/**
 * What is left of the calendar's period at an instant, by the clocks of the zone, and its share of the price: so many of so many days,
 * the one that has begun among them, rounded down. A whole period costs the price to the unit. Less than a day, and a share of
 * less than a unit, is given along with the whole period that follows.
 * @throws RangeError for a cycle that does not follow the calendar
 */
export function restOf(cycle: Cycle, at: Date, amountMinor: bigint, zone: string): Priced {
  const { start, end, after } = around(cycle, at, zone);
  const share = (amountMinor * daysBetween(localOf(at, zone), end)) / daysBetween(start, end);
  return share > 0n && end.toMillis() - at.getTime() >= DAY_MS
    ? { start: at, end: end.toJSDate(), amountMinor: share }
    : { start: at, end: after.toJSDate(), amountMinor };
}

/** Whether the calendar begins a period at this very instant. */
export const isBeginning = (cycle: Cycle, at: Date, zone: string): boolean =>
  around(cycle, at, zone).start.toMillis() === at.getTime();

/** The time that the next payment would be for, if it were taken now. */
export function periodFrom(service: Cycled, at: Date): Period {
  const { cycle, settings } = service;
  return isProrated(service)
    ? { start: at, end: around(cycle, at, settings.zone).end.toJSDate() }
    : periodAfter(at, 0, cycle, settings.zone);
}

const localOf = (at: Date, zone: string): DateTime => DateTime.fromJSDate(at, { zone: knownZone(zone) });

/** The beginnings around an instant. Each is looked for on its own day, for on some the clocks skip midnight. */
function around(cycle: Cycle, at: Date, zone: string) {
  const unit = UNITS[cycle];
  if (!unit) throw new RangeError(`a cycle of ${cycle} does not follow the calendar`);
  const start = localOf(at, zone).startOf(unit);
  const next = (from: DateTime): DateTime => from.plus({ [unit]: 1 }).startOf(unit);
  return { start, end: next(start), after: next(next(start)) };
}

const daysBetween = (from: DateTime, to: DateTime): bigint => dayOf(to) - dayOf(from);

/** The number of a local day, counted without clocks. */
const dayOf = ({ year, month, day }: DateTime): bigint => BigInt(Date.UTC(year, month - 1, day) / DAY_MS);
