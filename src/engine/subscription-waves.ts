import type { Effect, SubscriptionEffect } from '../campaigns/effect';
import type { Cause } from './cause';

export type OptOut = Extract<Effect, { type: 'consent' }> & { readonly event: 'opt_out' };

/** Something a batch does to somebody's subscriptions: open one, move one, or end all within a scope. */
export interface SubscriptionAct {
  readonly cause: Cause;
  readonly effect: Opening | Moving | OptOut;
}

/** What can be written together: first what opens, then what moves, then what ends. */
export interface Wave {
  readonly opening: readonly (SubscriptionAct & { readonly effect: Opening })[];
  readonly moving: readonly (SubscriptionAct & { readonly effect: Moving })[];
  readonly ending: readonly (SubscriptionAct & { readonly effect: OptOut })[];
}

type Opening = Extract<SubscriptionEffect, { type: 'subscribe' }>;
type Moving = Extract<SubscriptionEffect, { type: 'subscription' }>;

const RANK: { readonly [T in SubscriptionAct['effect']['type']]: number } = {
  subscribe: 0,
  subscription: 1,
  consent: 2,
};

/**
 * A batch's acts in as few waves as keep each person's own order: who says SUB, STOP and SUB again within one batch takes two, and
 * a batch in which nobody does takes one.
 */
export function wavesOf(acts: readonly SubscriptionAct[]): readonly Wave[] {
  const waves: { opening: SubscriptionAct[]; moving: SubscriptionAct[]; ending: SubscriptionAct[] }[] = [];
  const reached = new Map<number, { wave: number; rank: number }>();
  for (const act of acts) {
    const rank = RANK[act.effect.type];
    const before = reached.get(act.cause.person.id) ?? { wave: 0, rank };
    const wave = rank < before.rank ? before.wave + 1 : before.wave;
    reached.set(act.cause.person.id, { wave, rank });
    const rows = (waves[wave] ??= { opening: [], moving: [], ending: [] });
    (rank === 0 ? rows.opening : rank === 1 ? rows.moving : rows.ending).push(act);
  }
  return waves as readonly Wave[];
}
