import { boundedRetryMs, retryAfterMs, type Exchange } from '../../../connectors/http-outcomes';
import { isRecord, parseJson } from '../../../connectors/json-fields';
import { isStorable } from '../../../connectors/original-bytes';
import { formatMoney, knowsCurrency } from '../../../platform/money';
import type { Failure } from '../../charge';
import type {
  ChargeAttempt,
  ChargeNotice,
  ChargeOutcome,
  RefundAttempt,
  RefundOutcome,
} from '../../charge-gateway';
import { failureOf } from '../failure-codes';

/** Fifteen digits are what a JSON number carries without loss. */
const MOST_MINOR = 10n ** 15n - 1n;
/** A key that is not accepted is a colleague's to mend, not a matter of milliseconds. */
const OUR_KEY_MS = 60_000;

export type Codes = Readonly<Record<string, Failure>>;
export type Answer = Extract<Exchange, { readonly type: 'answered' }>;

/** A payment as the operator shows it. */
export interface ShownPayment {
  readonly paymentId: string;
  readonly correlator: string | null;
  readonly status: string;
  readonly reason: string | null;
}

/** What to send for one attempt; null for an amount that the wire cannot carry. */
export function paymentBody(
  { correlator, msisdn, amountMinor, currency, description }: ChargeAttempt,
  { merchant, sink }: { readonly merchant: string | undefined; readonly sink: string | undefined },
): string | null {
  const charging = chargingOf(amountMinor, currency, description);
  return charging === null
    ? null
    : JSON.stringify({
        amountTransaction: {
          phoneNumber: `+${msisdn}`,
          clientCorrelator: correlator,
          paymentAmount: {
            chargingInformation: charging,
            ...(merchant === undefined ? {} : { chargingMetaData: { merchantName: merchant } }),
          },
          referenceCode: correlator,
        },
        ...(sink === undefined ? {} : { sink }),
      });
}

/** Always a part, even when it is the whole: "total" would be whatever the operator thinks is left. */
export function refundBody({ correlator, amountMinor, currency }: RefundAttempt): string | null {
  const charging = chargingOf(amountMinor, currency, 'refund');
  return charging === null
    ? null
    : JSON.stringify({
        type: 'partial',
        amountTransaction: {
          clientCorrelator: correlator,
          refundAmount: { chargingInformation: charging },
          referenceCode: correlator,
        },
      });
}

function chargingOf(amountMinor: bigint, currency: string, description: string) {
  if (!knowsCurrency(currency) || amountMinor > MOST_MINOR || amountMinor <= 0n) return null;
  const amount = Number(formatMoney({ minor: amountMinor, currency }));
  return { amount, currency, description, isTaxIncluded: true };
}

const MAX_ID_CHARS = 200;

/** An id that can be kept as it came. */
const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_ID_CHARS && isStorable(value);

export function readPayment(value: unknown): ShownPayment | null {
  if (!isRecord(value)) return null;
  const { paymentId, paymentStatus, amountTransaction, denialReason } = value;
  if (!isId(paymentId) || typeof paymentStatus !== 'string') return null;
  const correlator = isRecord(amountTransaction) ? amountTransaction['clientCorrelator'] : undefined;
  return {
    paymentId,
    correlator: typeof correlator === 'string' ? correlator : null,
    status: paymentStatus,
    reason: typeof denialReason === 'string' ? denialReason : null,
  };
}

/** The payments in an answer; null when it holds no list of them. */
export function readPayments(answer: Answer): readonly ShownPayment[] | null {
  const list = answer.status === 200 ? parseJson(answer.body) : undefined;
  if (!Array.isArray(list)) return null;
  const read = list.map(readPayment);
  return read.includes(null) ? null : (read as ShownPayment[]);
}

type Told = Extract<ChargeOutcome, { readonly type: 'charged' | 'processing' | 'refused' | 'unknown' }>;

/** A status nobody has published is no proof of anything. */
export function outcomeOfPayment({ paymentId, status, reason }: ShownPayment, codes: Codes): Told {
  switch (status) {
    case 'succeeded':
      return { type: 'charged', remoteId: paymentId };
    case 'processing':
    case 'pending_validation':
    case 'reserved':
      return { type: 'processing', remoteId: paymentId };
    case 'denied':
      return refusedBy(reason ?? 'CARRIER_BILLING.PAYMENT_DENIED', codes);
    case 'cancelled':
      return { type: 'refused', failure: 'temporary fault', remoteCode: 'CARRIER_BILLING.PAYMENT_CANCELLED' };
    default:
      return { type: 'unknown' };
  }
}

const MAX_CODE_CHARS = 100;

export const refusedBy = (code: string, codes: Codes): Extract<ChargeOutcome, { type: 'refused' }> => ({
  type: 'refused',
  failure: failureOf(code, codes),
  remoteCode: isStorable(code) ? code.slice(0, MAX_CODE_CHARS) : 'UNREADABLE',
});

/** The code of an answer that is an error; its status when it has none. */
export function codeOf(answer: Answer): string {
  const body = parseJson(answer.body);
  const code = isRecord(body) ? body['code'] : undefined;
  return typeof code === 'string' && code !== '' ? code : `HTTP_${answer.status}`;
}

/** The same correlator was there before: by the code of today's definition, or by the words of an older one. */
export const saysItExists = (answer: Answer): boolean =>
  (answer.status === 409 && codeOf(answer) === 'ALREADY_EXISTS') ||
  (answer.status === 400 && /clientCorrelator already exist/i.test(answer.body));

/**
 * What an error says of a payment. Turned away at the door (429, 401, a key without the permission, a redirect we do not follow)
 * nothing was taken. Other refusals are the operator's word. A server that broke may have taken the money first.
 */
export function outcomeOfError(
  answer: Answer,
  codes: Codes,
): Extract<ChargeOutcome, { readonly type: 'refused' | 'not heard' | 'unknown' }> {
  const { status, headers } = answer;
  const code = codeOf(answer);
  if (status === 429) return { type: 'not heard', retryAfterMs: boundedRetryMs(retryAfterMs(headers)) };
  if (status === 401 || code === 'PERMISSION_DENIED') return { type: 'not heard', retryAfterMs: OUR_KEY_MS };
  if (status >= 300 && status < 400) return { type: 'not heard', retryAfterMs: OUR_KEY_MS };
  return status >= 400 && status < 500 ? refusedBy(code, codes) : { type: 'unknown' };
}

/** What a refund's answer says; a refund that is being processed is not given back yet. */
export function refundOutcomeOf(value: unknown): RefundOutcome {
  if (!isRecord(value)) return { type: 'unknown' };
  const { refundId, refundStatus } = value;
  if (refundStatus === 'succeeded' && isId(refundId)) return { type: 'refunded', remoteId: refundId };
  return refundStatus === 'denied' ? { type: 'refused', failure: 'REFUND_DENIED' } : { type: 'unknown' };
}

const EVENT = /^org\.camaraproject\.carrier-billing\.v\d+\.payment-([a-z-]+)$/;

/** CloudEvents about payments, one or several. What is on its way is no news yet; null when it is none of them. */
export function readNotices(body: unknown, codes: Codes): readonly ChargeNotice[] | null {
  const events: readonly unknown[] = Array.isArray(body) ? body : [body];
  const notices: ChargeNotice[] = [];
  for (const event of events) {
    const data = isRecord(event) ? event['data'] : undefined;
    const kind = isRecord(event) ? EVENT.exec(String(event['type']))?.[1] : undefined;
    if (kind === undefined || !isRecord(data) || !isId(data['paymentId'])) return null;
    const outcome = outcomeOfEvent(kind, data, codes);
    const correlator = data['clientCorrelator'];
    if (outcome !== null)
      notices.push({
        correlator: typeof correlator === 'string' ? correlator : null,
        remoteId: data['paymentId'],
        outcome,
      });
  }
  return notices;
}

function outcomeOfEvent(
  kind: string,
  data: Readonly<Record<string, unknown>>,
  codes: Codes,
): ChargeNotice['outcome'] | null {
  const { paymentId, status, denialReason } = data;
  if (kind === 'completed' && status === 'succeeded') return { type: 'charged', remoteId: String(paymentId) };
  if (kind === 'denied')
    return refusedBy(
      typeof denialReason === 'string' ? denialReason : 'CARRIER_BILLING.PAYMENT_DENIED',
      codes,
    );
  if (kind === 'cancelled')
    return { type: 'refused', failure: 'temporary fault', remoteCode: 'CARRIER_BILLING.PAYMENT_CANCELLED' };
  return null;
}
