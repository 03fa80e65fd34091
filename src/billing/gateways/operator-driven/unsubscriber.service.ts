import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../platform/clock.service';
import { Database } from '../../../platform/database.service';
import { Rounds } from '../../../platform/rounds.service';
import type { Unsubscription, UnsubscriptionOutcome } from '../../charge-gateway';
import { answersOf } from '../../charges/gateway-call.service';
import { ChargeGateways } from '../gateways.service';
import { nextAskAfter } from './unsubscription-wait';
import { claimUnsubscriptions, putOffUnsubscriptions, type ClaimedEnd } from './unsubscriptions.store';

const BATCH = 200;
/** Twice the longest call: a lease that lapses means that its process died. */
const LEASE_MS = 60_000;

/** Tells operators that own the clock whose subscriptions are to end, until their notices say that they have. */
@Injectable()
export class Unsubscriber implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Unsubscriber');
  private readonly rounds = new Rounds(
    () => this.tellDue(),
    (error) => this.logger.warn(error, 'the wishes to unsubscribe wait'),
  );

  constructor(
    private readonly database: Database,
    private readonly gateways: ChargeGateways,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Tells what is due. @returns how many there were */
  async tellDue(): Promise<number> {
    const { sql } = this.database.hot;
    const lease = randomUUID();
    const now = this.clock.now();
    const claimed = await claimUnsubscriptions(sql, BATCH, lease, LEASE_MS, now);
    for (const gatewayId of new Set(claimed.map((one) => one.gatewayId))) {
      const own = claimed.filter((one) => one.gatewayId === gatewayId);
      const outcomes = await this.tell(gatewayId, own);
      const later = own.map(({ subscriptionId, attempts }, at) => ({
        subscriptionId,
        dueAt: new Date(now.getTime() + nextAskAfter(outcomes[at] ?? { type: 'unknown' }, attempts)),
      }));
      await putOffUnsubscriptions(sql, lease, later);
    }
    return claimed.length;
  }

  private async tell(
    gatewayId: number,
    wanted: readonly ClaimedEnd[],
  ): Promise<readonly UnsubscriptionOutcome[]> {
    const gateway = await this.gateways.get(gatewayId);
    const wishes = wanted.flatMap(({ subscriptionId, msisdn, service }): Unsubscription[] =>
      msisdn === null ? [] : [{ subscriptionId, msisdn, service }],
    );
    const told = await answersOf<UnsubscriptionOutcome>(
      async () => (await gateway.unsubscribe?.(wishes)) ?? wishes.map(() => ({ type: 'unknown' })),
      wishes.length,
      { type: 'unknown' },
    );
    const outcomes = new Map(wishes.map(({ subscriptionId }, at) => [subscriptionId, told[at]]));
    return wanted.map(({ subscriptionId }) => outcomes.get(subscriptionId) ?? { type: 'unknown' });
  }
}
