import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock.service';
import type { Ear, HeardReport } from '../connector';
import { NetworkStore, type DueReport } from './network.store';

const BATCH = 500;
const IDLE_MS = 100;
/** After a failure: long enough for a database to come back without being asked ten times a second. */
const REST_MS = 1_000;
/**
 * Sent reports leave dead index entries that an old reader keeps from being cleaned away, so the search begins
 * shortly before the last one sent; every so often it begins at the beginning, for one that was committed late.
 */
const LOOK_BACK_MS = 5_000;
const FULL_SEARCH_MS = 30_000;
const BEGINNING_MS = 0;

interface Round {
  readonly ear: Ear;
  isEnding: boolean;
  timer: NodeJS.Timeout | undefined;
  running: Promise<void>;
  sinceMs: number;
  fullSearchAtMs: number;
}

/** The network's postman: brings delivery reports to whoever is attached when they are due, also after a restart. */
@Injectable()
export class ReportPost {
  private readonly rounds = new Map<number, Round>();
  private readonly logger = new Logger(ReportPost.name);

  constructor(
    private readonly store: NetworkStore,
    private readonly clock: Clock,
  ) {}

  /** Begins the rounds to one ear; what it returns ends them, and resolves when the last has ended. */
  begin(connectorId: number, ear: Ear): () => Promise<void> {
    const round: Round = {
      ear,
      isEnding: false,
      timer: undefined,
      running: Promise.resolve(),
      sinceMs: BEGINNING_MS,
      fullSearchAtMs: 0,
    };
    this.rounds.set(connectorId, round);
    this.goAgain(connectorId, round, IDLE_MS);
    return () => this.end(connectorId, round);
  }

  /** There may be something to bring. */
  nudge(connectorId: number): void {
    const round = this.rounds.get(connectorId);
    if (round?.timer !== undefined) this.goAgain(connectorId, round, 0);
  }

  /** Brings all that is due now, and resolves when it has been heard; what cannot be heard now waits for the next round. */
  async sendDue(connectorId: number): Promise<boolean> {
    const round = this.rounds.get(connectorId);
    if (round === undefined) return true;
    const isBrought = await this.bringAll(connectorId, round);
    await round.running; // a round that was under way had some of it in its hands
    return isBrought;
  }

  private async end(connectorId: number, round: Round): Promise<void> {
    round.isEnding = true;
    clearTimeout(round.timer);
    if (this.rounds.get(connectorId) === round) this.rounds.delete(connectorId);
    await round.running;
  }

  private async bringAll(connectorId: number, round: Round): Promise<boolean> {
    try {
      while (!round.isEnding && (await this.bring(connectorId, round)) === BATCH);
      return true;
    } catch (error) {
      this.logger.warn(`reports wait: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  private goAgain(connectorId: number, round: Round, afterMs: number): void {
    clearTimeout(round.timer);
    if (round.isEnding) return;
    round.timer = setTimeout(() => {
      round.timer = undefined;
      round.running = this.goRound(connectorId, round);
    }, afterMs);
    round.timer.unref();
  }

  private async goRound(connectorId: number, round: Round): Promise<void> {
    this.goAgain(connectorId, round, (await this.bringAll(connectorId, round)) ? IDLE_MS : REST_MS);
  }

  private async bring(connectorId: number, round: Round): Promise<number> {
    const untilMs = this.clock.now().getTime();
    const between = { sinceMs: this.searchFromMs(round, untilMs), untilMs };
    const hear = (reports: readonly DueReport[]): Promise<void> =>
      round.ear.hearReports(reports.map(heardOf));
    const { count, lastDueMs } = await this.store.handOverDue(connectorId, between, BATCH, hear);
    if (lastDueMs !== undefined) round.sinceMs = lastDueMs - LOOK_BACK_MS;
    return count;
  }

  private searchFromMs(round: Round, nowMs: number): number {
    const hasClockGoneBack = nowMs < round.sinceMs;
    if (!hasClockGoneBack && performance.now() < round.fullSearchAtMs) return round.sinceMs;
    round.fullSearchAtMs = performance.now() + FULL_SEARCH_MS;
    return BEGINNING_MS;
  }
}

/** What a carrier would have sent: its id, its state, its time. */
function heardOf({ remoteId, state, dueMs }: DueReport): HeardReport {
  return { remoteId, state, at: new Date(dueMs), raw: JSON.stringify({ id: remoteId, state, at: dueMs }) };
}
