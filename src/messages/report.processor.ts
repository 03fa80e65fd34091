import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { DeliveryEvents } from './delivery-events.service';
import { Watermarks } from '../platform/watermarks';
import { FRESH_MS, matchReports, REPORT_BATCH, settleUnknown } from './report.store';

const ALL_EVERY_MS = 60_000;
const BEGINNING = new Date(0);

/** Rung when reports arrive and when messages are marked as sent: whichever comes second finds the other. */
@Injectable()
export class ReportProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Reports');
  private readonly working = new Map<number, Promise<void>>();
  private readonly rung = new Set<number>();
  private readonly watermarks = new Watermarks();
  private readonly lookedAtAll = new Map<number, Date>();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
    private readonly events: DeliveryEvents,
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

  /** Mostly the last minutes; everything that still waits when that is a minute ago. */
  private since(connectorId: number, now: Date): Date {
    const lookedAt = this.lookedAtAll.get(connectorId) ?? BEGINNING;
    if (now.getTime() - lookedAt.getTime() < ALL_EVERY_MS) return new Date(now.getTime() - FRESH_MS);
    this.lookedAtAll.set(connectorId, now);
    return BEGINNING;
  }

  private async work(connectorId: number): Promise<void> {
    try {
      while (this.rung.delete(connectorId) && !this.stopping) {
        const { matched, told } = await this.database.hot.transaction(async (tx) => {
          const now = this.clock.now();
          await settleUnknown(tx, connectorId, now);
          const began = performance.now();
          const [since, after] = [this.since(connectorId, now), this.watermarks.after(connectorId)];
          const ids = await matchReports(tx, connectorId, since, after);
          this.watermarks.took(performance.now() - began);
          return { matched: ids, told: await this.events.ofReports(tx, ids) };
        });
        for (const brandId of told) this.doorbell.ring('events', brandId);
        // What was passed over is found by the next full look, a few seconds later.
        if (matched.length > 0) this.watermarks.handled(connectorId, Math.max(...matched));
        if (matched.length >= REPORT_BATCH) this.rung.add(connectorId);
      }
    } catch (error) {
      this.logger.warn(error, 'reports wait for the sweep');
    }
  }
}
