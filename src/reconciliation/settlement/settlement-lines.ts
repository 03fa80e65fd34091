/** One charge, or one refund with an amount below zero, as our own file tells it. */
export interface SettlementDetail {
  readonly operatorTxnId: string | null;
  /** What the operator knew it by on its way. */
  readonly partnerRef: string;
  /** E.164 digits; null for somebody who was forgotten. */
  readonly msisdn: string | null;
  readonly serviceId: number;
  readonly at: Date;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** The file a header announces. */
export interface SettlementHead {
  readonly operator: string;
  /** yyyy-MM-dd */
  readonly day: string;
  readonly sequence: number;
}

/** What the lines of our own file begin with, so that no line is taken for another kind. */
export const MARKS = { header: 'H', detail: 'D', trailer: 'T' } as const;
const FORMAT = 'PAROLA-1';

const SPECIAL = /[",\r\n]/;

export const headerLine = ({ operator, day, sequence }: SettlementHead): string =>
  lineOf([MARKS.header, FORMAT, operator, day.replaceAll('-', ''), String(sequence)]);

export const detailLine = (detail: SettlementDetail): string =>
  lineOf([
    MARKS.detail,
    detail.operatorTxnId ?? '',
    detail.partnerRef,
    detail.msisdn ?? '',
    String(detail.serviceId),
    detail.at.toISOString(),
    String(detail.amountMinor),
    detail.currency,
    detail.amountMinor < 0n ? 'refunded' : 'charged',
  ]);

/** @param netMinor what was charged less what was refunded; of several currencies, a control sum and no amount */
export const trailerLine = (details: number, netMinor: bigint): string =>
  lineOf([MARKS.trailer, String(details), String(netMinor)]);

/** A line is a record: whatever breaks lines becomes a blank. */
const lineOf = (columns: readonly string[]): string => `${columns.map(column).join(',')}\n`;

const column = (text: string): string =>
  SPECIAL.test(text) ? `"${text.replace(/[\r\n]+/g, ' ').replaceAll('"', '""')}"` : text;

export const settlementFileName = ({ operator, day, sequence }: SettlementHead): string =>
  `parola_${operator}_${day.replaceAll('-', '')}_${String(sequence).padStart(4, '0')}.csv`;
