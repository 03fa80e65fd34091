import type { Language } from '../../text/language';
import type { NumberAccept } from './accept';
import { plainText } from './plain-text';
import type { Reading } from './reading';

/** Digits that a number of ours keeps exactly. */
const DIGITS = 15;

const COMMA_IS_DECIMAL: ReadonlySet<Language> = new Set(['it', 'fr', 'tr']);

/** A sign only where a number may begin with it: 1-15 is 1, and the full stop of "hi.51" ends a sentence. */
const NUMBER =
  /(?:(?<=^|[\s(:=])([-+−]?))?(?:(?<=^|[\s(:=+\-−])([.,٫]))?(\d+(?:[.,٫٬'’]\d+|[ \u00a0](?=\d{3}(?!\d))\d{3})*)/u;

/** The first number of a text: digits of any script, thousands and decimals as the language writes them. */
export function readNumber(accept: NumberAccept, raw: string, language: Language): Reading<number> {
  const text = plainText(raw);
  if (text === '') return { fault: 'empty' };
  const value = numberIn(text, language);
  if (value === undefined) return { fault: 'number' };
  if (accept.isWhole && !Number.isInteger(value)) return { fault: 'numberNotWhole' };
  if (accept.min !== undefined && value < accept.min) return { fault: 'numberTooSmall' };
  return accept.max !== undefined && value > accept.max ? { fault: 'numberTooLarge' } : { value };
}

function numberIn(text: string, language: Language): number | undefined {
  const found = NUMBER.exec(text);
  if (!found || /\p{L}/u.test(text[found.index - 1] ?? '')) return undefined; // B12 is a name, not a number
  const [, sign = '', leading = '', figures = ''] = found;
  const [whole, decimals] = leading === '' ? partsOf(figures, language) : ['0', figures];
  if (!/^\d+$/.test(whole) || !/^\d*$/.test(decimals)) return undefined;
  if (whole.replace(/^0+/, '').length + decimals.length > DIGITS) return undefined;
  const value = Number(`${whole}.${decimals}0`);
  return sign === '-' || sign === '−' ? 0 - value : value;
}

/** What stands before and behind the decimal separator, without the thousands. */
function partsOf(figures: string, language: Language): readonly [string, string] {
  const plain = figures.replace(/[٬'’\s]/g, '').replaceAll('٫', decimalMark(figures));
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (last < 0) return [plain, ''];
  const mark = plain[last] ?? '';
  const before = plain.slice(0, last);
  if (isThousands(plain, mark, figures, language)) return [plain.replaceAll(mark, ''), ''];
  return [before.replaceAll(mark === '.' ? ',' : '.', ''), plain.slice(last + 1)];
}

const decimalMark = (figures: string): string => (figures.includes('.') ? ',' : '.');

/** Whether the last mark groups thousands: it comes twice, or once before three digits where the language groups with it. */
function isThousands(plain: string, mark: string, figures: string, language: Language): boolean {
  if (figures.includes('٫') || /[٬'’]/.test(figures)) return false;
  const groups = plain.split(mark);
  const isGrouped = /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => group.length === 3);
  if (!isGrouped) return false;
  const grouping = COMMA_IS_DECIMAL.has(language) ? '.' : ',';
  return groups.length > 2 || mark === grouping;
}
