import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../../platform/clock.service';
import { CallbackPost } from './callback-post.service';
import { planCallbacks } from './callback-plan';
import { delayOf, fateOf, happens, type Fate, type Faults, type Random } from './faults';
import { SimulatedNetwork } from './network.service';
import { OperatorLines, type Done, type Line } from './operator-lines.service';
import { OperatorStore, type OwedCallback } from './operator.store';
import {
  decidePayments,
  decideRefunds,
  entryOf,
  firstOfEach,
  statusAt,
  type Condition,
  type Payment,
  type PaymentStatus,
  type Refund,
  type RefundDenial,
  type Wanted,
  type WantedRefund,
} from './payment';
import { SIMULATOR_RANDOM } from './simulator-pool';

/** What the operator asks of whoever it slows down. */
const THROTTLE_MS = 100;
const LAPSED_AT_ONCE = 500;

/** Who is told of a payment that is answered before its fate is known. */
export type Receiver = { readonly gatewayId: number } | { readonly sink: string };

/** How a payment is wanted. */
export interface Manner {
  readonly steps: 'one' | 'two';
  /** "processing" now, the outcome later: by a callback, or to whoever asks. Null: the answer is the outcome. */
  readonly later: Receiver | null;
  /** The highest price the operator takes at once. */
  readonly mostMinor: bigint | null;
}

/** How the operator answered one element of a request. */
export type Answered<T> =
  | ({ readonly type: 'answered' } & T)
  | { readonly type: 'throttled'; readonly retryAfterMs: number }
  /** No connection was had: nothing was heard. */
  | { readonly type: 'away' }
  /** Heard or not, done or not: no answer comes. */
  | { readonly type: 'silent' };

/** `isKnown`: the correlator had been there before. */
export interface Stands {
  readonly payment: Payment;
  readonly status: PaymentStatus;
  readonly isKnown: boolean;
}
export type PaymentAnswer = Answered<Stands>;
export type RefundAnswer = Answered<{ readonly refund: Refund } | { readonly denial: RefundDenial }>;

/** The billing of a mobile operator in a box: balances, payments, refunds, and everything that goes wrong with them. */
@Injectable()
export class SimulatedOperator {
  private readonly lines: OperatorLines;

  constructor(
    private readonly store: OperatorStore,
    network: SimulatedNetwork,
    private readonly post: CallbackPost,
    private readonly clock: Clock,
    @Inject(SIMULATOR_RANDOM) private readonly random: Random,
  ) {
    this.lines = new OperatorLines(store, network, random);
  }

  /** Takes payments, one answer each, in order. The same correlator is the same payment, whatever is asked for it later. */
  async take(wanted: readonly Wanted[], manner: Manner): Promise<PaymentAnswer[]> {
    const line = await this.lines.pickUp();
    if (line === undefined) return wanted.map(() => ({ type: 'away' }));
    const fates = wanted.map(() => fateOf(line.faults, this.random));
    const heard = firstOfEach(wanted.filter((_, at) => fates[at] === 'taken'));
    const done = await this.lines.work(line, () => this.enter(line, heard, manner));
    if (manner.later !== null && line.faults.reports === 'early') await this.post.sendDue();
    else if (manner.later !== null) this.post.nudge();
    return wanted.map(({ correlator }, at) =>
      this.answer(done, fates[at] ?? 'lost', line.faults, (entered) => entered.get(correlator)),
    );
  }

  /** Confirms what was reserved; what is none, or none any more, is answered as it stands. */
  confirm(correlators: readonly string[]): Promise<PaymentAnswer[]> {
    return this.resolve(correlators, ({ client }, heard) =>
      this.store.confirm(client, heard, this.clock.now()),
    );
  }

  cancel(correlators: readonly string[]): Promise<PaymentAnswer[]> {
    return this.resolve(correlators, async ({ client }, heard) => {
      const held = await this.store.payments(client, heard);
      await this.store.lockHandsets(
        client,
        [...held.values()].map(({ msisdn }) => msisdn),
      );
      await this.store.giveBack(client, heard);
    });
  }

  /** Payments as they stand; what the operator never heard of is missing. Asking changes nothing. */
  async find(
    correlators: readonly string[],
  ): Promise<Answered<{ readonly found: ReadonlyMap<string, Stands> }>> {
    const line = await this.lines.pickUp();
    if (line === undefined) return { type: 'away' };
    const fate = fateOf(line.faults, this.random);
    const done = await this.lines.work(line, () => this.standing(line.client, correlators));
    return this.answer(done, fate, { ...line.faults, timeoutAfterCharge: 0 }, (found) => ({ found }));
  }

  findByRemoteId(remoteId: string): Promise<Payment | undefined> {
    return this.store.paymentByRemoteId(remoteId);
  }

  refundsOf(correlator: string): Promise<readonly Refund[]> {
    return this.store.refundsOf(correlator);
  }

  /** Gives money back, one answer each, in order; never more than was paid, and once per correlator. */
  async refund(wanted: readonly WantedRefund[]): Promise<RefundAnswer[]> {
    const line = await this.lines.pickUp();
    if (line === undefined) return wanted.map(() => ({ type: 'away' }));
    const fates = wanted.map(() => fateOf(line.faults, this.random));
    const heard = firstOfEach(wanted.filter((_, at) => fates[at] === 'taken'));
    const done = await this.lines.work(line, () => this.giveBack(line.client, heard));
    return wanted.map(({ correlator }, at) =>
      this.answer(done, fates[at] ?? 'lost', line.faults, (given) => given.get(correlator)),
    );
  }

  /** Who cannot pay, and why. */
  conditionsOf(msisdns: readonly string[]): Promise<ReadonlyMap<string, Condition>> {
    return this.store.conditions(msisdns);
  }

  setCondition(msisdn: string, condition: Condition | null): Promise<void> {
    return this.store.setCondition(msisdn, condition);
  }

  private async enter({ client, faults }: Line, heard: readonly Wanted[], manner: Manner) {
    const accounts = await this.accountsOf(client, heard);
    const known = await this.standing(client, correlatorsOf(heard));
    const now = this.clock.now();
    const owed: OwedCallback[] = [];
    const fresh = heard.filter(({ correlator }) => !known.has(correlator));
    const entries = decidePayments(fresh, accounts, manner.mostMinor).map((decided) => {
      const remoteId = `p-${randomUUID()}`;
      if (manner.later === null) return entryOf(decided, remoteId, manner.steps, now, null);
      const delayMs = delayOf(faults, this.random);
      for (const dueMs of planCallbacks(faults.reports, now.getTime(), delayMs))
        owed.push({ correlator: decided.wanted.correlator, ...addressed(manner.later), dueMs });
      return entryOf(decided, remoteId, manner.steps, now, new Date(now.getTime() + delayMs));
    });
    const entered = await this.store.enter(client, entries, owed, now);
    const raced = entries.filter(({ correlator }) => !entered.has(correlator));
    const others = raced.length === 0 ? [] : await this.standing(client, correlatorsOf(raced));
    const status = (payment: Payment): PaymentStatus =>
      manner.later === null ? statusAt(payment, now) : 'processing';
    return new Map<string, Stands>([
      ...entries.map((payment) => stands(payment, status(payment), false)),
      ...known,
      ...others,
    ]);
  }

  /** Locks the handsets, in their order, once what lapsed reservations held has been given back. */
  private async accountsOf(client: PoolClient, heard: readonly Wanted[]) {
    const msisdns = heard.map(({ msisdn }) => msisdn);
    const lapsed = await this.store.lapsed(client, this.clock.now(), LAPSED_AT_ONCE);
    const accounts = await this.store.lockHandsets(client, [
      ...msisdns,
      ...lapsed.map(({ msisdn }) => msisdn),
    ]);
    if (lapsed.length === 0) return accounts;
    await this.store.giveBack(client, correlatorsOf(lapsed));
    return this.store.lockHandsets(client, msisdns);
  }

  private async giveBack(client: PoolClient, heard: readonly WantedRefund[]) {
    const payments = heard.map(({ payment }) => payment);
    const before = await this.store.payments(client, payments);
    await this.store.lockHandsets(
      client,
      [...before.values()].map(({ msisdn }) => msisdn),
    );
    const paid = await this.store.payments(client, payments, 'lock');
    const known = await this.store.refunds(client, correlatorsOf(heard));
    const fresh = heard.filter(({ correlator }) => !known.has(correlator));
    const decided = decideRefunds(fresh, paid);
    const at = this.clock.now();
    const given = decided.flatMap((one) =>
      one.type === 'refundable' ? [{ ...one.wanted, remoteId: `r-${randomUUID()}`, at }] : [],
    );
    if (given.length > 0) await this.store.refund(client, given, at);
    const results = new Map<string, { readonly refund: Refund } | { readonly denial: RefundDenial }>();
    for (const refund of [...known.values(), ...given]) results.set(refund.correlator, { refund });
    for (const one of decided)
      if (one.type === 'denied') results.set(one.wanted.correlator, { denial: one.denial });
    return results;
  }

  private async standing(client: PoolClient, correlators: readonly string[]): Promise<Map<string, Stands>> {
    const now = this.clock.now();
    const payments = await this.store.payments(client, correlators);
    return new Map([...payments.values()].map((payment) => stands(payment, statusAt(payment, now), true)));
  }

  private async resolve(
    correlators: readonly string[],
    act: (line: Line, heard: readonly string[]) => Promise<void>,
  ): Promise<PaymentAnswer[]> {
    const line = await this.lines.pickUp();
    if (line === undefined) return correlators.map(() => ({ type: 'away' }));
    const fates = correlators.map(() => fateOf(line.faults, this.random));
    const heard = correlators.filter((_, at) => fates[at] === 'taken');
    const done = await this.lines.work(line, async () => {
      if (heard.length > 0) await act(line, heard);
      return this.standing(line.client, correlators);
    });
    return correlators.map((correlator, at) =>
      this.answer(done, fates[at] ?? 'lost', line.faults, (payments) => payments.get(correlator)),
    );
  }

  private answer<V, T extends object>(
    done: Done<V>,
    fate: Fate,
    { timeoutAfterCharge }: Faults,
    pick: (value: V) => T | undefined,
  ): Answered<T> {
    if (fate === 'throttled') return { type: 'throttled', retryAfterMs: THROTTLE_MS };
    if (done.type === 'silent') return { type: 'silent' };
    const picked = fate === 'taken' ? pick(done.value) : undefined;
    if (picked === undefined || happens(timeoutAfterCharge, this.random)) return { type: 'silent' };
    return { type: 'answered', ...picked };
  }
}

const correlatorsOf = (items: readonly { readonly correlator: string }[]): string[] =>
  items.map(({ correlator }) => correlator);

const stands = (payment: Payment, status: PaymentStatus, isKnown: boolean): readonly [string, Stands] => [
  payment.correlator,
  { payment, status, isKnown },
];

const addressed = (receiver: Receiver): Pick<OwedCallback, 'gatewayId' | 'sink'> => ({
  gatewayId: 'gatewayId' in receiver ? receiver.gatewayId : null,
  sink: 'sink' in receiver ? receiver.sink : null,
});
