/** A charge's life. Arrows not drawn here cannot happen; refunds are rows of their own. */
const NEXT = {
  /** Nothing left us. */
  requested: ['reserved', 'refused', 'voided', 'charged'],
  /** Reserved in our books and perhaps on the wire. Back to requested only when it certainly was not heard. */
  reserved: ['charged', 'refused', 'voided', 'unknown', 'requested'],
  /** It may have happened: asked by its correlator, never sent blindly. */
  unknown: ['charged', 'refused', 'voided', 'requested'],
  charged: [],
  refused: [],
  voided: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ChargeState = keyof typeof NEXT;

export const CHARGE_STATES = Object.keys(NEXT) as readonly ChargeState[];

export const canBecome = (from: ChargeState, to: ChargeState): boolean =>
  (NEXT[from] as readonly ChargeState[]).includes(to);

export const isSettled = (state: ChargeState): boolean => NEXT[state].length === 0;
