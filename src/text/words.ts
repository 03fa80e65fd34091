import { isPictograph, isRegionalIndicator, keyOf, Kind, kindOf, ZWJ } from './letters';

/** A word as it was written and as it is matched; `start` and `end` are UTF-16 offsets in the text. */
export interface Word {
  readonly raw: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a text: its letters and digits. Signs count only where there is nothing else, so that "🔥 JOIN!" is JOIN
 * while a bare 👍 or ? still says something.
 */
export function splitWords(raw: string): readonly Word[] {
  const spelled = spelledWords(raw);
  if (spelled.length > 0 || raw.trim() === '') return spelled;
  for (const kind of [Kind.symbol, Kind.question, Kind.punctuation]) {
    const signs = signWords(raw, kind);
    if (signs.length > 0) return signs;
  }
  return [];
}

/** More marks on one letter than this are dropped, as UAX #15 (stream-safe text) proposes: ordering them has a price. */
const MARKS_PER_LETTER = 30;

/** The words read so far, and the one being read. */
interface Reading {
  readonly raw: string;
  readonly words: Word[];
  key: string;
  start: number;
  end: number;
  losesMarks: boolean;
  marks: number;
  isComposed: boolean;
}

function spelledWords(raw: string): readonly Word[] {
  const words: Word[] = [];
  const reading = { raw, words, key: '', start: 0, end: 0, losesMarks: false, marks: 0, isComposed: false };
  for (let at = 0; at < raw.length;) {
    const codePoint = raw.codePointAt(at) ?? 0;
    const next = at + (codePoint > 0xffff ? 2 : 1);
    read(reading, codePoint, at, next);
    at = next;
  }
  close(reading);
  return words;
}

/** One character, found from `at` to `next`. */
function read(reading: Reading, codePoint: number, at: number, next: number): void {
  const kind = kindOf(codePoint);
  if (kind === Kind.latin || kind === Kind.letter) {
    if (reading.key === '') reading.start = at;
    reading.key += keyOf(codePoint, kind);
    reading.end = next;
    reading.losesMarks = kind === Kind.latin;
    reading.marks = 0;
    reading.isComposed ||= isHangulJamo(codePoint);
  } else if (kind === Kind.mark || kind === Kind.silent) {
    if (reading.key === '') return;
    reading.end = next;
    if (kind === Kind.mark && !reading.losesMarks) addMark(reading, codePoint);
  } else if (kind === Kind.compound) {
    for (const char of keyOf(codePoint, kind)) read(reading, char.codePointAt(0) ?? 0, at, next);
  } else if (kind !== Kind.invisible) {
    close(reading);
  }
}

function addMark(reading: Reading, codePoint: number): void {
  if (reading.marks === MARKS_PER_LETTER) return;
  reading.marks++;
  reading.key += String.fromCodePoint(codePoint);
  reading.isComposed = true;
}

function close(reading: Reading): void {
  if (reading.key === '') return;
  const { raw, start, end } = reading;
  const key = reading.isComposed ? reading.key.normalize('NFC') : reading.key;
  reading.words.push({ raw: raw.slice(start, end), key, start, end });
  reading.key = '';
  reading.isComposed = false;
}

function isHangulJamo(codePoint: number): boolean {
  return codePoint >= 0x1100 && codePoint <= 0x11ff;
}

/** A sign or several joined into one; `last` is the one that a joiner would join to. An empty key is a gap. */
interface Sign {
  key: string;
  last: string;
  start: number;
  end: number;
}

function signWords(raw: string, wanted: Kind): readonly Word[] {
  const signs: Sign[] = [];
  let isJoining = false;
  for (const { char, kind, start, end } of shownCharacters(raw)) {
    if (kind === wanted) addSign(signs, { key: char, last: char, start, end }, isJoining);
    else if (!isUnseen(kind)) signs.push({ key: '', last: '', start, end });
    isJoining = char === ZWJ || (isJoining && isUnseen(kind));
  }
  return eachOnce(signs).map(({ key, start, end }) => ({ raw: raw.slice(start, end), key, start, end }));
}

function addSign(signs: Sign[], sign: Sign, isJoining: boolean): void {
  const before = signs.at(-1);
  const isFamily = isJoining && before && isPictograph(before.last) && isPictograph(sign.key);
  const isHalfFlag = before?.key.length === sign.key.length && isRegionalIndicator(before.last);
  const isFlag = isHalfFlag && isRegionalIndicator(sign.key);
  if (!before || !(isFamily || isFlag)) {
    signs.push(sign);
    return;
  }
  before.key += (isFamily ? ZWJ : '') + sign.key;
  before.last = sign.key;
  before.end = sign.end;
}

/** 👍👍👍 means what 👍 means. */
function eachOnce(signs: readonly Sign[]): readonly Sign[] {
  const kept: Sign[] = [];
  let before = '';
  for (const sign of signs) {
    const last = kept.at(-1);
    if (last && sign.key !== '' && sign.key === before) last.end = sign.end;
    else if (sign.key !== '') kept.push({ ...sign });
    before = sign.key;
  }
  return kept;
}

function isUnseen(kind: Kind): boolean {
  return kind === Kind.invisible || kind === Kind.silent || kind === Kind.mark;
}

interface Shown {
  readonly char: string;
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

function* shownCharacters(raw: string): Generator<Shown> {
  let start = 0;
  for (const written of raw) {
    const codePoint = written.codePointAt(0) ?? 0;
    const kind = kindOf(codePoint);
    const end = start + written.length;
    for (const char of kind === Kind.compound ? keyOf(codePoint, kind) : written) {
      yield { char, kind: kindOf(char.codePointAt(0) ?? 0), start, end };
    }
    start = end;
  }
}
