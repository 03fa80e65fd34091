import { isoDayOf } from '../../text/calendar';
import type { FileProfile } from './file-profile';
import { withPlainDigits } from './plain-digits';
import { timeReader } from './time-format';

/** What a file's name may tell. A star stands for anything. */
export const FILE_NAME_PARTS = ['{date}', '{sequence}'] as const;

const DAY_MS = 86_400_000;

/** What a name tells of its file; null for what it does not tell. */
export interface NamedFile {
  readonly day: string | null;
  readonly sequence: number | null;
}

/** More stars than that could be matched in too many ways. */
const MOST_STARS = 2;

export function isNamePattern(pattern: string): boolean {
  const rest = FILE_NAME_PARTS.reduce((left, part) => left.replace(part, ''), pattern);
  return !/[{}]/.test(rest) && rest.split('*').length - 1 <= MOST_STARS;
}

/** Reads a file's name by its profile; null when no file of this profile is called so. Profiles without a pattern take any name. */
export function readFileName(
  { fileName, time }: Pick<FileProfile, 'fileName' | 'time'>,
  name: string,
): NamedFile | null {
  if (fileName === null) return { day: null, sequence: null };
  const match = patternOf(fileName.pattern, fileName.date).exec(withPlainDigits(name));
  if (!match) return null;
  const { date, sequence } = match.groups ?? {};
  const day = date === undefined ? null : dayOf(date, fileName.date, time.calendar);
  if (date !== undefined && day === null) return null;
  return { day, sequence: sequence === undefined ? null : Number(sequence) };
}

function patternOf(pattern: string, dateFormat: string): RegExp {
  const source = pattern
    .replace(/[\\^$.+?()[\]|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replace('{date}', () => `(?<date>.{${dateFormat.length}})`)
    .replace('{sequence}', '(?<sequence>\\d{1,9})');
  return new RegExp(`^${source}$`, 'i');
}

function dayOf(text: string, format: string, calendar: FileProfile['time']['calendar']): string | null {
  const read = timeReader(format, calendar)(text);
  return read && isoDayOf(Math.floor(read.ms / DAY_MS));
}
