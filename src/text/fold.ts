import { splitWords } from './words';

/**
 * The matching key of a text: its folded words joined by one space, '' when it is blank. Two texts with one key are the same
 * keyword. Total on any string and idempotent; the text itself is stored as it was said.
 */
export function fold(raw: string): string {
  const plain = foldAscii(raw);
  if (plain) return plain;
  return splitWords(raw)
    .map((word) => word.key)
    .join(' ');
}

/** A key without its spaces, so that "لغو 11" is "لغو11" and "opt out" is "optout": for reserved commands only. */
export function joined(key: string): string {
  return key.replaceAll(' ', '');
}

/** The key of a printed code, in which O and 0, and I, L and 1 cannot be told apart: for codes and code patterns only. */
export function foldCode(raw: string): string {
  return joined(fold(raw))
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase())
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

/** Most texts are short and plain: their key without looking anything up. Nothing when another way is needed. */
function foldAscii(raw: string): string | undefined {
  const lower = raw.toLowerCase();
  let key = '';
  let start = -1;
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code > 0x7f) return undefined;
    if (isAsciiLetterOrDigit(code)) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      key += (key && ' ') + lower.slice(start, at);
      start = -1;
    }
  }
  return start < 0 ? key : key + (key && ' ') + lower.slice(start);
}

function isAsciiLetterOrDigit(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}
