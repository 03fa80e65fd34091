/** A text as the database can keep it; `altered` tells that something had to be replaced by U+FFFD. */
export interface Storable {
  readonly text: string;
  readonly altered: boolean;
}

const SUSPECT = /[\0\ud800-\udfff]/;
const UNSTORABLE = /[\0\p{Surrogate}]/gu;
const REPLACEMENT = '\ufffd';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const toUtf8 = new TextEncoder();

/** PostgreSQL takes no NUL in text and no lone surrogate in jsonb: each becomes U+FFFD. */
export function storable(text: string): Storable {
  if (!SUSPECT.test(text)) return { text, altered: false };
  const kept = text.replace(UNSTORABLE, REPLACEMENT);
  return { text: kept, altered: kept !== text };
}

/** The text of UTF-8 octets, a byte order mark included; every malformed sequence becomes U+FFFD. NUL is left to `storable`. */
export function decodeUtf8(bytes: Uint8Array): Storable {
  const text = utf8.decode(bytes);
  return { text, altered: text.includes(REPLACEMENT) && !areSame(toUtf8.encode(text), bytes) };
}

function areSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((octet, at) => octet === right[at]);
}
