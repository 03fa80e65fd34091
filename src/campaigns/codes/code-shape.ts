import { foldCode } from '../../text/fold';
import { endsOfWords, printedWords, readCode, readWholeCode, type CodeReading } from './parola-code';

/**
 * How the codes of a lot are written: as ours; as a brand's own, of an alphabet and a length; or in any way of 4 to 24 letters
 * and digits. Only ours have a check character.
 */
export type CodeShape =
  | { readonly type: 'parola' }
  | { readonly type: 'alphabet'; readonly alphabet: string; readonly length: number }
  | { readonly type: 'free' };

export const SHAPE_LIMITS = {
  codeChars: { least: 4, most: 24 },
  alphabetChars: { least: 8, most: 36 },
  /** Codes one text may be tried as: each is a look-up. */
  candidates: 8,
} as const;

const ALPHABET = /^[A-Z0-9]+$/;
const FREE = /^[\p{L}\p{M}\p{N}]+$/u;

/** An alphabet as codes are compared: in upper case, O as 0, I and L as 1, each once. Null when it cannot be one. */
export function readAlphabet(raw: string): string | null {
  const chars = [...new Set(foldCode(raw))];
  const { least, most } = SHAPE_LIMITS.alphabetChars;
  const isAlphabet = chars.length >= least && chars.length <= most && ALPHABET.test(chars.join(''));
  return isAlphabet ? chars.sort().join('') : null;
}

/** A line of a file as a code of this shape, the way it is compared. */
export function readLine(shape: CodeShape, raw: string): CodeReading {
  return lineReaders[shape.type](raw, shape as never);
}

/** Everything in a text that could be a code of these shapes, the likeliest first; each goes to `codeHash`. */
export function codesIn(shapes: readonly CodeShape[], raw: string): string[] {
  const words = printedWords(raw);
  const found = shapes.flatMap((shape) => textReaders[shape.type]({ raw, words }, shape as never));
  return [...new Set(found)].slice(0, SHAPE_LIMITS.candidates);
}

type Shaped<T extends CodeShape['type']> = Extract<CodeShape, { type: T }>;

const lineReaders: { readonly [T in CodeShape['type']]: (raw: string, shape: Shaped<T>) => CodeReading } = {
  parola: readWholeCode,
  alphabet: (raw, shape) => {
    const code = foldCode(raw);
    return isOf(shape, code) ? { code } : { fault: 'shape' };
  },
  free: (raw) => {
    const code = foldCode(raw);
    return isFree(code) ? { code } : { fault: 'shape' };
  },
};

interface Text {
  readonly raw: string;
  readonly words: readonly string[];
}

const textReaders: { readonly [T in CodeShape['type']]: (text: Text, shape: Shaped<T>) => string[] } = {
  parola: ({ raw }) => {
    const reading = readCode(raw);
    return 'code' in reading ? [reading.code] : [];
  },
  alphabet: ({ words }, shape) => endsOfWords(words, shape.length).filter((code) => isOf(shape, code)),
  // Nothing tells such a code from a word: the whole text, then its last word, then its first.
  free: ({ words }) => [words.join(''), words.at(-1) ?? '', words[0] ?? ''].filter(isFree),
};

function isOf({ alphabet, length }: Shaped<'alphabet'>, code: string): boolean {
  return code.length === length && [...code].every((char) => alphabet.includes(char));
}

function isFree(code: string): boolean {
  const { least, most } = SHAPE_LIMITS.codeChars;
  return code.length >= least && code.length <= most && FREE.test(code);
}
