import { setTimeout as pause } from 'node:timers/promises';
import { agentFor, exchange, type Agent } from '../../../connectors/carrier-call.client';
import type { Exchange } from '../../../connectors/http-outcomes';
import { InFlight } from '../../../connectors/in-flight';
import { parseJson } from '../../../connectors/json-fields';
import type {
  ChargeAttempt,
  ChargeGateway,
  ChargeNotice,
  ChargeOutcome,
  ChargeStatus,
  RefundAttempt,
  RefundOutcome,
} from '../../charge-gateway';
import { noticeAddress } from '../notice-proof';
import type { GatewayIdentity, GatewayType } from '../gateway-type';
import { inTurns } from '../in-turns.service';
import { readCamaraSettings, type CamaraSettings } from './camara-settings';
import {
  codeOf,
  outcomeOfError,
  outcomeOfPayment,
  paymentBody,
  readNotices,
  readPayment,
  readPayments,
  refundBody,
  refundOutcomeOf,
  saysItExists,
  type Codes,
  type ShownPayment,
} from './camara-wire';

/** A confirmation that was turned away has not been heard, and may be said again. */
const CONFIRMATIONS = 4;

/** Whoever calls us waits thirty seconds at most; what has not begun by now is begun another time. */
const BEGIN_WITHIN_MS = 10_000;

/** An operator that speaks CAMARA carrier billing (GSMA Open Gateway), in one step or in two. */
export const camara: GatewayType<CamaraSettings> = {
  name: 'camara',
  secretSettings: ['token'],
  readSettings: readCamaraSettings,
  open: (identity, settings) => new CamaraGateway(identity, settings),
};

class CamaraGateway implements ChargeGateway {
  readonly type = 'camara';
  private readonly agent: Agent;
  private readonly inFlight = new InFlight();
  private readonly codes: Codes;

  constructor(
    private readonly identity: GatewayIdentity,
    private readonly settings: CamaraSettings,
  ) {
    this.agent = agentFor(settings.url, settings.concurrency);
    this.codes = settings.failures ?? {};
  }

  charge(attempts: readonly ChargeAttempt[]): Promise<readonly ChargeOutcome[]> {
    return this.turns<ChargeAttempt, ChargeOutcome>(attempts, { type: 'not heard' }, (attempt) =>
      this.chargeOne(attempt),
    );
  }

  async ask(correlators: readonly string[]): Promise<readonly ChargeStatus[]> {
    const { askedAtOnce } = this.settings;
    const groups: string[][] = [];
    for (let at = 0; at < correlators.length; at += askedAtOnce)
      groups.push(correlators.slice(at, at + askedAtOnce));
    const answers = await this.turns<string[], readonly ShownPayment[] | null>(groups, null, (group) =>
      this.paymentsOf(group),
    );
    return groups.flatMap((group, at) => group.map((one) => this.statusOf(one, answers[at] ?? null, group)));
  }

  refund(attempts: readonly RefundAttempt[]): Promise<readonly RefundOutcome[]> {
    return this.turns<RefundAttempt, RefundOutcome>(attempts, { type: 'not heard' }, (attempt) =>
      this.refundOne(attempt),
    );
  }

  read(body: unknown): readonly ChargeNotice[] | null {
    return readNotices(body, this.codes);
  }

  async close(): Promise<void> {
    await this.inFlight.close();
    this.agent.destroy();
  }

  private async chargeOne(attempt: ChargeAttempt): Promise<ChargeOutcome> {
    const { steps, merchant, notices } = this.settings;
    const sink = notices
      ? noticeAddress(this.identity, this.identity.publicUrl, attempt.correlator)
      : undefined;
    const body = paymentBody(attempt, { merchant, sink });
    if (body === null) return { type: 'refused', failure: 'amount not allowed', remoteCode: 'NOT_SENT' };
    const result = await this.post(steps === 'one' ? '/payments' : '/payments/prepare', body);
    if (result.type === 'unreachable') return { type: 'not heard' };
    if (result.type === 'unknown') return { type: 'unknown' };
    if (saysItExists(result)) return this.existing(attempt.correlator);
    if (result.status < 200 || result.status >= 300) return outcomeOfError(result, this.codes);
    const payment = readPayment(parseJson(result.body));
    if (payment === null) return { type: 'unknown' };
    return payment.status === 'reserved' && steps === 'two'
      ? this.confirm(payment, attempt.correlator)
      : outcomeOfPayment(payment, this.codes);
  }

  /** A payment that was there before: a reservation nobody confirmed is confirmed, anything else is told as it stands. */
  private async existing(correlator: string): Promise<ChargeOutcome> {
    const payment = (await this.paymentsOf([correlator]))?.find((one) => one.correlator === correlator);
    if (payment === undefined) return { type: 'unknown' };
    return payment.status === 'reserved' && this.settings.steps === 'two'
      ? this.confirm(payment, correlator)
      : outcomeOfPayment(payment, this.codes);
  }

  private async confirm({ paymentId }: ShownPayment, correlator: string): Promise<ChargeOutcome> {
    for (let tries = 0; tries < CONFIRMATIONS; tries++) {
      const result = await this.post(`/payments/${encodeURIComponent(paymentId)}/confirm`, '{}');
      // The reservation stands whatever became of this request, and may have been confirmed by it.
      if (result.type !== 'answered') return { type: 'unknown' };
      if (result.status >= 200 && result.status < 300) return this.standing(correlator);
      const code = codeOf(result);
      if (code === 'CARRIER_BILLING.PAYMENT_CONFIRMED') return { type: 'charged', remoteId: paymentId };
      const outcome = outcomeOfError(result, this.codes);
      if (result.status === 409) return this.standing(correlator);
      if (outcome.type !== 'not heard') return outcome;
      await pause(Math.min(outcome.retryAfterMs ?? 0, this.settings.timeoutMs));
    }
    return { type: 'unknown' };
  }

  private async standing(correlator: string): Promise<ChargeOutcome> {
    const status = this.statusOf(correlator, await this.paymentsOf([correlator]), [correlator]);
    return status.type === 'never heard' ? { type: 'unknown' } : status;
  }

  /** The operator's list for some correlators; null when there was no answer that could be read. */
  private async paymentsOf(correlators: readonly string[]): Promise<readonly ShownPayment[] | null> {
    const query = new URLSearchParams({ clientCorrelator: correlators.join(',') });
    const result = await this.get(`/payments?${query.toString()}`);
    return result.type === 'answered' ? readPayments(result) : null;
  }

  /** A list that holds what was not asked for has not been filtered: what is missing in it may be on its next page. */
  private statusOf(
    correlator: string,
    payments: readonly ShownPayment[] | null,
    asked: readonly string[],
  ): ChargeStatus {
    if (payments === null) return { type: 'unknown' };
    const own = payments.find((payment) => payment.correlator === correlator);
    if (own !== undefined) return outcomeOfPayment(own, this.codes);
    const isFiltered = payments.every((payment) => asked.includes(payment.correlator ?? ''));
    return isFiltered ? { type: 'never heard' } : { type: 'unknown' };
  }

  private async refundOne(attempt: RefundAttempt): Promise<RefundOutcome> {
    const body = refundBody(attempt);
    if (body === null) return { type: 'refused', failure: 'NOT_SENT' };
    const paymentId = attempt.remoteId ?? (await this.paymentIdOf(attempt.chargeCorrelator));
    // Without the payment's id nothing has been sent; asking for it again costs nothing.
    if (paymentId === null) return { type: 'not heard' };
    const path = `/payments/${encodeURIComponent(paymentId)}/refunds`;
    const result = await this.post(path, body);
    if (result.type !== 'answered')
      return result.type === 'unreachable' ? { type: 'not heard' } : { type: 'unknown' };
    if (saysItExists(result)) return this.existingRefund(path, attempt.correlator);
    if (result.status >= 200 && result.status < 300) return refundOutcomeOf(parseJson(result.body));
    const outcome = outcomeOfError(result, this.codes);
    return outcome.type === 'refused' ? { type: 'refused', failure: outcome.remoteCode } : outcome;
  }

  private async existingRefund(path: string, correlator: string): Promise<RefundOutcome> {
    const result = await this.get(path);
    const list = result.type === 'answered' && result.status === 200 ? parseJson(result.body) : undefined;
    const own = Array.isArray(list) ? list.find((one) => correlatorIn(one) === correlator) : undefined;
    return refundOutcomeOf(own);
  }

  private async paymentIdOf(correlator: string): Promise<string | null> {
    const payments = await this.paymentsOf([correlator]);
    return payments?.find((payment) => payment.correlator === correlator)?.paymentId ?? null;
  }

  private async turns<I, O>(items: readonly I[], closed: O, work: (item: I) => Promise<O>) {
    if (this.inFlight.isClosed) return items.map(() => closed);
    const pace = { concurrency: this.settings.concurrency, withinMs: BEGIN_WITHIN_MS };
    return this.inFlight.run(() => inTurns(items, pace, closed, work));
  }

  private post(path: string, body: string): Promise<Exchange> {
    return this.call('POST', path, { 'content-type': 'application/json' }, body);
  }

  private get(path: string): Promise<Exchange> {
    return this.call('GET', path, {});
  }

  /** The token is struck out of whatever the operator says, before anybody reads it. */
  private async call(
    method: 'GET' | 'POST',
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<Exchange> {
    const { url, token, timeoutMs } = this.settings;
    const all = { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    const call = { method, url: url.replace(/\/+$/, '') + path, headers: all };
    const result = await exchange(body === undefined ? call : { ...call, body }, this.agent, timeoutMs);
    return result.type === 'answered' && token !== undefined
      ? { ...result, body: result.body.replaceAll(token, '•••') }
      : result;
  }
}

function correlatorIn(refund: unknown): unknown {
  const { amountTransaction } = (refund ?? {}) as {
    amountTransaction?: { clientCorrelator?: unknown } | null;
  };
  return amountTransaction?.clientCorrelator;
}
