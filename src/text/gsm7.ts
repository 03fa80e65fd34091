/** The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1 and 6.2.1.1). */

const ESCAPE = 0x1b;
const UNENCODABLE = 0x3f; // '?', what a handset would show
const SPACE = ' ';

// The escape stands at 0x1B as a blank, which is what a phone without the extension table shows for it.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const EXTENSION: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);

const HIGHEST_CODE = 0x20ac; // €
const EXTENDED = 0x80;
const ABSENT = 0xff;

/** For every UTF-16 unit up to €: its septet, with the top bit set when an escape goes before it. */
const septetOf = new Uint8Array(HIGHEST_CODE + 1).fill(ABSENT);
for (let septet = 0; septet < BASIC.length; septet++) {
  if (septet !== ESCAPE) septetOf[BASIC.charCodeAt(septet)] = septet;
}
for (const [septet, char] of EXTENSION) septetOf[char.charCodeAt(0)] = septet | EXTENDED;

/** How many septets a UTF-16 unit takes: 1, 2 with its escape, 0 when the alphabet does not have it. */
export function septetsFor(code: number): 0 | 1 | 2 {
  const septet = septetOf[code] ?? ABSENT;
  if (septet === ABSENT) return 0;
  return septet & EXTENDED ? 2 : 1;
}

export function isGsm7(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (septetsFor(text.charCodeAt(at)) === 0) return false;
  return true;
}

/** Unpacked septets, one to an octet; what the alphabet does not have becomes a question mark. */
export function encodeGsm7(text: string): Uint8Array {
  const septets: number[] = [];
  for (const char of text) {
    const septet = septetOf[char.length === 1 ? char.charCodeAt(0) : HIGHEST_CODE + 1] ?? ABSENT;
    if (septet === ABSENT) septets.push(UNENCODABLE);
    else if (septet & EXTENDED) septets.push(ESCAPE, septet & ~EXTENDED);
    else septets.push(septet);
  }
  return Uint8Array.from(septets);
}

/**
 * The text of unpacked septets. As 6.2.1.1 asks, an unknown extension is read from the default table and a second escape as a
 * blank; an octet above 0x7F is no septet and becomes U+FFFD.
 */
export function decodeGsm7(septets: Uint8Array): string {
  let text = '';
  let escaped = false;
  for (const septet of septets) {
    if (septet === ESCAPE && !escaped) {
      escaped = true;
      continue;
    }
    text += charOf(septet, escaped);
    escaped = false;
  }
  return escaped ? text + SPACE : text;
}

function charOf(septet: number, escaped: boolean): string {
  return (escaped ? EXTENSION.get(septet) : undefined) ?? BASIC[septet] ?? '\ufffd';
}
