import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SEND_LIMITS } from '../../../messages/send.dto';
import { SendDoor, type Sent } from '../../../messages/send.service';
import { Clock } from '../../../platform/clock.service';
import { Database, type Sql, type Tx } from '../../../platform/database.service';
import { Doorbell } from '../../../platform/doorbell';
import { problem } from '../../../platform/problem';
import { Rounds } from '../../../platform/rounds.service';
import { tellBrand } from './drawing.service';
import {
  callReserve,
  drawsWithDeadlines,
  logContacts,
  markTold,
  ownResults,
  readUntold,
  readWinners,
  settleResult,
  takeLapsed,
  type NewContact,
  type Untold,
} from './draw-results.store';
import { findContest, type Contest } from './draws.store';
import { noticeText } from './notice';

const EVERY_MS = 5_000;
const LAPSED_AT_ONCE = 500;
/** Who writes the log when nobody does. */
const CLOCKWORK = 'parola';

type Overdue = Awaited<ReturnType<typeof drawsWithDeadlines>>[number];

/** Lets deadlines pass: whoever did not claim in time makes room for the next reserve. And tells winners, where the brand wants it. */
@Injectable()
export class WinnersSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('WinnersSweep');
  private readonly rounds = new Rounds(
    () => this.step(),
    (error) => this.logger.warn(error, 'winners could not be looked after'),
    EVERY_MS,
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly door: SendDoor,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Everything that is due by now. */
  async step(): Promise<void> {
    for (const overdue of await drawsWithDeadlines(this.database.sql, this.clock.now()))
      await this.pass(overdue);
    await this.tellWinners();
  }

  private async pass(overdue: Overdue): Promise<void> {
    const brands = await this.database.transaction((tx) => this.passWithin(tx, overdue));
    for (const brand of brands) this.doorbell.ring('events', brand);
  }

  private async passWithin(tx: Tx, { drawId, campaignId, claimMs }: Overdue): Promise<readonly number[]> {
    if (!(await ownResults(tx, drawId))) return [];
    const now = this.clock.now();
    const deadline = new Date(now.getTime() + claimMs);
    const contacts: NewContact[] = [];
    const called: number[] = [];
    for (const { rank, prize } of await takeLapsed(tx, drawId, now, LAPSED_AT_ONCE)) {
      // The prize is let go first: it is one person's at a time.
      await settleResult(tx, drawId, rank, 'replaced', now);
      const reserve = await callReserve(tx, drawId, prize, now, deadline);
      contacts.push(...lapsedContacts(drawId, rank, prize, reserve));
      if (reserve === null) await settleResult(tx, drawId, rank, 'expired', now);
      else called.push(reserve);
    }
    await logContacts(tx.sql, contacts, CLOCKWORK, now);
    const contest = await findContest(tx.sql, campaignId, null);
    if (!contest || called.length === 0) return [];
    return tellBrand(tx, contest, drawId, await readWinners(tx.sql, drawId, called), now);
  }

  /** Told at least once they can be told: the message is queued in the transaction that marks them told. */
  private async tellWinners(): Promise<void> {
    const untold = await readUntold(this.database.sql, SEND_LIMITS.messages);
    if (untold.length === 0) return;
    const contests = await this.contestsOf(untold);
    const asked = untold.map((one) => {
      const contest = contests.get(one.campaignId);
      return contest && one.msisdn !== null
        ? { wish: { ...wishFor(contest, one), to: one.msisdn } }
        : { problem: problem('NOT_FOUND', 'Their number was forgotten.') };
    });
    await this.door.send(asked, null, (sql, answers) => this.keepTold(sql, untold, answers));
  }

  private async contestsOf(untold: readonly Untold[]): Promise<ReadonlyMap<number, Contest>> {
    const found = new Map<number, Contest>();
    for (const id of new Set(untold.map(({ campaignId }) => campaignId))) {
      const contest = await findContest(this.database.sql, id, null);
      if (contest) found.set(id, contest);
    }
    return found;
  }

  private async keepTold(sql: Sql, untold: readonly Untold[], answers: readonly Sent[]): Promise<void> {
    const told = untold.map(({ drawId, rank }, at) => {
      const answer = answers[at];
      const isQueued = answer?.type === 'queued';
      const why = answer?.type === 'refused' ? (answer.problem.detail ?? answer.problem.title) : '';
      return { drawId, rank, told: isQueued ? ('queued' as const) : ('refused' as const), why };
    });
    if ((await markTold(sql, told)) !== told.length) throw new Error('somebody else has told them meanwhile');
    const contacts = told.map(({ drawId, rank, told: how, why }): NewContact =>
      how === 'queued'
        ? { drawId, rank, event: 'told', note: 'by text' }
        : { drawId, rank, event: 'not_told', note: why },
    );
    await logContacts(sql, contacts, CLOCKWORK, this.clock.now());
  }
}

function lapsedContacts(drawId: number, rank: number, prize: number, reserve: number | null): NewContact[] {
  if (reserve === null)
    return [
      { drawId, rank, event: 'expired', note: `prize ${prize}: not claimed in time, and no reserve is left` },
    ];
  return [
    {
      drawId,
      rank,
      event: 'replaced',
      note: `prize ${prize}: not claimed in time, reserve ${reserve} steps in`,
    },
    { drawId, rank: reserve, event: 'called', note: `prize ${prize}: steps in for ${rank}` },
  ];
}

function wishFor(contest: Contest, { notice, prize, deadline, language }: Untold) {
  const { brand, brandName, code, name, timezone, language: campaignLanguage } = contest;
  const context = { brand: brandName, campaign: name, code, zone: timezone, campaignLanguage };
  const text = noticeText(notice, { prize, deadline, language }, context).slice(0, SEND_LIMITS.textChars);
  return { brand, from: code, text, class: 'service' as const };
}
