import { adjustments, badDebt, operatorReceivable, type AccountRef } from '../../billing/ledger/accounts';
import type { Outcome } from './finding-state';

/** The books' side of a decision: one debit and one credit over what is not adjusted yet. */
export interface Adjustment {
  readonly debit: AccountRef;
  readonly credit: AccountRef;
  readonly amountMinor: bigint;
}

export type Adjusted =
  | { readonly type: 'moves'; readonly adjustment: Adjustment }
  | { readonly type: 'moves nothing' }
  | { readonly type: 'impossible'; readonly reason: string };

/**
 * What a decision moves. Only what an operator says is paid: accepting its figures brings its receivable to them, from either side;
 * writing off does so too, and calls what is lost a bad debt.
 * @param deltaMinor theirs less ours, of which `adjustedMinor` is in the books already
 * @param amountMinor the part to move; null for all that is left
 */
export function adjustmentFor(
  outcome: Outcome,
  finding: { readonly operatorId: number; readonly deltaMinor: bigint; readonly adjustedMinor: bigint },
  amountMinor: bigint | null,
): Adjusted {
  const left = finding.deltaMinor - finding.adjustedMinor;
  const most = left < 0n ? -left : left;
  if (amountMinor !== null && amountMinor > most)
    return { type: 'impossible', reason: 'That is more than the two sides differ by.' };
  if (outcome === 'WRITTEN_OFF' && left >= 0n)
    return { type: 'impossible', reason: 'There is nothing to write off: the operator does not owe less.' };
  const moved = amountMinor ?? most;
  if (outcome === 'REJECTED' || moved === 0n) return { type: 'moves nothing' };
  const receivable = operatorReceivable(finding.operatorId);
  const other = outcome === 'WRITTEN_OFF' ? badDebt : adjustments;
  return {
    type: 'moves',
    adjustment:
      left < 0n
        ? { debit: other, credit: receivable, amountMinor: moved }
        : { debit: receivable, credit: other, amountMinor: moved },
  };
}

/** What of the difference is in the books once the adjustment is: towards theirs. */
export const adjustedAfter = (
  { deltaMinor, adjustedMinor }: { readonly deltaMinor: bigint; readonly adjustedMinor: bigint },
  movedMinor: bigint,
): bigint => (deltaMinor < adjustedMinor ? adjustedMinor - movedMinor : adjustedMinor + movedMinor);
