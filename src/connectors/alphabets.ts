import { decodeGsm7, decodeUcs2 } from '../text/segments';
import { decodeUtf8 } from '../text/storable';
import { isStorable } from './original-bytes';

export const ALPHABETS = ['utf8', 'gsm7', 'ascii', 'latin1', 'windows1252', 'ucs2'] as const;
/** How the bytes of a text are to be read. */
export type Alphabet = (typeof ALPHABETS)[number];

export interface Decoded {
  readonly text: string;
  /** The bytes held something that has no clean form as text. */
  readonly isLossy: boolean;
}

/** What Windows puts where Latin-1 has controls, from 0x80. Node 20's own decoder leaves the controls there. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const decoders: { readonly [A in Alphabet]: (bytes: Buffer) => Decoded } = {
  utf8: (bytes) => {
    const { text, altered } = decodeUtf8(bytes);
    return { text, isLossy: altered || !isStorable(text) };
  },
  // In the default alphabet a zero is "@", so nothing here can be NUL.
  gsm7: (bytes) => ({ text: decodeGsm7(bytes), isLossy: bytes.some((septet) => septet > 0x7f) }),
  ascii: (bytes) =>
    checked(
      bytes.toString('latin1').replace(/[\x80-\xff]/g, '\ufffd'),
      bytes.some((byte) => byte > 0x7f),
    ),
  latin1: (bytes) => checked(bytes.toString('latin1'), false),
  windows1252: (bytes) =>
    checked(
      bytes.toString('latin1').replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80] ?? c),
      false,
    ),
  ucs2: (bytes) => {
    const isOdd = bytes.length % 2 === 1;
    return checked(decodeUcs2(bytes) + (isOdd ? '\ufffd' : ''), isOdd);
  },
};

const checked = (text: string, isLossy: boolean): Decoded => ({
  text,
  isLossy: isLossy || !isStorable(text),
});

/** Never throws: what cannot be read becomes U+FFFD, and is said to have been lost. */
export const decodeText = (bytes: Buffer, alphabet: Alphabet): Decoded => decoders[alphabet](bytes);

/** The names under which products speak of an alphabet, without case, dashes, underscores and blanks. */
const NAMES: Readonly<Record<string, Alphabet>> = {
  utf8: 'utf8',
  gsm: 'gsm7',
  gsm7: 'gsm7',
  gsm0338: 'gsm7',
  ascii: 'ascii',
  usascii: 'ascii',
  latin1: 'latin1',
  iso88591: 'latin1',
  '8bit': 'latin1',
  binary: 'latin1',
  windows1252: 'windows1252',
  cp1252: 'windows1252',
  ucs2: 'ucs2',
  utf16be: 'ucs2',
  utf16: 'ucs2',
};

/** The alphabet of a charset's name ("UTF-16BE", "iso-8859-1"); undefined for one we cannot read. */
export function alphabetNamed(name: string): Alphabet | undefined {
  const plain = name.toLowerCase().replace(/[-_ ]/g, '');
  return Object.hasOwn(NAMES, plain) ? NAMES[plain] : undefined;
}
