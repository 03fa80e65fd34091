import type { FileProfile, Place } from './file-profile';
import { plainField, plainLine, withPlainDigits } from './plain-digits';

/** A line cut into columns; a line of fixed width is one column that its fields are cut from. */
export type Cut = readonly string[];

/** What stands in one field, tidied; undefined when the line has no such column. */
export type Field = (cut: Cut) => string | undefined;

/**
 * Cuts lines, their digits made plain. It gives null where a quote is left open. Marks that nobody sees are taken off, except where
 * the places of fields are counted in characters: there they count too.
 */
export function lineCutOf({ layout }: Pick<FileProfile, 'layout'>): (line: string) => Cut | null {
  if (layout.type === 'fixed width') return (line) => [withPlainDigits(line)];
  const { delimiter, quote } = layout;
  return (raw) => {
    const line = plainLine(raw);
    return quote !== null && line.includes(quote)
      ? cutQuoted(line, delimiter, quote)
      : cutUnquoted(line, delimiter);
  };
}

/**
 * The same for a line that is nothing but ASCII without quotes, as most lines of most files are: seen in one look at it. It gives
 * null for any other line, which may be whole all the same.
 */
export function plainCutOf({ layout }: Pick<FileProfile, 'layout'>): (line: string) => Cut | null {
  const plain = layout.type === 'delimited' && layout.quote === "'" ? PLAIN_WITHOUT_APOSTROPHE : PLAIN;
  if (layout.type === 'fixed width') return (line) => (plain.test(line) ? [line] : null);
  const { delimiter } = layout;
  return (line) => (plain.test(line) ? cutUnquoted(line, delimiter) : null);
}

const PLAIN = /^[\x01-\x21\x23-\x7f]*$/;
const PLAIN_WITHOUT_APOSTROPHE = /^[\x01-\x26\x28-\x7f]*$/;

/** What split() does, for so few columns in half its time. */
function cutUnquoted(line: string, delimiter: string): string[] {
  const columns: string[] = [];
  let at = 0;
  for (let end = line.indexOf(delimiter); end >= 0; end = line.indexOf(delimiter, at)) {
    columns.push(line.slice(at, end));
    at = end + delimiter.length;
  }
  columns.push(line.slice(at));
  return columns;
}

/** RFC 4180, within one line: a quoted column may hold delimiters, and quotes written twice. */
function cutQuoted(line: string, delimiter: string, quote: string): string[] | null {
  const columns: string[] = [];
  for (let at = 0; ;) {
    const begin = at + blanksAt(line, at);
    if (line[begin] !== quote) {
      const end = line.indexOf(delimiter, at);
      columns.push(end < 0 ? line.slice(at) : line.slice(at, end));
      if (end < 0) return columns;
      at = end + 1;
      continue;
    }
    const close = closingQuote(line, begin + 1, quote);
    if (close < 0) return null;
    columns.push(line.slice(begin + 1, close).replaceAll(quote + quote, quote));
    const behind = close + 1 + blanksAt(line, close + 1);
    if (behind >= line.length) return columns;
    if (line[behind] !== delimiter) return null;
    at = behind + 1;
  }
}

function blanksAt(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ') at++;
  return at - from;
}

function closingQuote(line: string, from: number, quote: string): number {
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 2))
    if (line[at + 1] !== quote) return at;
  return -1;
}

/** How to find a field. @param names of the columns, where a line names them; null when none has the wanted name. */
export function fieldAt(place: Place, names: readonly string[]): Field | null {
  if (typeof place === 'object') {
    const from = place.from - 1;
    const to = from + place.chars;
    return ([line = '']) => plainField(line.slice(from, to));
  }
  const at = typeof place === 'number' ? place - 1 : names.indexOf(nameKey(place));
  if (at < 0) return null;
  return (cut) => cut[at]?.trim();
}

/** Names of columns are the same however they are capitalised. */
export const nameKey = (name: string): string => plainField(withPlainDigits(name)).toLowerCase();

/** Whether a line begins with a mark: for delimited lines, as the whole of the first column. */
export function markTest({ layout }: Pick<FileProfile, 'layout'>, mark: string): (line: string) => boolean {
  if (layout.type === 'fixed width') return (line) => line.startsWith(mark);
  const { delimiter, quote } = layout;
  const cut = lineCutOf({ layout });
  return (line) => {
    if (line.startsWith(mark)) {
      const behind = line[mark.length];
      if (behind === undefined || behind === delimiter) return true;
    }
    return quote !== null && line.startsWith(quote) && cut(line)?.[0] === mark;
  };
}
