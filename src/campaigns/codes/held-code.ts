/** What a batch knows of a code it has locked. Nobody else can redeem it before the batch is committed or given up. */
export interface HeldCode {
  readonly lotId: number;
  readonly lotState: 'active' | 'revoked';
  /** The only campaign that takes it; null: any campaign of the brand. */
  readonly campaignId: number | null;
  /** The first instant at which it is too late. */
  readonly expiresAt: Date | null;
  readonly attributes: CodeAttributes;
  readonly redeemed: Redeemed | null;
}

/** What a lot says of its codes: the product, the pack, the tier. */
export type CodeAttributes = Readonly<Record<string, string | number | boolean>>;

export interface Redeemed {
  readonly subscriberId: number;
  readonly textId: number | null;
  readonly campaignId: number;
  readonly at: Date;
}

export interface Claimant {
  readonly campaignId: number;
  readonly subscriberId: number;
  /** When they said it. */
  readonly at: Date;
}

/** `yours`: the same person redeemed it before; everybody else's is `used`. A code of another campaign is `unknown` here. */
export type CodeStanding = 'valid' | 'unknown' | 'yours' | 'used' | 'revoked' | 'expired';

/** Whether somebody may redeem a code. That it was used is said before that it is late: the first is what they ask about. */
export function standingOf(
  code: HeldCode | undefined,
  { campaignId, subscriberId, at }: Claimant,
): CodeStanding {
  if (!code || (code.campaignId !== null && code.campaignId !== campaignId)) return 'unknown';
  if (code.redeemed) return code.redeemed.subscriberId === subscriberId ? 'yours' : 'used';
  if (code.lotState === 'revoked') return 'revoked';
  return code.expiresAt !== null && at >= code.expiresAt ? 'expired' : 'valid';
}
