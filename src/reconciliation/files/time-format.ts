import { dayNumberOf, type Calendar } from '../../text/calendar';

/**
 * How a file writes dates and times: yyyy yy MM dd HH mm ss SSS, each with all its digits; M d H with one or two; ZZ is a distance
 * from UTC (Z, +03:30 or +0330); everything else stands for itself. Or all of it is X, seconds since 1970, or x, milliseconds.
 */
const TOKEN = /yyyy|yy|MM|M|dd|d|HH|H|mm|ss|SSS|ZZ/g;

const DIGITS = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<milli>\\d{3})',
  ZZ: '(?<zone>Z|[+-]\\d{2}:?\\d{2})',
} as const;

const SINCE_1970: ReadonlyMap<string, { readonly pattern: RegExp; readonly unitMs: number }> = new Map([
  ['X', { pattern: /^\d{9,10}$/, unitMs: 1_000 }],
  ['x', { pattern: /^\d{12,13}$/, unitMs: 1 }],
]);

/** A charge is of our days: one beyond these years is a slip of the pen. */
const YEARS: { readonly [C in Calendar]: { readonly from: number; readonly to: number } } = {
  gregorian: { from: 1990, to: 2100 },
  jalali: { from: 1369, to: 1478 },
  hijri: { from: 1410, to: 1523 },
};

/** The century that two digits mean. */
const CENTURY: { readonly [C in Calendar]: number } = { gregorian: 2_000, jalali: 1_400, hijri: 1_400 };

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Where only the day is written, noon: inside that business day wherever days begin. */
const NOON_MS = 12 * HOUR_MS;

/** A time as a file gave it: by the wall clock there, or as an instant. Milliseconds; a wall time is counted as if it were UTC. */
export type ReadTime =
  { readonly type: 'wall'; readonly ms: number } | { readonly type: 'instant'; readonly ms: number };

export type TimeReader = (text: string) => ReadTime | null;

/** Whether a format says at least which day it is, and nothing twice. */
export function isTimeFormat(format: string): boolean {
  if (SINCE_1970.has(format)) return true;
  const said = (format.match(TOKEN) ?? []).map((token) => token.charAt(0));
  return new Set(said).size === said.length && ['y', 'M', 'd'].every((letter) => said.includes(letter));
}

/** A reader of times; it gives null for what is not written so, or is no time there is. */
export function timeReader(format: string, calendar: Calendar): TimeReader {
  const since = SINCE_1970.get(format);
  if (since) {
    const { pattern, unitMs } = since;
    return (text) => (pattern.test(text) ? { type: 'instant', ms: Number(text) * unitMs } : null);
  }
  const pattern = patternOf(format);
  const century = format.includes('yyyy') ? 0 : CENTURY[calendar];
  const { from, to } = YEARS[calendar];
  const hasTime = /H/.test(format);
  return (text) => {
    const parts = pattern.exec(text)?.groups;
    if (!parts) return null;
    const year = Number(parts['year']) + century;
    if (year < from || year > to) return null;
    const day = dayNumberOf(calendar, { year, month: Number(parts['month']), day: Number(parts['day']) });
    const timeMs = hasTime ? timeOfDay(parts) : NOON_MS;
    if (day === null || timeMs === null) return null;
    const ms = day * DAY_MS + timeMs;
    const zone = parts['zone'];
    return zone === undefined ? { type: 'wall', ms } : { type: 'instant', ms: ms - distanceOf(zone) };
  };
}

function patternOf(format: string): RegExp {
  let source = '';
  let behind = 0;
  for (const match of format.matchAll(TOKEN)) {
    source += escaped(format.slice(behind, match.index)) + DIGITS[match[0] as keyof typeof DIGITS];
    behind = match.index + match[0].length;
  }
  return new RegExp(`^${source}${escaped(format.slice(behind))}$`);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A leap second is told by some clocks as 60: it is the last millisecond of its minute. */
function timeOfDay(parts: Readonly<Record<string, string | undefined>>): number | null {
  const hour = Number(parts['hour'] ?? 0);
  const minute = Number(parts['minute'] ?? 0);
  const second = Number(parts['second'] ?? 0);
  if (hour > 23 || minute > 59 || second > 60) return null;
  const within = second === 60 ? MINUTE_MS - 1 : second * 1_000 + Number(parts['milli'] ?? 0);
  return hour * HOUR_MS + minute * MINUTE_MS + within;
}

function distanceOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}
