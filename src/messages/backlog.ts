/** A burst of so many texts is taken in as fast as it comes. */
const FREE_TEXTS = 20_000;
/** A carrier that waits is still answered long before it gives up. */
const LONGEST_REST_MS = 250;

/**
 * What is behind a burst is slowed down in proportion: at twice the free depth the door rests as long as it wrote, at three times
 * twice as long. A queue without bound costs more for each text in it, and answers everybody late.
 * @returns milliseconds.
 */
export function restOf(waitingTexts: number, tookMs: number): number {
  const over = (waitingTexts - FREE_TEXTS) / FREE_TEXTS;
  return over <= 0 ? 0 : Math.min(over * tookMs, LONGEST_REST_MS);
}
