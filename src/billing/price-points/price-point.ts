/** A price that an operator has approved for as long as it says; the end is not part of it. */
export interface PricePoint {
  readonly operatorId: number;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly effectiveFrom: Date;
  /** Null while nobody has withdrawn it. */
  readonly effectiveUntil: Date | null;
}

/** The points of one operator, by its code; never empty. */
export interface PriceList {
  readonly operator: string;
  readonly points: readonly PricePoint[];
}

/** What somebody wants to charge. */
export interface Price {
  readonly amountMinor: bigint;
  readonly currency: string;
}

export type PriceVerdict =
  | { readonly type: 'approved' }
  /** The nearest that are approved in its currency: one below it and one above, as far as there are any. */
  | { readonly type: 'not approved'; readonly nearest: readonly bigint[] };

/**
 * Whether an operator lets a price be charged at an instant.
 * @param points of this operator, whenever they hold; an operator that has none approves everything
 */
export function judgePrice(
  points: readonly PricePoint[],
  { amountMinor, currency }: Price,
  at: Date,
): PriceVerdict {
  if (points.length === 0) return { type: 'approved' };
  const approved = points
    .filter((point) => point.currency === currency && isInForce(point, at))
    .map((point) => point.amountMinor);
  if (approved.includes(amountMinor)) return { type: 'approved' };
  const below = approved.filter((one) => one < amountMinor).reduce(greater, null);
  const above = approved.filter((one) => one > amountMinor).reduce(lesser, null);
  return { type: 'not approved', nearest: [below, above].filter((one) => one !== null) };
}

export const isInForce = (
  { effectiveFrom, effectiveUntil }: Pick<PricePoint, 'effectiveFrom' | 'effectiveUntil'>,
  at: Date,
): boolean => effectiveFrom <= at && (effectiveUntil === null || at < effectiveUntil);

const greater = (one: bigint | null, other: bigint): bigint => (one !== null && one > other ? one : other);
const lesser = (one: bigint | null, other: bigint): bigint => (one !== null && one < other ? one : other);
