import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Metrics } from '../platform/metrics.service';
import { Rounds } from '../platform/rounds.service';
import { Connectors } from './connectors.service';
import { connectorsWithWork } from './dispatch.store';
import { HeardRetention } from './heard-retention.service';
import { lanesWithWork } from './lane.store';
import { connectorsWithReports, markOrphans } from './report.store';

/** A look that takes longer than this is repeated only so often that all looking costs a twentieth of the time. */
const COSTLY_MS = 200;
const LOOKING_SHARE = 1 / 20;
const LONGEST_REST_MS = 30_000;
/** Housekeeping that may be late. */
const SLOWLY = 60;

/** Finds whatever nobody rang for. Every ring may be lost; no row is. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Sweep');
  private turns = 0;
  private readonly restUntil = new Map<string, number>();
  private readonly rounds = new Rounds(
    () => this.look(),
    (error) => this.logger.warn(error, 'the sweep failed'),
  );

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly connectors: Connectors,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly retention: HeardRetention,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** One sweep over everything, whatever the last one cost; a second call joins the first. */
  sweep(): Promise<void> {
    this.restUntil.clear();
    return this.rounds.go();
  }

  private async look(): Promise<void> {
    const { sql } = this.database.hot;
    await this.connectors.refresh();
    const ids = this.connectors.all.map(({ row }) => row.id);
    await this.unlessCostly('lanes', async () => {
      const lanes = await lanesWithWork(sql, this.clock.now());
      this.metrics.lag.set(lanes.length);
      for (const lane of lanes) this.doorbell.ring('lane', lane);
    });
    await this.unlessCostly('outbox', async () => {
      for (const id of await connectorsWithWork(sql, ids)) this.doorbell.ring('outbox', id);
    });
    await this.unlessCostly('reports', async () => {
      for (const id of await connectorsWithReports(sql, ids)) this.doorbell.ring('reports', id);
    });
    if (this.turns++ % SLOWLY !== 0) return;
    await markOrphans(sql, this.clock.now());
    await this.retention.step();
  }

  /** Rows that left a queue stay in its index while somebody holds an old snapshot; a look over all of them is not worth a second's half. */
  private async unlessCostly(queue: string, look: () => Promise<void>): Promise<void> {
    const began = performance.now();
    if (began < (this.restUntil.get(queue) ?? 0)) return;
    await look();
    const tookMs = performance.now() - began;
    if (tookMs > COSTLY_MS)
      this.restUntil.set(queue, began + Math.min(tookMs / LOOKING_SHARE, LONGEST_REST_MS));
  }
}
