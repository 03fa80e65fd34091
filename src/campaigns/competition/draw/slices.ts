/** Long work that pauses after every slice: between two of them others may have their turn. What it comes to is returned. */
export type Slices<T> = Generator<void, T, void>;

/** Lines that are gone over between two pauses: some milliseconds, whatever is done with each. */
export const SLICE_LINES = 2_000;

/** All of it without a break: where nobody waits for anything else. */
export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Visits a list from its first line to its last. */
export function* eachOf<T>(all: readonly T[], visit: (one: T, at: number) => void): Slices<void> {
  for (let from = 0; from < all.length; from += SLICE_LINES) {
    const until = Math.min(all.length, from + SLICE_LINES);
    for (let at = from; at < until; at++) visit(all[at] as T, at);
    yield;
  }
}

/** The same lines by their code units: every slice is sorted, and then merged with the one beside it until one is left. */
export function* sorted(lines: readonly string[]): Slices<readonly string[]> {
  let runs: (readonly string[])[] = [];
  for (let from = 0; from < lines.length; from += SLICE_LINES) {
    runs.push(lines.slice(from, from + SLICE_LINES).sort());
    yield;
  }
  while (runs.length > 1) {
    const longer: (readonly string[])[] = [];
    for (let at = 0; at < runs.length; at += 2)
      longer.push(yield* merged(runs[at] ?? [], runs[at + 1] ?? []));
    runs = longer;
  }
  return runs[0] ?? [];
}

function* merged(left: readonly string[], right: readonly string[]): Slices<readonly string[]> {
  if (right.length === 0) return left;
  const all: string[] = [];
  const length = left.length + right.length;
  for (let at = 0; all.length < length;) {
    const pauseAt = Math.min(length, all.length + SLICE_LINES);
    while (all.length < pauseAt) {
      const [one, other] = [left[at], right[all.length - at]];
      const isLeft = other === undefined || (one !== undefined && one <= other);
      all.push((isLeft ? one : other) as string);
      if (isLeft) at += 1;
    }
    yield;
  }
  return all;
}
