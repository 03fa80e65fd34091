/** Work that has begun and not ended, so that a link can be closed without cutting it off. */
export class InFlight {
  private readonly running = new Set<Promise<unknown>>();
  private isClosing = false;

  get isClosed(): boolean {
    return this.isClosing;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    this.running.add(running);
    try {
      return await running;
    } finally {
      this.running.delete(running);
    }
  }

  /** Nothing new from now on; resolves when what had begun has ended, however it ended. */
  async close(): Promise<void> {
    this.isClosing = true;
    await Promise.allSettled(this.running);
  }
}
