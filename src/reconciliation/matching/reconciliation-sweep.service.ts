import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import { Rounds } from '../../platform/rounds.service';
import { Healing } from './healing.service';
import { Matching } from './matching.service';
import { queueForNewFile, queueLapsed } from './runs.store';

const EVERY_MS = 2_000;

/** Runs what was asked for, what a new file makes necessary, and what nobody waits for any longer; then heals what can be healed. */
@Injectable()
export class ReconciliationSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ReconciliationSweep');
  private readonly rounds = new Rounds(
    () => this.work(),
    (error) => this.logger.warn(error, 'the sweep failed'),
    EVERY_MS,
  );
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly matching: Matching,
    private readonly healing: Healing,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  onApplicationBootstrap(): void {
    this.doorbell.answer('statements', () => this.rounds.ring());
    this.rounds.begin();
  }

  /** The run in progress may end; no other begins. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await this.rounds.stop();
  }

  /** One sweep, until nothing is left to run; a second call joins the first. */
  sweep(): Promise<void> {
    return this.rounds.go();
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
