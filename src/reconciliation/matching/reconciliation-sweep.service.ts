import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Healing } from './healing.service';
import { Matching } from './matching.service';
import { queueForNewFile, queueLapsed } from './runs.store';

const EVERY_MS = 2_000;

/** Runs what was asked for, what a new file makes necessary, and what nobody waits for any longer; then heals what can be healed. */
@Injectable()
export class ReconciliationSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ReconciliationSweep');
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> | null = null;
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly matching: Matching,
    private readonly healing: Healing,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS);
    this.timer.unref();
  }

  /** The run in progress may end; no other begins. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.sweeping;
  }

  /** One sweep, until nothing is left to run; a second call joins the first. */
  sweep(): Promise<void> {
    this.sweeping ??= this.work()
      .catch((error: unknown) => this.logger.warn(error, 'the sweep failed'))
      .finally(() => (this.sweeping = null));
    return this.sweeping;
  }

  private async work(): Promise<void> {
    while (!this.isStopping && (await this.queueNext()));
    await queueLapsed(this.database.sql, this.clock.now());
    while (!this.isStopping && (await this.matching.next()));
    if (!this.isStopping) await this.healing.heal();
  }

  private queueNext(): Promise<boolean> {
    return this.database.transaction((tx) => queueForNewFile(tx, this.clock.now()));
  }
}
