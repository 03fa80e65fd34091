import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../../platform/database.service';
import { ROLL_UP_ROWS, rollUp } from './tally.store';

/** Often enough for whoever reads a tally to find few changes; a change that waits is counted all the same. */
const EVERY_MS = 5_000;

/** Rolls changes up into tallies, in however many processes. */
@Injectable()
export class TallyRollUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('TallyRollUp');
  private timer: NodeJS.Timeout | null = null;
  private rolling: Promise<number> | null = null;
  private isLeaving = false;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tick(), EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.isLeaving = true;
    if (this.timer) clearInterval(this.timer);
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

  /** What could not be rolled up now is rolled up with the next. */
  private async tick(): Promise<void> {
    try {
      await this.roll();
    } catch (error) {
      this.logger.warn(error, 'tallies could not be rolled up');
    }
  }
}
