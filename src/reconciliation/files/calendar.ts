/** Calendars a statement may be dated in: the Gregorian, the Solar Hijri of Iran, the Lunar Hijri of Umm al-Qura. */
export const CALENDARS = ['gregorian', 'jalali', 'hijri'] as const;
export type Calendar = (typeof CALENDARS)[number];

/**
 * The years each calendar is read in. Umm al-Qura is tabulated for 1300 to 1600 only, and the Iranian leap years follow the
 * 33-year cycle only for so long; a statement beyond them is a slip of the pen anyway.
 */
const YEARS: { readonly [C in Calendar]: { readonly from: number; readonly to: number } } = {
  gregorian: { from: 1990, to: 2100 },
  jalali: { from: 1369, to: 1478 },
  hijri: { from: 1410, to: 1523 },
};

const DAY_MS = 86_400_000;
const MOST_KNOWN = 2_000;

const intl: { readonly [C in Calendar]: Intl.DateTimeFormat } = {
  gregorian: formatOf('gregory'),
  jalali: formatOf('persian'),
  hijri: formatOf('islamic-umalqura'),
};

/** Where the first day of a month is about, in days since 1970, and how far it may be from there. */
const guesses: {
  readonly [C in Calendar]: (year: number, month: number) => readonly [day: number, reach: number];
} = {
  gregorian: (year, month) => [Date.UTC(year, month - 1, 1) / DAY_MS, 0],
  jalali: (year, month) => [
    Date.UTC(year + 621, 2, 21) / DAY_MS + (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30),
    2,
  ],
  // Counted from 1 Muharram 1, in mean lunar years and months.
  hijri: (year, month) => [-492_148 + Math.floor((year - 1) * 354.3667 + (month - 1) * 29.5306), 4],
};

interface Month {
  /** Days since 1970. */
  readonly first: number;
  readonly days: number;
}

const known: { readonly [C in Calendar]: Map<number, Month | null> } = {
  gregorian: new Map(),
  jalali: new Map(),
  hijri: new Map(),
};

/** Days since 1970-01-01 of a date in a calendar; null when the calendar has no such day, or is not read in that year. */
export function dayNumberOf(calendar: Calendar, year: number, month: number, day: number): number | null {
  const found = monthOf(calendar, year, month);
  return found && day >= 1 && day <= found.days ? found.first + day - 1 : null;
}

/** A statement has one month or two: what a month is costs nothing after its first line. */
function monthOf(calendar: Calendar, year: number, month: number): Month | null {
  const months = known[calendar];
  const key = year * 100 + month;
  const before = months.get(key);
  if (before !== undefined) return before;
  const found = findMonth(calendar, year, month);
  if (months.size >= MOST_KNOWN) months.clear();
  months.set(key, found);
  return found;
}

function findMonth(calendar: Calendar, year: number, month: number): Month | null {
  const { from, to } = YEARS[calendar];
  if (!(year >= from && year <= to && month >= 1 && month <= 12)) return null;
  const first = firstDayOf(calendar, year, month);
  const next = month === 12 ? firstDayOf(calendar, year + 1, 1) : firstDayOf(calendar, year, month + 1);
  return { first, days: next - first };
}

function firstDayOf(calendar: Calendar, year: number, month: number): number {
  const [guess, reach] = guesses[calendar](year, month);
  for (let day = guess - reach; day <= guess + reach; day++)
    if (isFirst(calendar, year, month, day)) return day;
  throw new RangeError(`the ${calendar} calendar has no ${year}-${month} near day ${guess}`);
}

function isFirst(calendar: Calendar, year: number, month: number, dayNumber: number): boolean {
  const parts = intl[calendar].formatToParts(dayNumber * DAY_MS);
  const valueOf = (type: 'year' | 'month' | 'day'): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return valueOf('day') === 1 && valueOf('month') === month && valueOf('year') === year;
}

function formatOf(calendar: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
}

/** yyyy-MM-dd of days since 1970. */
export const isoDayOf = (dayNumber: number): string =>
  new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);

/** Days since 1970 of yyyy-MM-dd. */
export const dayNumberOfIso = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
