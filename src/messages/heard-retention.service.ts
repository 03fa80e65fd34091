import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { forgetHeard, lastTextBefore, pagesOfHeard } from './heard.store';

/** A carrier does not deliver again what it delivered so long ago. */
const KEPT_MS = 90 * 24 * 60 * 60_000;
/** A walk through the whole memory begins at most this often. */
const EVERY_MS = 6 * 60 * 60_000;
/** Sixteen megabytes in one go: a second's work, and short enough a transaction. */
const PAGES_AT_ONCE = 2_000;

/** Forgets carriers' ids after ninety days, a few pages at a time: a redelivery later than that is a new text. */
@Injectable()
export class HeardRetention {
  private walk: { readonly upToText: number; page: number; readonly pages: number } | null = null;
  private begunAt = new Date(0);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One step. @returns rows forgotten. */
  async step(): Promise<number> {
    const { sql } = this.database;
    const now = this.clock.now();
    this.walk ??= await this.begin(now);
    if (!this.walk) return 0;
    const { upToText, page, pages } = this.walk;
    const forgotten = await forgetHeard(sql, upToText, page, page + PAGES_AT_ONCE);
    this.walk.page += PAGES_AT_ONCE;
    if (this.walk.page >= pages) this.walk = null;
    return forgotten;
  }

  private async begin(now: Date): Promise<{ upToText: number; page: number; pages: number } | null> {
    if (now.getTime() - this.begunAt.getTime() < EVERY_MS) return null;
    const { sql } = this.database;
    this.begunAt = now;
    const upToText = await lastTextBefore(sql, new Date(now.getTime() - KEPT_MS));
    return upToText === 0 ? null : { upToText, page: 0, pages: await pagesOfHeard(sql) };
  }
}
