import { InFlight } from '../../connectors/in-flight';

/** What to say for each element when there is no answer in time, and when nothing new may begin. */
export interface Otherwise<T> {
  readonly late: T;
  readonly closed: T;
}

/** Bounds what a gateway does: nobody waits longer than its time, and closing waits for what has begun. */
export class InTime {
  private readonly inFlight = new InFlight();

  constructor(private readonly timeoutMs: number) {}

  async each<T>(count: number, { late, closed }: Otherwise<T>, work: () => Promise<readonly T[]>) {
    const all = (outcome: T): readonly T[] => Array.from({ length: count }, () => outcome);
    if (count === 0) return [];
    if (this.inFlight.isClosed) return all(closed);
    return this.inFlight.run(() => within(this.timeoutMs, work(), all(late)));
  }

  /** Nothing new from now on; resolves when what had begun has been answered. */
  close(): Promise<void> {
    return this.inFlight.close();
  }
}

async function within<T>(timeoutMs: number, work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(() => resolve(otherwise), timeoutMs)));
  // Whoever gave up waiting does not hear how it ended; neither may that end the process.
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
