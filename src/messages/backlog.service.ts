import { Injectable } from '@nestjs/common';
import { restOf } from './backlog';

/** What was seen longer ago says nothing of now. */
const FRESH_MS = 2_000;

/**
 * How many texts stand between the newest that was stored and the next to be handled, as this process sees it. Ids are drawn in
 * the order of arrival, so two of them tell, whatever other processes do and without asking the database.
 */
@Injectable()
export class Backlog {
  private newestId = 0;
  private oldest: { readonly id: number; readonly atMs: number } | null = null;

  stored(id: number): void {
    if (id > this.newestId) this.newestId = id;
  }

  /** A batch's texts, in any order; none: nothing waits. */
  taken(ids: readonly number[], nowMs = performance.now()): void {
    this.oldest = ids.length === 0 ? null : { id: Math.min(...ids), atMs: nowMs };
  }

  /** How long the door rests after a write that took so long, so that those who handle keep up with it. */
  restMs(tookMs: number, nowMs = performance.now()): number {
    if (!this.oldest || nowMs - this.oldest.atMs > FRESH_MS) return 0;
    return restOf(this.newestId - this.oldest.id, tookMs);
  }
}
