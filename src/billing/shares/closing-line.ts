import {
  badDebt,
  brandPayable,
  operatorShare,
  ownRevenue,
  providerPayable,
  refundsGiven,
  serviceRevenue,
  vatPayable,
  type AccountRef,
} from '../ledger/accounts';
import type { NewTransfer } from '../ledger/transfer';
import { dueAfter } from './closing-month';
import { PARTS, share, takeBack, type Part, type Parts, type ShareRule } from './share';

export const LINE_KINDS = ['charges', 'refunds', 'bad debt'] as const;

/** A line of charges is shared out; the others take back what an earlier one shared out, or one of the same closing. */
export type LineKind = (typeof LINE_KINDS)[number];

/** Which takings of a month stand in one line. */
export interface LineScope {
  readonly serviceId: number;
  readonly provider: string;
  readonly operatorId: number;
  readonly currency: string;
  readonly vatBp: number;
  readonly ruleId: number;
}

export interface NewLine extends LineScope {
  readonly kind: LineKind;
  /** The line whose parts are taken back; null for charges. */
  readonly ofLine: number | null;
  readonly count: number;
  /** Always more than zero: the kind says whether it came or went. */
  readonly amountMinor: bigint;
  readonly parts: Parts;
  /** Days: when the operator owes it to us, and we to those it is shared with. */
  readonly receivableOn: string;
  readonly payableOn: string;
}

export interface Line extends NewLine {
  readonly id: number;
}

/** A rule as a line needs it. */
export interface Terms extends ShareRule {
  readonly operatorDays: number;
  readonly partnerDays: number;
}

/** Takings counted by a closing, summed up. */
export interface Takings extends LineScope {
  readonly count: number;
  readonly amountMinor: bigint;
}

/** What was taken back since the last closing from one line. */
export interface TakenBack {
  readonly kind: Exclude<LineKind, 'charges'>;
  readonly of: Line;
  readonly count: number;
  readonly amountMinor: bigint;
  /** What had been taken back from that line before. */
  readonly beforeMinor: bigint;
}

export function chargesLine(taken: Takings, terms: Terms, month: string): NewLine {
  const { amountMinor, count, vatBp } = taken;
  const parts = share({ grossMinor: amountMinor, count, vatBp }, terms);
  return { ...taken, kind: 'charges', ofLine: null, parts, ...dueDays(terms, month) };
}

/** Lines that take back; of one and the same line, refunds before bad debt. */
export function takenBackLines(
  taken: readonly TakenBack[],
  termsOf: (ruleId: number) => Terms,
  month: string,
): readonly NewLine[] {
  const taking = new Map<number, bigint>();
  return [...taken]
    .sort((a, b) => a.of.id - b.of.id || LINE_KINDS.indexOf(a.kind) - LINE_KINDS.indexOf(b.kind))
    .map(({ kind, of, count, amountMinor, beforeMinor }) => {
      const sooner = taking.get(of.id) ?? 0n;
      taking.set(of.id, sooner + amountMinor);
      const { serviceId, provider, operatorId, currency, vatBp, ruleId } = of;
      return {
        ...{ serviceId, provider, operatorId, currency, vatBp, ruleId, kind, count, amountMinor },
        ofLine: of.id,
        parts: takeBack(of.parts, beforeMinor + sooner, amountMinor),
        ...dueDays(termsOf(ruleId), month),
      };
    });
}

const dueDays = ({ operatorDays, partnerDays }: Terms, month: string) => ({
  receivableOn: dueAfter(month, operatorDays),
  payableOn: dueAfter(month, partnerDays),
});

/** What the postings of a closing have in common. */
export interface Closed {
  readonly closingId: number;
  readonly brandId: number;
  readonly month: string;
  readonly closedBy: string;
  readonly closedAt: Date;
}

const OWED: { readonly [P in Part]: (line: LineScope, brandId: number) => AccountRef } = {
  vat: () => vatPayable,
  operator: ({ operatorId }) => operatorShare(operatorId),
  brand: (_, brandId) => brandPayable(brandId),
  provider: ({ provider }) => providerPayable(provider),
  own: () => ownRevenue,
};

/** Where a line's money lies before it is shared out, or after it was taken back. */
const CLEARED: { readonly [K in LineKind]: (line: LineScope) => AccountRef } = {
  charges: ({ serviceId }) => serviceRevenue(serviceId),
  refunds: ({ serviceId }) => refundsGiven(serviceId),
  'bad debt': () => badDebt,
};

/** One transfer for each part of a line that is anything. */
export function postingsOf(line: Line, closed: Closed): readonly NewTransfer[] {
  const cleared = CLEARED[line.kind](line);
  return PARTS.filter((part) => line.parts[part] !== 0n).map((part) => {
    const owed = OWED[part](line, closed.brandId);
    const amountMinor = line.parts[part];
    const isOwed = (line.kind === 'charges') === amountMinor > 0n;
    return {
      key: postingKey(closed.closingId, line.id, part),
      kind: 'single',
      debit: isOwed ? cleared : owed,
      credit: isOwed ? owed : cleared,
      amountMinor: amountMinor < 0n ? -amountMinor : amountMinor,
      currency: line.currency,
      pendingKey: null,
      reason: `${line.kind} of ${closed.month}: ${part}`,
      actor: closed.closedBy,
      at: closed.closedAt,
    };
  });
}

export const postingKey = (closingId: number, lineId: number, part: Part): string =>
  `closing:${closingId}:${lineId}:${part}`;

export const badDebtKey = (badDebtId: number): string => `bad-debt:${badDebtId}`;
