import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { forgetEvents } from '../platform/events.store';
import { Rounds } from '../platform/rounds.service';
import { GIVE_UP_MS } from './webhook-fate';
import { brandsWithWork, dropOfDeleted, forgetDeliveries, giveUp } from './webhook-queue.store';
import { RETENTION_MS } from './webhook-replay';

/** Housekeeping that may be late. */
const SLOWLY = 60;
/** Of one kind of housekeeping at a time: short statements, and what is left waits for the next round. */
const ROWS = 5_000;

/** Finds the events nobody rang for, those whose wait is over, and those whose process died. */
@Injectable()
export class WebhookSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('WebhookSweep');
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

  /** What waited too long is given up, what is old is forgotten. */
  async tidy(): Promise<void> {
    const { sql } = this.database.hot;
    const now = this.clock.now();
    await dropOfDeleted(sql, ROWS);
    await giveUp(sql, before(now, GIVE_UP_MS), now, ROWS);
    await forgetDeliveries(sql, before(now, RETENTION_MS), ROWS);
    await forgetEvents(sql, before(now, RETENTION_MS), ROWS);
  }

  private async look(): Promise<void> {
    const brandIds = await brandsWithWork(this.database.hot.sql, this.clock.now());
    for (const brandId of brandIds) this.doorbell.ring('events', brandId);
    if (this.turns++ % SLOWLY === 0) await this.tidy();
  }
}

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms);
