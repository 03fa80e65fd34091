import type { Language } from '../text/language';
import type { HeldCode } from './codes/held-code';
import type { ServiceCard } from './subscribe/service-card';
import type { PaidService, SubscriptionCard } from './subscribe/subscription-card';

/** What a kind keeps of one person in one campaign; it must survive JSON. */
export type PlayerState = Readonly<Record<string, unknown>>;

/**
 * Something beyond the person that a decision depends on. A kind names its claims before it decides; the batch loads all of them at
 * once, locks what others might take meanwhile, and folds every decision into them, so that two texts of one batch cannot both
 * win the last prize.
 */
export type Claim =
  /** What the campaign keeps of the person: nobody else writes it while their lane is ours. */
  | { readonly type: 'player'; readonly campaignId: number }
  /** A counter of the campaign (an ordinal, a prize's stock, a day's cap), locked until the batch commits. */
  | { readonly type: 'counter'; readonly campaignId: number; readonly name: string }
  /** A unique code by its keyed hash, locked likewise. */
  | { readonly type: 'code'; readonly hash: string }
  /** The coupon of a campaign's pool that would be given next, locked likewise. */
  | { readonly type: 'coupon'; readonly campaignId: number }
  /** A row of an uploaded table; the key is folded. */
  | { readonly type: 'row'; readonly tableId: number; readonly key: string }
  /** Something the person asked somebody to look into, by its tracking code; another person's is not there. */
  | { readonly type: 'ticket'; readonly code: string }
  /** What the person told the brand of themself. */
  | { readonly type: 'attributes'; readonly brandId: number }
  /** A paid service, with what it asks in a language. */
  | { readonly type: 'service'; readonly serviceId: number; readonly language: Language }
  /** The person's newest subscription to a service: their lane alone opens, confirms and declines it. */
  | { readonly type: 'subscription'; readonly serviceId: number }
  /** Every service of a code that the person pays for. */
  | { readonly type: 'paid services'; readonly shortcodeId: number };

/** A unique code as the person who sends it may see it: nothing that says who else had it, and instants written out. */
export interface CodeCard extends Omit<HeldCode, 'expiresAt' | 'redeemed'> {
  readonly expiresAt: string | null;
  readonly redeemed: { readonly byThem: boolean; readonly at: string } | null;
}

export interface CouponCard {
  readonly id: number;
  readonly code: string;
}

export interface TicketCard {
  readonly state: 'open' | 'answered' | 'closed';
  readonly answer: string | null;
}

/** What each claim turns out to be. */
export interface ClaimedAs {
  readonly player: PlayerState | null;
  /** How much has been taken so far. */
  readonly counter: number;
  readonly code: CodeCard | null;
  readonly coupon: CouponCard | null;
  readonly row: Readonly<Record<string, string>> | null;
  readonly ticket: TicketCard | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly service: ServiceCard | null;
  readonly subscription: SubscriptionCard | null;
  readonly 'paid services': readonly PaidService[];
}

export type Claimed<T extends Claim = Claim> = ClaimedAs[T['type']];

/** Claims as one decision may look at them. */
export interface Claims {
  has(claim: Claim): boolean;
  /** Throws for what was never claimed: a kind that looks without asking has a bug. */
  get<T extends Claim>(claim: T): Claimed<T>;
  /** What has been looked at so far: kept beside the decision, so that it can be made again. */
  readonly read: readonly (readonly [key: string, value: unknown])[];
}

/** Names a claim; a person's own stand for that person alone. */
export function claimKey(claim: Claim): string {
  switch (claim.type) {
    case 'player':
    case 'coupon':
      return `${claim.type}:${claim.campaignId}`;
    case 'counter':
      return `counter:${claim.campaignId}:${claim.name}`;
    case 'code':
      return `code:${claim.hash}`;
    case 'row':
      return `row:${claim.tableId}:${claim.key}`;
    case 'ticket':
      return `ticket:${claim.code}`;
    case 'attributes':
      return `attributes:${claim.brandId}`;
    case 'service':
      return `service:${claim.serviceId}:${claim.language}`;
    case 'subscription':
      return `subscription:${claim.serviceId}`;
    case 'paid services':
      return `paid services:${claim.shortcodeId}`;
  }
}

/** Claims whose value is the person's own. */
export const isPersonal = ({ type }: Claim): boolean => PERSONAL.has(type);

const PERSONAL: ReadonlySet<Claim['type']> = new Set([
  'player',
  'attributes',
  'ticket',
  'subscription',
  'paid services',
]);

/** Claims that were read before and are read again: in a replay, and in tests. */
export class KnownClaims implements Claims {
  readonly read = [];
  private readonly values: ReadonlyMap<string, unknown>;

  constructor(values: Iterable<readonly [key: string, value: unknown]> = []) {
    this.values = new Map(values);
  }

  has(claim: Claim): boolean {
    return this.values.has(claimKey(claim));
  }

  get<T extends Claim>(claim: T): Claimed<T> {
    const key = claimKey(claim);
    if (!this.values.has(key)) throw new Error(`nobody claimed ${key}`);
    return this.values.get(key) as Claimed<T>;
  }
}

export const NO_CLAIMS: Claims = new KnownClaims();
