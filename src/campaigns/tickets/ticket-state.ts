export const TICKET_STATES = ['open', 'answered', 'closed'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** What may follow what. An answer may be bettered until the ticket is closed. */
const NEXT = {
  open: ['answered', 'closed'],
  answered: ['answered', 'closed'],
  closed: [],
} as const satisfies Record<TicketState, readonly TicketState[]>;

export const mayBecome = (from: TicketState, to: TicketState): boolean =>
  (NEXT[from] as readonly TicketState[]).includes(to);

/** States that may become this one. */
export const statesBefore = (to: TicketState): TicketState[] =>
  TICKET_STATES.filter((from) => mayBecome(from, to));
