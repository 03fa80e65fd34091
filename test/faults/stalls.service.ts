const TICK_MS = 50;

/** Notices when this process, ready as it was, was not let run: a machine that has other things to do is no fault of an engine's. */
export class Stalls {
  private longest = 0;
  private tickedAt = performance.now();
  private readonly timer = setInterval(() => this.tick(), TICK_MS).unref();

  /** The longest so far, ms. */
  get longestMs(): number {
    return this.longest;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = performance.now();
    this.longest = Math.max(this.longest, Math.ceil(now - this.tickedAt - TICK_MS));
    this.tickedAt = now;
  }
}

/** Asks an engine again and again whether it lives: how long the slowest answer took is how long it may have stood still. */
export class Pulse {
  private slowest = 0;
  private isAsking = false;

  get slowestMs(): number {
    return this.slowest;
  }

  async feel(url: string): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    const began = performance.now();
    try {
      const answer = await fetch(`${url}/health/live`, { headers: { connection: 'close' } });
      await answer.arrayBuffer();
      this.slowest = Math.max(this.slowest, Math.ceil(performance.now() - began));
    } catch {
      // It was killed meanwhile, and the dead have no pulse.
    } finally {
      this.isAsking = false;
    }
  }
}
