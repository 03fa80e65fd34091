/** NUL, or half of a surrogate pair: PostgreSQL stores neither. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/**
 * A text as bytes when it has no clean form: UTF-8, with each lone surrogate as its own three bytes (WTF-8), so that
 * what arrived can be told from what was stored.
 */
export function originalBytesOf(text: string): Buffer {
  return Buffer.concat(Array.from(text, bytesOf));
}

function bytesOf(character: string): Buffer {
  const unit = character.charCodeAt(0);
  const isLone = character.length === 1 && unit >= 0xd800 && unit <= 0xdfff;
  if (!isLone) return Buffer.from(character, 'utf8');
  return Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]);
}
