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
/** 1 Muharram 1 AH (civil) in days since 1970. */
const HIJRI_EPOCH_DAY = -492_148;
const LUNAR_YEAR_DAYS = 354.3667;
const LUNAR_MONTH_DAYS = 29.5306;

const formats: { readonly [C in Calendar]: Intl.DateTimeFormat } = {
  gregorian: formatOf('gregory'),
  jalali: formatOf('persian'),
  hijri: formatOf('islamic-umalqura'),
};

/** Where to look for a date, and how many days the guess may be out. */
const guesses: { readonly [C in Calendar]: (date: CalendarDate) => { day: number; reach: number } } = {
  gregorian: ({ year, month, day }) => ({ day: Date.UTC(year, month - 1, day) / DAY_MS, reach: 0 }),
  jalali: ({ year, month, day }) => ({
    day:
      Date.UTC(year + 621, 2, 21) / DAY_MS +
      (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) +
      day -
      1,
    reach: 2,
  }),
  hijri: ({ year, month, day }) => ({
    day:
      HIJRI_EPOCH_DAY + Math.floor((year - 1) * LUNAR_YEAR_DAYS + (month - 1) * LUNAR_MONTH_DAYS) + day - 1,
    reach: 4,
  }),
};

/** The ISO date (yyyy-mm-dd) of a date in a calendar; nothing when that calendar has no such day. */
export function toIsoDate(calendar: Calendar, date: CalendarDate): string | undefined {
  const { from, to } = CALENDAR_YEARS[calendar];
  if (date.year < from || date.year > to || date.month < 1 || date.month > 12) return undefined;
  if (date.day < 1 || date.day > 31) return undefined;
  const guess = guesses[calendar](date);
  for (let day = guess.day - guess.reach; day <= guess.day + guess.reach; day++) {
    const found = dateOn(calendar, day);
    if (found.day === date.day && found.month === date.month && found.year === date.year) return isoOf(day);
  }
  return undefined;
}

/** The same day in another calendar. */
export function fromIsoDate(calendar: Calendar, iso: string): CalendarDate {
  return dateOn(calendar, Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

function dateOn(calendar: Calendar, day: number): CalendarDate {
  const parts = formats[calendar].formatToParts(day * DAY_MS);
  const valueOf = (type: 'year' | 'month' | 'day'): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return { year: valueOf('year'), month: valueOf('month'), day: valueOf('day') };
}

function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function formatOf(calendar: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
}
