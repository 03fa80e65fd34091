import { dayOf, weekOf } from '../local-date';
import type { EntryLimits } from './settings';

/** Entries of one person that counted, as far back as a limit can ask; plain JSON. */
export interface Entered {
  readonly total: number;
  /** By the day of the campaign's zone on which each was said. */
  readonly days: Readonly<Record<string, number>>;
  /** Epoch milliseconds of the latest, in order. */
  readonly latest: readonly number[];
}

export const NOTHING_ENTERED: Entered = { total: 0, days: {}, latest: [] };

/** A week and some: texts are handled hours late at worst, so older days and instants cannot matter any more. */
const KEPT = { days: 14, latest: 8 } as const;
const MINUTE_MS = 60_000;

export type LimitReached =
  | { readonly type: 'duplicate' }
  | { readonly type: 'overLimit'; readonly limit: number }
  | { readonly type: 'tooSoon'; readonly until: Date };

/** The limit that keeps a person from entering at the instant they said it; null when none does. */
export function limitReached(
  limits: EntryLimits,
  entered: Entered,
  saidAt: Date,
  zone: string,
): LimitReached | null {
  const { total, perDay, perWeek, minutesBetween } = limits;
  if (total === 1 && entered.total >= 1) return { type: 'duplicate' };
  if (total !== undefined && entered.total >= total) return { type: 'overLimit', limit: total };
  const day = dayOf(saidAt, zone);
  if (perDay !== undefined && (entered.days[day] ?? 0) >= perDay) return { type: 'overLimit', limit: perDay };
  if (perWeek !== undefined && inWeekOf(day, entered) >= perWeek)
    return { type: 'overLimit', limit: perWeek };
  const until = minutesBetween === undefined ? null : restingUntil(entered, saidAt, minutesBetween);
  return until && { type: 'tooSoon', until };
}

export function withEntry(entered: Entered, saidAt: Date, zone: string): Entered {
  return {
    total: entered.total + 1,
    days: oneMore(entered.days, dayOf(saidAt, zone)),
    latest: [...entered.latest, saidAt.getTime()].sort((a, b) => a - b).slice(-KEPT.latest),
  };
}

function inWeekOf(day: string, { days }: Entered): number {
  const week = weekOf(day);
  return Object.entries(days).reduce((sum, [on, count]) => (weekOf(on) === week ? sum + count : sum), 0);
}

/** Entries said after this one count as well: texts overtake each other. Exactly so many minutes later is late enough. */
function restingUntil({ latest }: Entered, saidAt: Date, minutes: number): Date | null {
  const restMs = minutes * MINUTE_MS;
  const near = latest.filter((at) => Math.abs(at - saidAt.getTime()) < restMs);
  return near.length > 0 ? new Date(Math.max(...near) + restMs) : null;
}

function oneMore(counts: Entered['days'], day: string): Entered['days'] {
  const all = { ...counts, [day]: (counts[day] ?? 0) + 1 };
  if (Object.keys(all).length <= KEPT.days) return all;
  const inOrder = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(inOrder.slice(-KEPT.days));
}
