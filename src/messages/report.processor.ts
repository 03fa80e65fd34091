import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { matchReports, REPORT_BATCH, settleUnknown } from './report.store';

/** Rung when reports arrive and when messages are marked as sent: whichever comes second finds the other. */
@Injectable()
export class ReportProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Reports');
  private readonly working = new Map<number, Promise<void>>();
  private readonly rung = new Set<number>();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.doorbell.answer('reports', (connectorId) => this.wake(connectorId));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.working.values());
  }

  private wake(connectorId: number): void {
    this.rung.add(connectorId);
    if (this.stopping || this.working.has(connectorId)) return;
    const work = this.work(connectorId).finally(() => this.working.delete(connectorId));
    this.working.set(connectorId, work);
  }

  private async work(connectorId: number): Promise<void> {
    try {
      while (this.rung.delete(connectorId) && !this.stopping) {
        const matched = await this.database.hot.transaction(async (tx) => {
          await settleUnknown(tx, connectorId, this.clock.now());
          return matchReports(tx, connectorId);
        });
        if (matched >= REPORT_BATCH) this.rung.add(connectorId);
      }
    } catch (error) {
      this.logger.warn(error, 'reports wait for the sweep');
    }
  }
}
