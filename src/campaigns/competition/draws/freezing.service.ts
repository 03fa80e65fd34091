import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.service';
import { Database, type Tx } from '../../../platform/database.service';
import { Problem } from '../../../platform/problem';
import { inSlices } from '../draw/in-slices.service';
import { LIMITS } from '../draw/limits';
import { announce, type Frozen } from '../draw/make-proof';
import { hashOfAnnouncement, type Announcement } from '../draw/proof';
import type { Seal } from '../draw/seal';
import {
  countNameless,
  lockList,
  appendLines,
  newestEntries,
  passLanes,
  readSeals,
} from './contest-list.store';
import { ContestSeals, linePages } from './contest-seals.service';
import { drawsBefore, findContest, insertDraw, type Contest } from './draws.store';
import { readExclusions, unhandledBefore } from './freeze.store';
import { closeOf, refusalSentence, type FreezeRefusal } from './freeze-refusal';
import { plainWords } from './plain-words';

/** What drew, for whoever asks which program it was. */
const SOFTWARE = 'parola 0.1.0';
const NAME_CHARS = 200;
const REASON_CHARS = 200;
const SEED_BYTES = 32;
const LONG_AGO = new Date(0);

/** How a list is to be frozen. */
export interface FreezeWish {
  readonly beacon: Announcement['beacon'];
  readonly prizes: number;
  readonly reserves: number;
  readonly graceMs: number;
  readonly claimMs: number;
  readonly despiteSetAside: boolean;
}

interface Closed {
  readonly contest: Contest;
  readonly closesAt: Date;
  readonly byHand: boolean;
}

/** Freezes the list of a contest that is over: from then on it can only be drawn, by a beacon that nobody knows yet. */
@Injectable()
export class Freezing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly seals: ContestSeals,
  ) {}

  /** @returns the draw's id. Throws CONFLICT with the reason for a list that cannot be frozen now. */
  async freeze(contest: Contest, wish: FreezeWish, madeBy: string): Promise<number> {
    const { sql } = this.database;
    const closed = this.closed(contest, wish.graceMs);
    await this.refuseUnhandled(closed, wish);
    const nameless = await countNameless(sql, contest.id);
    if (nameless > 0) refuse({ type: 'entries without a nonce', count: nameless });
    await passLanes(sql);
    const upToEntry = (await newestEntries(sql, [contest.id])).get(contest.id) ?? 0;
    return this.database.transaction((tx) => this.freezeWithin(tx, closed, wish, upToEntry, madeBy));
  }

  private async refuseUnhandled(
    { contest, closesAt }: Closed,
    { despiteSetAside }: FreezeWish,
  ): Promise<void> {
    const { texts, parts, setAside } = await unhandledBefore(this.database.sql, contest.code, closesAt);
    if (texts > 0) refuse({ type: 'texts waiting', count: texts });
    if (parts > 0) refuse({ type: 'parts waiting', count: parts });
    if (setAside > 0 && !despiteSetAside) refuse({ type: 'texts set aside', count: setAside });
  }

  /** Under the list's lock: nobody freezes, reopens or changes the contest meanwhile. */
  private async freezeWithin(
    tx: Tx,
    closed: Closed,
    wish: FreezeWish,
    upToEntry: number,
    madeBy: string,
  ): Promise<number> {
    const campaignId = closed.contest.id;
    await lockList(tx, campaignId);
    const contest = await this.unchanged(tx, closed, wish);
    const before = await drawsBefore(tx.sql, campaignId);
    if (before.undrawnId !== null) refuse({ type: 'undrawn', drawId: before.undrawnId });
    const frozenAt = this.clock.now();
    if (wish.beacon.notBefore <= frozenAt.toISOString())
      throw new Problem(
        'CONFLICT',
        'The value of the beacon may be known already: name one that is yet to come.',
      );
    const { end, seal, seals } = await this.closeList(tx, contest, frozenAt, upToEntry);
    const frozen: Frozen = {
      draw: { number: before.drawn + 1, previous: before.previous },
      ...announcedOf(closed, wish),
      frozenAt: frozenAt.toISOString(),
      lines: await this.checkedLines(tx, closed, end.count),
      seals,
      exclusions: await this.exclusions(tx, campaignId, end.count),
      serverSeed: randomBytes(SEED_BYTES).toString('hex'),
    };
    const announcement = await inSlices(announce(frozen));
    if (announcement.urn.lines === 0) refuse({ type: 'empty' });
    return insertDraw(tx, {
      campaignId,
      announcement,
      announcementHash: hashOfAnnouncement(announcement),
      freezeSeal: seal,
      exclusions: frozen.exclusions,
      serverSeed: frozen.serverSeed,
      lastEntryId: end.lastEntryId,
      claimMs: wish.claimMs,
      frozenBy: madeBy,
    });
  }

  /** What was looked at before the lock must still be so. */
  private async unchanged(tx: Tx, { contest, closesAt, byHand }: Closed, wish: FreezeWish): Promise<Contest> {
    const locked = await findContest(tx.sql, contest.id, null);
    if (!locked) throw new Problem('NOT_FOUND', 'There is no such campaign.');
    const now = this.closed(locked, wish.graceMs);
    const isSame = now.byHand === byHand && (byHand || now.closesAt.getTime() === closesAt.getTime());
    if (!isSame || locked.opensAt.getTime() !== contest.opensAt.getTime())
      throw new Problem('CONFLICT', 'Somebody changed its window in this moment. Try again.');
    return locked;
  }

  private async closeList(tx: Tx, { id, opensAt }: Contest, frozenAt: Date, upToEntry: number) {
    const sealed = await this.seals.sealUpTo(tx, { campaignId: id, opensAt }, frozenAt, upToEntry);
    const end = await appendLines(tx, id, sealed.end, upToEntry, null);
    if (end.count > LIMITS.lines) refuse({ type: 'too large', lines: end.count });
    const hours = await readSeals(tx.sql, id, LONG_AGO, frozenAt, LIMITS.seals);
    const seal: Seal = await this.seals.sealed(tx.sql, id, hours.at(-1) ?? null, frozenAt, end.count);
    return { end, seal, seals: [...hours, seal] };
  }

  /** All of it, in memory: the urn is sorted, and a ticket drawn from anywhere in it. */
  private async checkedLines(
    { sql }: Tx,
    { contest, closesAt, byHand }: Closed,
    count: number,
  ): Promise<string[]> {
    const [opens, closes] = [contest.opensAt.toISOString(), closesAt.toISOString()];
    const lines: string[] = [];
    for await (const page of linePages(sql, contest.id, 0, count)) {
      for (const line of page) {
        const saidAt = line.slice(line.lastIndexOf('|') + 1);
        if (byHand && saidAt >= closes) refuse({ type: 'grace', until: null });
        if (saidAt < opens || saidAt >= closes)
          refuse({ type: 'said outside the window', line: lines.length + 1 });
        lines.push(line);
      }
    }
    return lines;
  }

  private async exclusions({ sql }: Tx, campaignId: number, lines: number) {
    const found = await readExclusions(sql, campaignId, lines, LIMITS.exclusions + 1);
    return found.map(({ line, reason }) => ({
      line,
      reason: plainWords(reason, REASON_CHARS) || 'excluded',
    }));
  }

  private closed(contest: Contest, graceMs: number): Closed {
    const close = closeOf(contest, this.clock.now(), graceMs);
    return close.type === 'over'
      ? { contest, closesAt: close.closesAt, byHand: close.byHand }
      : refuse(close);
  }
}

function announcedOf({ contest, closesAt }: Closed, { beacon, prizes, reserves }: FreezeWish) {
  const name = plainWords(contest.name, NAME_CHARS);
  return {
    contest: { id: String(contest.id), name, zone: contest.timezone },
    opensAt: contest.opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    ...{ beacon, prizes, reserves, software: SOFTWARE },
  };
}

function refuse(refusal: FreezeRefusal): never {
  throw new Problem('CONFLICT', refusalSentence(refusal), { reason: refusal.type });
}
