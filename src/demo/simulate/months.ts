import { DateTime } from 'luxon';

/** A calendar month by somebody's clock, half-open; the last one may not be over. */
export interface Month {
  /** YYYY-MM */
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
  /** The last day that it has here, YYYY-MM-DD. */
  readonly lastDay: string;
  readonly isWhole: boolean;
}

/** The months from one instant to another. */
export function monthsBetween(from: Date, until: Date, zone: string): Month[] {
  const months: Month[] = [];
  let start = DateTime.fromJSDate(from, { zone });
  while (start.toMillis() < until.getTime()) {
    const next = start.startOf('month').plus({ months: 1 });
    const isWhole = next.toMillis() <= until.getTime();
    const end = isWhole ? next : DateTime.fromJSDate(until, { zone });
    months.push({
      name: start.toFormat('yyyy-MM'),
      from: start.toJSDate(),
      until: end.toJSDate(),
      lastDay: end.minus({ milliseconds: 1 }).toISODate() ?? '',
      isWhole,
    });
    start = next;
  }
  return months;
}

/** Every day of a month, YYYY-MM-DD. */
export function daysOf({ from, until }: Month, zone: string): string[] {
  const days: string[] = [];
  for (
    let at = DateTime.fromJSDate(from, { zone });
    at.toMillis() < until.getTime();
    at = at.plus({ days: 1 })
  )
    days.push(at.toISODate() ?? '');
  return days;
}
