import { digitValue } from '../../text/letters';

/** A pattern as a tree: what is searched for, not how. */
export type PatternNode =
  | { readonly type: 'char'; takes(char: string): boolean }
  | { readonly type: 'start' | 'end' | 'edge' }
  | { readonly type: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly type: 'either'; readonly ways: readonly PatternNode[] }
  | {
      readonly type: 'repeat';
      readonly part: PatternNode;
      readonly least: number;
      readonly most: number | undefined;
    };

/** How long a pattern may be, and how many steps it may have when every repetition is written out. */
export const PATTERN_LIMITS = { chars: 100, repeats: 100, steps: 500 } as const;

type Takes = (char: string) => boolean;

const WORD: Takes = (char) => /[\p{L}\p{M}\p{N}_]/u.test(char);
const CLASSES: { readonly [letter: string]: Takes } = {
  d: (char) => /\p{Nd}/u.test(char),
  w: WORD,
  s: (char) => /\s/u.test(char),
};
const EDGES: { readonly [letter: string]: 'start' | 'end' | 'edge' } = { A: 'start', z: 'end', b: 'edge' };
const COUNTED = /^\{(\d{1,3})(,(\d{1,3})?)?\}/;

/**
 * A regular expression of the plain sort: characters, `.`, classes, groups, `|`, `* + ? {2,5}`, `\d \w \s \b` and the ends as
 * `^ $` or `\A \z`. Letter case is nothing to it and a digit is that digit in every script. What would make the time of a
 * search grow faster than the text (looking around, looking back) does not exist here. The fault is one plain sentence.
 */
export function readPatternSource(
  source: string,
): { readonly node: PatternNode } | { readonly fault: string } {
  const reader = new PatternReader([...source.normalize('NFC')]);
  const node = reader.either();
  if (reader.fault === undefined && !reader.isAtEnd) reader.wrong('a ) closes nothing');
  if (reader.fault !== undefined) return { fault: `is no pattern: ${reader.fault}` };
  if (stepsOf(node) > PATTERN_LIMITS.steps) return { fault: 'is no pattern: it repeats too much' };
  return { node };
}

export const isWordChar = WORD;

/** One letter case, one script of digits. */
export function plainChar(char: string): string {
  return String(digitValue(char) ?? char.toLowerCase());
}

/** At the first fault everything else is skipped. */
class PatternReader {
  fault: string | undefined;
  #at = 0;

  constructor(readonly chars: readonly string[]) {}

  get isAtEnd(): boolean {
    return this.#at >= this.chars.length;
  }

  wrong(fault: string): PatternNode {
    this.fault ??= fault;
    this.#at = this.chars.length;
    return { type: 'sequence', parts: [] };
  }

  either(): PatternNode {
    const ways = [this.#sequence()];
    while (this.#isNext('|')) ways.push(this.#sequence());
    const [only] = ways;
    return ways.length === 1 && only ? only : { type: 'either', ways };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.isAtEnd && !['|', ')'].includes(this.#peek())) parts.push(this.#repeated(this.#part()));
    return { type: 'sequence', parts };
  }

  #part(): PatternNode {
    const char = this.#take();
    if (char === '(') return this.#group();
    if (char === '[') return this.#set();
    if (char === '\\') return this.#escape();
    if (char === '.') return { type: 'char', takes: () => true };
    if (char === '^') return { type: 'start' };
    if (char === '$') return { type: 'end' };
    if ('*+?{'.includes(char)) return this.wrong(`nothing stands before ${char}`);
    return { type: 'char', takes: exactly(char) };
  }

  #group(): PatternNode {
    if (this.#isNext('?') && !this.#isNext(':')) return this.wrong('a group may begin with (?: or ( only');
    const inner = this.either();
    return this.#isNext(')') ? inner : this.wrong('a ( is not closed');
  }

  #escape(): PatternNode {
    const letter = this.#take();
    const edge = EDGES[letter];
    if (edge) return { type: edge };
    const takes = this.#classOf(letter);
    return takes ? { type: 'char', takes } : this.wrong(`\\${letter} means nothing here`);
  }

  /** What an escape takes: a class, its opposite as a capital, a sign for itself. */
  #classOf(letter: string): Takes | undefined {
    const takes = CLASSES[letter.toLowerCase()];
    if (takes) return letter in CLASSES ? takes : (char) => !takes(char);
    return letter !== '' && !/[\p{L}\p{N}]/u.test(letter) ? exactly(letter) : undefined;
  }

  #set(): PatternNode {
    const isOpposite = this.#isNext('^');
    const takes: Takes[] = [];
    while (!this.isAtEnd && !this.#isNext(']')) takes.push(this.#member());
    if (this.chars[this.#at - 1] !== ']') return this.wrong('a [ is not closed');
    if (takes.length === 0) return this.wrong('[] takes nothing');
    return { type: 'char', takes: (char) => takes.some((one) => one(char)) !== isOpposite };
  }

  #member(): Takes {
    const from = this.#take();
    if (from === '\\') {
      const letter = this.#take();
      return this.#classOf(letter) ?? this.#wrongMember(`\\${letter} means nothing here`);
    }
    if (this.#peek() !== '-' || [']', undefined].includes(this.chars[this.#at + 1])) return exactly(from);
    this.#take();
    const to = this.#take();
    if (to === '\\' || codeOf(to) < codeOf(from)) return this.#wrongMember(`${from}-${to} is no range`);
    return between(codeOf(from), codeOf(to));
  }

  #wrongMember(fault: string): Takes {
    this.wrong(fault);
    return () => false;
  }

  #repeated(part: PatternNode): PatternNode {
    const bounds = this.#bounds();
    if (!bounds) return part;
    if (isPlace(part)) return this.wrong('a place in the text is there once');
    const [least, most] = bounds;
    if ('*+?{'.includes(this.#peek() || ' ')) return this.wrong('what repeats may not repeat at once');
    if (least > (most ?? least)) return this.wrong('a repetition ends before it begins');
    if ((most ?? least) > PATTERN_LIMITS.repeats) {
      return this.wrong(`a repetition may be ${PATTERN_LIMITS.repeats} at most`);
    }
    return { type: 'repeat', part, least, most };
  }

  #bounds(): readonly [number, number | undefined] | undefined {
    if (this.#isNext('*')) return [0, undefined];
    if (this.#isNext('+')) return [1, undefined];
    if (this.#isNext('?')) return [0, 1];
    if (this.#peek() !== '{') return undefined;
    const found = COUNTED.exec(this.chars.slice(this.#at, this.#at + 9).join(''));
    if (!found) {
      this.wrong('after { come one number or two, and }');
      return undefined;
    }
    const [all, least = '', range, most] = found;
    this.#at += all.length;
    return [
      Number(least),
      range === undefined ? Number(least) : most === undefined ? undefined : Number(most),
    ];
  }

  #peek(): string {
    return this.chars[this.#at] ?? '';
  }

  #take(): string {
    return this.chars[this.#at++] ?? '';
  }

  #isNext(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at++;
    return true;
  }
}

const isPlace = ({ type }: PatternNode): boolean => type === 'start' || type === 'end' || type === 'edge';

function exactly(wanted: string): Takes {
  const plain = plainChar(wanted);
  return (char) => plainChar(char) === plain;
}

/** A range of capitals takes small letters as well, and one of digits those of every script. */
function between(from: number, to: number): Takes {
  const isIn = (char: string): boolean => codeOf(char) >= from && codeOf(char) <= to;
  return (char) => isIn(char) || isIn(plainChar(char)) || isIn(char.toUpperCase());
}

const codeOf = (char: string): number => char.codePointAt(0) ?? 0;

/** What is left when every repetition is written out; found without writing it out. */
function stepsOf(node: PatternNode): number {
  if (node.type === 'sequence') return node.parts.reduce((sum, part) => sum + stepsOf(part), 0);
  if (node.type === 'either') return node.ways.reduce((sum, way) => sum + stepsOf(way) + 1, 0);
  if (node.type === 'repeat') return (node.most ?? node.least + 1) * (stepsOf(node.part) + 1);
  return 1;
}
