import type { RowStatus } from './file-profile';

/** One charge or refund, as the operator tells it. */
export interface Detail {
  readonly type: 'detail';
  /** Counted from 1, headers and blank lines included. */
  readonly line: number;
  readonly operatorTxnId: string | null;
  readonly partnerRef: string | null;
  /** E.164 digits; null where the file has none, or only a hash of it. */
  readonly msisdn: string | null;
  /** The operator's own hash of the number: 64 hex digits. */
  readonly msisdnHash: string | null;
  /** The operator's name of the service. */
  readonly service: string | null;
  readonly chargedAt: Date;
  /** Value added tax within; below zero for a refund. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly status: RowStatus;
  /** The operator's business day, yyyy-MM-dd. */
  readonly day: string;
  /** The amount as it is written, for the trailer's sum. */
  readonly writtenMinor: bigint;
}

export const LINE_FAULTS = [
  'too long',
  'unreadable',
  'quote',
  'mark',
  'columns',
  'amount',
  'currency',
  'time',
  'status',
  'msisdn',
  'id',
  'nobody',
] as const;
/**
 * Why a line is set aside. unreadable: bytes that its encoding does not have. quote: one is left open. mark: no detail's. columns: too
 * few. id: longer than any. nobody: without id and number, nothing could ever match it. The others name the field that is wrong.
 */
export type LineFaultName = (typeof LINE_FAULTS)[number];

/** A line set aside. */
export interface LineFault {
  readonly type: 'fault';
  readonly line: number;
  readonly fault: LineFaultName;
  /** The field, by its name in the profile. */
  readonly field: string | null;
  /** What stood there, shortened; never a person's number. */
  readonly found: string | null;
  /** The amount as it is written, where that much can be read: the trailer counts this line too. */
  readonly writtenMinor: bigint | null;
  readonly status: RowStatus | null;
}

export type StatementLine = Detail | LineFault;
