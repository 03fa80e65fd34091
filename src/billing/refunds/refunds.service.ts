import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.service';
import { Database, type Sql, type Tx } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import type { Listeners } from '../../platform/events';
import { EventInterest } from '../../platform/events-interest.service';
import { formatMoney, toJson } from '../../platform/money';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { appendPersonEvents } from '../../subscribers/person-events.store';
import { refundEvents } from '../charges/charge-telling';
import { refundTransfer } from '../charges/charge-transfers';
import { writeTransfers } from '../ledger/ledger.store';
import { planRefunds, type RefundVerdict, type RefundWish } from './refund-plan';
import { lockRefunds, writeRefunds, type OpenRefund, type RefundSettlement } from './refund-queue.store';
import { readRefunds, refundsNamed, type RefundCard, type RefundFilter } from './refund-view.store';
import { insertRefunds, lockRefundable, readKnown } from './refunds.store';

/** What became of one wish: the refund, new or asked for before, or why there is none. */
export type RefundAnswer =
  | { readonly type: 'refund'; readonly refund: RefundCard }
  | { readonly type: 'problem'; readonly problem: Problem };

/** How somebody closes a refund that no machine could give. */
export interface ManualEnd {
  readonly outcome: 'refunded' | 'refused';
  readonly remoteId: string | null;
  readonly note: string;
}

/** What is asked to be given back, and what becomes of it. */
@Injectable()
export class Refunds {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(EventInterest) private readonly listeners: Listeners,
    private readonly doorbell: Doorbell,
  ) {}

  page(filter: RefundFilter): Promise<RefundCard[]> {
    return readRefunds(this.database.sql, filter);
  }

  /**
   * Grants what may be given back, each wish for itself and in turn, in one transaction.
   * @param keep keeps the answers in that transaction, so that whoever repeats the request gets them again
   */
  ask(
    wishes: readonly RefundWish[],
    keep: (sql: Sql, answers: readonly RefundAnswer[]) => Promise<void>,
  ): Promise<RefundAnswer[]> {
    return this.database.transaction(async (tx) => {
      const chargeIds = [...new Set(wishes.map(({ chargeId }) => chargeId))];
      const charges = await lockRefundable(tx, chargeIds);
      const keys = wishes.map(({ key }) => key);
      const verdicts = planRefunds(wishes, charges, await readKnown(tx, keys));
      await insertRefunds(
        tx,
        verdicts.flatMap((verdict) => (verdict.type === 'granted' ? [verdict.refund] : [])),
        this.clock.now(),
      );
      const answers = await answered(tx, wishes, verdicts);
      await keep(tx.sql, answers);
      return answers;
    });
  }

  /** Closes a refund that somebody has seen to by hand. The same end again is the same act. */
  async settle(
    id: number,
    { outcome, remoteId, note }: ManualEnd,
    actor: string,
    keep: (sql: Sql, settled: RefundCard) => Promise<void>,
  ): Promise<RefundCard> {
    const end = { outcome, remoteId, note };
    const { card, brandIds } = await this.database.transaction(async (tx) => {
      const [refund] = await lockRefunds(tx, [id]);
      if (!refund) throw new Problem('NOT_FOUND', `There is no refund ${id}.`);
      if (refund.state !== 'manual' && refund.state !== outcome)
        throw new Problem(
          'CONFLICT',
          `Refund ${id} is ${refund.state}: only a manual one is closed by hand.`,
        );
      const brandIds = refund.state === 'manual' ? await this.close(tx, refund, end, actor) : [];
      const [card] = await readRefunds(tx.sql, { id, limit: 1, after: 0 });
      if (!card) throw new Error(`refund ${id} went away`);
      await keep(tx.sql, card);
      return { card, brandIds };
    });
    for (const brandId of brandIds) this.doorbell.ring('events', brandId);
    return card;
  }

  /** @returns the brands to ring for once it has committed */
  private async close(
    tx: Tx,
    refund: OpenRefund,
    { outcome, remoteId, note }: ManualEnd,
    actor: string,
  ): Promise<readonly number[]> {
    const now = this.clock.now();
    if (outcome === 'refunded') {
      const { charge, reason } = refund;
      const said = { ...refund, reason: `${reason}; ${note}`.slice(0, 500), actor };
      await writeTransfers(tx, [refundTransfer(charge, said, now)]);
    }
    const fate = outcome === 'refunded' ? { type: outcome, remoteId } : { type: outcome, failure: note };
    const settlements: readonly RefundSettlement[] = [{ refund, fate }];
    await writeRefunds(tx, settlements, now);
    return appendPersonEvents(tx, refundEvents(settlements, this.listeners, now));
  }
}

async function answered(
  tx: Tx,
  wishes: readonly RefundWish[],
  verdicts: readonly RefundVerdict[],
): Promise<RefundAnswer[]> {
  const cards = await refundsNamed(
    tx.sql,
    wishes.map(({ key }) => key),
  );
  return wishes.map((wish, at): RefundAnswer => {
    const verdict = verdicts[at];
    const refund = cards.get(wish.key);
    if (!verdict) throw new Error('a refund was not answered');
    if (verdict.type === 'granted' || verdict.type === 'known') {
      if (!refund) throw new Error(`refund ${wish.key} was not written`);
      return { type: 'refund', refund };
    }
    return { type: 'problem', problem: problemOf(verdict, wish) };
  });
}

function problemOf(
  verdict: Exclude<RefundVerdict, { readonly type: 'granted' | 'known' }>,
  { chargeId }: RefundWish,
): Problem {
  switch (verdict.type) {
    case 'no charge':
      return new Problem('NOT_FOUND', `There is no charge ${chargeId}.`);
    case 'not charged':
      return new Problem(
        'CONFLICT',
        `Charge ${chargeId} has not been charged: there is nothing to give back.`,
      );
    case 'other act':
      return new Problem('CONFLICT', `That key names another refund of charge ${chargeId}.`);
    case 'other currency':
      return new Problem('CONFLICT', `Charge ${chargeId} was taken in ${verdict.currency}.`);
    case 'nothing asked':
      return invalid([{ path: 'amount.minor', message: 'must be more than nothing' }]);
    case 'nothing left':
      return exceeds(`Charge ${chargeId} has been given back in full.`, 0n, verdict.currency);
    case 'exceeds': {
      const left = `${formatMoney({ minor: verdict.leftMinor, currency: verdict.currency })} ${verdict.currency}`;
      const detail = `Of charge ${chargeId} no more than ${left} is left to give back.`;
      return exceeds(detail, verdict.leftMinor, verdict.currency);
    }
  }
}

/** `reason` is stable: programs tell it from other conflicts by that. */
const exceeds = (detail: string, minor: bigint, currency: string): Problem =>
  new Problem('CONFLICT', detail, { reason: 'REFUND_EXCEEDS_CHARGE', left: toJson({ minor, currency }) });
