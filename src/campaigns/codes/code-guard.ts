/** How many wrong codes a person may send, and how long nothing they send is then looked up. */
export interface GuardRule {
  readonly wrongCodes: number;
  readonly windowMs: number;
  readonly coolMs: number;
  readonly mostCoolMs: number;
  /** Without another cool-off for so long after the last one, the next is short again. */
  readonly forgetMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Five slips in ten minutes is somebody with bad eyes; the day at the end leaves a guesser about five tries a day. */
export const GUARD_RULE: GuardRule = {
  wrongCodes: 5,
  windowMs: 10 * MINUTE_MS,
  coolMs: 15 * MINUTE_MS,
  mostCoolMs: DAY_MS,
  forgetMs: 7 * DAY_MS,
};

/** What is remembered of a person's wrong codes, instants in epoch milliseconds; plain JSON. */
export interface CodeGuard {
  readonly wrongAt: readonly number[];
  /** Cool-offs so far, each twice as long as the one before. */
  readonly cooled: number;
  readonly until: number | null;
}

export const NO_GUARD: CodeGuard = { wrongAt: [], cooled: 0, until: null };

/** Until when nothing this person sends is looked up; null when they may try. */
export function coolingUntil({ until }: CodeGuard, at: Date): Date | null {
  return until !== null && at.getTime() < until ? new Date(until) : null;
}

/**
 * The guard after a code that was looked up at `at`. A right code forgives the wrong ones before it, but not the cool-offs:
 * whoever owns a few codes could else buy themself as many guesses. What is said while cooling off is not looked up and
 * changes nothing.
 */
export function guard(
  state: CodeGuard,
  outcome: 'wrong' | 'right',
  at: Date,
  rule: GuardRule = GUARD_RULE,
): CodeGuard {
  if (coolingUntil(state, at)) return state;
  if (outcome === 'right') return state.wrongAt.length === 0 ? state : { ...state, wrongAt: [] };
  const now = at.getTime();
  const cooled = state.until !== null && now >= state.until + rule.forgetMs ? 0 : state.cooled;
  const wrongAt = [...state.wrongAt.filter((wrong) => wrong > now - rule.windowMs), now];
  if (wrongAt.length < rule.wrongCodes) return { ...state, wrongAt, cooled };
  const coolMs = Math.min(rule.coolMs * 2 ** cooled, rule.mostCoolMs);
  return { wrongAt: [], cooled: cooled + 1, until: now + coolMs };
}
