import { formatMoney, knowsCurrency, money } from '../../platform/money';

/** What can be wrong with the books. The database forbids most of it; this is for the day when somebody was there before us. */
export const FAULTS = {
  'not balanced': 'debits are not credits',
  'two currencies': 'a transfer is not in the currency of its accounts',
  'no reservation': 'what it resolves is no reservation between the same accounts in the same currency',
  'more than reserved': 'more was moved than had been reserved',
  'resolved twice': 'a reservation was resolved more than once',
  'no such charge': 'a transfer names a charge that does not exist',
  'not paid once': 'a charge that is charged is not booked once, with its amount',
  'paid and not charged': 'a payment is booked for a charge that is not charged',
  'reservation left': 'a charge that is settled, or not under way, has a reservation open',
  'reservation missing': 'a charge that is under way has no reservation open',
  'other accounts': 'a charge is booked between accounts that are not its own',
  'no such refund': 'a transfer names a refund that does not exist',
  'refund not booked': 'a refund that was given is not booked with its amount',
  'refund booked early': 'a refund that was not given is booked',
  'refunded sum': 'what a charge says was refunded is not the sum of its refunds',
  'closing lines': 'a closed month is not what its transfers come to',
  'closing postings': 'what a closing posted is not what its lines say',
  'left out': 'a payment is so old that no closing will ever count it',
} as const satisfies Readonly<Record<string, string>>;

export type Fault = keyof typeof FAULTS;

/** Rows of one fault: how many there are, and the names of the first. */
export interface Found {
  readonly fault: Fault;
  readonly count: number;
  readonly first: readonly string[];
}

export interface CurrencySum {
  readonly currency: string;
  readonly debits: string;
  readonly credits: string;
}

export interface Verification {
  readonly transfers: number;
  readonly accounts: number;
  readonly charges: number;
  readonly closings: number;
  readonly sums: readonly CurrencySum[];
  readonly found: readonly Found[];
}

/** What is said of the books, line by line. */
export function summaryOf({ transfers, accounts, charges, closings, sums, found }: Verification): string[] {
  const read = `${transfers} transfers between ${accounts} accounts, ${charges} charges and ${closings} closed months read.`;
  const balances = sums.map(
    ({ currency, debits, credits }) =>
      `${currency}: debits ${amountOf(debits, currency)}, credits ${amountOf(credits, currency)}.`,
  );
  if (found.length === 0) return [read, ...balances, 'The books balance.'];
  const faults = found.map(
    ({ fault, count, first }) =>
      `${fault} (${count}): ${FAULTS[fault]}; ${count > first.length ? 'first at ' : ''}${first.join(', ')}`,
  );
  return [read, ...balances, 'The books do NOT balance:', ...faults];
}

const amountOf = (minor: string, currency: string): string =>
  knowsCurrency(currency) ? formatMoney(money(BigInt(minor), currency)) : `${minor} (minor)`;
