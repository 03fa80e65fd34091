export const SERVICE_STATES = ['draft', 'submitted', 'approved', 'suspended', 'closed'] as const;
/** Only an approved service can be joined. A suspended one charges nobody and sends nothing. */
export type ServiceState = (typeof SERVICE_STATES)[number];
export type ServiceAct = 'submit' | 'sendBack' | 'approve' | 'suspend' | 'resume' | 'close';

const NEXT = {
  draft: { submit: 'submitted', close: 'closed' },
  submitted: { approve: 'approved', sendBack: 'draft', close: 'closed' },
  approved: { suspend: 'suspended', close: 'closed' },
  suspended: { resume: 'approved', close: 'closed' },
  closed: {},
} as const satisfies { readonly [S in ServiceState]: { readonly [A in ServiceAct]?: ServiceState } };

/** The state an act leads to; null where it is not possible. */
export function stateAfter(state: ServiceState, act: ServiceAct): ServiceState | null {
  const acts: { readonly [A in ServiceAct]?: ServiceState } = NEXT[state];
  return acts[act] ?? null;
}

/** What nobody can join may be changed. */
export const mayBeChanged = (state: ServiceState): boolean => state === 'draft' || state === 'suspended';

/** Once people may have joined, what they were told it is stays: its cycle, its trial, whom it is for. */
export const hasBeenOpen = (state: ServiceState): boolean =>
  state === 'approved' || state === 'suspended' || state === 'closed';
