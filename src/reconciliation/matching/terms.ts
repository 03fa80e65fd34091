import { DateTime } from 'luxon';

/** What was agreed with an operator about comparing books. */
export interface Terms {
  /** Its own clock, by which its business day is cut. */
  readonly zone: string;
  /** When its business day begins, in minutes after midnight: -120 is 22:00 of the evening before. */
  readonly cutOffMinutes: number;
  /** What an amount may be off by: the larger of a fixed amount and hundredths of a percent of ours. */
  readonly amountMinor: bigint;
  readonly percentBp: number;
  /** How far apart the clocks may be where only the person, the service and the amount tell. */
  readonly timeMs: number;
  /** So near the cut-off a charge may stand in another day's file. */
  readonly edgeMs: number;
  /** For so many days more may such a charge still come. */
  readonly lateDays: number;
  /** How many days one of its files covers. */
  readonly fileDays: number;
}

/** The usual: to the unit, ten minutes, three days. The zone is for each operator to say. */
export const USUAL_TERMS: Terms = {
  zone: 'UTC',
  cutOffMinutes: 0,
  amountMinor: 0n,
  percentBp: 0,
  timeMs: 600_000,
  edgeMs: 900_000,
  lateDays: 3,
  fileDays: 1,
};

/** A business day as instants, half-open, and the instant from which nothing late is waited for. */
export interface BusinessDay {
  readonly day: string;
  readonly from: Date;
  readonly until: Date;
  readonly lateUntil: Date;
}

const DAY_MINUTES = 1_440;

/** @param day as YYYY-MM-DD, in the operator's calendar of days. */
export function businessDay(
  day: string,
  { zone, cutOffMinutes, lateDays }: Pick<Terms, 'zone' | 'cutOffMinutes' | 'lateDays'>,
): BusinessDay {
  const minutes = (cutOffMinutes + DAY_MINUTES) % DAY_MINUTES;
  const start = (plusDays: number): Date =>
    DateTime.fromISO(day, { zone })
      .plus({ days: cutOffMinutes < 0 ? plusDays - 1 : plusDays })
      .set({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
      .toJSDate();
  return { day, from: start(0), until: start(1), lateUntil: start(1 + lateDays) };
}

/** The business day an instant belongs to, as YYYY-MM-DD. */
export function dayOf(at: Date, terms: Pick<Terms, 'zone' | 'cutOffMinutes' | 'lateDays'>): string {
  const date = DateTime.fromJSDate(at, { zone: terms.zone }).toISODate() ?? '';
  const { from, until } = businessDay(date, terms);
  if (at < from) return daysAfter(date, -1);
  return at < until ? date : daysAfter(date, 1);
}

/** `days` later on the calendar; earlier when negative. */
export const daysAfter = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? '';
