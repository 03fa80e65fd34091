import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../../platform/database.service';
import { Rounds } from '../../platform/rounds.service';
import { ROLL_UP_ROWS, rollUp } from './tally.store';

/** Often enough for whoever reads a tally to find few changes; a change that waits is counted all the same. */
const EVERY_MS = 5_000;

/** Rolls changes up into tallies, in however many processes. */
@Injectable()
export class TallyRollUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('TallyRollUp');
  private readonly rounds = new Rounds(
    () => this.roll(),
    (error) => this.logger.warn(error, 'tallies could not be rolled up'),
    EVERY_MS,
  );
  private rolling: Promise<number> | null = null;
  private isLeaving = false;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onModuleDestroy(): Promise<void> {
    this.isLeaving = true;
    await this.rounds.stop();
    await this.rolling?.catch(() => undefined);
  }

  /** Until nothing is left that nobody else is at; a second call joins the first. @returns how many changes were moved. */
  roll(): Promise<number> {
    this.rolling ??= this.rollAll().finally(() => (this.rolling = null));
    return this.rolling;
  }

  private async rollAll(): Promise<number> {
    for (let moved = 0; ;) {
      const some = await rollUp(this.database.sql);
      moved += some;
      if (some < ROLL_UP_ROWS || this.isLeaving) return moved;
    }
  }
}
