/**
 * What one character means to a matching key. Compatibility forms are taken apart first (NFKD), so that ＳＴＯＰ is STOP and
 * a presentation form of Arabic is its letter; ß stays ß, because it never passes through upper case.
 */
export const Kind = {
  unknown: 0,
  /** Ends a word and leaves nothing: blanks, controls, what cannot be shown. */
  blank: 1,
  /** Neither seen nor matched: bidi controls, joiners, soft hyphen, BOM. */
  invisible: 2,
  /** Seen but not matched: tatweel, harakat, skin tones. */
  silent: 3,
  /** A letter that loses its accents, or a digit. */
  latin: 4,
  /** A letter that keeps its marks: in Hindi and Thai the mark is the vowel. */
  letter: 5,
  mark: 6,
  symbol: 7,
  question: 8,
  punctuation: 9,
  /** Taken apart into several characters, each with a kind of its own. */
  compound: 10,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export const ZWJ = '\u200d';
const BMP_CHARS = 0x1_0000;

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cf}]$/u;
const SILENT =
  /^[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\p{Me}\u{1f3fb}-\u{1f3ff}]$/u;
const PICTOGRAPH = /^\p{Extended_Pictographic}$/u;
const LETTER = /^[\p{L}\p{N}]$/u;
const LATIN_OR_DIGIT = /^[\p{Script=Latin}\p{Nd}]$/u;
const DIGIT = /^\p{Nd}$/u;
const MARK = /^\p{M}$/u;
const SYMBOL = /^[\p{Sc}\p{Sm}\p{So}]$/u;
const PUNCTUATION = /^[\p{P}\p{Sk}=|~<>]$/u;
const REGIONAL = /^\p{Regional_Indicator}$/u;

/** One letter for all the ways it is typed; keys only, the text itself is never changed. */
const SAME_LETTER: ReadonlyMap<string, string> = new Map([
  ['ي', 'ی'],
  ['ى', 'ی'],
  ['ك', 'ک'],
  ['ڪ', 'ک'],
  ['ة', 'ه'],
  ['ە', 'ه'],
  ['ہ', 'ه'],
  ['ھ', 'ه'],
  ['ٱ', 'ا'],
  ['ı', 'i'],
  ['ς', 'σ'],
]);

const kinds = new Uint8Array(BMP_CHARS);
const keys: string[] = new Array<string>(BMP_CHARS).fill('');

/** The kind of a code point. Remembered for the first plane; the other planes are rare and too many to remember. */
export function kindOf(codePoint: number): Kind {
  if (codePoint >= BMP_CHARS) return classify(String.fromCodePoint(codePoint));
  const known = kinds[codePoint] as Kind;
  if (known !== Kind.unknown) return known;
  const char = String.fromCodePoint(codePoint);
  const kind = classify(char);
  kinds[codePoint] = kind;
  keys[codePoint] = keyFor(char, kind);
  return kind;
}

/** What a code point becomes in a key; for a compound, the characters it is made of. Ask `kindOf` first. */
export function keyOf(codePoint: number, kind: Kind): string {
  return codePoint < BMP_CHARS ? (keys[codePoint] ?? '') : keyFor(String.fromCodePoint(codePoint), kind);
}

/** A character that stands between two words and belongs to neither. */
export function isBetweenWords(codePoint: number): boolean {
  const kind = kindOf(codePoint);
  if (kind !== Kind.compound) return kind !== Kind.latin && kind !== Kind.letter && kind !== Kind.symbol;
  return [...keyOf(codePoint, kind)].every((char) => isBetweenWords(char.codePointAt(0) ?? 0));
}

export function isPictograph(char: string): boolean {
  return PICTOGRAPH.test(char);
}

export function isRegionalIndicator(char: string): boolean {
  return REGIONAL.test(char);
}

/** 0–9 for a decimal digit of any script, else nothing. */
export function digitValue(char: string): number | undefined {
  if (!DIGIT.test(char)) return undefined;
  const codePoint = char.codePointAt(0) ?? 0;
  // Unicode promises that the ten digits of a script are contiguous and begin with zero.
  for (let value = 0; value < 10; value++) {
    if (!DIGIT.test(String.fromCodePoint(codePoint - value - 1))) return value;
  }
  return undefined;
}

function classify(char: string): Kind {
  if (SILENT.test(char)) return Kind.silent;
  if (INVISIBLE.test(char)) return Kind.invisible;
  if (PICTOGRAPH.test(char)) return Kind.symbol;
  if (char === '?' || char === '؟') return Kind.question;
  if (char === 'ʼ' || char === 'ʻ') return Kind.punctuation; // letters to Unicode, apostrophes to everybody else
  if (char.normalize('NFKD') !== char) return Kind.compound;
  return kindOfWhole(char);
}

function kindOfWhole(char: string): Kind {
  if (LATIN_OR_DIGIT.test(char)) return Kind.latin;
  if (LETTER.test(char)) return Kind.letter;
  if (MARK.test(char)) return Kind.mark;
  if (PUNCTUATION.test(char)) return Kind.punctuation;
  if (char !== '\ufffd' && SYMBOL.test(char)) return Kind.symbol;
  return Kind.blank;
}

function keyFor(char: string, kind: Kind): string {
  if (kind === Kind.compound) return char.normalize('NFKD');
  if (kind !== Kind.latin && kind !== Kind.letter) return char;
  const digit = digitValue(char);
  if (digit !== undefined) return String(digit);
  const lower = char.toLowerCase();
  return SAME_LETTER.get(lower) ?? lower;
}
