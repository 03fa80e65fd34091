import { fold } from '../../text/fold';
import { parse, type Word } from '../../text/said';
import type { WordsAccept } from './accept';
import type { Reading } from './reading';
import { ANSWER_CHARS, tidy } from './text-answer';

/** Ten joined segments: a word may stand at the end of a long sentence. */
const READ_CHARS = 1_530;
/** Marks and signs that may stand between the letters of a beginning, for each of them. */
const CHARS_PER_LETTER = 4;

/** Words `from` to `to`, the latter left out. */
interface Found {
  readonly from: number;
  readonly to: number;
}

/**
 * The words of a question as the person wrote them: the first that was said, or all of them in the order they were said.
 * Whole words in any script and letter case; only a beginning may end inside a word.
 */
export function readWords({ match, words }: WordsAccept, raw: string): Reading<string> {
  const text = tidy(raw.slice(0, READ_CHARS));
  const said = parse(text).words;
  if (said.length === 0) return { fault: 'empty' };
  const value = match === 'beginning' ? begun(words, text) : quoted(text, said, matched(match, words, said));
  if (value === '') return { fault: 'words' };
  return [...value].length > ANSWER_CHARS.text ? { fault: 'tooLong' } : { value };
}

function matched(
  match: 'any' | 'all' | 'only',
  words: readonly string[],
  said: readonly Word[],
): readonly Found[] {
  const found = words.map((word) => place(fold(word).split(' '), said));
  const there = found.filter((one) => one !== undefined).sort((a, b) => a.from - b.from || b.to - a.to);
  if (match === 'all') return there.length === words.length ? joined(there) : [];
  const wanted = match === 'only' ? there.filter(({ from, to }) => from === 0 && to === said.length) : there;
  return wanted.slice(0, 1);
}

/** Where the keys of a phrase stand first. */
function place(keys: readonly string[], said: readonly Word[]): Found | undefined {
  for (let from = 0; from + keys.length <= said.length; from++) {
    if (keys.every((key, at) => said[from + at]?.key === key)) return { from, to: from + keys.length };
  }
  return undefined;
}

/** Phrases that share words are one. */
function joined(found: readonly Found[]): readonly Found[] {
  const apart: Found[] = [];
  for (const one of found) {
    const last = apart.at(-1);
    if (last && one.from < last.to) apart[apart.length - 1] = { ...last, to: Math.max(last.to, one.to) };
    else apart.push(one);
  }
  return apart;
}

function quoted(text: string, said: readonly Word[], found: readonly Found[]): string {
  return found.map(({ from, to }) => text.slice(said[from]?.start, said[to - 1]?.end)).join(' ');
}

/** The longest of the words that the text begins with, wherever it ends. */
function begun(words: readonly string[], text: string): string {
  const starts = words.map((word) => startLike(fold(word), text));
  return starts.reduce((longest, start) => (start.length > longest.length ? start : longest), '');
}

/** As much of a text as has this key; '' when none has. Marks belong to the letter before them. */
function startLike(key: string, text: string): string {
  const from = parse(text).words[0]?.start ?? 0;
  let start = '';
  const near = text.slice(from, from + CHARS_PER_LETTER * (key.length + 1));
  for (const char of near.match(/.[\p{M}\p{Cf}]*/gsu) ?? []) {
    start += char;
    const own = fold(start);
    if (own === key) return start;
    if (own.length > key.length) return '';
  }
  return '';
}
