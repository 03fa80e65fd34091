import type { ServiceSettings } from '../../subscriptions/services/service-settings';
import type { Said } from '../../text/said';

/** What is shown in a text to be sent back: it proves that the text was read, not who reads. */
const CODE_DIGITS = 4;

/**
 * What a confirmation must say: nothing but YES, a short code, or a one-time password of the length the service asks for.
 * @param luck 128 bits in hex
 */
export function tokenFor({ confirm, otpDigits }: ServiceSettings, luck: string): string | null {
  if (confirm === 'yes') return null;
  return digits(luck, confirm === 'otp' ? otpDigits : CODE_DIGITS);
}

/** A one-time password for somebody who did not text us: only the number it was sent to can give it back. */
export const passwordFor = ({ otpDigits }: ServiceSettings, luck: string): string =>
  digits(luck, Math.max(otpDigits, LEAST_PASSWORD_DIGITS));

/** Activation takes a password of at least five digits, typed by hand (Italy, 10/21/CONS; OPT-09). */
const LEAST_PASSWORD_DIGITS = 5;

const digits = (luck: string, length: number): string =>
  (BigInt(`0x${luck}`) % 10n ** BigInt(length)).toString().padStart(length, '0');

/** Whether somebody gave the code: among other words, or with blanks inside it. */
export function says({ words, key }: Said, token: string): boolean {
  return words.some((word) => word.key === token) || key.replaceAll(' ', '') === token;
}

/** Figures that are meant as a code, right or wrong; a 2 is somebody's vote. */
export const looksLikeToken = ({ key }: Said): boolean => /^[0-9]{4,8}$/.test(key.replaceAll(' ', ''));
