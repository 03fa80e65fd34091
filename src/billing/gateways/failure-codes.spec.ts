import fc from 'fast-check';
import { CODE_TABLES, codeOf } from '../../connectors/simulator/operator-codes';
import { CONDITIONS } from '../../connectors/simulator/payment';
import { FAILURES } from '../charge';
import { failureOf } from './failure-codes';

test.each([
  ['5001', 'not found', 'end'],
  ['5002', 'barred', 'end'],
  ['5003', 'insufficient', 'later'],
  ['385', 'amount not allowed', 'not this period'],
  ['391', 'not found', 'end'],
  ['392', 'barred', 'end'],
  ['393', 'insufficient', 'later'],
  ['394', 'temporary fault', 'later'],
  ['LowBalance', 'insufficient', 'later'],
  ['NotFound', 'not found', 'end'],
  ['CARRIER_BILLING.UNAUTHORIZED_AMOUNT', 'amount not allowed', 'not this period'],
  ['CARRIER_BILLING.USER_AMOUNT_THRESHOLD_OVERPASSED', 'spending limit', 'not this period'],
  ['CARRIER_BILLING.PAYMENT_DENIED', 'insufficient', 'later'],
  ['SERVICE_NOT_APPLICABLE', 'barred', 'end'],
  ['total monthly premium charge limit to this subscriber exceeded', 'spending limit', 'not this period'],
  ['billing platform unavailable', 'temporary fault', 'later'],
])('BIL-04 %s is "%s", and so: %s', (code, failure, retry) => {
  expect(failureOf(code)).toBe(failure);
  expect(FAILURES[failureOf(code)]).toBe(retry);
});

test('whatever an operator says has exactly one meaning, and what nobody wrote down is tried again', () => {
  fc.assert(
    fc.property(fc.string(), (code) => {
      expect(Object.keys(FAILURES)).toContain(failureOf(code));
    }),
  );
  for (const code of [
    '',
    '9999',
    '__proto__',
    'constructor',
    'toString',
    'HTTP_404',
    'NOT_FOUND',
    'INVALID_ARGUMENT',
  ])
    expect(failureOf(code)).toBe('temporary fault');
});

test('what this operator means goes before what is published', () => {
  expect(failureOf('5001', { '5001': 'blacklisted' })).toBe('blacklisted');
  expect(failureOf(' E-77 ', { 'E-77': 'under age' })).toBe('under age');
  expect(failureOf('5002', { '5001': 'blacklisted' })).toBe('barred');
});

test('a wrong address of ours, which answers 404, ends nobody’s subscription', () => {
  for (const code of ['HTTP_404', 'NOT_FOUND']) expect(FAILURES[failureOf(code)]).toBe('later');
});

test('no condition of a simulated handset is taken for a fault that passes', () => {
  for (const table of CODE_TABLES)
    for (const condition of CONDITIONS)
      expect(failureOf(codeOf(condition, table))).not.toBe('temporary fault');
});
