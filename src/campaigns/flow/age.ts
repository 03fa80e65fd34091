import { DateTime } from 'luxon';

/**
 * Whole years of age at an instant, by the calendar of a zone; `dateOfBirth` is an ISO date. Nothing for a date that is none
 * or still to come. Born on 29 February, one is a year older on 1 March: a gate must not open a day early.
 */
export function ageAt(dateOfBirth: string, at: Date, zone: string): number | undefined {
  const born = DateTime.fromISO(dateOfBirth, { zone });
  const today = DateTime.fromJSDate(at, { zone });
  if (!born.isValid || !today.isValid || born > today) return undefined;
  const isBefore = today.month < born.month || (today.month === born.month && today.day < born.day);
  return today.year - born.year - (isBefore ? 1 : 0);
}
