import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import type { Reference } from '../../platform/reference';
import { OperatorsNamed } from './operators-named.service';
import { readDiff, readResults, runBefore, type ChangeCard, type ResultCard } from './results.store';
import { findRun, queueRun, readRuns, type RunCard } from './runs.store';
import type { Terms } from './terms';
import { readTerms, writeTerms } from './terms.store';

/** Runs of days: asked for, listed, compared with one another; and the terms they are run by. */
@Injectable()
export class Reconciliations {
  constructor(
    private readonly database: Database,
    private readonly operators: OperatorsNamed,
    private readonly clock: Clock,
  ) {}

  /** Asks for a run; who asks again before it began asks for the same one. */
  async ask(caller: ApiCaller, operator: Reference, day: string): Promise<RunCard> {
    const operatorId = await this.operators.named(operator);
    const by = { actor: caller.name, at: this.clock.now() };
    const id = await this.database.transaction((tx) => queueRun(tx, { operatorId, day }, by));
    return this.one(id);
  }

  async list(
    operator: Reference | undefined,
    day: string | null,
    after: number,
    limit: number,
  ): Promise<RunCard[]> {
    const operatorId = await this.operators.idOf(operator);
    return readRuns(this.database.sql, { operatorId, day }, after, limit);
  }

  async one(id: number): Promise<RunCard> {
    const run = await findRun(this.database.sql, id);
    if (!run) throw new Problem('NOT_FOUND', `There is no reconciliation ${id}.`);
    return run;
  }

  async results(id: number, after: number, limit: number): Promise<ResultCard[]> {
    await this.one(id);
    return readResults(this.database.sql, id, after, limit);
  }

  /** What a run says otherwise than the one before it of the same day. */
  async diff(
    id: number,
    place: number,
    limit: number,
  ): Promise<{ readonly with: number | null; readonly changes: ChangeCard[] }> {
    await this.one(id);
    const before = await runBefore(this.database.sql, id);
    if (before === null) return { with: null, changes: [] };
    const changes = await readDiff(this.database.sql, { before, after: id }, place, limit);
    return { with: before, changes };
  }

  async terms(operator: Reference): Promise<Terms> {
    return readTerms(this.database.sql, await this.operators.named(operator));
  }

  async setTerms(caller: ApiCaller, operator: Reference, terms: Terms): Promise<void> {
    const operatorId = await this.operators.named(operator);
    await writeTerms(this.database.sql, operatorId, terms, { actor: caller.name, at: this.clock.now() });
  }
}
