/** A complaint's life. An answer is given once, for the evidence is frozen with it; what is decided follows from what was answered. */
const NEXT = {
  open: ['answered'],
  answered: ['upheld', 'dismissed'],
  upheld: ['closed'],
  dismissed: ['closed'],
  closed: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ComplaintState = keyof typeof NEXT;

export const COMPLAINT_STATES = Object.keys(NEXT) as readonly ComplaintState[];

export const mayBecome = (from: ComplaintState, to: ComplaintState): boolean =>
  (NEXT[from] as readonly ComplaintState[]).includes(to);

/** States that may become this one. */
export const statesBefore = (to: ComplaintState): ComplaintState[] =>
  COMPLAINT_STATES.filter((from) => mayBecome(from, to));

/** In which somebody may still take it on. */
export const UNFINISHED: readonly ComplaintState[] = COMPLAINT_STATES.filter(
  (state) => NEXT[state].length > 0,
);

/** How somebody came to complain. */
export const COMPLAINT_CHANNELS = [
  'text',
  'telephone',
  'letter',
  'e-mail',
  'shop',
  'operator',
  'regulator',
] as const;

export type ComplaintChannel = (typeof COMPLAINT_CHANNELS)[number];
