import fc from 'fast-check';
import { exponentOf } from '../../../platform/money';
import { CAMARA_ERRORS, errorOf, readCreatePayment } from '../../../connectors/simulator/camara/camara-wire';
import type { ChargeAttempt } from '../../charge-gateway';
import {
  outcomeOfError,
  outcomeOfPayment,
  paymentBody,
  readNotices,
  readPayment,
  readPayments,
  refundOutcomeOf,
  saysItExists,
} from './camara-wire';

const attempt = (own: Partial<ChargeAttempt> = {}): ChargeAttempt => ({
  correlator: 'c-1',
  msisdn: '393331234567',
  amountMinor: 499n,
  currency: 'EUR',
  description: 'Oroscopo',
  chargeId: 1,
  subscriberId: 1,
  shortcodeId: 1,
  ...own,
});
const answer = (status: number, body: unknown = '', headers = {}) => ({
  type: 'answered' as const,
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const PLAIN = { merchant: undefined, sink: undefined };

test('an amount goes over the wire to the last unit, whatever the currency', () => {
  fc.assert(
    fc.property(
      fc.bigInt(1n, 10n ** 15n - 1n),
      fc.constantFrom('IRR', 'EUR', 'KWD', 'JPY', 'BHD'),
      (amountMinor, currency) => {
        const body = paymentBody(attempt({ amountMinor, currency }), PLAIN) ?? '';
        const { amount } = (
          JSON.parse(body) as {
            amountTransaction: { paymentAmount: { chargingInformation: { amount: number } } };
          }
        ).amountTransaction.paymentAmount.chargingInformation;
        const written = amount.toFixed(exponentOf(currency)).replace('.', '');
        expect(BigInt(written)).toBe(amountMinor);
      },
    ),
  );
});

test('an amount that a JSON number cannot carry is not sent', () => {
  for (const own of [{ amountMinor: 10n ** 15n }, { amountMinor: 0n }, { currency: 'XXX' }])
    expect(paymentBody(attempt(own), PLAIN)).toBeNull();
});

test('what is asked for is what the operator reads', () => {
  const body: unknown = JSON.parse(
    paymentBody(attempt(), { merchant: 'Aurora', sink: 'https://parola.example/operators/x/notices' }) ?? '',
  );
  expect(readCreatePayment(body)).toEqual({
    wanted: {
      correlator: 'c-1',
      msisdn: '393331234567',
      amountMinor: 499n,
      currency: 'EUR',
      description: 'Oroscopo',
    },
    sink: 'https://parola.example/operators/x/notices',
  });
});

test.each([
  ['succeeded', { type: 'charged', remoteId: 'P1' }],
  ['processing', { type: 'processing', remoteId: 'P1' }],
  ['pending_validation', { type: 'processing', remoteId: 'P1' }],
  ['reserved', { type: 'processing', remoteId: 'P1' }],
  ['denied', { type: 'refused', failure: 'insufficient', remoteCode: 'CARRIER_BILLING.PAYMENT_DENIED' }],
  [
    'cancelled',
    { type: 'refused', failure: 'temporary fault', remoteCode: 'CARRIER_BILLING.PAYMENT_CANCELLED' },
  ],
  ['whatever comes next year', { type: 'unknown' }],
])('the status "%s"', (status, outcome) => {
  expect(outcomeOfPayment({ paymentId: 'P1', correlator: 'c', status, reason: null }, {})).toEqual(outcome);
});

test.each([
  [429, { code: 'TOO_MANY_REQUESTS' }, { type: 'not heard', retryAfterMs: 7_000 }],
  [401, { code: 'UNAUTHENTICATED' }, { type: 'not heard', retryAfterMs: 60_000 }],
  [403, { code: 'PERMISSION_DENIED' }, { type: 'not heard', retryAfterMs: 60_000 }],
  [302, '', { type: 'not heard', retryAfterMs: 60_000 }],
  [
    403,
    { code: 'CARRIER_BILLING.PAYMENT_DENIED' },
    { type: 'refused', failure: 'insufficient', remoteCode: 'CARRIER_BILLING.PAYMENT_DENIED' },
  ],
  [
    422,
    { code: 'CARRIER_BILLING.UNAUTHORIZED_AMOUNT' },
    {
      type: 'refused',
      failure: 'amount not allowed',
      remoteCode: 'CARRIER_BILLING.UNAUTHORIZED_AMOUNT',
    },
  ],
  [404, '<html>', { type: 'refused', failure: 'temporary fault', remoteCode: 'HTTP_404' }],
  [422, { code: 'E-77' }, { type: 'refused', failure: 'under age', remoteCode: 'E-77' }],
  [500, { code: 'INTERNAL' }, { type: 'unknown' }],
  [503, { code: 'UNAVAILABLE' }, { type: 'unknown' }],
  [504, '', { type: 'unknown' }],
])('an error %i %j', (status, body, outcome) => {
  const codes = { 'E-77': 'under age' } as const;
  expect(outcomeOfError(answer(status, body, { 'retry-after': '7' }), codes)).toEqual(outcome);
});

test('no answer at all, to whatever we asked, is taken for money', () => {
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), fc.jsonValue(), (status, body) => {
      const payment = readPayment(body);
      if (payment !== null) return;
      expect(outcomeOfError(answer(status, body), {}).type).not.toBe('charged');
      expect(refundOutcomeOf(body).type).not.toBe('refunded');
    }),
  );
});

test('that a correlator was there before is understood in today’s words and in older ones', () => {
  expect(saysItExists(answer(409, CAMARA_ERRORS.exists))).toBe(true);
  expect(
    saysItExists(
      answer(400, { code: 'INVALID_ARGUMENT', message: 'clientCorrelator already exist on server.' }),
    ),
  ).toBe(true);
  expect(saysItExists(answer(409, { code: 'CARRIER_BILLING.PAYMENT_CONFIRMED' }))).toBe(false);
  expect(saysItExists(answer(400, CAMARA_ERRORS.invalid))).toBe(false);
});

test('a list in which one payment cannot be read is no list', () => {
  const shown = { paymentId: 'P1', paymentStatus: 'succeeded', amountTransaction: { clientCorrelator: 'c' } };
  expect(readPayments(answer(200, [shown]))).toHaveLength(1);
  expect(readPayments(answer(200, []))).toEqual([]);
  for (const list of [[shown, {}], shown, 'nothing', [{ ...shown, paymentId: 'a\0' }]])
    expect(readPayments(answer(200, list))).toBeNull();
  expect(readPayments(answer(206, [shown]))).toBeNull();
});

describe('what an operator posts', () => {
  const event = (kind: string, data: object) => ({
    id: 'e',
    source: 'x',
    specversion: '1.0',
    type: `org.camaraproject.carrier-billing.v0.payment-${kind}`,
    data: { paymentId: 'P1', clientCorrelator: 'c', ...data },
  });

  test('is told as what it proves, and nothing more', () => {
    expect(
      readNotices(
        [
          event('completed', { status: 'succeeded' }),
          event('completed', { status: 'failed' }),
          event('denied', { status: 'failed', denialReason: errorOf('not found').code }),
          event('reserved', { status: 'succeeded' }),
        ],
        {},
      ),
    ).toEqual([
      { correlator: 'c', remoteId: 'P1', outcome: { type: 'charged', remoteId: 'P1' } },
      {
        correlator: 'c',
        remoteId: 'P1',
        outcome: { type: 'refused', failure: 'not found', remoteCode: 'IDENTIFIER_NOT_FOUND' },
      },
    ]);
  });

  test('may leave out our correlator', () => {
    const { data, ...rest } = event('completed', { status: 'succeeded' });
    const told = readNotices({ ...rest, data: { ...data, clientCorrelator: undefined } }, {});
    expect(told).toMatchObject([{ correlator: null, remoteId: 'P1' }]);
  });

  test('never makes us throw, and never is money by chance', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const told = readNotices(body, {});
        expect(told === null || told.length === 0).toBe(true);
      }),
    );
    for (const body of [{}, { type: 'other' }, event('completed', { paymentId: '' })])
      expect(readNotices(body, {})).toBeNull();
  });
});
