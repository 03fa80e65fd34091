import { money, split } from '../../platform/money';

export const PARTS = ['vat', 'operator', 'brand', 'provider', 'own'] as const;

export type Part = (typeof PARTS)[number];

/** What each gets of an amount, in minor units; together they are the amount. */
export type Parts = Readonly<Record<Part, bigint>>;

/** Who gets what of the slab that begins at `fromMinor`, in hundredths of a percent; together they are the whole. */
export interface Tier {
  readonly fromMinor: bigint;
  readonly operatorBp: number;
  readonly brandBp: number;
  readonly providerBp: number;
  readonly ownBp: number;
}

export interface ShareRule {
  /** What the operator takes of each charge before anything is shared. */
  readonly feeMinor: bigint;
  /** By what a line took in its month after tax and fees; the first begins at zero. */
  readonly tiers: readonly Tier[];
}

/** What a line took. */
export interface Takings {
  readonly grossMinor: bigint;
  /** Charges in it: the fee is of each. */
  readonly count: number;
  /** Value added tax within the gross, in hundredths of a percent of the net. */
  readonly vatBp: number;
}

export const WHOLE_BP = 10_000;

/**
 * Shares out a month's takings of one service at one operator: the tax first, rounded half up on the sum; then the fee, as far as
 * there is money for it; then, slab by slab, the rest. The parts add up to the gross to the last unit; what cannot be divided goes
 * to the brand, the provider, the operator and us, in this order, and only to whom something is due at all.
 */
export function share({ grossMinor, count, vatBp }: Takings, { feeMinor, tiers }: ShareRule): Parts {
  if (grossMinor <= 0n) throw new RangeError('nothing was taken');
  const vat = vatWithin(grossMinor, vatBp);
  const net = grossMinor - vat;
  const wanted = feeMinor * BigInt(count);
  const fee = wanted < net ? wanted : net;
  return slabsOf(net - fee, tiers)
    .map(({ amountMinor, tier }) => portion(amountMinor, weightsOf(tier)))
    .reduce(plus, { ...NOTHING, vat, operator: fee });
}

/** The tax that is within a gross, rounded half up. */
export function vatWithin(grossMinor: bigint, vatBp: number): bigint {
  const whole = BigInt(WHOLE_BP + vatBp);
  return (2n * grossMinor * BigInt(vatBp) + whole) / (2n * whole);
}

/**
 * What each gives back when `nowMinor` of a line is taken back after `beforeMinor` was: in the proportions in which the line was
 * shared out. However many steps it takes, a line that is taken back whole has taken back exactly its parts; a single step may
 * therefore give one of them a unit.
 */
export function takeBack(line: Parts, beforeMinor: bigint, nowMinor: bigint): Parts {
  const after = portion(beforeMinor + nowMinor, line);
  const before = portion(beforeMinor, line);
  return mapParts((part) => after[part] - before[part]);
}

export const NOTHING: Parts = { vat: 0n, operator: 0n, brand: 0n, provider: 0n, own: 0n };

export const mapParts = (amountOf: (part: Part) => bigint): Parts => ({
  vat: amountOf('vat'),
  operator: amountOf('operator'),
  brand: amountOf('brand'),
  provider: amountOf('provider'),
  own: amountOf('own'),
});

export const plus = (one: Parts, other: Parts): Parts => mapParts((part) => one[part] + other[part]);

export const sumOf = (parts: Parts): bigint => PARTS.reduce((sum, part) => sum + parts[part], 0n);

interface Slab {
  readonly amountMinor: bigint;
  readonly tier: Tier;
}

function slabsOf(amountMinor: bigint, tiers: readonly Tier[]): readonly Slab[] {
  return tiers.flatMap((tier, at) => {
    const end = tiers[at + 1]?.fromMinor;
    const until = end !== undefined && end < amountMinor ? end : amountMinor;
    return until > tier.fromMinor ? [{ amountMinor: until - tier.fromMinor, tier }] : [];
  });
}

const weightsOf = ({ operatorBp, brandBp, providerBp, ownBp }: Tier): Parts => ({
  vat: 0n,
  operator: BigInt(operatorBp),
  brand: BigInt(brandBp),
  provider: BigInt(providerBp),
  own: BigInt(ownBp),
});

/** Who is served first with what cannot be divided. */
const INDIVISIBLE: readonly Part[] = ['brand', 'provider', 'operator', 'own', 'vat'];

/** An amount by weights; whose weight is nothing gets nothing, not even of what cannot be divided. */
function portion(amountMinor: bigint, weights: Parts): Parts {
  const sharing = INDIVISIBLE.filter((part) => weights[part] > 0n);
  // The currency is of no matter to the arithmetic.
  const amounts = split(
    money(amountMinor, ''),
    sharing.map((part) => weights[part]),
  );
  return mapParts((part) => amounts[sharing.indexOf(part)]?.minor ?? 0n);
}
