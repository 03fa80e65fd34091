import type { Faults, ReportMode } from '../../src/connectors/simulator/faults';
import type { Dice } from './dice';

/** Renewals fall due one after the other while the engine that charges them is killed again and again. */
export interface ChargingPlan {
  readonly people: number;
  /** From the first renewal that falls due to the last. */
  readonly spreadMs: number;
  readonly kills: number;
  /** From one start to the next kill; what is due is looked for a second after the start. */
  readonly pauseMs: { readonly from: number; readonly to: number };
  /** Whether the lease of a killed process is let lapse by itself, a minute long, or is made to. */
  readonly leases: 'lapse' | 'are made to lapse';
  /** How long everything may take to come to rest after the last kill. */
  readonly restMs: number;
}

/** Part of `npm run faults`. */
export const LONG_CHARGING: ChargingPlan = {
  people: 9_000,
  spreadMs: 80_000,
  kills: 20,
  pauseMs: { from: 500, to: 4_000 },
  leases: 'lapse',
  restMs: 240_000,
};

export const SHORT_CHARGING: ChargingPlan = {
  people: 600,
  spreadMs: 5_000,
  kills: 2,
  pauseMs: { from: 1_000, to: 2_000 },
  leases: 'are made to lapse',
  restMs: 240_000,
};

const REPORTS: readonly ReportMode[] = ['normal', 'early', 'late', 'twice'];

/** How the operator behaves until the next kill: some payments are made and never answered, some are lost before they are heard. */
export const moodOf = (dice: Dice): Faults => ({
  throttle: 0.03,
  lose: 0.05,
  duplicate: 0,
  timeoutAfterCharge: 0.15,
  delayMs: [0, dice.between(200, 1_000)],
  reports: REPORTS[dice.between(0, REPORTS.length - 1)] ?? 'twice',
});

/** Nothing goes wrong any more, except that everything is told twice. */
export const CALM: Faults = {
  throttle: 0,
  lose: 0,
  duplicate: 0,
  timeoutAfterCharge: 0,
  delayMs: [0, 0],
  reports: 'twice',
};

/** When a renewal falls due, ms after the first. */
export const dueAfterMs = ({ people, spreadMs }: ChargingPlan, person: number): number =>
  Math.floor((person * spreadMs) / people);

/** What is due is found within a second and sent within another: people text STOP before, meanwhile and after. */
const AROUND_MS = { before: 300, after: 3_500 } as const;

export const stopAfterMs = (plan: ChargingPlan, person: number, dice: Dice): number =>
  Math.max(0, dueAfterMs(plan, person) + dice.between(-AROUND_MS.before, AROUND_MS.after));
