/** What makes a handset one that pays nothing, whatever its balance. */
export const CONDITIONS = [
  'barred',
  'not found',
  'under age',
  'corporate',
  'blacklisted',
  'spending limit',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Why the operator takes nothing. */
export type Denial = Condition | 'insufficient' | 'price too high' | 'wrong currency';

/** A handset as the operator's billing sees it. */
export interface Account {
  readonly balanceMinor: bigint;
  readonly currency: string;
  readonly condition: Condition | null;
}

/** What somebody wants the operator to take. */
export interface Wanted {
  /** Of the one who wants it; the same correlator is the same payment. */
  readonly correlator: string;
  readonly msisdn: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly description: string;
}

export type Decided =
  | { readonly type: 'payable'; readonly wanted: Wanted }
  | { readonly type: 'denied'; readonly wanted: Wanted; readonly denial: Denial };

/** Decides in the order of the request; what one payment takes is not there for the next of the same handset. */
export function decidePayments(
  wanted: readonly Wanted[],
  accounts: ReadonlyMap<string, Account>,
  mostMinor: bigint | null,
): Decided[] {
  const left = new Map<string, bigint>();
  return wanted.map((one) => {
    const account = accounts.get(one.msisdn);
    const balanceMinor = left.get(one.msisdn) ?? account?.balanceMinor ?? 0n;
    const denial = denialOf(one, account, balanceMinor, mostMinor);
    if (denial !== null) return { type: 'denied', wanted: one, denial };
    left.set(one.msisdn, balanceMinor - one.amountMinor);
    return { type: 'payable', wanted: one };
  });
}

function denialOf(
  { amountMinor, currency }: Wanted,
  account: Account | undefined,
  balanceMinor: bigint,
  mostMinor: bigint | null,
): Denial | null {
  if (account?.condition) return account.condition;
  if (mostMinor !== null && amountMinor > mostMinor) return 'price too high';
  if (account === undefined) return 'insufficient';
  if (account.currency !== currency) return 'wrong currency';
  return balanceMinor < amountMinor ? 'insufficient' : null;
}

/** A payment as it stands in the operator's books. */
export interface Payment extends Wanted {
  readonly remoteId: string;
  readonly state: 'reserved' | 'succeeded' | 'denied' | 'cancelled';
  readonly denial: Denial | null;
  readonly refundedMinor: bigint;
  readonly reservedUntil: Date | null;
  /** Until then it is "processing" to whoever asks. */
  readonly knownAt: Date | null;
  readonly at: Date;
}

/** What a payment looks like from outside at a moment. */
export type PaymentStatus = 'processing' | Payment['state'];

export function statusAt({ state, knownAt, reservedUntil }: Payment, now: Date): PaymentStatus {
  if (knownAt !== null && knownAt > now) return 'processing';
  return state === 'reserved' && reservedUntil !== null && reservedUntil <= now ? 'cancelled' : state;
}

/** An unconfirmed reservation holds the money this long. */
export const RESERVED_MS = 10 * 60_000;

/** A decision as it is entered in the books. */
export function entryOf(
  decided: Decided,
  remoteId: string,
  steps: 'one' | 'two',
  now: Date,
  knownAt: Date | null,
): Payment {
  const isHeld = decided.type === 'payable' && steps === 'two';
  return {
    ...decided.wanted,
    remoteId,
    state: decided.type === 'denied' ? 'denied' : isHeld ? 'reserved' : 'succeeded',
    denial: decided.type === 'denied' ? decided.denial : null,
    refundedMinor: 0n,
    reservedUntil: isHeld ? new Date(now.getTime() + RESERVED_MS) : null,
    knownAt,
    at: now,
  };
}

/** What somebody wants given back. */
export interface WantedRefund {
  readonly correlator: string;
  /** The payment it gives back, by its correlator. */
  readonly payment: string;
  readonly amountMinor: bigint;
}

export interface Refund extends WantedRefund {
  readonly remoteId: string;
  readonly at: Date;
}

export type RefundDenial = 'no such payment' | 'not paid' | 'more than was paid';

export type DecidedRefund =
  | { readonly type: 'refundable'; readonly wanted: WantedRefund }
  | { readonly type: 'denied'; readonly wanted: WantedRefund; readonly denial: RefundDenial };

/** Decides in the order of the request; refunds of one payment never come to more than it. */
export function decideRefunds(
  wanted: readonly WantedRefund[],
  paid: ReadonlyMap<string, Payment>,
): DecidedRefund[] {
  const given = new Map<string, bigint>();
  return wanted.map((one) => {
    const payment = paid.get(one.payment);
    if (payment === undefined) return { type: 'denied', wanted: one, denial: 'no such payment' };
    if (payment.state !== 'succeeded') return { type: 'denied', wanted: one, denial: 'not paid' };
    const before = given.get(one.payment) ?? payment.refundedMinor;
    if (before + one.amountMinor > payment.amountMinor)
      return { type: 'denied', wanted: one, denial: 'more than was paid' };
    given.set(one.payment, before + one.amountMinor);
    return { type: 'refundable', wanted: one };
  });
}

/** The first of each correlator: what is wanted twice in one request is wanted once. */
export function firstOfEach<T extends { readonly correlator: string }>(items: readonly T[]): T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(item.correlator)) first.set(item.correlator, item);
  return [...first.values()];
}
