import type { Outcome } from '../connectors/connector';

/** Resends of a message whose submits stay unknown before it fails for good. */
export const MOST_RESENDS = 8;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** Where a message goes after one attempt. */
export type Next =
  | { readonly type: 'sent'; readonly remoteId: string | null }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'again'; readonly state: 'queued' | 'unknown'; readonly afterMs: number };

/** What a message has behind it. */
export interface Tried {
  readonly attempts: number;
  readonly resends: number;
  /** It costs the person money. */
  readonly isBilled: boolean;
}

/**
 * Throttled and unreachable never happened; unknown may have. Free texts are resent with the same reference after the wait; one
 * that is billed counts as sent, without the carrier's id, and waits for a report that names ours or for the operator's statement.
 */
export function nextAfter(outcome: Outcome, { attempts, resends, isBilled }: Tried): Next {
  switch (outcome.type) {
    case 'accepted':
      return { type: 'sent', remoteId: outcome.remoteId };
    case 'refused':
      return { type: 'failed', reason: `${outcome.code}: ${outcome.reason}`.slice(0, 500) };
    case 'throttled':
      return {
        type: 'again',
        state: 'queued',
        afterMs: Math.min(Math.max(outcome.retryAfterMs, 10), LONGEST_WAIT_MS),
      };
    case 'unreachable':
      return { type: 'again', state: 'queued', afterMs: backoffMs(attempts) };
    case 'unknown':
      if (isBilled) return { type: 'sent', remoteId: null };
      return resends >= MOST_RESENDS
        ? {
            type: 'failed',
            reason: `still unknown after ${resends} resends: ${outcome.reason}`.slice(0, 500),
          }
        : { type: 'again', state: 'unknown', afterMs: backoffMs(resends + 1) };
  }
}

/** Doubles from a second to five minutes. */
export const backoffMs = (attempts: number): number =>
  Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT_MS);
