import { fold } from './fold';
import { ARABIC, ITALIAN, PERSIAN, QWERTY, ROW_STARTS, type Layout } from './layouts';

interface Key {
  readonly letter: string;
  /** The matching key has another letter than this key writes: è is e, ى is ی. */
  readonly isFolded: boolean;
  readonly row: number;
  readonly x: number;
}

const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;
const DIGIT = /^[0-9]$/;

const neighbours: ReadonlyMap<string, string> = neighboursOn([QWERTY, ITALIAN, PERSIAN, ARABIC]);

/** The letters and digits beside and around a key, on any of the layouts; the letters are those of matching keys. */
export function neighboursOf(letter: string): string {
  return neighbours.get(letter) ?? '';
}

/** Whether a thumb may have hit the one for the other: one step along a row, or the two keys above and below. */
export function areNeighbours(a: string, b: string): boolean {
  return neighboursOf(a).includes(b) && a !== '' && b !== '';
}

function neighboursOn(layouts: readonly Layout[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const keys of layouts.map(keysOf)) {
    for (const key of keys) {
      const around = found.get(key.letter) ?? new Set();
      for (const other of keys) if (isBeside(key, other)) around.add(other.letter);
      found.set(key.letter, around);
    }
  }
  return new Map([...found].map(([letter, around]) => [letter, [...around].sort().join('')]));
}

function keysOf(layout: Layout): readonly Key[] {
  return layout
    .flatMap((caps, row) =>
      [...caps].map((cap, at) => {
        const letter = fold(cap);
        return { letter, isFolded: letter !== cap, row, x: (ROW_STARTS[row] ?? 0) + at };
      }),
    )
    .filter(({ letter }) => LETTER_OR_DIGIT.test(letter));
}

/** Two digits never are: 1 and 2 are two answers. Nor two keys whose letters are those of other keys, or e and a would be. */
function isBeside(one: Key, other: Key): boolean {
  if (one.letter === other.letter || (one.isFolded && other.isFolded)) return false;
  if (DIGIT.test(one.letter) && DIGIT.test(other.letter)) return false;
  const along = Math.abs(one.x - other.x);
  return one.row === other.row ? along === 1 : Math.abs(one.row - other.row) === 1 && along < 1;
}
