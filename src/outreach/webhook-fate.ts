import type { OutboundOutcome } from '../platform/outbound-http.client';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 600_000;
/** Three days: a long weekend in which nobody looks after the server. */
export const GIVE_UP_MS = 72 * 3_600_000;

/** After `failures` in a row: a second, doubled up to ten minutes. */
export const waitMs = (failures: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(Math.max(failures - 1, 0), 30));

/** What an outcome says of the event and of the server: it took the event, refused this one, or is away altogether. */
export type Verdict = 'taken' | 'refused' | 'away';

/** "Not now" of a server or of whatever stands before it: its other events would not fare better at once. */
const AWAY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export function verdictOf(outcome: OutboundOutcome): Verdict {
  if (outcome.type !== 'answered') return 'away';
  if (outcome.status >= 200 && outcome.status < 300) return 'taken';
  return AWAY.has(outcome.status) ? 'away' : 'refused';
}

/** An attempt that has ended; an outcome of null: it was not made, for the webhook no longer asks for such events. */
export interface Attempt {
  readonly deliveryId: number;
  readonly webhookId: number;
  /** Of the claim it was made under; another's rows are left alone. */
  readonly lease: string;
  /** With this one. */
  readonly attempts: number;
  readonly queuedAt: Date;
  readonly outcome: OutboundOutcome | null;
}

interface Judged {
  readonly deliveryId: number;
  readonly lease: string;
  readonly status: number | null;
  readonly reason: string | null;
}

export type Ended = Judged & { readonly state: 'delivered' | 'gave_up' | 'dropped' };
export type Again = Judged & { readonly dueAt: Date };

export interface Fates {
  readonly ended: readonly Ended[];
  readonly again: readonly Again[];
}

/** What becomes of deliveries whose attempt has ended. */
export function fatesOf(attempts: readonly Attempt[], now: Date): Fates {
  const ended: Ended[] = [];
  const again: Again[] = [];
  for (const attempt of attempts) {
    const { deliveryId, lease, outcome, queuedAt } = attempt;
    const judged = { deliveryId, lease, ...shown(outcome) };
    if (outcome === null) ended.push({ ...judged, state: 'dropped' });
    else if (verdictOf(outcome) === 'taken') ended.push({ ...judged, state: 'delivered' });
    else if (now.getTime() - queuedAt.getTime() >= GIVE_UP_MS) ended.push({ ...judged, state: 'gave_up' });
    else again.push({ ...judged, dueAt: new Date(now.getTime() + waitMs(attempt.attempts)) });
  }
  return { ended, again };
}

/** How a webhook's server fares: rounds of calls in a row of which it took none, and until when it is left alone. */
export interface Health {
  readonly webhookId: number;
  readonly failing: number;
  readonly resumeAt: Date | null;
}

/** A server that refuses this often in a row refuses everything: its waiting events need not be gone through every second. */
const REFUSALS_BEFORE_REST = 8;
/** Yet it answers, so that what it would take should not wait for long. */
const LONGEST_REST_OF_REFUSALS_MS = 30_000;

/**
 * The servers whose state changed. One that takes anything is well; one of which nothing but silence was heard is left alone for
 * a while. Calls that were already under way when the rest began do not prolong it.
 */
export function healthAfter(
  attempts: readonly Attempt[],
  known: readonly Health[],
  now: Date,
): readonly Health[] {
  return known.flatMap((server): Health[] => {
    const verdicts = attempts
      .filter(({ webhookId }) => webhookId === server.webhookId)
      .flatMap(({ outcome }) => (outcome === null ? [] : [verdictOf(outcome)]));
    if (verdicts.length === 0) return [];
    if (verdicts.includes('taken'))
      return server.failing === 0 ? [] : [{ ...server, failing: 0, resumeAt: null }];
    if (server.resumeAt !== null && server.resumeAt > now) return [];
    const failing = server.failing + 1;
    const restMs = verdicts.includes('away') ? waitMs(failing) : restOfRefusals(failing);
    return [{ ...server, failing, resumeAt: restMs === 0 ? null : new Date(now.getTime() + restMs) }];
  });
}

function restOfRefusals(failing: number): number {
  if (failing < REFUSALS_BEFORE_REST) return 0;
  return Math.min(LONGEST_REST_OF_REFUSALS_MS, waitMs(failing - REFUSALS_BEFORE_REST + 1));
}

const MAX_REASON_CHARS = 200;

/** An outcome as staff read it. */
export function shown(outcome: OutboundOutcome | null): Pick<Judged, 'status' | 'reason'> {
  if (outcome === null) return { status: null, reason: 'the webhook no longer asks for this type' };
  if (outcome.type !== 'answered') return { status: null, reason: outcome.reason.slice(0, MAX_REASON_CHARS) };
  const { status } = outcome;
  if (verdictOf(outcome) === 'taken') return { status, reason: null };
  return {
    status,
    reason: status >= 300 && status < 400 ? 'a redirect, which nobody follows' : `answered ${status}`,
  };
}
