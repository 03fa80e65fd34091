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

/** A claim that a text of the batch cannot be decided without. */
export interface Wanted {
  readonly claim: Claim;
  readonly subscriberId: number;
}

/** Everything the batch has claimed, as it stands after the decisions made so far. */
export class ClaimBook {
  private readonly shared = new Map<string, unknown>();
  private readonly personal = new Map<string, unknown>();
  /** Coupons of each campaign's pool, next first. */
  private readonly pools = new Map<number, CouponCard[]>();

  /** Enters what was read. Of coupons each call adds one that may be given. */
  enter<T extends Claim>(claim: T, subscriberId: number, value: Claimed<T>): void {
    if (claim.type === 'coupon') this.pool(claim.campaignId, value as CouponCard | null);
    else this.values(claim).set(keyFor(claim, subscriberId), value);
  }

  has(claim: Claim, subscriberId: number): boolean {
    if (claim.type === 'coupon') return this.pools.has(claim.campaignId);
    return this.values(claim).has(keyFor(claim, subscriberId));
  }

  get(claim: Claim, subscriberId: number): unknown {
    if (claim.type === 'coupon') return this.pools.get(claim.campaignId)?.[0] ?? null;
    return this.values(claim).get(keyFor(claim, subscriberId));
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
    const key = keyFor(claim, subscriberId);
    const values = this.values(claim);
    if (values.has(key)) values.set(key, next(values.get(key) as Claimed<T>));
  }

  giveCoupon(campaignId: number, couponId: number): void {
    const pool = this.pools.get(campaignId);
    if (pool)
      this.pools.set(
        campaignId,
        pool.filter(({ id }) => id !== couponId),
      );
  }

  private pool(campaignId: number, coupon: CouponCard | null): void {
    const pool = this.pools.get(campaignId) ?? [];
    if (coupon) pool.push(coupon);
    this.pools.set(campaignId, pool);
  }

  private values(claim: Claim): Map<string, unknown> {
    return isPersonal(claim) ? this.personal : this.shared;
  }
}

const keyFor = (claim: Claim, subscriberId: number): string =>
  isPersonal(claim) ? `${subscriberId} ${claimKey(claim)}` : claimKey(claim);

type FoldOf<E> = (book: ClaimBook, effect: E, subscriberId: number, saidAt: Date) => void;

const NOTHING = (): void => undefined;

/** What each effect leaves of what was claimed. */
const folds: { readonly [T in PlayEffect['type']]: FoldOf<Extract<PlayEffect, { type: T }>> } = {
  player: (book, { campaignId, state }, person) =>
    book.change({ type: 'player', campaignId }, person, (): PlayerState => state),
  count: (book, { campaignId, name, amount }, person) =>
    book.change({ type: 'counter', campaignId, name }, person, (before) => before + amount),
  redeem: (book, { hash, campaignId }, subscriberId, saidAt) =>
    book.change(
      { type: 'code', hash },
      subscriberId,
      (code): CodeCard | null =>
        code && { ...code, redeemed: { subscriberId, campaignId, textId: null, at: saidAt.toISOString() } },
    ),
  give: (book, { campaignId, couponId }) => book.giveCoupon(campaignId, couponId),
  learn: (book, { brandId, values }, person) =>
    book.change({ type: 'attributes', brandId }, person, (before) => ({ ...before, ...values })),
  ticket: NOTHING,
  entry: NOTHING,
  tally: NOTHING,
  call: NOTHING,
  event: NOTHING,
};

/** Notes what is looked at, and as what. */
class OpenBook implements Claims {
  private readonly looked = new Map<string, unknown>();

  constructor(
    private readonly book: ClaimBook,
    private readonly subscriberId: number,
  ) {}

  get read(): readonly (readonly [key: string, value: unknown])[] {
    return this.looked.size === 0 ? NONE : [...this.looked];
  }

  has(claim: Claim): boolean {
    return this.book.has(claim, this.subscriberId);
  }

  get<T extends Claim>(claim: T): Claimed<T> {
    if (!this.has(claim)) throw new Error(`nobody claimed ${claimKey(claim)}`);
    const value = this.book.get(claim, this.subscriberId) as Claimed<T>;
    this.looked.set(claimKey(claim), value);
    return value;
  }
}

const NONE: readonly never[] = [];
