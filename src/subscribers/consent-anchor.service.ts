import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Rounds } from '../platform/rounds.service';
import type { Anchor } from './anchor';
import { ownAnchoring, sealHeads } from './anchor.store';

const EVERY_MS = 60_000;

/** Seals the consent ledger every minute, in one process at a time, so that a cut tail shows. */
@Injectable()
export class ConsentAnchors implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ConsentAnchors');
  private readonly rounds = new Rounds(
    () => this.seal(),
    (error) => this.logger.warn(error, 'the consent ledger could not be sealed'),
    EVERY_MS,
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** @returns the new anchor; null when nothing was said since the last one, or when another process is at it. */
  async seal(): Promise<Anchor | null> {
    return this.database.transaction(async (tx) =>
      (await ownAnchoring(tx)) ? sealHeads(tx, this.clock.now()) : null,
    );
  }
}
