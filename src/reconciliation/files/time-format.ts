import { dayNumberOf, type Calendar } from '../../text/calendar';

/**
 * How a file writes dates and times: yyyy yy MM dd HH mm ss SSS, each with all its digits; M d H with one or two; ZZ is a distance
 * from UTC (Z, +03:30 or +0330); everything else stands for itself. Or all of it is X, seconds since 1970, or x, milliseconds.
 */
const TOKEN = /yyyy|yy|MM|M|dd|d|HH|H|mm|ss|SSS|ZZ/g;

const DIGITS = {
  yyyy: '(\\d{4})',
  yy: '(\\d{2})',
  MM: '(\\d{2})',
  M: '(\\d{1,2})',
  dd: '(\\d{2})',
  d: '(\\d{1,2})',
  HH: '(\\d{2})',
  H: '(\\d{1,2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
  SSS: '(\\d{3})',
  ZZ: '(Z|[+-]\\d{2}:?\\d{2})',
} as const;

/** The first letter of each token: no format says the same twice. */
type Letter = 'y' | 'M' | 'd' | 'H' | 'm' | 's' | 'S' | 'Z';
/** What stands for a letter; undefined where the format does not have it. */
type PartOf = (letter: Letter) => string | undefined;

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
  const read = partsReader(format);
  const century = format.includes('yyyy') ? 0 : CENTURY[calendar];
  const { from, to } = YEARS[calendar];
  const hasTime = /H/.test(format);
  return (text) => {
    const partOf = read(text);
    if (!partOf) return null;
    const year = Number(partOf('y')) + century;
    if (year < from || year > to) return null;
    const day = dayNumberOf(calendar, { year, month: Number(partOf('M')), day: Number(partOf('d')) });
    const timeMs = hasTime ? timeOfDay(partOf) : NOON_MS;
    if (day === null || timeMs === null) return null;
    const ms = day * DAY_MS + timeMs;
    const zone = partOf('Z');
    return zone === undefined ? { type: 'wall', ms } : { type: 'instant', ms: ms - distanceOf(zone) };
  };
}

/** Parts are found by their place: by names, an object would be made of each time. */
function partsReader(format: string): (text: string) => PartOf | null {
  const places: Partial<Record<string, number>> = {};
  let source = '';
  let behind = 0;
  for (const match of format.matchAll(TOKEN)) {
    const token = match[0];
    source += escaped(format.slice(behind, match.index)) + DIGITS[token as keyof typeof DIGITS];
    behind = match.index + token.length;
    places[token.charAt(0)] = Object.keys(places).length + 1;
  }
  const pattern = new RegExp(`^${source}${escaped(format.slice(behind))}$`);
  return (text) => {
    const parts = pattern.exec(text);
    return parts === null ? null : (letter) => parts[places[letter] ?? NaN];
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A leap second is told by some clocks as 60: it is the last millisecond of its minute. */
function timeOfDay(partOf: PartOf): number | null {
  const hour = Number(partOf('H') ?? 0);
  const minute = Number(partOf('m') ?? 0);
  const second = Number(partOf('s') ?? 0);
  if (hour > 23 || minute > 59 || second > 60) return null;
  const within = second === 60 ? MINUTE_MS - 1 : second * 1_000 + Number(partOf('S') ?? 0);
  return hour * HOUR_MS + minute * MINUTE_MS + within;
}

function distanceOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}
