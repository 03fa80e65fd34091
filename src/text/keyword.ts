import { fold } from './fold';

export { editDistance, isOneEditApart } from './distance';

export const KEYWORD_LIMITS = { chars: 40, words: 4 } as const;

export type KeywordCheck =
  | { readonly ok: true; readonly key: string }
  | { readonly ok: false; readonly code: string; readonly detail: string };

const SPELLED = /[\p{L}\p{N}]/u;
const EMOJI =
  /^(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic})*)$/u;
const SKIN_TONE = /[\u{1f3fb}-\u{1f3ff}]/u;

/**
 * Whether a word or a phrase may be leased, and the key it is matched by. Blanks and marks around it are dropped, not refused.
 * A keyword is spelled with letters or digits, or it is one emoji.
 */
export function checkKeyword(raw: string): KeywordCheck {
  if (isLongerThan(raw.trim(), KEYWORD_LIMITS.chars)) return tooLong;
  const key = fold(raw);
  if (key === '') return refused('empty', 'A keyword needs at least one letter, digit or emoji.');
  if (isLongerThan(key, KEYWORD_LIMITS.chars)) return tooLong;
  if (!SPELLED.test(key)) return checkEmoji(raw, key);
  if (key.split(' ').length > KEYWORD_LIMITS.words) {
    return refused('too_many_words', `A keyword has ${KEYWORD_LIMITS.words} words at most.`);
  }
  return { ok: true, key };
}

const tooLong = refused('too_long', `A keyword has ${KEYWORD_LIMITS.chars} characters at most.`);

/** A toned emoji is refused although it would fold: the lease would claim one tone and get them all. */
function checkEmoji(raw: string, key: string): KeywordCheck {
  if (!EMOJI.test(key))
    return refused('not_a_word', 'A keyword is made of letters and digits, or is one emoji.');
  if (SKIN_TONE.test(raw)) {
    return refused('skin_tone', `Write ${key} without a skin tone: it is reached in every tone.`);
  }
  return { ok: true, key };
}

function refused(code: string, detail: string): KeywordCheck {
  return { ok: false, code, detail };
}

/** Counted in characters as Unicode does, not in UTF-16 units; a long text is not counted to its end. */
function isLongerThan(text: string, chars: number): boolean {
  return text.length > 2 * chars || (text.length > chars && [...text].length > chars);
}
