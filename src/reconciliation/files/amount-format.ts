/** How a file writes amounts. */
export interface AmountFormat {
  /** Whole minor units, or units with as many decimals as the currency has. */
  readonly unit: 'minor' | 'major';
  readonly decimal: '.' | ',' | '٫';
  /** What stands between groups of three digits; where it stands at all, it stands everywhere. */
  readonly grouping: ',' | '.' | "'" | ' ' | '٬' | null;
}

/** Nothing in this trade is as much: what has more digits is a slip, and everything below is exact as a number too. */
const MOST_DIGITS = 15;
const PLAIN = /^\d{1,15}$/;
/** Prices are few, and stand in millions of lines: each is read once. */
const MOST_KNOWN = 200;
/** A blank that must not break the line is a blank. */
const BLANKS = /[\u00a0\u202f]/g;

export type AmountReader = (text: string, exponent: number) => bigint | null;

/**
 * A reader of amounts, in minor units. It gives null for what is not written so: a group of other than three digits, or decimals
 * that the currency does not have, is another amount than it seems.
 */
export function amountReader(format: AmountFormat): AmountReader {
  const read = readerOf(format);
  const known = new Map<string, bigint | null>();
  let knownExponent = NaN;
  return (text, exponent) => {
    const seen = exponent === knownExponent ? known.get(text) : undefined;
    if (seen !== undefined) return seen;
    if (exponent !== knownExponent || known.size >= MOST_KNOWN) known.clear();
    knownExponent = exponent;
    const minor = read(text, exponent);
    known.set(text, minor);
    return minor;
  };
}

function readerOf({ unit, decimal, grouping }: AmountFormat): AmountReader {
  const groups = grouping === null ? '' : `|\\d{1,3}(?:${escaped(grouping)}\\d{3})+`;
  const written = new RegExp(`^(?<whole>\\d+${groups})(?:${escaped(decimal)}(?<fraction>\\d+))?$`);
  const read = (text: string, exponent: number): bigint | null => {
    const parts = written.exec(text)?.groups;
    if (!parts) return null;
    const whole = (parts['whole'] ?? '').replace(/\D/g, '');
    const fraction = (parts['fraction'] ?? '').replace(/0+$/, '');
    if (fraction.length > exponent) return null;
    const digits = (whole + fraction.padEnd(exponent, '0')).replace(/^0+(?=\d)/, '');
    return digits.length <= MOST_DIGITS ? BigInt(digits) : null;
  };
  return (text, currencyExponent) => {
    const exponent = unit === 'minor' ? 0 : currencyExponent;
    if (exponent === 0 && PLAIN.test(text)) return BigInt(text);
    const { isNegative, digits } = signOf(text.replace(BLANKS, ' '));
    const minor = read(digits, exponent);
    return minor !== null && isNegative ? -minor : minor;
  };
}

/** The sign stands in front, or behind as accountants' programs write it. */
function signOf(text: string): { readonly isNegative: boolean; readonly digits: string } {
  const isNegative = /^[-\u2212]|[-\u2212]$/.test(text);
  return { isNegative, digits: text.replace(/^[-+\u2212]|[-\u2212]$/, '').trim() };
}

/** An amount without value added tax, with it: rounded half away from zero, as invoices are. */
export function withVat(netMinor: bigint, vatBp: number): bigint {
  const whole = (netMinor < 0n ? -netMinor : netMinor) * BigInt(10_000 + vatBp);
  const gross = (whole + 5_000n) / 10_000n;
  return netMinor < 0n ? -gross : gross;
}

const escaped = (char: string): string => (char === '.' ? '\\.' : char);
