/** How a report comes back. */
export const REPORT_MODES = ['normal', 'early', 'late', 'twice', 'hex', 'none'] as const;
export type ReportMode = (typeof REPORT_MODES)[number];

/** How badly the network behaves; probabilities are from 0 to 1. */
export interface Faults {
  /** A submit is answered "slower". */
  readonly throttle: number;
  /** A message is accepted and never seen again: no handset has it, no report tells. */
  readonly lose: number;
  /** A handset's text is handed to the engine twice. */
  readonly duplicate: number;
  /** A charge is made and its answer never arrives; kept for the charging gateway. */
  readonly timeoutAfterCharge: number;
  /** Shortest and longest time the network takes over a submit, and again over its report. */
  readonly delayMs: readonly [min: number, max: number];
  readonly reports: ReportMode;
}

export const NO_FAULTS: Faults = {
  throttle: 0,
  lose: 0,
  duplicate: 0,
  timeoutAfterCharge: 0,
  delayMs: [0, 0],
  reports: 'normal',
};

/** Dice, as a number from 0 up to but not including 1. */
export type Random = () => number;

/** Dice that fall the same way for the same seed (mulberry32), so that a bad day of the network can be lived again. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Fate = 'throttled' | 'lost' | 'taken';

/** What becomes of one message. Dice are thrown only for faults that are switched on. */
export function fateOf({ throttle, lose }: Faults, random: Random): Fate {
  if (happens(throttle, random)) return 'throttled';
  return happens(lose, random) ? 'lost' : 'taken';
}

export const happens = (probability: number, random: Random): boolean =>
  probability > 0 && random() < probability;

export const delayOf = ({ delayMs: [min, max] }: Faults, random: Random): number =>
  max > min ? Math.round(min + (max - min) * random()) : min;
