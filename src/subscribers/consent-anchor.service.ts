import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import type { Anchor } from './anchor';
import { ownAnchoring, sealHeads } from './anchor.store';

const EVERY_MS = 60_000;

/** Seals the consent ledger every minute, in one process at a time, so that a cut tail shows. */
@Injectable()
export class ConsentAnchors implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ConsentAnchors');
  private timer: NodeJS.Timeout | null = null;
  private sealing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => (this.sealing = this.tick()), EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.sealing;
  }

  /** @returns the new anchor; null when nothing was said since the last one, or when another process is at it. */
  async seal(): Promise<Anchor | null> {
    return this.database.transaction(async (tx) =>
      (await ownAnchoring(tx)) ? sealHeads(tx, this.clock.now()) : null,
    );
  }

  /** A minute that could not be sealed is sealed with the next. */
  private async tick(): Promise<void> {
    try {
      await this.seal();
    } catch (error) {
      this.logger.warn(error, 'the consent ledger could not be sealed');
    }
  }
}
