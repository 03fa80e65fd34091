import { BELLS, Doorbell, type Bell } from './doorbell';

/** Rings inside one process: a function call, put off to the next turn of the event loop. */
export class InProcessDoorbell extends Doorbell {
  private readonly handlers = new Map<Bell, (key: number) => void>();
  private readonly rung = Object.fromEntries(BELLS.map((bell) => [bell, new Set()])) as Record<
    Bell,
    Set<number>
  >;
  private scheduled = false;
  private closed = false;

  override ring(bell: Bell, key: number): void {
    if (this.closed) return;
    this.rung[bell].add(key);
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.deliver());
  }

  override answer(bell: Bell, handler: (key: number) => void): void {
    this.handlers.set(bell, handler);
  }

  override isWell(): boolean {
    return !this.closed;
  }

  override async close(): Promise<void> {
    this.closed = true;
  }

  private deliver(): void {
    this.scheduled = false;
    for (const bell of BELLS) {
      const keys = [...this.rung[bell]];
      this.rung[bell].clear();
      const handler = this.handlers.get(bell);
      if (handler) keys.forEach(handler);
    }
  }
}
