import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import { releaseHeld } from '../billing/charges/holds.store';
import { insertRefunds, lockRefundable } from '../billing/refunds/refunds.store';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Problem } from '../platform/problem';
import { waitForLanes } from '../subscribers/lanes.store';
import {
  chargedFor,
  findCases,
  judgeCases,
  readCases,
  type CaseFilter,
  type FraudCard,
} from '../subscriptions/fraud/fraud-cases.store';
import { Endings } from './endings.service';
import type { CaseOutcomesDto, DecideCasesDto } from './fraud-cases.dto';
import { ownersOf } from './subscriptions.store';
import { NOTHING_TO_RING, ringFor, type ToRing } from './to-ring';

/** Subscriptions that nobody may have asked for: what they are to pay is held until somebody has judged. */
@Injectable()
export class FraudCases {
  constructor(
    private readonly database: Database,
    private readonly endings: Endings,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  page(filter: CaseFilter, after: number, limit: number): Promise<FraudCard[]> {
    return readCases(this.database.sql, filter, after, limit);
  }

  /** In the lanes of the people concerned, beside their texts. What is judged already stays as it was judged. */
  async decide(wish: DecideCasesDto, caller: ApiCaller): Promise<CaseOutcomesDto> {
    const { sql } = this.database;
    const known = new Map((await findCases(sql, wish.cases)).map((one) => [one.id, one.subscriptionId]));
    const unknown = wish.cases.find((id) => !known.has(id));
    if (unknown !== undefined) throw new Problem('NOT_FOUND', `There is no case ${unknown}.`);
    const lanes = (await ownersOf(sql, [...known.values()], 'any')).map(({ lane }) => lane);
    const { decided, toRing } = await this.database.transaction(async (tx) => {
      await waitForLanes(tx, lanes);
      const { verdict, reason } = wish;
      const judgement = { verdict, reason, by: caller.name, apiKeyId: caller.apiKeyId, at: this.clock.now() };
      const judged = await judgeCases(tx, wish.cases, judgement);
      const ids = judged.map(({ subscriptionId }) => subscriptionId);
      const toRing =
        verdict === 'released' ? await this.release(tx, ids) : await this.condemn(tx, ids, wish, caller);
      return { decided: new Set(judged.map(({ id }) => id)), toRing };
    });
    ringFor(this.doorbell, toRing);
    return {
      items: wish.cases.map((id) => ({ id, outcome: decided.has(id) ? 'decided' : 'decided before' })),
    };
  }

  private async release(tx: Tx, subscriptionIds: readonly number[]): Promise<ToRing> {
    const gateways = await releaseHeld(tx, subscriptionIds, this.clock.now());
    return { ...NOTHING_TO_RING, charges: new Set(gateways) };
  }

  /** Ends what still runs, as care would; what is held is voided by that, and what was taken goes back. */
  private async condemn(
    tx: Tx,
    subscriptionIds: readonly number[],
    { reason }: DecideCasesDto,
    caller: ApiCaller,
  ): Promise<ToRing> {
    const live = await ownersOf(tx.sql, subscriptionIds, 'live');
    const reachable = live.filter(({ hasNumber }) => hasNumber);
    const toRing = await this.endings.end(tx, reachable, { channel: 'care', reason, ended: 'fraud' }, caller);
    const charges = await lockRefundable(tx, await chargedFor(tx.sql, subscriptionIds));
    const owed = charges.filter(({ amountMinor, refundedMinor }) => refundedMinor < amountMinor);
    await insertRefunds(
      tx,
      owed.map(({ id, amountMinor, refundedMinor, currency }) => ({
        key: `fraud:${id}`,
        chargeId: id,
        amountMinor: amountMinor - refundedMinor,
        currency,
        reason: `nobody asked for it: ${reason}`,
        actor: caller.name,
      })),
      this.clock.now(),
    );
    return toRing;
  }
}
