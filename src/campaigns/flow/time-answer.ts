import { fold } from '../../text/fold';
import type { TimeAccept } from './accept';
import { plainText } from './plain-text';
import type { Reading } from './reading';

type PartOfDay = 'morning' | 'afternoon' | 'night';

/** What says which half of the day is meant, wherever it stands. */
const PARTS: { readonly [P in PartOfDay]: readonly string[] } = {
  morning: ['morning', 'mattina', 'mattino', 'matin', 'sabah', 'صبح', 'بامداد', 'صباحا', 'الصباح'],
  afternoon: [
    ...['afternoon', 'evening', 'noon', 'pomeriggio', 'sera', 'soir', 'midi', 'aksam', 'sonra'],
    ...['عصر', 'ظهر', 'بعدازظهر', 'ظهرا', 'الظهر', 'مساء', 'المساء', 'عصرا'],
  ],
  night: ['night', 'tonight', 'notte', 'stanotte', 'nuit', 'gece', 'شب', 'امشب', 'ليلا', 'الليل'],
};
/** Letters that say it only where they follow the figures. */
const BEHIND: ReadonlyMap<string, PartOfDay> = new Map(
  (
    [
      ['am', 'morning'],
      ['a m', 'morning'],
      ['ص', 'morning'],
      ['pm', 'afternoon'],
      ['p m', 'afternoon'],
      ['م', 'afternoon'],
      ['بعد از ظهر', 'afternoon'],
    ] as const
  ).map(([words, part]) => [fold(words), part]),
);
const partOf: ReadonlyMap<string, PartOfDay> = new Map(
  (Object.keys(PARTS) as PartOfDay[]).flatMap((part) =>
    PARTS[part].map((word) => [fold(word), part] as const),
  ),
);
/** What makes an hour of a figure that has no minutes. */
const HOUR_WORDS: ReadonlySet<string> = new Set(
  ['h', 'at', 'ore', 'alle', 'heure', 'heures', 'saat', 'ساعت', 'الساعة'].map(fold),
);
const OCLOCK: ReadonlySet<string> = new Set(['h', 'oclock', 'o', 'heures', 'heure']);

/** Not the middle of a date, of a sum or of a longer figure; 59:77 is not the hour 5 either. */
const TIME =
  /(?<!\d|\d[:.,/-])(\d{1,2})(?:\s?[:.]\s?([0-5]\d)(?::[0-5]\d)?|\s?h\s?([0-5]\d))?(?!\d|\s?[:.,/-]\s?\d)/gu;
const BEFORE_DAWN = 5;

/** An hour as it was written: of the day, or of one half of it that is not known. */
interface Written {
  readonly minutes: number;
  readonly mayBeLater: boolean;
}

/**
 * The first time of a text as hh:mm of 24 hours, digits of any script. A figure alone is an hour only beside a word that makes
 * it one (9 pm, ساعت ۹, alle 21). Where no word tells the half of the day, the bounds may: 8:30 is 20:30 where only evenings are.
 */
export function readTime(accept: TimeAccept, raw: string): Reading<string> {
  const text = plainText(raw).toLowerCase();
  if (text === '') return { fault: 'empty' };
  const written = [...text.matchAll(TIME)]
    .map((found) => timeIn(found, text))
    .find((one) => one !== undefined);
  if (!written) return { fault: 'time' };
  const { minutes, mayBeLater } = written;
  const times = [minutes, ...(mayBeLater ? [minutes + 12 * 60] : [])].map(clockTime);
  const { earliest = '', latest = '24:00' } = accept;
  const value = times.find((time) => time >= earliest && time <= latest);
  if (value !== undefined) return { value };
  return { fault: (times[0] ?? '') < earliest ? 'timeTooEarly' : 'timeTooLate' };
}

function timeIn(found: RegExpExecArray, text: string): Written | undefined {
  const [all, figures = '', colon, letter] = found;
  const minute = colon ?? letter;
  const hour = Number(figures);
  const before = wordsOf(text.slice(0, found.index));
  const behind = wordsOf(text.slice(found.index + all.length));
  const part =
    partBehind(behind) ?? before.map((word) => partOf.get(word)).findLast((one) => one !== undefined);
  const isHour = HOUR_WORDS.has(before.at(-1) ?? '') || OCLOCK.has(behind[0] ?? '');
  if (hour > 23 || (minute === undefined && part === undefined && !isHour)) return undefined;
  if (part === 'morning' && hour > 12) return undefined;
  const minutes = hourOf(hour, part) * 60 + Number(minute ?? 0);
  return { minutes, mayBeLater: part === undefined && hour < 12 && hour > 0 && !figures.startsWith('0') };
}

function partBehind(words: readonly string[]): PartOfDay | undefined {
  for (let length = 3; length > 0; length--) {
    const part = BEHIND.get(words.slice(0, length).join(' '));
    if (part) return part;
  }
  return words.map((word) => partOf.get(word)).find((one) => one !== undefined);
}

/** At night twelve is midnight, and the small hours are those before dawn. */
function hourOf(hour: number, part: PartOfDay | undefined): number {
  if (part === 'morning') return hour % 12;
  if (part === 'afternoon') return hour < 12 ? hour + 12 : hour;
  if (part === 'night' && hour <= 12) return hour < BEFORE_DAWN ? hour : hour === 12 ? 0 : hour + 12;
  return hour;
}

const wordsOf = (text: string): readonly string[] =>
  fold(text)
    .split(' ')
    .filter((word) => word !== '');

const clockTime = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((figure) => String(figure).padStart(2, '0')).join(':');
