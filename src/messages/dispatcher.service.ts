import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { LOCKS } from '../platform/lanes';
import { Metrics } from '../platform/metrics.service';
import { SessionLocks } from '../platform/session-locks.service';
import { ConfigurationService } from '../catalogue/configuration.service';
import { ConnectorQueue, type QueueDeps } from './connector-queue.service';
import { Connectors } from './connectors.service';
import { DeliveryEvents } from './delivery-events.service';

/** One queue per connector, dispatched by whoever holds its lock: one rate, one order, in all processes together. */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Dispatcher');
  private readonly queues = new Map<number, ConnectorQueue>();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly connectors: Connectors,
    private readonly configurations: ConfigurationService,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly locks: SessionLocks,
    private readonly events: DeliveryEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.doorbell.answer('outbox', (connectorId) => this.wake(connectorId));
  }

  /** What is on the wire may come back; nothing new leaves. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.queues.values()].map((queue) => queue.stop()));
  }

  wake(connectorId: number): void {
    if (this.stopping) return;
    this.dispatch(connectorId).catch((error: unknown) => this.logger.warn(error, 'could not dispatch'));
  }

  private async dispatch(connectorId: number): Promise<void> {
    if (!this.connectors.get(connectorId)) await this.connectors.refresh();
    if (!this.connectors.get(connectorId)) return;
    if (!(await this.locks.own(LOCKS.dispatcher, connectorId)) || this.stopping) return;
    let queue = this.queues.get(connectorId);
    if (!queue) this.queues.set(connectorId, (queue = new ConnectorQueue(connectorId, this.deps())));
    queue.wake();
  }

  private deps(): QueueDeps {
    const { database, connectors, configurations, clock, metrics, doorbell, events, locks, logger } = this;
    return { database, connectors, configurations, clock, metrics, doorbell, events, locks, logger };
  }
}
