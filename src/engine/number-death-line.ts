import { DateTime } from 'luxon';
import { normaliseMsisdn } from '../text/msisdn';
import { NUMBER_DEATHS, type DeathLine, type NumberDeath } from './number-death';

/** A line of a file, or an element of an array, as it was sent. */
export interface RawLine {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Elements of an array as the lines of a file: what is no text is no field. */
export function linesOf(elements: readonly unknown[]): readonly RawLine[] {
  return elements.map((element, at) => {
    const given = typeof element === 'object' && element !== null ? Object.entries(element) : [];
    const fields = given.filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    return { line: at + 1, fields: Object.fromEntries(fields) };
  });
}

interface Reading {
  readonly now: Date;
  isOperator(this: void, code: string): boolean;
}

/** Without an instant the file means now. A day without an hour begins at midnight UTC: earlier rather than later. */
export function readLine(
  { line, fields }: RawLine,
  { now, isOperator }: Reading,
): DeathLine | { readonly fault: string } {
  const { kind = '', at = '', operator = '' } = fields;
  const msisdn = normaliseMsisdn((fields['msisdn'] ?? '').slice(0, 40));
  if (msisdn === null) return { fault: 'is no telephone number' };
  if (!isDeath(kind)) return { fault: `kind must be one of ${NUMBER_DEATHS.join(', ')}` };
  const instant = at === '' ? now : readInstant(at);
  if (!instant) return { fault: 'at must be a day or an instant, such as 2026-05-01T08:00:00Z' };
  if (instant > now) return { fault: 'at must not lie in the future' };
  if (operator !== '' && !isOperator(operator)) return { fault: 'operator must be the code of an operator' };
  return { line, msisdn, kind, at: instant, operator: operator === '' ? null : operator };
}

const isDeath = (kind: string): kind is NumberDeath => NUMBER_DEATHS.some((known) => known === kind);

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
const EARLIEST_YEAR = 1970;

function readInstant(text: string): Date | null {
  if (!INSTANT.test(text)) return null;
  const read = DateTime.fromISO(text, { zone: 'utc' });
  return read.isValid && read.year >= EARLIEST_YEAR ? read.toJSDate() : null;
}
