import type { ChargePurpose } from '../charge';
import type { ChargeState } from '../charge-state';

/** A charge as whoever moves it sees it; its row is locked. */
export interface OpenCharge {
  readonly id: number;
  readonly state: ChargeState;
  readonly purpose: ChargePurpose;
  readonly serviceId: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly subscriberId: number;
  readonly subscriptionId: number | null;
  readonly operatorId: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** The ordinal of its latest attempt; 0 before the first. */
  readonly attempts: number;
  /** How often the operator has been asked in a row. */
  readonly asks: number;
  readonly lease: string | null;
  /** A reservation stands in the ledger under the latest attempt. */
  readonly isReserved: boolean;
  /** It counts against caps. */
  readonly isCounted: boolean;
  readonly stoppedAt: Date | null;
  /** The operator took it by its own clock and told us: it can only be booked. */
  readonly isTold: boolean;
  /** The attempt that was paid; 0 when nothing was ever sent for it, null unless it is charged. */
  readonly chargedOrdinal: number | null;
}
