import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { brandsWithCalls, forgetCalls } from './calls.store';
import { RETENTION_MS } from './webhook-replay';

const EVERY_MS = 1_000;
/** Housekeeping that may be late. */
const SLOWLY = 60;
/** Removed at a time: a short statement, and what is left waits for the next round. */
const ROWS = 5_000;

/** Finds the calls nobody rang for, those whose wait is over, and those whose process died. */
@Injectable()
export class CallSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('CallSweep');
  private timer: NodeJS.Timeout | null = null;
  private turns = 0;
  private sweeping: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.sweep();
    this.timer = setInterval(() => void this.sweep(), EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.sweeping;
  }

  /** One sweep; a second call joins the first. */
  sweep(): Promise<void> {
    this.sweeping ??= this.look()
      .catch((error: unknown) => this.logger.warn(error, 'the sweep failed'))
      .finally(() => (this.sweeping = null));
    return this.sweeping;
  }

  private async look(): Promise<void> {
    const { sql } = this.database.hot;
    const now = this.clock.now();
    for (const brandId of await brandsWithCalls(sql, now)) this.doorbell.ring('calls', brandId);
    if (this.turns++ % SLOWLY === 0) await forgetCalls(sql, new Date(now.getTime() - RETENTION_MS), ROWS);
  }
}
