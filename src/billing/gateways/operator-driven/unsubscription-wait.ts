import type { UnsubscriptionOutcome } from '../../charge-gateway';

const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;
/** A notice usually comes within minutes; an operator that said yes and told nothing is told again after an hour. */
const SILENCE_MS = 3_600_000;

/** How long until the operator is told again, unless its notice comes first. Without an answer it doubles, from five seconds to an hour. */
export function nextAskAfter(outcome: UnsubscriptionOutcome, attempts: number): number {
  if (outcome.type === 'asked') return SILENCE_MS;
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 20));
  return outcome.type === 'not heard' ? Math.max(doubled, outcome.retryAfterMs ?? 0) : doubled;
}
