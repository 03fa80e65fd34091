import type { Failure } from '../../src/billing/charge';
import type {
  ChargeAttempt,
  ChargeGateway,
  ChargeNotice,
  ChargeOutcome,
  ChargeStatus,
  RefundAttempt,
  RefundOutcome,
} from '../../src/billing/charge-gateway';

interface Payment {
  readonly correlator: string;
  readonly msisdn: string;
  readonly amountMinor: bigint;
  readonly remoteId: string;
}

/** How the operator takes one attempt. */
export type Manner =
  | 'takes it'
  /** The money moves and the answer is lost. */
  | 'takes it silently'
  /** The request is lost, and nobody can tell. */
  | 'loses it'
  | 'is away'
  | 'thinks about it'
  | { readonly refuses: Failure };

export type RefundManner = RefundOutcome['type'] | 'gives it silently';

/**
 * An operator that keeps its books on paper: who paid what under which correlator, and what was given back. It keeps the contract
 * whatever it is told to do with single attempts.
 */
export class PaperOperator implements ChargeGateway {
  readonly type = 'paper';
  readonly payments = new Map<string, Payment>();
  readonly refunds = new Map<string, RefundAttempt>();
  /** Every attempt that arrived, also those that took nothing. */
  readonly heard: ChargeAttempt[] = [];
  /** Asked of, in order. */
  readonly asked: string[] = [];
  private readonly thinking = new Set<string>();
  private manner: (attempt: ChargeAttempt) => Manner = () => 'takes it';
  private refundManner: (attempt: RefundAttempt) => RefundManner = () => 'refunded';
  private held: { readonly until: Promise<void>; readonly reached: () => void } | null = null;

  takes(manner: (attempt: ChargeAttempt) => Manner): void {
    this.manner = manner;
  }

  givesBack(manner: (attempt: RefundAttempt) => RefundManner): void {
    this.refundManner = manner;
  }

  /** From now on its answers wait, after it has acted. @returns when the first waits, and how to let them go */
  holdsItsAnswers(): { readonly waits: Promise<void>; readonly release: () => void } {
    let release: () => void = () => undefined;
    let reached: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (reached = resolve));
    const until = new Promise<void>((resolve) => (release = resolve));
    this.held = { until, reached };
    return {
      waits,
      release: () => {
        this.held = null;
        release();
      },
    };
  }

  async charge(attempts: readonly ChargeAttempt[]): Promise<readonly ChargeOutcome[]> {
    const outcomes = attempts.map((attempt) => this.take(attempt));
    this.held?.reached();
    await this.held?.until;
    return outcomes;
  }

  async ask(correlators: readonly string[]): Promise<readonly ChargeStatus[]> {
    this.asked.push(...correlators);
    return correlators.map((correlator): ChargeStatus => {
      const payment = this.payments.get(correlator);
      if (payment) return { type: 'charged', remoteId: payment.remoteId };
      return this.thinking.has(correlator) ? { type: 'processing', remoteId: null } : { type: 'never heard' };
    });
  }

  async refund(attempts: readonly RefundAttempt[]): Promise<readonly RefundOutcome[]> {
    return attempts.map((attempt) => this.giveBack(attempt));
  }

  /** Makes up its mind about what it was thinking about. */
  decides(correlator: string): ChargeNotice {
    this.thinking.delete(correlator);
    const attempt = this.heard.find((one) => one.correlator === correlator);
    if (!attempt) throw new Error(`nobody asked for ${correlator}`);
    return this.noticeOf(this.pay(attempt));
  }

  noticeOf({ correlator, remoteId }: Payment): ChargeNotice {
    return { correlator, remoteId, outcome: { type: 'charged', remoteId } };
  }

  read(): null {
    return null;
  }

  async close(): Promise<void> {
    this.thinking.clear();
  }

  /** What a person has paid and not been given back. */
  netOf(msisdn: string): bigint {
    const paid = [...this.payments.values()].filter((payment) => payment.msisdn === msisdn);
    const back = [...this.refunds.values()].filter((refund) => refund.msisdn === msisdn);
    return (
      paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) -
      back.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
    );
  }

  private take(attempt: ChargeAttempt): ChargeOutcome {
    const manner = this.manner(attempt);
    if (manner === 'is away') return { type: 'not heard' };
    if (manner === 'loses it') return { type: 'unknown' };
    this.heard.push(attempt);
    if (typeof manner === 'object')
      return { type: 'refused', failure: manner.refuses, remoteCode: `R-${manner.refuses}` };
    if (manner === 'thinks about it' && !this.payments.has(attempt.correlator)) {
      this.thinking.add(attempt.correlator);
      return { type: 'processing', remoteId: null };
    }
    const { remoteId } = this.pay(attempt);
    return manner === 'takes it silently' ? { type: 'unknown' } : { type: 'charged', remoteId };
  }

  private pay({ correlator, msisdn, amountMinor }: ChargeAttempt): Payment {
    const known = this.payments.get(correlator);
    if (known) return known;
    const payment = { correlator, msisdn, amountMinor, remoteId: `P${this.payments.size + 1}` };
    this.payments.set(correlator, payment);
    return payment;
  }

  private giveBack(attempt: RefundAttempt): RefundOutcome {
    const manner = this.refundManner(attempt);
    if (manner === 'not heard' || manner === 'manual' || manner === 'unknown') return { type: manner };
    const known = this.refunds.has(attempt.correlator);
    if (!known && (manner === 'refused' || this.left(attempt) < attempt.amountMinor))
      return { type: 'refused', failure: 'not refundable' };
    this.refunds.set(attempt.correlator, attempt);
    return manner === 'gives it silently'
      ? { type: 'unknown' }
      : { type: 'refunded', remoteId: `B-${attempt.correlator.slice(0, 8)}` };
  }

  private left({ chargeCorrelator }: RefundAttempt): bigint {
    const paid = this.payments.get(chargeCorrelator)?.amountMinor ?? 0n;
    return [...this.refunds.values()]
      .filter((refund) => refund.chargeCorrelator === chargeCorrelator)
      .reduce((left, { amountMinor }) => left - amountMinor, paid);
  }
}
