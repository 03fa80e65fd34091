import { DateTime } from 'luxon';

/** Clocks everywhere change on a quarter of an hour, so all of a quarter has one date; a busy contest asks for few of them. */
const QUARTER_MS = 15 * 60_000;
const MOST_KNOWN = 1_000;
const known = new Map<string, string>();

/** yyyy-MM-dd by the clock of a zone: 23 or 25 hours where the clocks change. */
export function dayOf(at: Date, zone: string): string {
  const key = `${Math.floor(at.getTime() / QUARTER_MS)} ${zone}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const day = DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, day);
  return day;
}

const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday. */
const THURSDAY = 3;

/** The week of a day (yyyy-MM-dd), from Monday on, as a number: the same for its seven days, and the next for the next. */
export const weekOf = (day: string): number => Math.floor((Date.parse(day) / DAY_MS + THURSDAY) / 7);
