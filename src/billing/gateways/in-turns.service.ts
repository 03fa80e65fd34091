export interface Pace {
  /** How many are under way at a time. */
  readonly concurrency: number;
  /** After this long nothing new is begun: whoever waits for all of them does not wait for ever. */
  readonly withinMs: number;
}

/** Does the same to each item, in order, a few at a time. What could not be begun in time gets `notBegun`. */
export async function inTurns<I, O>(
  items: readonly I[],
  { concurrency, withinMs }: Pace,
  notBegun: O,
  work: (item: I) => Promise<O>,
): Promise<readonly O[]> {
  const results: O[] = items.map(() => notBegun);
  const endsAt = performance.now() + withinMs;
  const waiting = items.entries();
  const walk = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      if (performance.now() > endsAt) return;
      results[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, walk));
  return results;
}
