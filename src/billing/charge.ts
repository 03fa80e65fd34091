/** What a charge is for. A renewal and a first charge pay for a period; the others pay for what happened once. */
export type ChargePurpose = 'first' | 'renewal' | 'one-off' | 'message';

/** What somebody is to pay, before anything has left us. The key names the act: the same key is the same charge. */
export interface ChargeRequest {
  readonly key: string;
  readonly purpose: ChargePurpose;
  readonly serviceId: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly subscriberId: number;
  readonly subscriptionId: number | null;
  /** The campaign by which they came to it, where it was one. */
  readonly campaignId?: number | null;
  readonly operatorId: number;
  readonly gatewayId: number;
  readonly tariffId: number;
  /** Half-open; null for what is not for a time. */
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Value added tax within the amount, in hundredths of a percent. */
  readonly vatBp: number;
  readonly dueAt: Date;
  /** Not sent for the first time later than this: it is refused as expired. */
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

/** Names the charge of one period of one subscription, so that asking for it again is the same act. */
export const renewalKey = (subscriptionId: number, periodStart: Date): string =>
  `renewal:${subscriptionId}:${periodStart.toISOString()}`;

/** Why a charge was refused, in our words; each gateway maps its own codes to these. */
export const FAILURES = {
  insufficient: 'later',
  'usage limit': 'later',
  'temporary fault': 'later',
  throttled: 'later',
  'amount not allowed': 'not this period',
  'spending limit': 'not this period',
  'our cap': 'not this period',
  'price not approved': 'not this period',
  'not found': 'end',
  barred: 'end',
  'under age': 'end',
  blacklisted: 'end',
  expired: 'not this period',
} as const satisfies Readonly<Record<string, RetryClass>>;

/** What to do about a refusal: try again on the ladder, wait for the next period, or end the subscription. */
export type RetryClass = 'later' | 'not this period' | 'end';

export type Failure = keyof typeof FAILURES;
