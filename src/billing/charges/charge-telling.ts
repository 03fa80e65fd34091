import type { Listeners } from '../../platform/events';
import { toJson } from '../../platform/money';
import type { PersonEvent } from '../../subscribers/person-events.store';
import type { Failure } from '../charge';
import type { OpenRefund, RefundSettlement } from '../refunds/refund-queue.store';
import type { OpenCharge } from './open-charge';
import type { Settlement } from './settlement.store';

/** What a brand hears of its charges: each end of a charge, and what was given back. @param at when it was written into the books */
export function chargeEvents(
  settlements: readonly Settlement[],
  listeners: Listeners,
  at: Date,
): PersonEvent[] {
  if (listeners.isEmpty) return [];
  return settlements.flatMap(({ charge, fate }): PersonEvent[] => {
    const ended = endOf(fate);
    if (!ended || !listeners.listens(charge.brandId, 'charge')) return [];
    return [eventOf(charge, { ...ended, amountMinor: charge.amountMinor }, at)];
  });
}

/** Only what went back: a refund that is refused moves nothing, and may be asked for again. */
export function refundEvents(
  settlements: readonly RefundSettlement[],
  listeners: Listeners,
  at: Date,
): PersonEvent[] {
  if (listeners.isEmpty) return [];
  return settlements.flatMap(({ refund, fate }): PersonEvent[] => {
    const { charge, amountMinor } = refund;
    if (fate.type !== 'refunded' || !listeners.listens(charge.brandId, 'charge')) return [];
    return [eventOf(charge, { event: 'refunded', failure: null, amountMinor, refund }, at)];
  });
}

interface Told {
  readonly event: 'charged' | 'refused' | 'voided' | 'refunded';
  readonly failure: Failure | null;
  readonly amountMinor: bigint;
  readonly refund?: Pick<OpenRefund, 'id' | 'reason'>;
}

function endOf(fate: Settlement['fate']): Pick<Told, 'event' | 'failure'> | null {
  if (fate.type === 'refused') return { event: 'refused', failure: fate.failure };
  return fate.type === 'charged' || fate.type === 'voided' ? { event: fate.type, failure: null } : null;
}

type Concerned = Pick<
  OpenCharge,
  'id' | 'purpose' | 'serviceId' | 'brandId' | 'shortcodeId' | 'subscriberId' | 'subscriptionId' | 'currency'
>;

function eventOf(charge: Concerned, { event, failure, amountMinor, refund }: Told, at: Date): PersonEvent {
  const { brandId, subscriberId, shortcodeId, currency } = charge;
  return {
    type: 'charge',
    ...{ brandId, subscriberId, shortcodeId, at },
    payload: {
      event,
      charge: charge.id,
      purpose: charge.purpose,
      service: charge.serviceId,
      subscription: charge.subscriptionId,
      amount: toJson({ minor: amountMinor, currency }),
      failure,
      ...(refund ? { refund: { id: refund.id, reason: refund.reason } } : {}),
    },
  };
}
