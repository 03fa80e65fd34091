import { DateTime } from 'luxon';

/** yyyy-MM-dd by the clock of a zone: 23 or 25 hours where the clocks change. */
export const dayOf = (at: Date, zone: string): string => dateOf(at, zone).day;

/** A week of ISO 8601, from Monday on, in the zone: 2026-W18. */
export const weekOf = (at: Date, zone: string): string => dateOf(at, zone).week;

interface DateThere {
  readonly day: string;
  readonly week: string;
}

/** Clocks everywhere change on a quarter of an hour, so all of a quarter has one date; a busy contest asks for few of them. */
const QUARTER_MS = 15 * 60_000;
const MOST_KNOWN = 1_000;
const known = new Map<string, DateThere>();

function dateOf(at: Date, zone: string): DateThere {
  const key = `${Math.floor(at.getTime() / QUARTER_MS)} ${zone}`;
  const before = known.get(key);
  if (before) return before;
  const there = DateTime.fromJSDate(at, { zone });
  const date = { day: there.toFormat('yyyy-MM-dd'), week: there.toFormat("kkkk-'W'WW") };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, date);
  return date;
}
