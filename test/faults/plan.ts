import { diceFrom, shuffled } from './dice';
import { MOST_LINES } from './script';

/** Something that is done to the engine or its database, and how long to wait before the next. */
export type Blow =
  | { readonly type: 'kill'; readonly thenMs: number }
  | {
      readonly type: 'stop';
      readonly mode: 'fast' | 'immediate';
      readonly awayMs: number;
      readonly thenMs: number;
    }
  | { readonly type: 'freeze'; readonly frozenMs: number; readonly thenMs: number };

export interface Load {
  readonly people: number;
  readonly linesEach: number;
  readonly textsPerSecond: number;
  /** How long everything may take to come to rest after the last text. */
  readonly restMs: number;
}

/** Two engines, one of which is killed after a while. */
export interface PairPlan extends Load {
  readonly togetherMs: number;
}

export interface Plan extends Load {
  readonly name: string;
  readonly blast: {
    readonly waves: number;
    readonly pauseMs: number;
    /** How long an unanswered request is asked again after the load. */ readonly patienceMs: number;
  };
  readonly kills: number;
  readonly stops: readonly ('fast' | 'immediate')[];
  readonly freezes: number;
  readonly pauseMs: { readonly from: number; readonly to: number };
  readonly pair: PairPlan;
  readonly slow: Load;
}

/** `npm run faults`. */
export const LONG: Plan = {
  name: 'long',
  people: 4_000,
  linesEach: MOST_LINES,
  textsPerSecond: 400,
  blast: { waves: 6, pauseMs: 700, patienceMs: 75_000 },
  kills: 20,
  stops: ['fast', 'immediate', 'fast', 'immediate', 'fast', 'immediate'],
  freezes: 2,
  pauseMs: { from: 300, to: 6_000 },
  restMs: 180_000,
  pair: { people: 2_000, linesEach: 10, textsPerSecond: 500, togetherMs: 15_000, restMs: 60_000 },
  slow: { people: 1_000, linesEach: 1, textsPerSecond: 100, restMs: 60_000 },
};

/** The part of it that every `npm test` can afford. */
export const SHORT: Plan = {
  name: 'short',
  people: 300,
  linesEach: 6,
  textsPerSecond: 300,
  blast: { waves: 4, pauseMs: 600, patienceMs: 0 },
  kills: 2,
  stops: ['immediate'],
  freezes: 1,
  pauseMs: { from: 300, to: 1_500 },
  restMs: 240_000,
  pair: { people: 300, linesEach: 6, textsPerSecond: 500, togetherMs: 1_500, restMs: 240_000 },
  slow: { people: 200, linesEach: 1, textsPerSecond: 100, restMs: 240_000 },
};

/** The same seed gives the same blows in the same order. */
export function blowsOf(plan: Plan, seed: number): Blow[] {
  const dice = diceFrom(seed ^ 0xb104);
  const then = (): { thenMs: number } => ({ thenMs: dice.between(plan.pauseMs.from, plan.pauseMs.to) });
  return shuffled(dice, [
    ...Array.from({ length: plan.kills }, (): Blow => ({ type: 'kill', ...then() })),
    ...plan.stops.map((mode): Blow => ({
      type: 'stop',
      mode,
      awayMs: dice.between(1_000, 2_000),
      ...then(),
    })),
    ...Array.from({ length: plan.freezes }, (): Blow => ({
      type: 'freeze',
      frozenMs: dice.between(1_500, 2_500),
      ...then(),
    })),
  ]);
}
