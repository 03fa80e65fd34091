/** The one place that knows the time. Leases use the database's clock; everything else asks here. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/** Stands still, or runs from wherever it is put: tests and simulations own time. */
export class MovableClock extends Clock {
  private offsetMs = 0;
  private frozenAt: Date | null = null;

  override now(): Date {
    return this.frozenAt ? new Date(this.frozenAt) : new Date(Date.now() + this.offsetMs);
  }

  get isFrozen(): boolean {
    return this.frozenAt !== null;
  }

  /** From now on it is `at`, and time runs on. */
  set(at: Date | string): void {
    this.offsetMs = new Date(at).getTime() - Date.now();
    this.frozenAt = null;
  }

  advance(ms: number): void {
    if (this.frozenAt) this.frozenAt = new Date(this.frozenAt.getTime() + ms);
    else this.offsetMs += ms;
  }

  freeze(at: Date | string): void {
    this.frozenAt = new Date(at);
  }
}
