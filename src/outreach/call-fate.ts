import type { OutboundOutcome } from '../platform/outbound-http.client';
import { storable } from '../text/storable';
import { GIVE_UP_MS, shown, verdictOf, waitMs } from './webhook-fate';

/** Somebody waits with the handset in their hand: the first tries follow each other quickly. */
const FIRST_WAIT_MS = 250;
/** Far deeper than any answer we read, and far from the depth at which reading it would cost us the stack. */
const MOST_DEPTH = 16;

/** A call that came back, or did not. */
export interface CallAttempt {
  readonly callId: number;
  /** Of the claim it was made under; another's rows are left alone. */
  readonly lease: string;
  /** With this one. */
  readonly attempts: number;
  readonly createdAt: Date;
  /** Until then the answer can be the reply. */
  readonly expiresAt: Date;
  readonly outcome: OutboundOutcome;
}

interface Judged {
  readonly callId: number;
  readonly lease: string;
  readonly status: number | null;
  readonly reason: string | null;
}

/** The brand has it, or never will. */
export type EndedCall = Judged & {
  readonly state: 'answered' | 'failed';
  /** A JSON object; null when there was none to be had. */
  readonly answer: Readonly<Record<string, unknown>> | null;
};
export type CallAgain = Judged & { readonly dueAt: Date };

export interface CallFates {
  readonly ended: readonly EndedCall[];
  readonly again: readonly CallAgain[];
}

/** What becomes of calls that were made. */
export function callFatesOf(attempts: readonly CallAttempt[], now: Date): CallFates {
  const ended: EndedCall[] = [];
  const again: CallAgain[] = [];
  for (const attempt of attempts) {
    const { callId, lease, outcome, createdAt } = attempt;
    const judged = { callId, lease, ...shown(outcome) };
    if (outcome.type === 'answered' && verdictOf(outcome) === 'taken')
      ended.push({ ...judged, state: 'answered', answer: answerIn(outcome.body) });
    // Nobody will allow it while the person waits, so they need not wait.
    else if (outcome.type === 'forbidden' || now.getTime() - createdAt.getTime() >= GIVE_UP_MS)
      ended.push({ ...judged, state: 'failed', answer: null });
    else again.push({ ...judged, dueAt: new Date(now.getTime() + waitOf(attempt, now)) });
  }
  return { ended, again };
}

/** In a hurry until time runs out; from then on the brand is only told, at a webhook's pace. */
function waitOf({ attempts, expiresAt }: CallAttempt, now: Date): number {
  return now < expiresAt ? FIRST_WAIT_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 4) : waitMs(attempts);
}

/** The object in an answer's body. "Nothing to say" is an empty body; what is no object, or a maze, is no answer. */
export function answerIn(body: string | null): Readonly<Record<string, unknown>> | null {
  if (body === null) return null;
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) && isKeepable(value, MOST_DEPTH) ? value : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Shallow enough to be written again, and no name in it that the database would refuse. */
function isKeepable(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(
    ([name, inner]) => !storable(name).altered && isKeepable(inner, depth - 1),
  );
}
