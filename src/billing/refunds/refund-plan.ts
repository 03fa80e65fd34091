/** What somebody asks to be given back. */
export interface RefundWish {
  /** Names the act: the same key of the same charge is the same refund. */
  readonly key: string;
  readonly chargeId: number;
  /** Null: whatever has not been given back yet. */
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly reason: string;
  readonly actor: string;
}

/** A charge as a refund sees it; its row is locked. */
export interface RefundableCharge {
  readonly id: number;
  readonly isCharged: boolean;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly currency: string;
}

/** A refund that exists under a wish's key. */
export interface KnownRefund {
  readonly id: number;
  readonly key: string;
  readonly chargeId: number;
  readonly amountMinor: bigint;
}

export interface NewRefund {
  readonly key: string;
  readonly chargeId: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly reason: string;
  readonly actor: string;
}

export type RefundVerdict =
  | { readonly type: 'granted'; readonly refund: NewRefund }
  /** It was asked for before, here or in this very request. */
  | { readonly type: 'known'; readonly key: string }
  | { readonly type: 'other act'; readonly key: string }
  | { readonly type: 'no charge' }
  | { readonly type: 'not charged' }
  | { readonly type: 'other currency'; readonly currency: string }
  | { readonly type: 'nothing asked' }
  | { readonly type: 'nothing left'; readonly currency: string }
  | { readonly type: 'exceeds'; readonly leftMinor: bigint; readonly currency: string };

interface Act {
  readonly chargeId: number;
  readonly amountMinor: bigint;
}

/** Judges wishes in turn: what the first is granted, the second no longer finds. */
export function planRefunds(
  wishes: readonly RefundWish[],
  charges: readonly RefundableCharge[],
  known: readonly KnownRefund[],
): RefundVerdict[] {
  const left = new Map(charges.map((charge) => [charge.id, charge.amountMinor - charge.refundedMinor]));
  const byId = new Map(charges.map((charge) => [charge.id, charge]));
  const acts = new Map<string, Act>(known.map((refund) => [refund.key, refund]));
  return wishes.map((wish) => {
    const before = acts.get(wish.key);
    if (before) return { type: isSameAct(wish, before) ? 'known' : 'other act', key: wish.key };
    const verdict = verdictOf(wish, byId.get(wish.chargeId), left.get(wish.chargeId) ?? 0n);
    if (verdict.type === 'granted') {
      acts.set(wish.key, verdict.refund);
      left.set(wish.chargeId, (left.get(wish.chargeId) ?? 0n) - verdict.refund.amountMinor);
    }
    return verdict;
  });
}

const isSameAct = (wish: RefundWish, act: Act): boolean =>
  wish.chargeId === act.chargeId && (wish.amountMinor === null || wish.amountMinor === act.amountMinor);

function verdictOf(wish: RefundWish, charge: RefundableCharge | undefined, leftMinor: bigint): RefundVerdict {
  if (!charge) return { type: 'no charge' };
  if (!charge.isCharged) return { type: 'not charged' };
  const { currency } = charge;
  if (wish.currency !== null && wish.currency !== currency) return { type: 'other currency', currency };
  if (wish.amountMinor !== null && wish.amountMinor <= 0n) return { type: 'nothing asked' };
  if (leftMinor === 0n && wish.amountMinor === null) return { type: 'nothing left', currency };
  const amountMinor = wish.amountMinor ?? leftMinor;
  if (amountMinor > leftMinor) return { type: 'exceeds', leftMinor, currency };
  const { key, chargeId, reason, actor } = wish;
  return { type: 'granted', refund: { key, chargeId, amountMinor, currency, reason, actor } };
}
