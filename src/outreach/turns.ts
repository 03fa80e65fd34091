/** Whatever comes while a turn is taken waits for the next one: there is one at a time, for as long as there is work. */
export class Turns {
  private turning: Promise<void> | null = null;

  /** @param failed told of a turn that rejected; what it left undone waits until somebody asks again. */
  constructor(
    private readonly hasWork: () => boolean,
    private readonly turn: () => Promise<void>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Takes turns until there is nothing to do; a second call joins the first. */
  proceed(): void {
    this.turning ??= this.takeAll().then(
      () => {
        this.turning = null;
        if (this.hasWork()) this.proceed(); // it came as the last turn ended
      },
      (error: unknown) => {
        this.turning = null;
        this.failed(error);
      },
    );
  }

  /** Once the turn at hand is over. */
  async over(): Promise<void> {
    await this.turning;
  }

  private async takeAll(): Promise<void> {
    while (this.hasWork()) await this.turn();
  }
}
