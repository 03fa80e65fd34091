import { WHOLE_BP, type ShareRule, type Tier } from './share';

/** A tier as it is stored and as the API writes it: amounts are text. */
export interface TierJson {
  readonly fromMinor: string;
  readonly operatorBp: number;
  readonly brandBp: number;
  readonly providerBp: number;
  readonly ownBp: number;
}

export const RULE_LIMITS = {
  tiers: 20,
  /** An operator pays 30 to 90 days after the month, and whoever waits for that money some time after (rules of the trade, 3.5). */
  operatorDays: { least: 30, most: 90 },
  partnerDays: { most: 180 },
} as const;

export const readTiers = (tiers: readonly TierJson[]): readonly Tier[] =>
  tiers.map((tier) => ({ ...tier, fromMinor: BigInt(tier.fromMinor) }));

export const readRule = (feeMinor: string, tiers: readonly TierJson[]): ShareRule => ({
  feeMinor: BigInt(feeMinor),
  tiers: readTiers(tiers),
});

export interface RuleFault {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with tiers that are each well-formed: they must begin at zero, rise, and give away the whole and no more. */
export function faultsIn(tiers: readonly Tier[]): readonly RuleFault[] {
  return tiers.flatMap((tier, at) => {
    const path = `tiers[${at}]`;
    const before = tiers[at - 1];
    const faults: RuleFault[] = [];
    if (before === undefined ? tier.fromMinor !== 0n : tier.fromMinor <= before.fromMinor) {
      const message =
        before === undefined ? 'must be 0 in the first tier' : 'must be more than in the tier before';
      faults.push({ path: `${path}.fromMinor`, message });
    }
    if (tier.operatorBp + tier.brandBp + tier.providerBp + tier.ownBp !== WHOLE_BP)
      faults.push({ path, message: `must give away ${WHOLE_BP} hundredths of a percent in all` });
    return faults;
  });
}
