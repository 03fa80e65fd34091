import { DateTime } from 'luxon';
import type { Campaign } from '../../catalogue/configuration';
import type { Claim, Claims } from '../claim';
import type { Effect } from '../effect';
import { dayOf } from '../local-date';
import type { Prize } from './settings';

/** A tier as it stands for one entry. */
export interface Tier {
  readonly prize: Prize;
  readonly taken: number;
  /** How many may still be given, today's cap included. */
  readonly left: number;
  /** None is left, today or ever. */
  readonly isGone: boolean;
}

type CounterClaim = Extract<Claim, { type: 'counter' }>;

/** The counters of these prizes: stock, and the day's where a day has its own cap. Locked, so nobody is promised the last one twice. */
export function prizeClaims(prizes: readonly Prize[], campaign: Campaign, saidAt: Date): CounterClaim[] {
  return prizes.flatMap((prize) => countersOf(prize, campaign, saidAt));
}

export function tiersOf(
  prizes: readonly Prize[],
  campaign: Campaign,
  saidAt: Date,
  claims: Claims,
): readonly Tier[] {
  return prizes.map((prize) => {
    const [stock, day] = countersOf(prize, campaign, saidAt).map((claim) => claims.get(claim));
    const taken = stock ?? 0;
    const inStock = prize.stock - taken;
    const left = Math.max(0, Math.min(inStock, leftToday(prize, taken, day, campaign, saidAt)));
    return { prize, taken, left, isGone: inStock <= 0 };
  });
}

/** One of the tier is taken. */
export function taking(prize: Prize, campaign: Campaign, saidAt: Date): Effect[] {
  return countersOf(prize, campaign, saidAt).map(({ campaignId, name }) => ({
    type: 'count',
    campaignId,
    name,
    amount: 1,
  }));
}

function countersOf(
  { key, perDay, rollsOver }: Prize,
  { id, timezone }: Campaign,
  saidAt: Date,
): CounterClaim[] {
  const stock = { type: 'counter', campaignId: id, name: `prize:${key}` } as const;
  if (perDay === undefined || rollsOver) return [stock];
  return [stock, { ...stock, name: `prize:${key}@${dayOf(saidAt, timezone)}` }];
}

/** With a cap that rolls over, the third day may give what three days may, less what is given already. */
function leftToday(
  { perDay, rollsOver }: Prize,
  taken: number,
  takenToday: number | undefined,
  { opensAt, timezone }: Campaign,
  saidAt: Date,
): number {
  if (perDay === undefined) return Infinity;
  return rollsOver ? perDay * dayNumber(opensAt, saidAt, timezone) - taken : perDay - (takenToday ?? 0);
}

/** 1 on the day it opens, by the calendar of the zone. */
function dayNumber(opensAt: Date, at: Date, zone: string): number {
  const first = DateTime.fromJSDate(opensAt, { zone }).startOf('day');
  const day = DateTime.fromJSDate(at, { zone }).startOf('day');
  return Math.round(day.diff(first, 'days').days) + 1;
}
