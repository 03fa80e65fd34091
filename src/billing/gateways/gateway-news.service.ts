import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Rounds } from '../../platform/rounds.service';
import type { ChargeNotice } from '../charge-gateway';
import { ChargingService } from '../charges/charging.service';
import { noteTold, untold } from './carried/carried.store';
import { ChargeGateways } from './gateways.service';

const BATCH = 500;
/** A carrier that has said nothing for so long says nothing any more. */
const WINDOW_MS = 7 * 24 * 60 * 60_000;

/** Opens the gateways, so that what they learn by themselves is heard, and tells the charges what became of the messages that carry them. */
@Injectable()
export class GatewayNews implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('GatewayNews');
  private readonly rounds = new Rounds(
    () => this.tellAll(),
    (error) => this.logger.warn(error, 'the fates of premium messages wait'),
  );

  constructor(
    private readonly database: Database,
    private readonly gateways: ChargeGateways,
    private readonly charging: ChargingService,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.gateways.openAll();
    this.rounds.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** All that can be told now. */
  async tellAll(): Promise<void> {
    while ((await this.tellSome()) === BATCH);
  }

  private async tellSome(): Promise<number> {
    const { sql } = this.database.hot;
    const now = this.clock.now();
    const some = await untold(sql, new Date(now.getTime() - WINDOW_MS), BATCH);
    for (const gatewayId of new Set(some.map((one) => one.gatewayId))) {
      const correlators = some.filter((one) => one.gatewayId === gatewayId).map((one) => one.correlator);
      await this.charging.noticed(gatewayId, await this.noticesOf(gatewayId, correlators));
      // What nobody knows yet is asked for by whoever asks of unknown charges.
      await noteTold(sql, correlators, now);
    }
    return some.length;
  }

  private async noticesOf(gatewayId: number, correlators: readonly string[]): Promise<ChargeNotice[]> {
    const gateway = await this.gateways.get(gatewayId);
    const told = await gateway.ask(correlators);
    return correlators.flatMap((correlator, at): ChargeNotice[] => {
      const outcome = told[at];
      return outcome?.type === 'charged' || outcome?.type === 'refused'
        ? [{ correlator, remoteId: null, outcome }]
        : [];
    });
  }
}
