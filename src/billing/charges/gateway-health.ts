import type { Told } from './charge-fate';

/** Rounds in a row of which nothing was heard, before a gateway is left alone. */
const RESTS_AFTER = 3;
/** A round of so many that all went unheard is proof enough. */
const PROOF = 20;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 5 * 60_000;

/** How a gateway fares: rounds in a row of which nothing was heard, and until when it is left alone. */
export interface GatewayHealth {
  readonly failing: number;
  readonly resumeAt: Date | null;
}

/** Whether an outcome shows that somebody is there. */
const ANSWERS: { readonly [T in Told['type']]: boolean } = {
  charged: true,
  processing: true,
  refused: true,
  'never heard': true,
  'not heard': false,
  unknown: false,
};

/**
 * The circuit breaker. Whoever answers anything is well. Calls that were under way when the rest began do not prolong it.
 * @returns null when nothing changes
 */
export function healthAfter(known: GatewayHealth, told: readonly Told[], now: Date): GatewayHealth | null {
  if (told.length === 0) return null;
  if (told.some(({ type }) => ANSWERS[type]))
    return known.failing === 0 ? null : { failing: 0, resumeAt: null };
  if (known.resumeAt !== null && known.resumeAt > now) return null;
  const failing = Math.max(known.failing + 1, told.length >= PROOF ? RESTS_AFTER : 0);
  return { failing, resumeAt: restUntil(failing, now) };
}

function restUntil(failing: number, now: Date): Date | null {
  if (failing < RESTS_AFTER) return null;
  const ms = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(failing - RESTS_AFTER, 30));
  return new Date(now.getTime() + ms);
}

/** A gateway that was left alone is tried with a few charges first. */
export const isOnTrial = ({ failing }: GatewayHealth): boolean => failing >= RESTS_AFTER;
