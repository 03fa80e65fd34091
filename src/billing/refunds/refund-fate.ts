import type { RefundOutcome } from '../charge-gateway';

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
const LEAST_PATIENCE_MS = 10;
/** Half a day of trying; after that somebody looks into it. */
const MOST_ATTEMPTS = 20;

/** What becomes of a refund after one attempt. */
export type RefundFate =
  | { readonly type: 'refunded'; readonly remoteId: string | null }
  | { readonly type: 'refused'; readonly failure: string }
  | { readonly type: 'manual'; readonly failure: string }
  | { readonly type: 'again'; readonly state: 'requested' | 'unknown'; readonly dueAt: Date };

/** Somebody's task now: refused or not, it has to go back. */
export const owed = (fate: RefundFate): RefundFate =>
  fate.type === 'refused' ? { type: 'manual', failure: fate.failure } : fate;

/** What may have happened is sent again under the same correlator, which gives back once; what is never cleared up becomes somebody's task. */
export function fateOf(outcome: RefundOutcome, attempts: number, now: Date): RefundFate {
  switch (outcome.type) {
    case 'refunded':
      return { type: 'refunded', remoteId: outcome.remoteId };
    case 'refused':
      return { type: 'refused', failure: outcome.failure };
    case 'manual':
      return { type: 'manual', failure: 'the operator gives nothing back by machine' };
    case 'not heard': {
      if (attempts >= MOST_ATTEMPTS) return tired(attempts);
      const ms = Math.max(outcome.retryAfterMs ?? waitMs(attempts), LEAST_PATIENCE_MS);
      return { type: 'again', state: 'requested', dueAt: after(now, Math.min(ms, LONGEST_WAIT_MS)) };
    }
    case 'unknown':
      if (attempts >= MOST_ATTEMPTS) return tired(attempts);
      return { type: 'again', state: 'unknown', dueAt: after(now, waitMs(attempts)) };
  }
}

const tired = (attempts: number): RefundFate => ({
  type: 'manual',
  failure: `not cleared up in ${attempts} attempts`,
});

const waitMs = (attempts: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 30));

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
