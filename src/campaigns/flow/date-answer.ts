import { DateTime } from 'luxon';
import {
  type Calendar,
  CALENDAR_YEARS,
  type CalendarDate,
  fromIsoDate,
  toIsoDate,
} from '../../text/calendar';
import { fold } from '../../text/fold';
import type { DateAccept } from './accept';
import { MONTH_WORDS, type MonthName, monthNamed } from './month-names';
import type { Reading, ReadingContext } from './reading';

const READ_CHARS = 300;

/**
 * The first date of a text as an ISO date. Which calendar it is in is told by the month's name or the calendar's (شمسی), else
 * by the year: from 1800 Gregorian, before it of the Hijra, solar or lunar as the question, the language and the country say,
 * or as its bounds allow. Figures are read year first or year last; two figures of a year mean the latest one gone by.
 */
export function readDate(accept: DateAccept, raw: string, context: ReadingContext): Reading<string> {
  const key = fold(raw.slice(0, READ_CHARS));
  if (key === '') return { fault: 'empty' };
  const today = DateTime.fromJSDate(context.now, { zone: context.zone }).toFormat('yyyy-MM-dd');
  const preference = preferred(accept, context);
  // One order of the figures is meant: 2/5 that is too late in May is not the fifth of February instead.
  const days = candidates(key, preference, context)
    .map((written) => daysOf(written, preference, today))
    .find((some) => some.length > 0);
  const first = days?.[0];
  if (!days || first === undefined) return { fault: 'date' };
  const earliest = boundOf(accept.earliest, today) ?? '';
  const latest = boundOf(accept.latest, today) ?? '9999-12-31';
  const value = days.find((day) => day >= earliest && day <= latest);
  if (value !== undefined) return { value };
  return { fault: first < earliest ? 'dateTooEarly' : 'dateTooLate' };
}

/** A date as it was written: the year as it stands, the calendar when a word told it. */
interface Written extends CalendarDate {
  readonly yearDigits: number;
  readonly calendar: Calendar | undefined;
}

type Token =
  | { readonly type: 'number'; readonly figures: string }
  | { readonly type: 'month'; readonly month: MonthName }
  | { readonly type: 'calendar'; readonly calendar: Calendar }
  | { readonly type: 'word' };

const CALENDAR_WORDS: ReadonlyMap<string, Calendar> = new Map(
  (
    [
      ['شمسی', 'jalali'],
      ['جلالی', 'jalali'],
      ['قمری', 'hijri'],
      ['میلادی', 'gregorian'],
      ['هجری', 'hijri'],
    ] as const
  ).map(([word, calendar]) => [fold(word), calendar]),
);

/** Words inside a date that say nothing: 1st of May, 3 de marzo, ۳ خرداد ماه سال ۱۳۷۰. */
const SILENT: ReadonlySet<string> = new Set(
  [
    'st',
    'nd',
    'rd',
    'th',
    'of',
    'the',
    'de',
    'di',
    'del',
    'ماه',
    'سال',
    'من',
    'شهر',
    'عام',
    'سنة',
    'ام',
    'م',
    'ه',
    'ش',
    'ق',
  ].map(fold),
);

function preferred({ calendar }: DateAccept, { language, country }: ReadingContext): Calendar {
  if (calendar) return calendar;
  if (language === 'fa' || country === 'ir') return 'jalali';
  return language === 'ar' || country === 'sa' ? 'hijri' : 'gregorian';
}

function candidates(key: string, preference: Calendar, context: ReadingContext): readonly Written[] {
  const tokens = tokensOf(key);
  const named = tokens.flatMap((token) => (token.type === 'calendar' ? [token.calendar] : []));
  const told = named.find((calendar) => calendar !== 'hijri') ?? named[0]; // هجری شمسی is the solar one
  const dated = tokens.filter(({ type }) => type !== 'calendar');
  for (let at = 0; at < dated.length; at++) {
    const written = writtenAt(dated, at, preference, context);
    if (written.length > 0) return written.map((date) => ({ ...date, calendar: date.calendar ?? told }));
  }
  return [];
}

function tokensOf(key: string): readonly Token[] {
  const words = (key.match(/\d+|[^\d\s]+/g) ?? []).filter((word) => !SILENT.has(word));
  const tokens: Token[] = [];
  for (let at = 0; at < words.length;) {
    const [token, length] = tokenAt(words, at);
    tokens.push(token);
    at += length;
  }
  return tokens;
}

function tokenAt(words: readonly string[], at: number): readonly [Token, number] {
  const word = words[at] ?? '';
  if (/^\d/.test(word)) return [{ type: 'number', figures: word }, 1];
  for (let length = MONTH_WORDS; length > 0; length--) {
    const month = monthNamed(words.slice(at, at + length).join(' '));
    if (month) return [{ type: 'month', month }, length];
  }
  const calendar = CALENDAR_WORDS.get(word);
  return [calendar ? { type: 'calendar', calendar } : { type: 'word' }, 1];
}

/** The readings of the date that begins at this token; none when none does. */
function writtenAt(
  tokens: readonly Token[],
  at: number,
  preference: Calendar,
  { country }: ReadingContext,
): readonly Written[] {
  const [a, b, c] = tokens.slice(at, at + 3);
  if (a?.type === 'number' && a.figures.length === 8) return unseparated(a.figures);
  if (c?.type !== 'number' || a?.type === 'word' || b?.type === 'word') return [];
  if (a?.type === 'number' && b?.type === 'number') {
    return inFigures(a.figures, b.figures, c.figures, preference, country);
  }
  if (a?.type === 'number' && b?.type === 'month') return withMonth(a.figures, b.month, c.figures);
  if (a?.type === 'month' && b?.type === 'number') return withMonth(b.figures, a.month, c.figures);
  return [];
}

function withMonth(one: string, { calendar, month }: MonthName, other: string): readonly Written[] {
  const [day, year] = isYear(one) ? [other, one] : [one, other];
  return written(year, month, day, calendar);
}

function inFigures(
  a: string,
  b: string,
  c: string,
  preference: Calendar,
  country: string,
): readonly Written[] {
  const yearFirst = written(a, Number(b), c);
  const dayFirst = written(c, Number(b), a);
  const monthFirst = written(c, Number(a), b);
  if (isYear(a)) return yearFirst;
  const yearLast = country === 'us' ? [...monthFirst, ...dayFirst] : [...dayFirst, ...monthFirst];
  return !isYear(c) && preference === 'jalali' ? [...yearFirst, ...yearLast] : yearLast;
}

function unseparated(figures: string): readonly Written[] {
  return [
    ...written(figures.slice(0, 4), Number(figures.slice(4, 6)), figures.slice(6)),
    ...written(figures.slice(4), Number(figures.slice(2, 4)), figures.slice(0, 2)),
  ];
}

const isYear = (figures: string): boolean => figures.length > 2 || Number(figures) > 31;

function written(year: string, month: number, day: string, calendar?: Calendar): readonly Written[] {
  if ((year.length !== 4 && year.length !== 2) || day.length > 2) return [];
  return [{ year: Number(year), yearDigits: year.length, month, day: Number(day), calendar }];
}

/** The ISO dates a written one can mean, the likeliest first. */
function daysOf(date: Written, preference: Calendar, today: string): readonly string[] {
  return calendarsOf(date, preference).flatMap((calendar) =>
    yearsOf(date, calendar, today).flatMap((year) => {
      const day = toIsoDate(calendar, { year, month: date.month, day: date.day });
      return day === null ? [] : [day];
    }),
  );
}

function calendarsOf({ calendar, year, yearDigits }: Written, preference: Calendar): readonly Calendar[] {
  if (calendar) return [calendar];
  if (yearDigits === 2) return preference === 'jalali' ? ['jalali', 'gregorian'] : ['gregorian'];
  if (year >= CALENDAR_YEARS.gregorian.from) return ['gregorian'];
  return preference === 'hijri' ? ['hijri', 'jalali'] : ['jalali', 'hijri'];
}

/** The latest year with these two figures that is not after today's, then the one a century later. */
function yearsOf({ year, yearDigits }: Written, calendar: Calendar, today: string): readonly number[] {
  if (yearDigits === 4) return [year];
  const now = fromIsoDate(calendar, today).year;
  const latest = now - ((((now - year) % 100) + 100) % 100);
  return [latest, latest + 100];
}

const boundOf = (bound: string | undefined, today: string): string | undefined =>
  bound === 'today' ? today : bound;
