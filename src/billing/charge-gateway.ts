import type { Failure } from './charge';

/** One try to take money. */
export interface ChargeAttempt {
  /** Ours, unique for ever; the same correlator is the same payment, however often it is sent. */
  readonly correlator: string;
  readonly msisdn: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** What the bill says. */
  readonly description: string;
  readonly chargeId: number;
  readonly subscriberId: number;
  readonly shortcodeId: number;
}

export type ChargeOutcome =
  | { readonly type: 'charged'; readonly remoteId: string }
  /** Accepted; the operator will tell, or can be asked. */
  | { readonly type: 'processing'; readonly remoteId: string | null }
  | { readonly type: 'refused'; readonly failure: Failure; readonly remoteCode: string }
  /** Certainly not heard: nothing happened. */
  | { readonly type: 'not heard'; readonly retryAfterMs?: number }
  /** It may have happened. */
  | { readonly type: 'unknown' };

/** What the operator says of a correlator when it is asked. */
export type ChargeStatus =
  | Exclude<ChargeOutcome, { readonly type: 'not heard' }>
  /** It never heard of it: it may be sent again under the same correlator. */
  | { readonly type: 'never heard' };

export interface RefundAttempt {
  readonly correlator: string;
  readonly chargeCorrelator: string;
  readonly remoteId: string | null;
  readonly msisdn: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

export type RefundOutcome =
  | { readonly type: 'refunded'; readonly remoteId: string }
  | { readonly type: 'refused'; readonly failure: string }
  | { readonly type: 'not heard'; readonly retryAfterMs?: number }
  | { readonly type: 'unknown' }
  /** This operator has no refunds by machine: somebody must write to them. */
  | { readonly type: 'manual' };

/** News that the operator sends by itself, after an answer or before it. */
export interface ChargeNotice {
  readonly correlator: string | null;
  readonly remoteId: string | null;
  readonly outcome: Extract<ChargeOutcome, { readonly type: 'charged' | 'refused' }>;
}

/** Whether a person may be charged at all, before anybody is asked to confirm. */
export type Eligibility = 'eligible' | Failure;

/** What an operator that owns the clock tells of one person and one of its services. */
export interface SubscriptionNotice {
  /** The operator's own id of this news: the same id is the same news. */
  readonly remoteId: string;
  readonly event: 'subscribed' | 'renewed' | 'failed' | 'unsubscribed';
  /** E.164 digits. */
  readonly msisdn: string;
  /** What the operator calls the service. */
  readonly service: string;
  /** What it took, when it took anything. */
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  /** Why it took nothing, in the operator's word. */
  readonly code: string | null;
  readonly at: Date;
}

/** Our wish that the operator ends a subscription of its own. */
export interface Unsubscription {
  readonly subscriptionId: number;
  readonly msisdn: string;
  readonly service: string;
}

/** What became of the wish; only the operator's notice says that the subscription has ended. */
export type UnsubscriptionOutcome =
  | { readonly type: 'asked' }
  | { readonly type: 'not heard'; readonly retryAfterMs?: number }
  | { readonly type: 'unknown' };

/**
 * How an operator takes money for us.
 *
 * 1. charge() MUST answer one outcome for each attempt, in order, and MUST NOT throw for anything the operator does.
 * 2. An attempt whose answer did not come MUST be `unknown`; `not heard` MUST be said only of what certainly did not arrive.
 * 3. The same correlator MUST NOT take money twice, whether sent again, asked about, or notified.
 * 4. ask() MUST NOT cause a payment, and MUST tell `never heard` from `processing`.
 * 5. Every code of the operator MUST be mapped to one {@link Failure}; one that is not known is a `temporary fault`.
 * 6. refund() MUST name the payment it gives back, MUST NOT give back more, and the same correlator gives back once.
 * 7. What is in flight when close() is called MUST be answered, or be `unknown`.
 */
export interface ChargeGateway {
  readonly type: string;
  /** Whether money moves in one step, or is reserved and confirmed; both look the same from outside. */
  charge(attempts: readonly ChargeAttempt[]): Promise<readonly ChargeOutcome[]>;
  ask(correlators: readonly string[]): Promise<readonly ChargeStatus[]>;
  refund(attempts: readonly RefundAttempt[]): Promise<readonly RefundOutcome[]>;
  /** What the operator posted to our door, as notices; null when it cannot be read. */
  read(body: unknown): readonly ChargeNotice[] | null;
  /** Only where the operator can be asked beforehand. One answer each, in order; who cannot be judged now is eligible. */
  eligible?(msisdns: readonly string[]): Promise<readonly Eligibility[]>;
  /** Only where the operator owns the clock: what it posted to our door about subscriptions; null when it cannot be read. */
  readSubscriptions?(body: unknown): readonly SubscriptionNotice[] | null;
  /** Only where the operator owns the clock. One outcome each, in order. */
  unsubscribe?(wishes: readonly Unsubscription[]): Promise<readonly UnsubscriptionOutcome[]>;
  close(): Promise<void>;
}
