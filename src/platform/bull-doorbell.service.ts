import type { Queue } from 'bull';
import { Doorbell, type Bell } from './doorbell';

/** A ring that Redis has not taken by then is given up: the sweep will find the work. */
const RING_TIMEOUT_MS = 50;
/** Rings heard at a time: hearing one takes no time, and each that waits for the next costs Redis and us its rounds. */
const HEARERS = 4;
/** Rings of one key within this time travel as one job; the first leaves at once. */
const MERGE_MS = 5;

/** Rings through Redis, for several processes. Jobs carry a key and are forgotten when done: the row is the memory. */
export class BullDoorbell extends Doorbell {
  private readonly waiting = new Map<string, boolean>();
  private closed = false;

  /** @param connections everything the queues were given to speak with Redis. */
  constructor(
    private readonly queues: Readonly<Record<Bell, Queue>>,
    private readonly connections: readonly { disconnect(): void }[],
  ) {
    super();
    // Redis may be flushed or away at any time; without a listener its errors would end the process.
    for (const queue of Object.values(queues)) queue.on('error', () => undefined);
  }

  override ring(bell: Bell, key: number): void {
    if (this.closed) return;
    const name = `${bell}:${key}`;
    if (this.waiting.has(name)) return void this.waiting.set(name, true);
    this.waiting.set(name, false);
    this.add(bell, key);
    setTimeout(() => {
      const again = this.waiting.get(name);
      this.waiting.delete(name);
      if (again) this.ring(bell, key);
    }, MERGE_MS).unref();
  }

  override answer(bell: Bell, handler: (key: number) => void): void {
    const told = this.queues[bell].process(HEARERS, async (job) =>
      handler((job.data as { key: number }).key),
    );
    told.catch(() => undefined); // rejects only when the queue is closed under it
  }

  override isWell(): boolean {
    return !this.closed && Object.values(this.queues).every((queue) => queue.client.status === 'ready');
  }

  override async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(Object.values(this.queues).map((queue) => within(2_000, queue.close(true))));
    for (const connection of this.connections) connection.disconnect();
  }

  private add(bell: Bell, key: number): void {
    const added = this.queues[bell].add(
      { key },
      { removeOnComplete: true, removeOnFail: true, timeout: 1_000 },
    );
    within(RING_TIMEOUT_MS, added).catch(() => undefined);
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  return Promise.race([
    work,
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms).unref()),
  ]);
}
