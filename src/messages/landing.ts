import type { Outcome } from '../connectors/connector';
import type { Again, Fate, Leaving } from './dispatch.store';
import { nextAfter } from './retry';

/** What came of a window, not yet written. */
export interface Landed {
  readonly lease: string;
  readonly leaving: readonly Leaving[];
  /** One per message that may have left, in order. */
  readonly outcomes: readonly Outcome[];
}

/** Where each message of a window goes: out of the queue with its fate, or back into it for later. */
export function placesOf({ leaving, outcomes }: Landed, now: Date): { fates: Fate[]; again: Again[] } {
  const fates: Fate[] = [];
  const again: Again[] = [];
  const next = outcomes.values();
  for (const message of leaving) {
    if (message.mayLeave === 'yes') place(message, next.next().value ?? NOT_ANSWERED, now, fates, again);
    else fates.push(heldBack(message, message.mayLeave));
  }
  return { fates, again };
}

/** Said of what is billed and may have left: it is not tried again. */
const NO_ANSWER = 'NO_ANSWER';

/** A link that answers for fewer texts than it was given has a bug; the texts may be on their way. */
const NOT_ANSWERED: Outcome = { type: 'unknown', reason: 'the link did not say' };

function heldBack(
  { id, priority, attempts, resends }: Leaving,
  why: Exclude<Leaving['mayLeave'], 'yes'>,
): Fate {
  const row = { id, priority, attempts, resends, remoteId: null };
  // Claiming it counted a try that was not made.
  if (why === 'has left')
    return { ...row, attempts: attempts - 1, resends: resends - 1, state: 'sent', reason: NO_ANSWER };
  return why === 'expired'
    ? { ...row, state: 'expired', reason: 'EXPIRED_LOCAL' }
    : { ...row, state: 'cancelled', reason: why };
}

function place(message: Leaving, outcome: Outcome, now: Date, fates: Fate[], again: Again[]): void {
  const { id, priority, attempts, resends } = message;
  const next = nextAfter(outcome, message);
  switch (next.type) {
    case 'sent':
      fates.push({
        ...{ id, priority, attempts, resends, state: 'sent', remoteId: next.remoteId },
        reason: next.remoteId === null ? NO_ANSWER : null,
      });
      break;
    case 'failed':
      fates.push({ id, priority, attempts, resends, state: 'failed', remoteId: null, reason: next.reason });
      break;
    case 'again':
      again.push({ id, priority, state: next.state, dueAt: new Date(now.getTime() + next.afterMs) });
  }
}
