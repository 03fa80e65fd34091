import { plainText } from './plain-text';
import type { Reading } from './reading';

/** RFC 5321, 4.5.3.1: 64 octets before the at, 254 in all. */
export const EMAIL_CHARS = { local: 64, all: 254 } as const;

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const ADDRESS = new RegExp(
  `(?<![a-z0-9.@])(${ATOM}(?:\\.${ATOM})*)@((?:${LABEL}\\.)+(?:xn--[a-z0-9-]{2,59}|[a-z]{2,63}))(?![a-z0-9@-]|\\.[a-z0-9])`,
  'g',
);

/** The full stops of Urdu and Persian keyboards and of East Asian ones. */
const FULL_STOPS = /[۔｡。·]/g;
const AT_WORDS = /\s*[([]\s*at\s*[)\]]\s*|\s+(?:at|chiocciola|ات|آت|اتساین|ادساین)\s+/g;
const DOT_WORDS = /\s*[([]\s*dot\s*[)\]]\s*|\s+(?:dot|punto|نقطه|نقطة|دات|دوت)\s+/g;

/** A full stop or a comma for one, with blanks, before what can only be the end of a domain: .com, .co.uk. */
const BEFORE_ENDING = /\s*[.,،]\s*(?=[a-z]{2,4}(?:\.|$|\s*[.,،]\s*[a-z]{2}$))/g;

/**
 * The one e-mail address in a text, in lower case. Put right: full-width signs, «۔» and «،» for the full stop, blanks around
 * the signs, "at" and "dot" in words. Two addresses, or none, are a fault.
 */
export function readEmail(raw: string): Reading<string> {
  const text = plainText(raw).toLowerCase().replace(FULL_STOPS, '.');
  if (text === '') return { fault: 'empty' };
  const spelled = text.includes('@') ? text : text.replace(AT_WORDS, '@').replace(DOT_WORDS, '.');
  const closedUp = spelled.replace(/\s+(?=[.@])/g, '').replace(/@\s+/g, '@');
  // Only when the domain has no end yet: after a whole address, a full stop and a blank end the sentence.
  const found = addresses(closedUp) ?? addresses(closedUp.replace(BEFORE_ENDING, '.'));
  return found?.length === 1 && found[0] ? { value: found[0] } : { fault: 'email' };
}

function addresses(text: string): readonly string[] | undefined {
  const found = [...text.matchAll(ADDRESS)]
    .filter(([all, local = '']) => local.length <= EMAIL_CHARS.local && all.length <= EMAIL_CHARS.all)
    .map(([all]) => all);
  return found.length > 0 ? [...new Set(found)] : undefined;
}
