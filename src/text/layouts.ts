import { fold } from './fold';

/** What the keys write unshifted, row by row from the digits down. A blank is a key that writes nothing. */
export type Layout = readonly [digits: string, top: string, home: string, bottom: string];

/** QWERTY of the United States (ANSI): the keys by which the other layouts are told apart. */
export const QWERTY: Layout = ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./'];

/** Italian QWERTY (kbdit): its accented letters are keys of their own, right of P and L. */
export const ITALIAN: Layout = ["\\1234567890'ì", 'qwertyuiopè+', 'asdfghjklòà', 'zxcvbnm,.-'];

/** The Persian standard layout, ISIRI 9147. */
export const PERSIAN: Layout = [' 1234567890-=', 'ضصثقفغعهخحجچ', 'شسیبلاتنمکگ', 'ظطزرذدپو./'];

/** Arabic 101 (kbda1). Its B writes two letters, لا, which the one character ﻻ stands for here. */
export const ARABIC: Layout = ['ذ1234567890-=', 'ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ئءؤرﻻىةوزظ'];

/** How far each row begins to the right of the key 1, in widths of a key. */
export const ROW_STARTS = [-1, 0.5, 0.75, 1.25] as const;

const LAM_ALEF = /لا/gu;
const LETTER = /\p{L}/u;
const SPELLED = /[\p{L}\p{N}]/u;

/** From what a key writes to what the same key writes on another layout. */
type Keys = ReadonlyMap<string, string>;

/**
 * A word as the same keys would have written it on another layout, the likelier switch first: "ofv" is خبر, and تخهد is
 * "join". Each gives nothing when a letter of the word has no key, or its key would have written no letter.
 */
export const layoutSwitches: readonly ((word: string) => string | null)[] = [
  switching(QWERTY, PERSIAN),
  switching(QWERTY, ARABIC),
  switching(PERSIAN, QWERTY),
  switching(ARABIC, QWERTY, (word) => word.replace(LAM_ALEF, 'ﻻ')),
  switching(ARABIC, QWERTY), // G and H write what B writes
];

function switching(
  from: Layout,
  to: Layout,
  prepared: (word: string) => string = (word) => word,
): (word: string) => string | null {
  const keys = keysFrom(from, to);
  return (word) => retyped(prepared(word.normalize('NFKC').toLowerCase()), keys);
}

function retyped(word: string, keys: Keys): string | null {
  let reading = '';
  let letters = 0;
  for (const char of word) {
    const other = keys.get(char) ?? keys.get(fold(char));
    if (SPELLED.test(char) && (other === undefined || !SPELLED.test(other))) return null;
    if (LETTER.test(char)) letters++;
    reading += other ?? char;
  }
  return letters === 0 ? null : reading;
}

/** By what a key writes, and by its folded letter where no key writes that itself. */
function keysFrom(from: Layout, to: Layout): Keys {
  const keys = new Map<string, string>();
  const pairs = from.flatMap((row, at) => [...row].map((cap, n) => [cap, to[at]?.[n] ?? ' '] as const));
  for (const [cap, other] of pairs) if (cap !== ' ' && other !== ' ') keys.set(cap, other);
  for (const [cap, other] of pairs) {
    const folded = fold(cap);
    if (SPELLED.test(cap) && other !== ' ' && !keys.has(folded)) keys.set(folded, other);
  }
  return keys;
}
