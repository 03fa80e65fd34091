/** The slowest we ever become by ourselves: enough to notice that the carrier has recovered. */
const FLOOR_PER_SECOND = 5;
const WINDOW_MS = 1_000;

/**
 * How fast one carrier takes texts: at most what it sold us, and less while it keeps throttling. Throttling of a few texts in a
 * window is answered by their own waiting; only when most of a window comes back is the whole link too fast.
 */
export class SendRate {
  private limit: number;
  private spent: { at: number; texts: number }[] = [];
  private pausedUntil = 0;

  constructor(private readonly tps: number | undefined) {
    this.limit = tps ?? Infinity;
  }

  get perSecond(): number {
    return this.limit;
  }

  /** Texts that may leave now, of those wanted. */
  allowance(wanted: number, nowMs: number): number {
    if (nowMs < this.pausedUntil) return 0;
    if (this.limit === Infinity) return wanted;
    this.spent = this.spent.filter(({ at }) => nowMs - at < WINDOW_MS);
    const used = this.spent.reduce((sum, { texts }) => sum + texts, 0);
    return Math.max(0, Math.min(wanted, Math.floor(this.limit) - used));
  }

  spend(texts: number, nowMs: number): void {
    if (this.limit !== Infinity && texts > 0) this.spent.push({ at: nowMs, texts });
  }

  /** When it is worth asking again, after an allowance of none. */
  waitMs(nowMs: number): number {
    if (nowMs < this.pausedUntil) return this.pausedUntil - nowMs;
    const [oldest] = this.spent;
    return oldest ? Math.max(1, WINDOW_MS - (nowMs - oldest.at)) : 1;
  }

  /** Learns from what came of a window. */
  learn(sent: number, throttled: number, retryAfterMs: number, nowMs: number): void {
    if (throttled > sent) {
      const pace = this.limit === Infinity ? Math.max(sent + throttled, FLOOR_PER_SECOND * 2) : this.limit;
      this.limit = Math.max(FLOOR_PER_SECOND, pace / 2);
      this.pausedUntil = nowMs + retryAfterMs;
    } else if (throttled === 0 && sent > 0 && this.limit !== (this.tps ?? Infinity)) {
      const faster = this.limit * 1.25 + 1;
      this.limit = faster > RECOVERED && this.tps === undefined ? Infinity : Math.min(faster, this.tps ?? Infinity);
    }
  }

  /** The carrier cannot be reached: nothing leaves for a while. */
  pause(ms: number, nowMs: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, nowMs + ms);
  }
}

/** Without a sold rate, a link this fast is not being throttled any more. */
const RECOVERED = 2_000;
