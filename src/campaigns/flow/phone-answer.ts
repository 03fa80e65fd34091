import { findPhoneNumbersInText } from 'libphonenumber-js';
import { normaliseMsisdn } from '../../text/msisdn';
import type { PhoneAccept } from './accept';
import { plainText } from './plain-text';
import type { Reading } from './reading';

/**
 * The one telephone number in a text as E.164 with its plus. Without a country code it is read as it is dialled in the
 * question's country. Two different numbers, or none, are a fault.
 */
export function readPhone({ country }: PhoneAccept, raw: string): Reading<string> {
  const text = plainText(raw);
  if (text === '') return { fault: 'empty' };
  const whole = normaliseMsisdn(text, country);
  if (whole !== null) return { value: `+${whole}` };
  const found = findPhoneNumbersInText(text, country);
  const [value, ...others] = new Set(found.map(({ number }) => number.number));
  return value !== undefined && others.length === 0 ? { value } : { fault: 'phone' };
}
