import type { PlayerState } from '../claim';
import { NO_GUARD, type CodeGuard } from '../codes/code-guard';
import { NOTHING_ENTERED, type Entered } from './entry-limits';

/** What a competition keeps of a person. */
export interface Player {
  /** Staff who try it out: answered as if, never counted. */
  readonly tryOut: boolean;
  /** Why the person may not take part. */
  readonly barred: string | null;
  /** Stands before their number in the list of the draw; one for the whole competition. */
  readonly nonce: string | null;
  readonly entered: Entered;
  readonly wins: number;
  readonly guard: CodeGuard;
}

const NEWCOMER: Player = {
  tryOut: false,
  barred: null,
  nonce: null,
  entered: NOTHING_ENTERED,
  wins: 0,
  guard: NO_GUARD,
};

const NAMES = Object.keys(NEWCOMER) as readonly (keyof Player)[];

/** The state is ours alone, so what is there has the right shape; what is not there is as in the beginning. */
export const readPlayer = (state: PlayerState | null): Player => ({ ...NEWCOMER, ...state });

/** As it is kept: only what is not as in the beginning. */
export function playerState(player: Player): PlayerState {
  const state: Record<string, unknown> = {};
  for (const name of NAMES) if (player[name] !== NEWCOMER[name]) state[name] = player[name];
  return state;
}

export interface Mark {
  readonly tryOut?: boolean | undefined;
  readonly barred?: string | null | undefined;
}

/** A person whom staff mark. Whoever begins or ends trying out begins anew: what they tried was never an entry. */
export function marked(player: Player, { tryOut = player.tryOut, barred = player.barred }: Mark): Player {
  const from = tryOut === player.tryOut ? player : NEWCOMER;
  return { ...from, nonce: player.nonce, tryOut, barred };
}
