/** How long an id may be drawn before its text is committed: a door gives up after two seconds. */
const LAG_MS = 3_000;
/** Once in so long a lane is read from its beginning: whatever committed later than that is found then. */
const FULL_EVERY_MS = 5_000;
/** While somebody holds an old snapshot such a read walks over everything that was handled since: it may cost a twentieth. */
const FULL_SHARE = 1 / 20;
const FULL_AT_LEAST_EVERY_MS = 30_000;

interface Mark {
  readonly at: number;
  readonly id: number;
}

/**
 * Where reading a lane may begin. Rows that were handled stay in the index until no old reader can need them; beginning behind
 * them keeps a batch cheap however long somebody holds a snapshot open. Losing the marks loses nothing.
 */
export class Watermarks {
  private readonly marks = new Map<number, Mark[]>();
  private readonly fullAt = new Map<number, number>();
  private fullEveryMs = FULL_EVERY_MS;
  private isFull = false;

  /** @param nowMs a monotonic clock: this is about load, not about business. */
  after(lane: number, nowMs = performance.now()): number {
    const marks = this.marks.get(lane);
    if (nowMs - (this.fullAt.get(lane) ?? -Infinity) >= this.fullEveryMs) {
      this.fullAt.set(lane, nowMs);
      this.isFull ||= marks !== undefined;
      return 0;
    }
    if (!marks) return 0;
    while ((marks[1]?.at ?? Infinity) <= nowMs - LAG_MS) marks.shift();
    const [oldest] = marks;
    return oldest && oldest.at <= nowMs - LAG_MS ? oldest.id : 0;
  }

  /** How long the read took that {@link after} was asked for: a long one from the beginning is not repeated soon. */
  took(ms: number): void {
    if (!this.isFull) return;
    this.isFull = false;
    this.fullEveryMs = Math.min(Math.max(FULL_EVERY_MS, ms / FULL_SHARE), FULL_AT_LEAST_EVERY_MS);
  }

  handled(lane: number, id: number, nowMs = performance.now()): void {
    const marks = this.marks.get(lane) ?? [];
    const last = marks.at(-1);
    // Ten marks a second are fine enough.
    if (!last || nowMs - last.at > 100) marks.push({ at: nowMs, id: Math.max(id, last?.id ?? 0) });
    this.marks.set(lane, marks);
  }
}
