import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import { LOCKS } from '../../platform/lanes';
import { Rounds } from '../../platform/rounds.service';
import { SessionLocks } from '../../platform/session-locks.service';
import { RefundingService } from '../refunds/refunding.service';
import { ChargeQueue } from './charge-queue.service';
import { ChargingService } from './charging.service';
import { gatewaysWithWork } from './gateways.store';

/**
 * One queue per gateway, worked by whoever holds its lock: one rate in all processes together. The sweep finds what is due and what
 * nobody rang for.
 */
@Injectable()
export class ChargingWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ChargingWorker');
  private readonly queues = new Map<number, ChargeQueue>();
  private readonly rounds = new Rounds(
    () => this.look(),
    (error) => this.logger.warn(error, 'the sweep failed'),
  );
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
    private readonly charging: ChargingService,
    private readonly refunding: RefundingService,
    private readonly locks: SessionLocks,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    this.doorbell.answer('charges', (gatewayId) => this.wake(gatewayId));
    return this.rounds.start();
  }

  /** What is on the wire may come back; nothing new leaves. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.rounds.stop();
    await Promise.all([...this.queues.values()].map((queue) => queue.stop()));
  }

  /** Something is due at a gateway; whoever owns it looks. */
  wake(gatewayId: number): void {
    this.work(gatewayId).catch((error: unknown) => this.logger.warn(error, 'could not charge'));
  }

  /** One sweep; a second call joins the first. */
  sweep(): Promise<void> {
    return this.rounds.go();
  }

  private async look(): Promise<void> {
    const gatewayIds = await gatewaysWithWork(this.database.hot.sql, this.clock.now());
    for (const gatewayId of gatewayIds) await this.work(gatewayId);
  }

  private async work(gatewayId: number): Promise<void> {
    if (this.stopping || !(await this.locks.own(LOCKS.charging, gatewayId)) || this.stopping) return;
    let queue = this.queues.get(gatewayId);
    if (!queue) this.queues.set(gatewayId, (queue = new ChargeQueue(gatewayId, this.deps())));
    queue.wake();
  }

  private deps() {
    const { database, clock, charging, refunding, logger, doorbell } = this;
    return { database, clock, charging, refunding, logger, settled: () => doorbell.ring('settled', 0) };
  }
}
