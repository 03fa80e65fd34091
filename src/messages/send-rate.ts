/** The slowest we ever become by ourselves: enough to notice that the carrier has recovered. */
const FLOOR_PER_SECOND = 5;
const WINDOW_MS = 1_000;
/** Texts that are judged together: of fewer, chance alone may have most come back. */
const ENOUGH = 50;

/**
 * How fast one carrier takes texts: at most what it sold us, and less while it keeps throttling. Throttling of a few texts in a
 * window is answered by their own waiting; only when most of a window comes back is the whole link too fast.
 */
export class SendRate {
  private limit: number;
  private spent: { at: number; texts: number }[] = [];
  private pausedUntil = 0;
  private evidence: { sent: number; throttled: number; readonly since: number } | null = null;

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

  /** Learns from what came of a window. A handful of texts proves nothing: small windows are judged together. */
  learn(sent: number, throttled: number, retryAfterMs: number, nowMs: number): void {
    const { since } = (this.evidence ??= { sent: 0, throttled: 0, since: nowMs });
    this.evidence.sent += sent;
    this.evidence.throttled += throttled;
    const seen = this.evidence.sent + this.evidence.throttled;
    if (seen < Math.min(ENOUGH, this.limit)) return;
    const isTooFast = this.evidence.throttled > this.evidence.sent;
    this.evidence = null;
    if (isTooFast) this.slowDown(seen / Math.max(1, (nowMs - since) / 1_000), nowMs + retryAfterMs);
    else this.speedUp();
  }

  /** The carrier cannot be reached: nothing leaves for a while. */
  pause(ms: number, nowMs: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, nowMs + ms);
  }

  private slowDown(pace: number, until: number): void {
    this.limit = Math.max(FLOOR_PER_SECOND, Math.min(pace, this.limit) / 2);
    this.pausedUntil = Math.max(this.pausedUntil, until);
  }

  private speedUp(): void {
    const faster = this.limit * 1.25 + 1;
    this.limit =
      faster > RECOVERED && this.tps === undefined ? Infinity : Math.min(faster, this.tps ?? Infinity);
  }
}

/** Without a sold rate, a link this fast is not being throttled any more. */
const RECOVERED = 2_000;
