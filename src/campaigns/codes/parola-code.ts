import { fold, foldCode } from '../../text/fold';

/**
 * What our own codes are written with: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, no Q (an O with a tail, and in lower case a 9) and no U
 * (a V). 23 is prime, which is what makes the check character as strong as it is. Digits come first.
 */
export const CODE_ALPHABET = '34679ACDEFGHJKMNPRTVWXY';
const CODE_DIGITS = 5;

/** Nine characters drawn, and the check character behind them. */
export const CODE_CHARS = 10;

/**
 * The pattern to lease for a code that stands alone on a line. Our codes begin with a digit, so that they can be glued to a
 * keyword ("WIN7KM49ACFEF") and no ordinary word of ten letters is taken for one.
 */
export const CODE_PATTERN = '9XXXXXXXXX';

/** How many codes there are to draw from. Ten million of them are one in 39,000: see `guard` for what that is worth. */
export const CODE_SPACE = CODE_DIGITS * CODE_ALPHABET.length ** (CODE_CHARS - 2);

/** `shape`: not ten characters of the alphabet, a digit first. `check`: one of them was mistyped, or two were swapped. */
export type CodeReading = { readonly code: string } | { readonly fault: 'shape' | 'check' };

const SHAPE = new RegExp(`^[${CODE_ALPHABET.slice(0, CODE_DIGITS)}][${CODE_ALPHABET}]{${CODE_CHARS - 1}}$`);
const VALUES: ReadonlyMap<string, number> = new Map(Array.from(CODE_ALPHABET, (char, at) => [char, at]));
/** Whoever writes an O, a 0 or a U saw something else: none of them is in the alphabet, so reading them can take no other code. */
const SEEN_AS: Readonly<Record<string, string>> = { '0': 'D', U: 'V' };

/**
 * A code of ours in what somebody texted: in any case, in digits of any script, with blanks and hyphens, behind a keyword or
 * glued to it, with words around it. The last one that is whole wins.
 */
export function readCode(raw: string): CodeReading {
  let fault: 'shape' | 'check' = 'shape';
  for (const candidate of endsOfWords(printedWords(raw), CODE_CHARS)) {
    const code = asSeen(candidate);
    if (!SHAPE.test(code)) continue;
    if (checks(code)) return { code };
    fault = 'check';
  }
  return { fault };
}

/** A line that is a code and nothing else. */
export function readWholeCode(raw: string): CodeReading {
  const code = asSeen(foldCode(raw));
  if (!SHAPE.test(code)) return { fault: 'shape' };
  return checks(code) ? { code } : { fault: 'check' };
}

/** The words of a text as they might be printed: `foldCode`, word by word. */
export function printedWords(raw: string): string[] {
  return fold(raw).split(' ').map(foldCode);
}

/** What stands before the end of each word, `chars` long whatever the blanks in it; the last first. */
export function endsOfWords(words: readonly string[], chars: number): string[] {
  const found: string[] = [];
  let text = '';
  for (const word of words) {
    text += word;
    if (text.length >= chars) found.push(text.slice(-chars));
  }
  return found.reverse();
}

/**
 * The character behind nine others. Weighted as in an ISBN-10 (ISO 2108), but modulo 23: the weights 10 to 1 are all different
 * and none is 0, so every single wrong character and every two that changed places are found.
 */
export function checkCharacter(payload: string): string {
  return CODE_ALPHABET.charAt((CODE_ALPHABET.length - weighed(payload)) % CODE_ALPHABET.length);
}

/**
 * As many codes as the noise yields. Bytes that would favour some characters are passed over, so each code is as likely as
 * any other.
 */
export function codesFrom(noise: Uint8Array): string[] {
  const codes: string[] = [];
  let payload = '';
  for (const byte of noise) {
    const among = payload === '' ? CODE_DIGITS : CODE_ALPHABET.length;
    if (byte >= 256 - (256 % among)) continue;
    payload += CODE_ALPHABET.charAt(byte % among);
    if (payload.length < CODE_CHARS - 1) continue;
    codes.push(payload + checkCharacter(payload));
    payload = '';
  }
  return codes;
}

const asSeen = (printed: string): string => printed.replace(/[0U]/g, (char) => SEEN_AS[char] ?? char);

const checks = (code: string): boolean => weighed(code) === 0;

function weighed(code: string): number {
  let sum = 0;
  for (let at = 0; at < code.length; at++) sum += (CODE_CHARS - at) * (VALUES.get(code.charAt(at)) ?? 0);
  return sum % CODE_ALPHABET.length;
}
