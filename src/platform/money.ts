/** An amount in the currency's smallest unit. Never a float, never without its currency. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

export const money = (minor: bigint, currency: string): Money => ({ minor, currency });

/** Decimals the trade bills in. IRR is 0 although ISO 4217 says 2: operators bill whole rials. */
const EXPONENTS: Readonly<Record<string, number>> = {
  IRR: 0,
  JPY: 0,
  EUR: 2,
  SAR: 2,
  AED: 2,
  GBP: 2,
  USD: 2,
  TRY: 2,
  QAR: 2,
  EGP: 2,
  KWD: 3,
  BHD: 3,
  OMR: 3,
  JOD: 3,
  IQD: 0,
};

export const knowsCurrency = (currency: string): boolean => Object.hasOwn(EXPONENTS, currency);

/** Decimals of a currency; throws RangeError for one we do not bill in. */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS[currency];
  if (exponent === undefined) throw new RangeError(`no such currency: ${currency}`);
  return exponent;
}

/** "12.34" for 1234 EUR, "0.125" for 125 KWD. */
export function formatMoney({ minor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`;
}

/** How the API writes and reads an amount. */
export interface MoneyJson {
  readonly minor: string;
  readonly currency: string;
}

export const toJson = ({ minor, currency }: Money): MoneyJson => ({ minor: minor.toString(), currency });

/** Null when it is no amount in a currency we know. */
export function fromJson(raw: MoneyJson): Money | null {
  return /^-?\d{1,18}$/.test(raw.minor) && knowsCurrency(raw.currency)
    ? money(BigInt(raw.minor), raw.currency)
    : null;
}

/** Splits an amount by weights; the parts always add up to the whole, leftovers going to the first parts. */
export function split(whole: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n) throw new RangeError('weights must add up to more than zero');
  const parts = weights.map((weight) => (whole.minor * weight) / total);
  let leftover = whole.minor - parts.reduce((sum, part) => sum + part, 0n);
  for (let i = 0; leftover > 0n; i++, leftover--) parts[i] = (parts[i] ?? 0n) + 1n;
  return parts.map((minor) => money(minor, whole.currency));
}
