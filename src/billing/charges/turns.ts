/** Turns of one sort of work, one at a time; a wish during a turn leads to another. */
export class Turns {
  private running: Promise<void> | null = null;
  private isWished = false;
  private isOver = false;

  /**
   * @param turn says whether there is more to do at once
   * @param failed told of a turn that rejected; what it left waits until somebody wishes again
   */
  constructor(
    private readonly turn: () => Promise<boolean>,
    private readonly failed: (error: unknown) => void,
  ) {}

  wish(): void {
    if (this.isOver) return;
    this.isWished = true;
    this.running ??= this.takeAll().finally(() => {
      this.running = null;
      if (this.isWished) this.wish(); // it came as the last turn ended
    });
  }

  /** No turn begins from here on; resolves once the one at hand is over. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  private async takeAll(): Promise<void> {
    try {
      while (this.isWished && !this.isOver) {
        this.isWished = false;
        if (await this.turn()) this.isWished = true;
      }
    } catch (error) {
      this.failed(error);
    }
  }
}
