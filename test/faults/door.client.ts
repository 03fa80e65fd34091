import { setTimeout as sleep } from 'node:timers/promises';
import type { DoorAnswer } from './carrier';

/** Longer than the door's own patience, and than a busy machine needs to show it. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = { shortest: 40, longest: 160 } as const;

/** The carrier's side of the engine's door: whatever is not acknowledged is posted again, for as long as it takes. */
export class DoorClient {
  readonly answers: DoorAnswer[] = [];
  private door = 0;

  constructor(
    private readonly doors: readonly string[],
    private readonly key: string,
    private readonly isOver: () => boolean,
  ) {}

  /** The body of the 200. Null when the run ended first. */
  async post(path: string, body: string): Promise<unknown> {
    for (
      let pauseMs: number = PAUSE_MS.shortest;
      !this.isOver();
      pauseMs = Math.min(pauseMs * 2, PAUSE_MS.longest)
    ) {
      const answer = await this.once(path, body);
      if (answer.status === 200) return answer.body;
      await sleep(pauseMs);
    }
    return null;
  }

  private async once(path: string, body: string): Promise<{ status: number; body: unknown }> {
    const askedAt = Date.now();
    // Each request through the next door: both engines of a pair are to be busy, and a dead one is passed over.
    const door = this.doors[this.door++ % this.doors.length] ?? '';
    const answer = await ask(`${door}${path}`, this.key, body);
    this.answers.push({ askedAt, answeredAt: Date.now(), status: answer.status });
    return answer;
  }
}

async function ask(url: string, key: string, body: string): Promise<{ status: number; body: unknown }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0, body: null }; // refused, cut off, or no answer in time: the carrier cannot tell and comes again
  }
}
