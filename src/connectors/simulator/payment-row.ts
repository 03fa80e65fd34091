import type { Payment } from './payment';

/** A payment as the driver gives it: amounts as text, for a number would lose what is beyond 2^53. */
export type PaymentRow = Omit<Payment, 'amountMinor' | 'refundedMinor'> & {
  readonly amountMinor: string;
  readonly refundedMinor: string;
};

export const toPayment = (row: PaymentRow): Payment => ({
  ...row,
  amountMinor: BigInt(row.amountMinor),
  refundedMinor: BigInt(row.refundedMinor),
});
