import { hash } from 'node:crypto';
import { DateTime } from 'luxon';

/** Balances are topped up by day: nobody is charged again between midnight and this hour of theirs. */
const MORNING_HOUR = 6;
/** When a step of whole days falls due. */
const DAY_STEP_HOUR = 10;
const DAY_HOURS = 24;
/** Renewals fall due at the same minute; what failed together does not come back together. */
const HOUR_STEP_SPREAD_MINUTES = 10;
const DAY_STEP_SPREAD_MINUTES = 60;

/**
 * When a refused charge is tried again. Steps shorter than a day count from the failure; steps of a day and more fall on 10:00
 * local time. The last step repeats if it is a day or longer, else the ladder ends. Nothing is tried from 00:00 to 06:00 local time.
 * @param ladderHours the wait after the first failure, after the second …
 * @param attempts failures in a row so far, this one included: 1 or more
 * @param failedAt when the latest attempt failed
 * @param jitter from 0 to 1 exclusive, see {@link jitterOf}; spreads what would come at one minute, always to later
 * @param attemptsPerDay attempts a local day may see
 * @returns null when the ladder has ended
 */
export function nextAttempt(
  ladderHours: readonly number[],
  attempts: number,
  failedAt: Date,
  zone: string,
  jitter: number,
  attemptsPerDay = Infinity,
): Date | null {
  const hours = stepAfter(ladderHours, attempts);
  if (hours === null) return null;
  const failed = DateTime.fromJSDate(failedAt, { zone });
  const planned =
    hours >= DAY_HOURS
      ? onDay(failed, Math.round(hours / DAY_HOURS), jitter)
      : byDay(failed.plus({ hours, minutes: jitter * HOUR_STEP_SPREAD_MINUTES }), jitter);
  const isFull =
    planned.hasSame(failed, 'day') && attemptsOfDay(ladderHours, attempts, failed) >= attemptsPerDay;
  return (isFull ? onDay(failed, 1, jitter) : planned).toJSDate();
}

/** From 0 to 1, always the same for the same name: of a subscription, say, and its attempt. */
export const jitterOf = (name: string): number => parseInt(hash('sha256', name).slice(0, 8), 16) / 2 ** 32;

function stepAfter(ladderHours: readonly number[], attempts: number): number | null {
  const step = ladderHours[attempts - 1];
  if (step !== undefined) return step;
  const last = ladderHours.at(-1);
  return last !== undefined && last >= DAY_HOURS ? last : null;
}

const onDay = (failed: DateTime, days: number, jitter: number): DateTime =>
  failed
    .startOf('day')
    .plus({ days })
    .set({ hour: DAY_STEP_HOUR })
    .plus({ minutes: jitter * DAY_STEP_SPREAD_MINUTES });

function byDay(at: DateTime, jitter: number): DateTime {
  if (at.hour >= MORNING_HOUR) return at;
  return at
    .startOf('day')
    .set({ hour: MORNING_HOUR })
    .plus({ minutes: jitter * DAY_STEP_SPREAD_MINUTES });
}

/** At most so many were made on the day of the failure: an attempt never comes sooner than its step, so that walking back overcounts. */
function attemptsOfDay(ladderHours: readonly number[], attempts: number, failed: DateTime): number {
  let count = 1;
  let at = failed;
  for (let earlier = attempts - 1; earlier >= 1; earlier--) {
    const hours = stepAfter(ladderHours, earlier);
    if (hours === null || hours >= DAY_HOURS) break;
    at = at.minus({ hours });
    if (!at.hasSame(failed, 'day')) break;
    count++;
  }
  return count;
}
