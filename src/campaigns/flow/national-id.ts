import type { NationalIdAccept } from './accept';
import { plainText } from './plain-text';
import type { Reading } from './reading';

type Country = NationalIdAccept['country'];

const isNationalId: { readonly [C in Country]: (id: string) => boolean } = {
  ir: isIranianNationalId,
  it: isCodiceFiscale,
};

/** A national id in its normal form: ten digits in Iran, sixteen capital letters and digits in Italy. */
export function readNationalId(country: Country, raw: string): Reading<string> {
  const text = plainText(raw);
  if (text === '') return { fault: 'empty' };
  const id = text.toUpperCase().replace(/[\s.\-‐–_/]/g, '');
  // People leave out the zeros their number begins with, two at most: the first three digits are the place of issue.
  const whole = country === 'ir' && /^\d{8,9}$/.test(id) ? id.padStart(10, '0') : id;
  return isNationalId[country](whole) ? { value: whole } : { fault: 'nationalId' };
}

/** The tenth digit checks the other nine: weights 10 to 2, modulo 11. */
function isIranianNationalId(id: string): boolean {
  if (!/^\d{10}$/.test(id) || /^(\d)\1{9}$/.test(id)) return false;
  const rest = [...id.slice(0, 9)].reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11;
  return Number(id[9]) === (rest < 2 ? rest : 11 - rest);
}

/** A digit, or the letter that stands for it where two people would have had the same code. */
const DIGIT = '[0-9LMNP-V]';
const CODICE_FISCALE = new RegExp(`^[A-Z]{6}${DIGIT}{2}[ABCDEHLMPRST]${DIGIT}{2}[A-Z]${DIGIT}{3}[A-Z]$`);
const OMOCODE = 'LMNPQRSTUV';
/** The values of 0–9 and of A–Z at the odd places (decree of the Ministry of Finance of 23 December 1976, table). */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isCodiceFiscale(id: string): boolean {
  if (!CODICE_FISCALE.test(id)) return false;
  const day = Number([...id.slice(9, 11)].map(digitOf).join(''));
  if (!((day >= 1 && day <= 31) || (day >= 41 && day <= 71))) return false; // women's days are counted from 41
  const sum = [...id.slice(0, 15)].reduce((total, char, at) => {
    const place = placeOf(char);
    return total + (at % 2 === 0 ? (ODD[place] ?? 0) : place);
  }, 0);
  return id[15] === String.fromCharCode(65 + (sum % 26));
}

function digitOf(char: string): string {
  const at = OMOCODE.indexOf(char);
  return at < 0 ? char : String(at);
}

function placeOf(char: string): number {
  const code = char.charCodeAt(0);
  return code < 65 ? code - 48 : code - 65;
}
