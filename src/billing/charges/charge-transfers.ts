import type { ChargePurpose } from '../charge';
import { operatorReceivable, refundsGiven, serviceRevenue } from '../ledger/accounts';
import type { NewTransfer } from '../ledger/transfer';
import type { Fate } from './charge-fate';
import type { OpenCharge } from './open-charge';

/** What the books have to know of a charge. */
export interface Booked {
  readonly id: number;
  readonly purpose: ChargePurpose;
  readonly operatorId: number;
  readonly serviceId: number;
  readonly amountMinor: bigint;
  readonly currency: string;
}

export const reservationKey = (chargeId: number, attempt: number): string =>
  `charge:${chargeId}:reserve:${attempt}`;
export const postKey = (chargeId: number): string => `charge:${chargeId}:post`;
export const voidKey = (chargeId: number, attempt: number): string => `charge:${chargeId}:void:${attempt}`;
export const singleKey = (chargeId: number): string => `charge:${chargeId}`;
export const refundKey = (refundId: number): string => `refund:${refundId}`;

/** Every key under which a charge and its refunds may stand in the ledger. */
export const keysOf = (chargeId: number, attempts: number, refundIds: readonly number[]): string[] => [
  singleKey(chargeId),
  postKey(chargeId),
  ...Array.from({ length: attempts }, (_, at) => [
    reservationKey(chargeId, at + 1),
    voidKey(chargeId, at + 1),
  ]).flat(),
  ...refundIds.map(refundKey),
];

/** Before it is sent: the operator will owe it to us, perhaps. */
export const reservationOf = (charge: Booked, attempt: number, at: Date): NewTransfer => ({
  ...moved(charge, at),
  key: reservationKey(charge.id, attempt),
  kind: 'pending',
});

/** What a charge's fate moves: a reservation becomes money or is let go; what was never reserved and is paid is booked at once. */
export function transfersOf(charge: OpenCharge, fate: Fate, at: Date): NewTransfer[] {
  if (fate.type === 'unknown' || (fate.type === 'again' && fate.keeps)) return [];
  if (!charge.isReserved)
    return fate.type === 'charged'
      ? [{ ...moved(charge, at), key: singleKey(charge.id), kind: 'single' }]
      : [];
  const pendingKey = reservationKey(charge.id, charge.attempts);
  return fate.type === 'charged'
    ? [{ ...moved(charge, at), key: postKey(charge.id), kind: 'post', pendingKey }]
    : [
        {
          ...moved(charge, at),
          key: voidKey(charge.id, charge.attempts),
          kind: 'void',
          pendingKey,
          reason: whyLetGo(fate),
        },
      ];
}

/** Money given back: never an entry undone, always one of its own. */
export const refundTransfer = (
  charge: Booked,
  refund: {
    readonly id: number;
    readonly amountMinor: bigint;
    readonly reason: string;
    readonly actor: string;
  },
  at: Date,
): NewTransfer => ({
  key: refundKey(refund.id),
  kind: 'single',
  debit: refundsGiven(charge.serviceId),
  credit: operatorReceivable(charge.operatorId),
  amountMinor: refund.amountMinor,
  currency: charge.currency,
  pendingKey: null,
  reason: refund.reason,
  actor: refund.actor,
  at,
});

const moved = (charge: Booked, at: Date): Omit<NewTransfer, 'key' | 'kind'> => ({
  debit: operatorReceivable(charge.operatorId),
  credit: serviceRevenue(charge.serviceId),
  amountMinor: charge.amountMinor,
  currency: charge.currency,
  pendingKey: null,
  reason: charge.purpose,
  actor: null,
  at,
});

function whyLetGo(fate: Exclude<Fate, { readonly type: 'charged' | 'unknown' }>): string {
  if (fate.type === 'refused') return `refused: ${fate.failure}`;
  return fate.type === 'voided' ? 'stopped' : 'not heard';
}
