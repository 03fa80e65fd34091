/**
 * A finding's life. Somebody takes it on before anything is decided; what the operator is asked about may come back to somebody.
 * RESOLVED is nobody's decision: a later comparison no longer finds it.
 */
const NEXT = {
  OPEN: ['ASSIGNED'],
  ASSIGNED: ['ASSIGNED', 'SENT_TO_OPERATOR', 'ACCEPTED', 'REJECTED', 'WRITTEN_OFF'],
  SENT_TO_OPERATOR: ['ASSIGNED', 'ACCEPTED', 'REJECTED', 'WRITTEN_OFF'],
  ACCEPTED: [],
  REJECTED: [],
  WRITTEN_OFF: [],
  RESOLVED: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FindingState = keyof typeof NEXT;

export const FINDING_STATES = Object.keys(NEXT) as readonly FindingState[];

export const canBecome = (from: FindingState, to: FindingState): boolean =>
  (NEXT[from] as readonly FindingState[]).includes(to);

/** How a person may end a finding: their figures stand; ours stand; ours stand, and will not be paid. */
export type Outcome = 'ACCEPTED' | 'REJECTED' | 'WRITTEN_OFF';

/** What each step of a person's is called in the finding's history. */
export const STEP_NAMES = {
  ASSIGNED: 'assigned',
  SENT_TO_OPERATOR: 'sent to the operator',
  ACCEPTED: 'accepted',
  REJECTED: 'rejected',
  WRITTEN_OFF: 'written off',
} as const satisfies Readonly<Partial<Record<FindingState, string>>>;
