import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import type { Listeners } from '../../platform/events';
import { EventInterest } from '../../platform/events-interest.service';
import { Metrics } from '../../platform/metrics.service';
import { appendPersonEvents } from '../../subscribers/person-events.store';
import type { RefundOutcome } from '../charge-gateway';
import { CHARGING } from '../charges/charge-limits';
import { refundEvents } from '../charges/charge-telling';
import { refundTransfer } from '../charges/charge-transfers';
import type { GatewaySource } from '../charges/charging.service';
import { answersOf } from '../charges/gateway-call.service';
import { ChargeGateways } from '../gateways/gateways.service';
import { writeTransfers } from '../ledger/ledger.store';
import { fateOf, owed } from './refund-fate';
import {
  claimRefunds,
  lockRefunds,
  writeRefunds,
  type LeavingRefund,
  type RefundSettlement,
} from './refund-queue.store';

/** Gives money back, as charges are taken: marked and committed, called outside of any transaction, written together. */
@Injectable()
export class RefundingService {
  private readonly told: Counter<'outcome'>;

  constructor(
    private readonly database: Database,
    @Inject(ChargeGateways) private readonly gateways: GatewaySource,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(EventInterest) private readonly listeners: Listeners,
    private readonly doorbell: Doorbell,
  ) {
    this.told = new Counter({
      name: 'parola_refunds_told_total',
      help: 'What operators said of refunds',
      labelNames: ['outcome'],
      registers: [metrics.registry],
    });
  }

  /** Sends refunds of a gateway that are due. @returns how many */
  async send(gatewayId: number, most: number = CHARGING.refunds): Promise<number> {
    await this.gateways.get(gatewayId);
    const lease = { lease: randomUUID(), leaseMs: CHARGING.leaseMs };
    const leaving = await this.database.hot.transaction((tx) =>
      claimRefunds(tx, gatewayId, most, lease, this.clock.now()),
    );
    if (leaving.length === 0) return 0;
    const outcomes = await this.call(gatewayId, leaving);
    const brandIds = await this.database.hot.transaction((tx) => this.settle(tx, lease.lease, outcomes));
    for (const id of brandIds) this.doorbell.ring('events', id);
    for (const { type } of outcomes.values()) this.told.inc({ outcome: type });
    return leaving.length;
  }

  /** Whose number is forgotten can be given nothing by machine. */
  private async call(
    gatewayId: number,
    leaving: readonly LeavingRefund[],
  ): Promise<ReadonlyMap<number, RefundOutcome>> {
    const outcomes = new Map<number, RefundOutcome>(leaving.map(({ id }) => [id, { type: 'manual' }]));
    const attempts = leaving.flatMap(({ msisdn, ...refund }) =>
      msisdn === null ? [] : [{ ...refund, msisdn }],
    );
    if (attempts.length === 0) return outcomes;
    const gateway = await this.gateways.get(gatewayId);
    const answers = await answersOf<RefundOutcome>(
      () => gateway.refund(attempts.map(({ id: _id, chargeId: _chargeId, ...attempt }) => attempt)),
      attempts.length,
      { type: 'unknown' },
    );
    attempts.forEach(({ id }, at) => outcomes.set(id, answers[at] ?? { type: 'unknown' }));
    return outcomes;
  }

  private async settle(
    tx: Tx,
    lease: string,
    outcomes: ReadonlyMap<number, RefundOutcome>,
  ): Promise<readonly number[]> {
    const now = this.clock.now();
    const refunds = await lockRefunds(tx, [...outcomes.keys()]);
    const settlements = refunds
      .filter((refund) => refund.lease === lease)
      .flatMap((refund): RefundSettlement[] => {
        const outcome = outcomes.get(refund.id);
        if (!outcome) return [];
        const fate = fateOf(outcome, refund.attempts, now);
        return [{ refund, fate: refund.isOwed ? owed(fate) : fate }];
      });
    await writeTransfers(tx, transfersOf(settlements, now));
    await writeRefunds(tx, settlements, now);
    return appendPersonEvents(tx, refundEvents(settlements, this.listeners, now));
  }
}

/** What was given back is booked; nothing else moves. */
export const transfersOf = (settlements: readonly RefundSettlement[], at: Date) =>
  settlements
    .filter(({ fate }) => fate.type === 'refunded')
    .map(({ refund }) => refundTransfer(refund.charge, refund, at));
