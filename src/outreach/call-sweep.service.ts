import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Rounds } from '../platform/rounds.service';
import { brandsWithCalls, forgetCalls } from './calls.store';
import { RETENTION_MS } from './webhook-replay';

/** Housekeeping that may be late. */
const SLOWLY = 60;
/** Removed at a time: a short statement, and what is left waits for the next round. */
const ROWS = 5_000;

/** Finds the calls nobody rang for, those whose wait is over, and those whose process died. */
@Injectable()
export class CallSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('CallSweep');
  private turns = 0;
  private readonly rounds = new Rounds(
    () => this.look(),
    (error) => this.logger.warn(error, 'the sweep failed'),
  );

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** One sweep; a second call joins the first. */
  sweep(): Promise<void> {
    return this.rounds.go();
  }

  private async look(): Promise<void> {
    const { sql } = this.database.hot;
    const now = this.clock.now();
    for (const brandId of await brandsWithCalls(sql, now)) this.doorbell.ring('calls', brandId);
    if (this.turns++ % SLOWLY === 0) await forgetCalls(sql, new Date(now.getTime() - RETENTION_MS), ROWS);
  }
}
