/** Texts on the wire at once, at most. */
const MOST = 400;
/** A link of which we know nothing: four requests at a time of one text each are gone soon. */
const FIRST = 16;
/** How long a window may take to leave, so that a STOP within it counts in time: well below the second it has. */
const LONGEST_MS = 400;

/**
 * How many texts are claimed at once: as many as the link takes within a moment. "May we still?" is asked when a window is claimed,
 * and its last text leaves when the carrier has taken the others; a window as long as a slow carrier's queue would let messages
 * leave many seconds after their person's STOP, and outlive its lease.
 */
export class WindowSize {
  private size = FIRST;

  get texts(): number {
    return this.size;
  }

  /** Learns how long the submit of a window took. */
  learn(texts: number, tookMs: number): void {
    if (tookMs > LONGEST_MS)
      this.size = Math.max(1, Math.floor((Math.min(texts, this.size) * LONGEST_MS) / tookMs));
    else if (texts >= this.size && tookMs < LONGEST_MS / 2) this.size = Math.min(MOST, this.size * 2);
  }
}
