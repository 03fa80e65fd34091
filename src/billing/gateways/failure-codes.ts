import { FAILURES, type Failure } from '../charge';

/**
 * What operators' published codes mean to us. Denmark's common codes (5001 to 5003), Telia Denmark and its words, CAMARA carrier
 * billing, and the sentences of PSWin, which has no codes.
 */
const CODES: Readonly<Record<string, Failure>> = {
  '5001': 'not found',
  '5002': 'barred',
  '5003': 'insufficient',
  '385': 'amount not allowed',
  '390': 'barred',
  '391': 'not found',
  '392': 'barred',
  '393': 'insufficient',
  '394': 'temporary fault',
  lowbalance: 'insufficient',
  barred: 'barred',
  notfound: 'not found',
  chargeerr: 'temporary fault',
  under_age: 'under age',
  blacklisted: 'blacklisted',
  'carrier_billing.payment_denied': 'insufficient',
  'carrier_billing.unauthorized_amount': 'amount not allowed',
  'carrier_billing.user_amount_threshold_overpassed': 'spending limit',
  service_not_applicable: 'barred',
  identifier_not_found: 'not found',
  too_many_requests: 'throttled',
  quota_exceeded: 'throttled',
  'total monthly premium charge limit to this subscriber exceeded': 'spending limit',
  'quota exceeded': 'spending limit',
  'billing platform unavailable': 'temporary fault',
};

const isFailure = (word: string): word is Failure => Object.hasOwn(FAILURES, word);

/**
 * The failure an operator's code stands for; our own words stand for themselves. One nobody has written down is a `temporary
 * fault`: it is tried again, and neither ends a subscription nor forgives a period.
 * @param own what this operator means by its codes, before what is published.
 */
export function failureOf(code: string, own: Readonly<Record<string, Failure>> = {}): Failure {
  const plain = code.trim();
  const meant = Object.hasOwn(own, plain) ? own[plain] : undefined;
  if (meant !== undefined) return meant;
  const word = plain.toLowerCase();
  if (isFailure(word)) return word;
  return (Object.hasOwn(CODES, word) ? CODES[word] : undefined) ?? 'temporary fault';
}
