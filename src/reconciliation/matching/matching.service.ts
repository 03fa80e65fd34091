import { Injectable, Logger } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Metrics } from '../../platform/metrics.service';
import { keepFindings } from '../findings/keep-findings.store';
import { raiseIncidents } from '../findings/incidents.store';
import { filesOf } from './day-files.store';
import { followIds, frameDay, type Frame } from './frame.store';
import { pairUp } from './links.store';
import { beginRun, claimRun, endRun, noteFailure, type Claimed } from './runs.store';
import { businessDay } from './terms';
import { readTerms } from './terms.store';
import { figuresOf, keepTotals, type RunFigures } from './totals.store';
import { judge, keepVerdicts } from './verdicts.store';

/**
 * For this transaction alone: the join of two days of five million each is to stay in memory and on every core; compiling it costs
 * more than it saves.
 */
const SETTINGS = [
  `set local work_mem = '256MB'`,
  'set local hash_mem_multiplier = 2',
  'set local parallel_setup_cost = 100',
  'set local parallel_tuple_cost = 0.001',
  'set local jit = off',
].join('; ');

/** Compares our books with an operator's files, day by day, in the database: no row of either side comes in here. */
@Injectable()
export class Matching {
  private readonly logger = new Logger('Matching');
  private readonly runs: Counter<'outcome'>;
  private readonly runMs: Histogram;
  private readonly incidents: Counter;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    const registers = [metrics.registry];
    this.runs = new Counter({
      name: 'parola_reconciliations_total',
      help: 'Days compared with an operator\u2019s files',
      labelNames: ['outcome'],
      registers,
    });
    this.runMs = new Histogram({
      name: 'parola_reconciliation_ms',
      help: 'Time to compare one day',
      buckets: [100, 1_000, 5_000, 15_000, 60_000, 300_000],
      registers,
    });
    this.incidents = new Counter({
      name: 'parola_reconciliation_incidents_total',
      help: 'Days on which an operator\u2019s books and ours were too far apart',
      registers,
    });
  }

  /** Works at the oldest run that is asked for. @returns whether there was one */
  async next(): Promise<boolean> {
    await beginRun(this.database.sql);
    let claimed: Claimed | null = null;
    const startedMs = performance.now();
    try {
      await this.database.transaction(async (tx) => {
        claimed = await claimRun(tx);
        if (claimed) await this.run(tx, claimed);
      });
    } catch (error) {
      if (claimed) await this.failed(claimed, error);
      else throw error;
    }
    if (claimed) this.runMs.observe(performance.now() - startedMs);
    return claimed !== null;
  }

  private async run(tx: Tx, run: Claimed): Promise<void> {
    await tx.sql.run({ text: SETTINGS });
    const asOf = this.clock.now();
    const terms = await readTerms(tx.sql, run.operatorId);
    const day = businessDay(run.day, terms);
    const files = await filesOf(tx, run, terms);
    const figures = await matchDay(tx, run.id, { operatorId: run.operatorId, day, terms, files }, asOf);
    await keepFindings(tx, run, asOf);
    const raised = await raiseIncidents(tx, run, asOf);
    await endRun(tx, run.id, { terms, figures, at: asOf });
    this.runs.inc({ outcome: 'done' });
    this.incidents.inc(raised.length);
    for (const incident of raised)
      this.logger.error(incident, 'an operator\u2019s books and ours are too far apart');
  }

  private async failed(run: Claimed, error: unknown): Promise<void> {
    this.runs.inc({ outcome: 'failed' });
    this.logger.error({ err: error, ...run }, 'a day could not be compared');
    const why = error instanceof Error ? error.message : String(error);
    await noteFailure(this.database.sql, run.id, why, this.clock.now());
  }
}

/** One day against its files, from the join of everything to a verdict on whatever does not agree, kept under the run. */
export async function matchDay(tx: Tx, runId: number, frame: Frame, asOf: Date): Promise<RunFigures> {
  await frameDay(tx, frame);
  await followIds(tx, frame);
  await pairUp(tx, frame.terms);
  await judge(tx, frame, asOf);
  await keepVerdicts(tx, runId);
  await keepTotals(tx, runId, frame);
  return figuresOf(tx, runId);
}
