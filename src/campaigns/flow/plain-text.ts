import { digitValue } from '../../text/letters';

/** As much of a text as an answer is looked for in: three joined segments and a little. */
const READ_CHARS = 500;

/**
 * A text as a form field would have it: full-width letters and presentation forms as themselves, digits of any script as 0–9,
 * nothing invisible, blanks single. For answers that are written in ASCII whoever writes them: numbers, addresses, codes.
 */
export function plainText(raw: string): string {
  return raw
    .slice(0, READ_CHARS)
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit) ?? digit))
    .replace(/[\p{Cf}\p{Me}\u0640]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
