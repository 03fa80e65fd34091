import { DateTime } from 'luxon';

/** A calendar month of a zone, as instants; half-open. */
export interface ClosingMonth {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const FORM = 'yyyy-MM';

/** "2026-04" in Asia/Tehran: from its first midnight there to the next month's, or the first instant after it where there is none. */
export const monthIn = (month: string, zone: string): ClosingMonth => ({
  startsAt: startOf(month, zone),
  endsAt: startOf(monthAfter(month), zone),
});

function startOf(month: string, zone: string): Date {
  const start = DateTime.fromFormat(month, FORM, { zone });
  if (!start.isValid) throw new RangeError(`no month: ${month} in ${zone}`);
  // Where clocks are put back at that midnight there are two of them: the month begins with the first.
  const midnights = start.startOf('month').getPossibleOffsets();
  return new Date(Math.min(...midnights.map((midnight) => midnight.toMillis())));
}

/** The month an instant falls into, in that zone. */
export const monthOf = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toFormat(FORM);

export const monthAfter = (month: string): string =>
  DateTime.fromFormat(month, FORM, { zone: 'utc' }).plus({ months: 1 }).toFormat(FORM);

/** The day on which something is due that many days after a month's last day: "2026-05-30" for April and 30. */
export const dueAfter = (month: string, days: number): string =>
  DateTime.fromFormat(month, FORM, { zone: 'utc' }).endOf('month').plus({ days }).toFormat('yyyy-MM-dd');
