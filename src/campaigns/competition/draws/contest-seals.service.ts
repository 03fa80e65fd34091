import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../platform/clock.service';
import { Database, type Sql, type Tx } from '../../../platform/database.service';
import { Rounds } from '../../../platform/rounds.service';
import { NO_SEAL, openSeal, sealLines, type Seal } from '../draw/seal';
import {
  appendLines,
  campaignsToSeal,
  endOfList,
  insertSeals,
  lastSeal,
  lockList,
  newestEntries,
  nextListed,
  passLanes,
  readLines,
  type ListEnd,
  type Sealable,
} from './contest-list.store';

const EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
const AHEAD_MS = 5 * 60_000;
/** Three weeks of hours without an entry are hashed in a few milliseconds: no text waits longer, though a draw opened years ago. */
const EMPTY_HOURS = 500;
/** Two megabytes of lines at a time. */
const PAGE_LINES = 20_000;

/** Closes every hour of a draw's list with a seal, in one process at a time; hours that were missed are made up for. */
@Injectable()
export class ContestSeals implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ContestSeals');
  private readonly rounds = new Rounds(
    () => this.step(),
    (error) => this.logger.warn(error, 'an hour of a contest could not be sealed'),
    EVERY_MS,
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Seals whatever hour has struck. */
  async step(): Promise<void> {
    const now = this.clock.now();
    const due = await campaignsToSeal(this.database.sql, new Date(hourOf(now)));
    if (due.length === 0) return;
    const upToEntry = await this.settledEntries(due.map(({ campaignId }) => campaignId));
    for (const contest of due)
      await this.database.transaction((tx) =>
        this.sealUpTo(tx, contest, now, upToEntry.get(contest.campaignId) ?? 0),
      );
  }

  /** Of each contest the newest entry below which none of its own is still being written. */
  async settledEntries(campaignIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const newest = await newestEntries(this.database.sql, campaignIds);
    await passLanes(this.database.sql);
    return newest;
  }

  /** Under the list's lock, so that it may be called by whoever freezes it. @returns where the list ends, and its last seal. */
  async sealUpTo(
    tx: Tx,
    { campaignId, opensAt }: Sealable,
    now: Date,
    upToEntry: number,
  ): Promise<{ readonly end: ListEnd; readonly last: Seal | null }> {
    await lockList(tx, campaignId);
    const before = await lastSeal(tx.sql, campaignId);
    const listed = await endOfList(tx.sql, campaignId);
    const lastEntryId = Math.max(listed.lastEntryId, before?.lastEntryId ?? 0);
    let [end, last]: [ListEnd, Seal | null] = [{ ...listed, lastEntryId }, before];
    let hourMs = before ? Date.parse(before.at) + HOUR_MS : hourOf(opensAt) + HOUR_MS;
    while (hourMs <= now.getTime()) {
      const next = await nextListed(tx.sql, campaignId, end.lastEntryId, upToEntry);
      if (next === null) end = { ...end, lastEntryId: Math.max(end.lastEntryId, upToEntry) };
      const isEmpty = end.count === (last?.count ?? 0);
      const empty = emptySeals(
        last,
        hourMs,
        Math.min(isEmpty ? firstHourOf(next) : hourMs, hourMs + EMPTY_HOURS * HOUR_MS, now.getTime() + 1),
      );
      const { lastEntryId: lookedAt } = end;
      await insertSeals(
        tx,
        campaignId,
        empty.map((seal) => ({ ...seal, lastEntryId: lookedAt })),
        now,
      );
      last = empty.at(-1) ?? last;
      hourMs += empty.length * HOUR_MS;
      if (hourMs > now.getTime()) break;
      const at = new Date(hourMs);
      end = await appendLines(tx, campaignId, end, upToEntry, at);
      last = await this.sealed(tx.sql, campaignId, last, at, end.count);
      await insertSeals(tx, campaignId, [{ ...last, lastEntryId: end.lastEntryId }], now);
      hourMs += HOUR_MS;
    }
    return { end, last };
  }

  /** The seal of the lines after the last one's and up to `count`. */
  async sealed(sql: Sql, campaignId: number, last: Seal | null, at: Date, count: number): Promise<Seal> {
    const hash = openSeal(last?.hash ?? NO_SEAL, at.toISOString(), count);
    for await (const lines of linePages(sql, campaignId, last?.count ?? 0, count))
      for (const line of lines) hash.add(`${line}\n`);
    return { at: at.toISOString(), count, hash: hash.hex() };
  }
}

const hourOf = (at: Date): number => Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;

/** The first hour whose seal may close an entry: it was recorded before it struck, and said at most five minutes later. */
function firstHourOf(next: { readonly at: Date; readonly saidAt: Date } | null): number {
  if (next === null) return Infinity;
  const said = Math.ceil((next.saidAt.getTime() - AHEAD_MS) / HOUR_MS) * HOUR_MS;
  return Math.max(hourOf(next.at) + HOUR_MS, said);
}

/** The seals of hours without an entry. */
function emptySeals(last: Seal | null, fromMs: number, beforeMs: number): Seal[] {
  const seals: Seal[] = [];
  for (let hourMs = fromMs; hourMs < beforeMs; hourMs += HOUR_MS)
    seals.push(sealLines(seals.at(-1) ?? last, new Date(hourMs).toISOString(), []));
  return seals;
}

/** Lines of the list from behind one number up to another, page by page: never more than a page in memory. */
export async function* linePages(
  sql: Sql,
  campaignId: number,
  after: number,
  upTo: number,
): AsyncGenerator<readonly string[]> {
  for (let from = after; from < upTo; from += PAGE_LINES)
    yield await readLines(sql, campaignId, from, Math.min(upTo, from + PAGE_LINES), PAGE_LINES);
}
