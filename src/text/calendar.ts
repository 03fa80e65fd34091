/** Calendars a date may be given in: the Gregorian, the Solar Hijri of Iran, the Lunar Hijri of Umm al-Qura. */
export const CALENDARS = ['gregorian', 'jalali', 'hijri'] as const;
export type Calendar = (typeof CALENDARS)[number];

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** The years each calendar is read in. Umm al-Qura is tabulated for 1300 to 1600 only; outside, it would be guessed. */
export const CALENDAR_YEARS: { readonly [C in Calendar]: { readonly from: number; readonly to: number } } = {
  gregorian: { from: 1800, to: 2200 },
  jalali: { from: 1200, to: 1500 },
  hijri: { from: 1300, to: 1600 },
};

const DAY_MS = 86_400_000;
const MOST_KNOWN = 2_000;
/** 1 Muharram 1 AH (civil) in days since 1970. */
const HIJRI_EPOCH_DAY = -492_148;
const LUNAR_YEAR_DAYS = 354.3667;
const LUNAR_MONTH_DAYS = 29.5306;
/** No month of these calendars is shorter. */
const SHORTEST_MONTH_DAYS = 28;

const formats: { readonly [C in Calendar]: Intl.DateTimeFormat } = {
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
  hijri: (year, month) => [
    HIJRI_EPOCH_DAY + Math.floor((year - 1) * LUNAR_YEAR_DAYS + (month - 1) * LUNAR_MONTH_DAYS),
    4,
  ],
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
export function dayNumberOf(calendar: Calendar, { year, month, day }: CalendarDate): number | null {
  const found = monthOf(calendar, year, month);
  return found && day >= 1 && day <= found.days ? found.first + day - 1 : null;
}

/** The ISO date (yyyy-MM-dd) of a date in a calendar; null when that calendar has no such day. */
export function toIsoDate(calendar: Calendar, date: CalendarDate): string | null {
  const number = dayNumberOf(calendar, date);
  return number === null ? null : isoDayOf(number);
}

/** The same day in another calendar. */
export const fromIsoDate = (calendar: Calendar, iso: string): CalendarDate =>
  dateOn(calendar, dayNumberOfIso(iso));

/** yyyy-MM-dd of days since 1970. */
export const isoDayOf = (dayNumber: number): string =>
  new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);

/** Days since 1970 of yyyy-MM-dd. */
export const dayNumberOfIso = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** A file has one month or two: what a month is costs nothing after its first line. */
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
  const { from, to } = CALENDAR_YEARS[calendar];
  if (!(year >= from && year <= to && month >= 1 && month <= 12)) return null;
  const [guess, reach] = guesses[calendar](year, month);
  for (let first = guess - reach; first <= guess + reach; first++) {
    const date = dateOn(calendar, first);
    if (date.day === 1 && date.month === month && date.year === year)
      return { first, days: daysFrom(calendar, first) };
  }
  return null;
}

/** How many days the month has that begins there: looked up, for the first month behind the last table is no month. */
function daysFrom(calendar: Calendar, first: number): number {
  let days = SHORTEST_MONTH_DAYS;
  while (dateOn(calendar, first + days).day === days + 1) days++;
  return days;
}

function dateOn(calendar: Calendar, dayNumber: number): CalendarDate {
  const parts = formats[calendar].formatToParts(dayNumber * DAY_MS);
  const valueOf = (type: 'year' | 'month' | 'day'): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return { year: valueOf('year'), month: valueOf('month'), day: valueOf('day') };
}

function formatOf(calendar: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
}
