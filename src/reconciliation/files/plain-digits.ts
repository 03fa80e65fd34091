import { digitValue } from '../../text/letters';

const FOREIGN = /[^\0-\x7f]/;
const DIGIT = /(?![0-9])\p{Nd}/gu;
/** Marks that tell a screen which way to write; editors leave them around numbers. */
const MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;

const values = new Map<string, string>();

/** A line with the digits of every script as 0 to 9; its characters stay where they are. */
export const withPlainDigits = (line: string): string =>
  FOREIGN.test(line) ? line.replace(DIGIT, valueOf) : line;

/** A line without marks that nobody sees, and with plain digits. */
export const plainLine = (line: string): string =>
  FOREIGN.test(line) ? line.replace(MARKS, '').replace(DIGIT, valueOf) : line;

/** What stands in a field, without blanks around it and without marks that nobody sees. */
export const plainField = (raw: string): string =>
  FOREIGN.test(raw) ? raw.replace(MARKS, '').trim() : raw.trim();

function valueOf(digit: string): string {
  let value = values.get(digit);
  if (value === undefined) {
    value = String(digitValue(digit) ?? digit);
    values.set(digit, value);
  }
  return value;
}
