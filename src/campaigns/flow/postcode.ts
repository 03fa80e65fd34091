import type { PostcodeAccept } from './accept';
import { plainText } from './plain-text';
import type { Reading } from './reading';

type Country = PostcodeAccept['country'];

/** The normal form of a code without its blanks, hyphens and case; nothing when it is none. */
const forms: { readonly [C in Country]: (code: string) => string | undefined } = {
  // Iran Post: no 0 or 2 in the first five, no 5 at the fifth, no 2 in the last five, never four equal digits to begin with.
  ir: (code) => (/^(?!(\d)\1{3})[13-9]{4}[1346-9][013-9]{5}$/.test(code) ? code : undefined),
  // Poste Italiane: 00010 (Lazio) to 98168 (Messina).
  it: (code) => (/^\d{5}$/.test(code) && Number(code) >= 10 && Number(code) <= 98_168 ? code : undefined),
  uk: (code) => {
    const found = UK.exec(code);
    return found ? `${found[1]} ${found[2]}` : undefined;
  },
  // USPS: five digits, or nine with a hyphen; 00501 (Holtsville) is the lowest.
  us: (code) => {
    if (!/^(?:\d{5}|\d{9})$/.test(code) || Number(code.slice(0, 5)) < 501) return undefined;
    return code.length === 5 ? code : `${code.slice(0, 5)}-${code.slice(5)}`;
  },
};

/** BS 7666: which letters stand where; the inward part has none of C I K M O V. */
const UK = /^(GIR|[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?))(0AA|\d[ABD-HJLNP-UW-Z]{2})$/;

/** A postcode in its country's normal form: ten digits, five digits, "SW1A 1AA", "12345-6789". */
export function readPostcode(country: Country, raw: string): Reading<string> {
  const text = plainText(raw);
  if (text === '') return { fault: 'empty' };
  const value = forms[country](text.toUpperCase().replace(/[\s.\-‐–_]/g, ''));
  return value === undefined ? { fault: 'postcode' } : { value };
}
