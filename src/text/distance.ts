import { areNeighbours } from './neighbours';

const SURROGATE = /[\ud800-\udfff]/;
const SWAPPED_PAIR = 4; // UTF-16 units of two swapped neighbours, at most

/** At most one slip between two keys: a character more, less or other, or two neighbours swapped. Equal keys count too. */
export function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false; // a character outside the first plane has two units
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a.charCodeAt(head) === b.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < shorter - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail))
    tail++;
  const restOfA = a.length - head - tail;
  const restOfB = b.length - head - tail;
  if (restOfA <= 1 && restOfB <= 1) return true;
  if (restOfA > SWAPPED_PAIR || restOfB > SWAPPED_PAIR) return false;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return editDistance(a, b, 1) <= 1;
  return restOfA === 2 && restOfB === 2 && a[head] === b[head + 1] && a[head + 1] === b[head];
}

/** What one slip weighs: two of the lightest are still more than the heaviest alone. */
export const SLIP_WEIGHT = { neighbour: 2, other: 3 } as const;

/** The weight of the one slip between two keys that {@link isOneEditApart} and are not equal: a key beside the right one is the likelier. */
export function slipWeight(a: string, b: string): number {
  if (a.length !== b.length) return SLIP_WEIGHT.other;
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const isReplaced = a.slice(at + 1) === b.slice(at + 1);
  return isReplaced && areNeighbours(a[at] ?? '', b[at] ?? '') ? SLIP_WEIGHT.neighbour : SLIP_WEIGHT.other;
}

/** The table of distances, of which only the band within `reach` of the diagonal is kept: cell `reach` is the diagonal. */
interface Table {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly reach: number;
}

/**
 * How many slips lie between two keys (optimal string alignment: insert, delete, replace, swap neighbours), counted in
 * characters; `atMost + 1` when there are more, which is found without comparing everything.
 */
export function editDistance(a: string, b: string, atMost: number): number {
  const left = [...a];
  const right = [...b];
  const reach = Math.min(atMost, Math.max(left.length, right.length));
  if (Math.abs(left.length - right.length) > reach) return atMost + 1;
  const table: Table = { left, right, reach };
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = [];
  for (let row = 0; row <= left.length; row++) {
    const now = band(table, row, last, beforeLast);
    if (row > 0 && Math.min(...now, ...last) > reach) return atMost + 1;
    beforeLast = last;
    last = now;
  }
  return Math.min(last[right.length - left.length + reach] ?? Infinity, atMost + 1);
}

function band(
  { left, right, reach }: Table,
  row: number,
  last: readonly number[],
  beforeLast: readonly number[],
): number[] {
  const now: number[] = [];
  for (let at = 0; at <= 2 * reach; at++) {
    const column = row + at - reach;
    if (row === 0 || column <= 0 || column > right.length) {
      now.push(column < 0 || column > right.length ? Infinity : row + column);
      continue;
    }
    const isSame = left[row - 1] === right[column - 1];
    const isSwapped = row > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
    const replaced = cell(last, at) + (isSame ? 0 : 1);
    const swapped = isSwapped ? cell(beforeLast, at) + 1 : Infinity;
    now.push(Math.min(replaced, swapped, cell(last, at + 1) + 1, cell(now, at - 1) + 1));
  }
  return now;
}

function cell(row: readonly number[], at: number): number {
  return row[at] ?? Infinity;
}
