import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { digitValue } from './letters';

export { maskMsisdn } from '../platform/mask';

/** Who a text came from or goes to. Only an `msisdn` is a person. */
export type Address =
  | { readonly type: 'msisdn'; readonly msisdn: string }
  | { readonly type: 'shortcode'; readonly digits: string }
  | { readonly type: 'alphanumeric'; readonly name: string }
  | { readonly type: 'invalid' };

/** How the countries with a rule profile write their mobile numbers, so that their traffic needs no library. */
const MOBILE = {
  IR: { code: '98', trunk: '0', national: '9\\d{9}' },
  SA: { code: '966', trunk: '0', national: '5\\d{8}' },
  AE: { code: '971', trunk: '0', national: '5\\d{8}' },
  IT: { code: '39', trunk: '', national: '3\\d{8,9}' },
  GB: { code: '44', trunk: '0', national: '7\\d{9}' },
  US: { code: '1', trunk: '', national: '[2-9]\\d\\d[2-9]\\d{6}' },
  FR: { code: '33', trunk: '0', national: '[67]\\d{8}' },
  TR: { code: '90', trunk: '0', national: '5\\d{9}' },
} as const;

interface Plan {
  readonly code: string;
  /** A mobile number as dialled at home, its zero left out or not. */
  readonly home: RegExp;
}

const plans: ReadonlyMap<string, Plan> = new Map(
  Object.entries(MOBILE).map(([country, { code, trunk, national }]) => [
    country,
    { code, home: new RegExp(`^${trunk && `${trunk}?`}(${national})$`) },
  ]),
);
const KNOWN_MOBILE = new RegExp(
  `^\\+?(?:${Object.values(MOBILE)
    .map((plan) => plan.code + plan.national)
    .join('|')})$`,
);

/** Iran's advertising and service lines: longer than a short code, yet nobody's telephone. */
const SERVICE_LINE = { country: 'IR', digits: /^[1235]000\d{0,10}$/ };
const SHORTCODE = /^\d{3,8}$/;
const RAW_CHARS = 40;
const NAME_CHARS = 11;
const BARE_DIGITS = 10; // without + or 0, fewer than these are a short code or half a number
const NOT_DIALLED = /[\s\p{Cf}\p{Pd}()./]/gu;
const DIALLED = /^\+?\d{1,17}$/;
const NAME = /^[^\p{C}]*\p{L}[^\p{C}]*$/u;

/**
 * E.164 digits without the plus ("989121234567"), or null for whatever is no telephone number: short codes, names, wrong
 * lengths. `homeCountry` (ISO 3166, "IR") is the country in whose way a national number is read.
 */
export function normaliseMsisdn(raw: string, homeCountry?: string): string | null {
  if (KNOWN_MOBILE.test(raw)) return raw.startsWith('+') ? raw.slice(1) : raw;
  if (raw.length > RAW_CHARS) return null;
  const dialled = asDialled(raw);
  if (!DIALLED.test(dialled) || isServiceLine(dialled, homeCountry)) return null;
  if (dialled.startsWith('+')) return international(dialled.slice(1));
  if (dialled.startsWith('00')) return international(dialled.slice(2));
  const plan = homeCountry === undefined ? undefined : plans.get(homeCountry);
  const mobile = plan?.home.exec(dialled)?.[1];
  if (plan && mobile !== undefined) return plan.code + mobile;
  return dialled.startsWith('0') ? national(dialled, homeCountry) : bare(dialled);
}

/** What kind of address a carrier gave. A name has 11 characters at most (3GPP TS 23.040, 9.1.2.5). */
export function classifyAddress(raw: string, homeCountry?: string): Address {
  const msisdn = normaliseMsisdn(raw, homeCountry);
  if (msisdn !== null) return { type: 'msisdn', msisdn };
  if (raw.length > RAW_CHARS) return { type: 'invalid' };
  const digits = asDialled(raw).replace(/^\+/, '');
  if (SHORTCODE.test(digits) || isServiceLine(digits, homeCountry)) return { type: 'shortcode', digits };
  const name = raw.trim();
  return NAME.test(name) && [...name].length <= NAME_CHARS
    ? { type: 'alphanumeric', name }
    : { type: 'invalid' };
}

/** Read by its length alone: numbering plans grow faster than any library's copy of them. */
function international(digits: string): string | null {
  const number = parsePhoneNumberFromString(`+${digits}`);
  return number?.isPossible() ? number.number.slice(1) : null;
}

function national(digits: string, homeCountry: string | undefined): string | null {
  if (homeCountry === undefined || !isSupportedCountry(homeCountry)) return null;
  const number = parsePhoneNumberFromString(digits, homeCountry);
  return number?.isValid() ? number.number.slice(1) : null;
}

/** International without its plus. The fewer its digits, the surer it must be. */
function bare(digits: string): string | null {
  if (digits.length < BARE_DIGITS) return null;
  const number = parsePhoneNumberFromString(`+${digits}`);
  const isSure = digits.length > BARE_DIGITS ? number?.isPossible() : number?.isValid();
  return number && isSure ? number.number.slice(1) : null;
}

function isServiceLine(digits: string, homeCountry: string | undefined): boolean {
  return homeCountry === SERVICE_LINE.country && SERVICE_LINE.digits.test(digits);
}

function asDialled(raw: string): string {
  return raw.replace(/[^\0-\x7f]/gu, (char) => dialledAs(char)).replace(NOT_DIALLED, '');
}

function dialledAs(char: string): string {
  return char === '＋' ? '+' : String(digitValue(char) ?? char);
}
