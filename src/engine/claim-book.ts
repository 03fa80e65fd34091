import {
  claimKey,
  isPersonal,
  type Claim,
  type Claimed,
  type Claims,
  type CodeCard,
  type CouponCard,
  type PlayerState,
} from '../campaigns/claim';
import type { Effect, PlayEffect } from '../campaigns/effect';
import { after, type SubscriptionCard } from '../campaigns/subscribe/subscription-card';

/** A claim that a text of the batch cannot be decided without. */
export interface Wanted {
  readonly claim: Claim;
  readonly subscriberId: number;
}

/** Coupons of a campaign's pool, next first. */
interface Pool {
  free: CouponCard[];
  readonly ids: number[];
  /** Nothing stands behind what was read. */
  isDry: boolean;
}

/** Everything the batch has claimed, as it stands after the decisions made so far. */
export class ClaimBook {
  /** By claim and then by person: what is anybody's stands under nobody. */
  private readonly known = new Map<string, Map<number, unknown>>();
  private readonly pools = new Map<number, Pool>();
  /** Codes are seen differently by whoever redeemed them. */
  private readonly codes = new Map<string, { readonly card: CodeCard | null; readonly redeemer: number }>();

  /** Enters what was read, as this person sees it. Of coupons each call adds one that may be given; null: there are no more. */
  enter<T extends Claim>(claim: T, subscriberId: number, value: Claimed<T>): void {
    if (claim.type === 'coupon') this.pool(claim.campaignId, value as CouponCard | null);
    else if (claim.type === 'code') this.enterCode(claim.hash, subscriberId, value as CodeCard | null);
    else this.knownOf(claim).set(whose(claim, subscriberId), value);
  }

  has(claim: Claim, subscriberId: number): boolean {
    if (claim.type === 'coupon') return this.isPoolKnown(claim.campaignId);
    if (claim.type === 'code') return this.codes.has(claim.hash);
    return this.knownOf(claim).has(whose(claim, subscriberId));
  }

  get(claim: Claim, subscriberId: number): unknown {
    if (claim.type === 'coupon') return this.pools.get(claim.campaignId)?.free[0] ?? null;
    if (claim.type === 'code') return this.codeSeenBy(claim.hash, subscriberId);
    return this.knownOf(claim).get(whose(claim, subscriberId));
  }

  /** The book as one decision about one person looks at it. */
  openFor(subscriberId: number): Claims {
    return new OpenBook(this, subscriberId);
  }

  /** What a decision took is gone for the next one. */
  fold(effects: readonly Effect[], subscriberId: number, saidAt: Date): void {
    for (const effect of effects) {
      const fold = folds[effect.type as PlayEffect['type']] as FoldOf<PlayEffect> | undefined;
      fold?.(this, effect as PlayEffect, subscriberId, saidAt);
    }
  }

  change<T extends Claim>(claim: T, subscriberId: number, next: (before: Claimed<T>) => Claimed<T>): void {
    const known = this.knownOf(claim);
    const person = whose(claim, subscriberId);
    if (known.has(person)) known.set(person, next(known.get(person) as Claimed<T>));
  }

  redeemCode(hash: string, subscriberId: number, at: Date): void {
    const card = this.codes.get(hash)?.card;
    if (card)
      this.enterCode(hash, subscriberId, { ...card, redeemed: { byThem: true, at: at.toISOString() } });
  }

  giveCoupon(campaignId: number, couponId: number): void {
    const pool = this.pools.get(campaignId);
    if (pool) pool.free = pool.free.filter(({ id }) => id !== couponId);
  }

  /** Every coupon that was entered, given since or not. */
  get couponIds(): number[] {
    return [...this.pools.values()].flatMap(({ ids }) => ids);
  }

  private enterCode(hash: string, subscriberId: number, card: CodeCard | null): void {
    this.codes.set(hash, { card, redeemer: card?.redeemed?.byThem ? subscriberId : NOBODY });
  }

  private codeSeenBy(hash: string, subscriberId: number): CodeCard | null {
    const { card = null, redeemer = NOBODY } = this.codes.get(hash) ?? {};
    return (
      card && { ...card, redeemed: card.redeemed && { ...card.redeemed, byThem: redeemer === subscriberId } }
    );
  }

  private pool(campaignId: number, coupon: CouponCard | null): void {
    const pool = this.pools.get(campaignId) ?? { free: [], ids: [], isDry: false };
    if (coupon) {
      pool.free.push(coupon);
      pool.ids.push(coupon.id);
    } else pool.isDry = true;
    this.pools.set(campaignId, pool);
  }

  /** A pool whose coupons were all given in this batch is not known to be empty: it has to be asked again. */
  private isPoolKnown(campaignId: number): boolean {
    const pool = this.pools.get(campaignId);
    return pool !== undefined && (pool.isDry || pool.free.length > 0);
  }

  private knownOf(claim: Claim): Map<number, unknown> {
    const key = claimKey(claim);
    let known = this.known.get(key);
    if (!known) this.known.set(key, (known = new Map()));
    return known;
  }
}

const NOBODY = -1;

const whose = (claim: Claim, subscriberId: number): number => (isPersonal(claim) ? subscriberId : NOBODY);

type FoldOf<E> = (book: ClaimBook, effect: E, subscriberId: number, saidAt: Date) => void;

const NOTHING = (): void => undefined;

/** What each effect leaves of what was claimed. */
const folds: { readonly [T in PlayEffect['type']]: FoldOf<Extract<PlayEffect, { type: T }>> } = {
  player: (book, { campaignId, state }, person) =>
    book.change({ type: 'player', campaignId }, person, (): PlayerState => state),
  count: (book, { campaignId, name, amount }, person) =>
    book.change({ type: 'counter', campaignId, name }, person, (before) => before + amount),
  redeem: (book, { hash }, person, saidAt) => book.redeemCode(hash, person, saidAt),
  give: (book, { campaignId, couponId }) => {
    if (couponId !== null) book.giveCoupon(campaignId, couponId);
  },
  learn: (book, { brandId, values }, person) =>
    book.change({ type: 'attributes', brandId }, person, (before) => ({ ...before, ...values })),
  subscribe: (book, { serviceId, language, token, shown, tariffId, moves }, person, saidAt) =>
    book.change({ type: 'subscription', serviceId }, person, (before): SubscriptionCard => ({
      ...{ state: 'pending', language, token, shown, tariffId, joinedAt: saidAt.toISOString() },
      ...{ askedAgain: 0, mistyped: 0, hadTrial: before?.hadTrial ?? false },
      ...(moves ? { leaves: { listId: moves.listId, key: moves.key, isOver: false } } : {}),
    })),
  subscription: (book, { serviceId, event }, person) =>
    book.change({ type: 'subscription', serviceId }, person, (before) => before && after(before, event)),
  'not asked': NOTHING,
  'paid by text': NOTHING,
  ticket: NOTHING,
  entry: NOTHING,
  tally: NOTHING,
  call: NOTHING,
  'ask operator': NOTHING,
  event: NOTHING,
};

/** Notes what is looked at, and as what. */
class OpenBook implements Claims {
  /** Made when it is needed: most texts claim nothing. */
  private looked: Map<string, unknown> | null = null;

  constructor(
    private readonly book: ClaimBook,
    private readonly subscriberId: number,
  ) {}

  get read(): readonly (readonly [key: string, value: unknown])[] {
    return this.looked === null ? NONE : [...this.looked];
  }

  has(claim: Claim): boolean {
    return this.book.has(claim, this.subscriberId);
  }

  get<T extends Claim>(claim: T): Claimed<T> {
    if (!this.has(claim)) throw new Error(`nobody claimed ${claimKey(claim)}`);
    const value = this.book.get(claim, this.subscriberId) as Claimed<T>;
    this.looked ??= new Map();
    this.looked.set(claimKey(claim), value);
    return value;
  }
}

const NONE: readonly never[] = [];
