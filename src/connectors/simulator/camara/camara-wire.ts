import { exponentOf, formatMoney, knowsCurrency } from '../../../platform/money';
import { isRecord } from '../../json-fields';
import type { Denial, Payment, PaymentStatus, Refund, Wanted } from '../payment';

/** The shapes of CAMARA carrier billing (GSMA Open Gateway), as its published definition has them. */

export interface CamaraError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const error = (status: number, code: string, message: string): CamaraError => ({ status, code, message });

export const CAMARA_ERRORS = {
  invalid: error(
    400,
    'INVALID_ARGUMENT',
    'Client specified an invalid argument, request body or query param.',
  ),
  unauthenticated: error(401, 'UNAUTHENTICATED', 'Request not authenticated.'),
  notFound: error(404, 'NOT_FOUND', 'The specified resource is not found.'),
  exists: error(409, 'ALREADY_EXISTS', 'The resource that a client tried to create already exists.'),
  cancelled: error(409, 'CARRIER_BILLING.PAYMENT_CANCELLED', 'Payment has been cancelled.'),
  tooMany: error(429, 'TOO_MANY_REQUESTS', 'Either out of resource quota or reaching rate limiting.'),
  unavailable: error(503, 'UNAVAILABLE', 'Request timeout exceeded. Try later.'),
  notRefundable: error(
    422,
    'CARRIER_BILLING.PAYMENT_NOT_ELIGIBLE_FOR_REFUND',
    'The payment is not eligible for refund.',
  ),
  refundTooLarge: error(422, 'CARRIER_BILLING.REFUND_DENIED', 'More than the remaining amount.'),
} as const satisfies Readonly<Record<string, CamaraError>>;

const NOT_APPLICABLE = error(
  422,
  'SERVICE_NOT_APPLICABLE',
  'The service is not available for the provided identifier.',
);

/** The published errors have no word for an empty account: that is a denial "by business". */
const denials: { readonly [D in Denial]: CamaraError } = {
  insufficient: error(403, 'CARRIER_BILLING.PAYMENT_DENIED', 'Payment denied by business.'),
  barred: NOT_APPLICABLE,
  corporate: NOT_APPLICABLE,
  'under age': NOT_APPLICABLE,
  blacklisted: NOT_APPLICABLE,
  'not found': error(404, 'IDENTIFIER_NOT_FOUND', 'The phone number is not one of this operator.'),
  'spending limit': error(
    422,
    'CARRIER_BILLING.USER_AMOUNT_THRESHOLD_OVERPASSED',
    'Accumulated user mobile payments overpass account amount threshold.',
  ),
  'price too high': error(422, 'CARRIER_BILLING.UNAUTHORIZED_AMOUNT', 'Unauthorized amount requested.'),
  'wrong currency': error(422, 'CARRIER_BILLING.UNAUTHORIZED_AMOUNT', 'Currency is not authorized.'),
};

export const errorOf = (denial: Denial): CamaraError => denials[denial];

/** A payment somebody asks for, with the address that wants to hear of it; null for what cannot be read. */
export function readCreatePayment(
  body: unknown,
): { readonly wanted: Wanted; readonly sink: string | null } | null {
  const transaction = isRecord(body) ? body['amountTransaction'] : undefined;
  if (!isRecord(transaction)) return null;
  const { phoneNumber, clientCorrelator, paymentAmount } = transaction;
  const charging = isRecord(paymentAmount) ? paymentAmount['chargingInformation'] : undefined;
  const money = readAmount(charging);
  if (typeof phoneNumber !== 'string' || !/^\+[1-9]\d{4,14}$/.test(phoneNumber)) return null;
  if (typeof clientCorrelator !== 'string' || clientCorrelator === '' || money === null) return null;
  const sink = isRecord(body) ? body['sink'] : undefined;
  const wanted = { correlator: clientCorrelator, msisdn: phoneNumber.slice(1), ...money };
  return { wanted, sink: typeof sink === 'string' && /^https?:/.test(sink) ? sink : null };
}

/** A refund somebody asks for; without an amount it is the whole payment. */
export function readCreateRefund(
  body: unknown,
): { readonly correlator: string; readonly amountMinor: bigint | null } | null {
  if (!isRecord(body) || (body['type'] !== 'total' && body['type'] !== 'partial')) return null;
  const transaction = body['amountTransaction'];
  if (!isRecord(transaction)) return null;
  const { clientCorrelator, refundAmount } = transaction;
  if (typeof clientCorrelator !== 'string' || clientCorrelator === '') return null;
  if (body['type'] === 'total') return { correlator: clientCorrelator, amountMinor: null };
  const money = readAmount(isRecord(refundAmount) ? refundAmount['chargingInformation'] : undefined);
  return money && { correlator: clientCorrelator, amountMinor: money.amountMinor };
}

function readAmount(
  charging: unknown,
): { readonly amountMinor: bigint; readonly currency: string; readonly description: string } | null {
  if (!isRecord(charging)) return null;
  const { amount, currency, description } = charging;
  if (typeof amount !== 'number' || typeof currency !== 'string' || !knowsCurrency(currency)) return null;
  const minor = Math.round(amount * 10 ** exponentOf(currency));
  if (!Number.isSafeInteger(minor) || minor <= 0) return null;
  return {
    amountMinor: BigInt(minor),
    currency,
    description: typeof description === 'string' ? description : '',
  };
}

/** A payment as it is answered. */
export function shownPayment(payment: Payment, status: PaymentStatus): Readonly<Record<string, unknown>> {
  const { correlator, remoteId, msisdn, amountMinor, currency, description, denial, at } = payment;
  const amount = Number(formatMoney({ minor: amountMinor, currency }));
  return {
    paymentId: remoteId,
    amountTransaction: {
      phoneNumber: `+${msisdn}`,
      clientCorrelator: correlator,
      paymentAmount: { chargingInformation: { amount, currency, description } },
      referenceCode: correlator,
    },
    paymentStatus: status,
    paymentCreationDate: at.toISOString(),
    ...(status === 'denied' && denial !== null ? { denialReason: errorOf(denial).code } : {}),
  };
}

export const shownRefund = ({ correlator, remoteId, at }: Refund): Readonly<Record<string, unknown>> => ({
  refundId: remoteId,
  refundStatus: 'succeeded',
  refundCreationDate: at.toISOString(),
  amountTransaction: { clientCorrelator: correlator, referenceCode: correlator },
});

const EVENT = 'org.camaraproject.carrier-billing.v0.payment-';

/** What is posted to a sink: a CloudEvent, "completed" or "denied". */
export function shownEvent(payment: Payment, now: Date): Readonly<Record<string, unknown>> {
  const isPaid = payment.state === 'succeeded';
  return {
    id: `${payment.remoteId}/${now.getTime()}`,
    source: '/simulator/camara',
    specversion: '1.0',
    type: `${EVENT}${isPaid ? 'completed' : 'denied'}`,
    datacontenttype: 'application/json',
    time: now.toISOString(),
    data: {
      paymentId: payment.remoteId,
      status: isPaid ? 'succeeded' : 'failed',
      description: 'Payment Notification',
      clientCorrelator: payment.correlator,
      ...(payment.denial === null ? {} : { denialReason: errorOf(payment.denial).code }),
    },
  };
}
