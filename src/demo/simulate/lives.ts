import type { Random } from '../../connectors/simulator/faults';
import type { Condition } from '../../connectors/simulator/payment';
import { OFFERS } from './offers';

/** Somebody with a telephone, and the one service they care about. */
export interface Person {
  readonly msisdn: string;
  /** Which of the offers. */
  readonly offer: number;
}

/** What people do, or what happens to them. Instants are milliseconds since 1970. */
export type Act =
  | { readonly type: 'joins'; readonly atMs: number; readonly who: number }
  | { readonly type: 'stops'; readonly atMs: number; readonly who: number; readonly by: 'text' | 'api' }
  /** Enough for so many periods. */
  | { readonly type: 'tops up'; readonly atMs: number; readonly who: number; readonly periods: number }
  | {
      readonly type: 'is barred';
      readonly atMs: number;
      readonly who: number;
      readonly condition: Condition | null;
    }
  /** Of the last charge, so many percent. */
  | {
      readonly type: 'wants money back';
      readonly atMs: number;
      readonly who: number;
      readonly percent: number;
    };

export interface Lives {
  readonly people: readonly Person[];
  /** In the order in which they happen. */
  readonly acts: readonly Act[];
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** People are up from eight in the morning to nine in the evening. */
const FIRST_HOUR = 8;
const WAKING_HOURS = 14;
const PERIOD_DAYS = { day: 1, week: 7, month: 30 } as const;
const PLENTY = 1_000_000;
/** Of a hundred people: who stops, who comes back after it, who is barred, who wants money back. */
const CHANCES = { stops: 45, returns: 20, barred: 3, refund: 12, plenty: 72, dry: 8 } as const;

/** Draws everybody's life; the same dice draw the same lives. @param startMs midnight of the first day */
export function drawLives(count: number, days: number, startMs: number, random: Random): Lives {
  const people: Person[] = [];
  const acts: Act[] = [];
  for (let who = 0; who < count; who++) {
    const person = { msisdn: `98912${String(1_000_000 + who)}`, offer: offerFor(random() * 100) };
    people.push(person);
    acts.push(...lifeOf(who, person, { days, startMs }, random));
  }
  return { people, acts: acts.sort((a, b) => a.atMs - b.atMs || a.who - b.who) };
}

function offerFor(dice: number): number {
  let sum = 0;
  const found = OFFERS.findIndex(({ share }) => dice < (sum += share));
  return found < 0 ? 0 : found;
}

interface Span {
  readonly days: number;
  readonly startMs: number;
}

function lifeOf(who: number, { offer }: Person, { days, startMs }: Span, random: Random): Act[] {
  const whole = (most: number): number => Math.floor(random() * most);
  const happens = (ofHundred: number): boolean => random() * 100 < ofHundred;
  const at = (day: number): number => startMs + day * DAY_MS + (FIRST_HOUR + whole(WAKING_HOURS)) * HOUR_MS;
  const joins = whole(Math.max(1, Math.floor(days * 0.8)));
  const left = days - joins;
  const joinMs = at(joins);
  const acts: Act[] = [{ type: 'joins', atMs: joinMs, who }];
  const later = (fromDay: number): number => fromDay + 1 + whole(Math.max(1, days - fromDay - 1));
  acts.push(...wallet(who, PERIOD_DAYS[OFFERS[offer]?.cycle ?? 'day'], { joins, days, joinMs, at }, random));
  if (left > 2 && happens(CHANCES.stops)) {
    const stops = later(joins);
    acts.push({ type: 'stops', atMs: at(stops), who, by: happens(70) ? 'text' : 'api' });
    if (days - stops > 2 && happens(CHANCES.returns))
      acts.push({ type: 'joins', atMs: at(later(stops)), who });
  }
  if (left > 2 && happens(CHANCES.barred))
    acts.push({
      type: 'is barred',
      atMs: at(later(joins)),
      who,
      condition: happens(50) ? 'barred' : 'not found',
    });
  if (left > 1 && happens(CHANCES.refund))
    acts.push({
      type: 'wants money back',
      atMs: at(later(joins)),
      who,
      percent: happens(50) ? 100 : 1 + whole(98),
    });
  return acts.filter(({ atMs }) => atMs < startMs + days * DAY_MS);
}

interface Purse {
  readonly joins: number;
  readonly days: number;
  readonly joinMs: number;
  readonly at: (day: number) => number;
}

/** Most have plenty; some never put in another coin; the others do so now and then, and run dry in between. */
function wallet(who: number, periodDays: number, { joins, days, joinMs, at }: Purse, random: Random): Act[] {
  const dice = random() * 100;
  const first = (periods: number): Act => ({ type: 'tops up', atMs: joinMs - HOUR_MS, who, periods });
  if (dice < CHANCES.plenty) return [first(PLENTY)];
  if (dice < CHANCES.plenty + CHANCES.dry) return [first(Math.floor(random() * 4))];
  const acts: Act[] = [first(1 + Math.floor(random() * 2))];
  for (let day = joins; day < days;) {
    day += 1 + Math.floor(random() * periodDays * 4);
    acts.push({ type: 'tops up', atMs: at(day), who, periods: 0.5 + Math.floor(random() * 4) });
  }
  return acts;
}
