const EVERY_MS = 1_000;

/** Goes its round once a second, one at a time: whatever nobody rang for is found. A round that fails is followed by the next. */
export class Rounds {
  private timer: NodeJS.Timeout | null = null;
  private going: Promise<void> | null = null;
  private isOver = false;
  private isRung = false;

  /** @param failed told of a round that rejected. */
  constructor(
    private readonly look: () => Promise<unknown>,
    private readonly failed: (error: unknown) => void,
    private readonly everyMs = EVERY_MS,
  ) {}

  /** Resolves after the first round. */
  async start(): Promise<void> {
    await this.go();
    this.begin();
  }

  /** The first round is a while off. */
  begin(): void {
    if (this.isOver) return;
    this.timer = setInterval(() => void this.go(), this.everyMs);
    this.timer.unref();
  }

  /** One round; a second call joins the first. */
  go(): Promise<void> {
    this.going ??= this.look()
      .then(() => undefined, this.failed)
      .finally(() => {
        this.going = null;
        if (this.isRung) this.ring();
      });
    return this.going;
  }

  /** Somebody rang: whatever it is about is found by a round that begins from now on. */
  ring(): void {
    this.isRung = this.going !== null;
    if (!this.isRung && !this.isOver) void this.go();
  }

  /** No round begins any more; resolves once the one under way is over. */
  async stop(): Promise<void> {
    this.isOver = true;
    if (this.timer) clearInterval(this.timer);
    await this.going;
  }
}
