import fc from 'fast-check';
import { planCallbacks } from './callback-plan';
import { REPORT_MODES } from './faults';
import {
  decidePayments,
  decideRefunds,
  entryOf,
  firstOfEach,
  RESERVED_MS,
  statusAt,
  type Account,
  type Payment,
} from './payment';

const NOW = new Date('2026-05-01T12:00:00Z');

const wanted = (correlator: string, amountMinor: bigint, msisdn = '98912', currency = 'IRR') => ({
  correlator,
  msisdn,
  amountMinor,
  currency,
  description: 'horoscope',
});
const account = (balanceMinor: bigint) => ({ balanceMinor, currency: 'IRR', condition: null });

test('money is taken in order while it lasts, from each handset its own', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('1', '2', '3'), fc.bigInt(1n, 500n)), { maxLength: 30 }),
      fc.bigInt(0n, 1_000n),
      (wishes, balance) => {
        const accounts = new Map(['1', '2'].map((msisdn) => [msisdn, account(balance)]));
        const decided = decidePayments(
          wishes.map(([msisdn, amount], at) => wanted(`c${at}`, amount, msisdn)),
          accounts,
          null,
        );
        expect(decided.map((one) => one.wanted.correlator)).toEqual(wishes.map((_, at) => `c${at}`));
        const left = new Map([...accounts].map(([msisdn, { balanceMinor }]) => [msisdn, balanceMinor]));
        for (const one of decided) {
          const { msisdn, amountMinor } = one.wanted;
          const before = left.get(msisdn) ?? 0n;
          expect(one.type).toBe(before >= amountMinor && left.has(msisdn) ? 'payable' : 'denied');
          if (one.type === 'payable') left.set(msisdn, before - amountMinor);
        }
      },
    ),
  );
});

test('a condition, a currency and a price each have their own denial', () => {
  const accounts = new Map<string, Account>([
    ['a', account(100n)],
    ['b', { ...account(100n), condition: 'under age' }],
  ]);
  const denialOf = (msisdn: string, amountMinor: bigint, currency: string, most: bigint | null) => {
    const [one] = decidePayments([wanted('c', amountMinor, msisdn, currency)], accounts, most);
    return one?.type === 'denied' ? one.denial : null;
  };
  expect(denialOf('a', 100n, 'IRR', null)).toBeNull();
  expect(denialOf('a', 101n, 'IRR', null)).toBe('insufficient');
  expect(denialOf('a', 1n, 'EUR', null)).toBe('wrong currency');
  expect(denialOf('a', 51n, 'IRR', 50n)).toBe('price too high');
  expect(denialOf('b', 1n, 'IRR', null)).toBe('under age');
  expect(denialOf('nobody', 1n, 'IRR', null)).toBe('insufficient');
});

const paid = (own: Partial<Payment> = {}): Payment => ({
  ...wanted('p', 100n),
  remoteId: 'r',
  state: 'succeeded',
  denial: null,
  refundedMinor: 0n,
  reservedUntil: null,
  knownAt: null,
  at: NOW,
  ...own,
});

test('BIL-07 refunds of a payment never come to more than it, whatever is asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(1n, 80n), { maxLength: 12 }), fc.bigInt(0n, 100n), (amounts, before) => {
      const payments = new Map([['p', paid({ refundedMinor: before })]]);
      const wishes = amounts.map((amountMinor, at) => ({ correlator: `r${at}`, payment: 'p', amountMinor }));
      const given = decideRefunds(wishes, payments)
        .filter(({ type }) => type === 'refundable')
        .reduce((sum, one) => sum + one.wanted.amountMinor, before);
      expect(given <= 100n).toBe(true);
    }),
  );
});

test('what was not paid is not given back', () => {
  const wish = [{ correlator: 'r', payment: 'p', amountMinor: 1n }];
  expect(decideRefunds(wish, new Map())).toMatchObject([{ denial: 'no such payment' }]);
  for (const state of ['reserved', 'denied', 'cancelled'] as const)
    expect(decideRefunds(wish, new Map([['p', paid({ state })]]))).toMatchObject([{ denial: 'not paid' }]);
});

test('a reservation is one until its time is up, and what is not known yet is processing', () => {
  const [decided] = decidePayments([wanted('c', 1n, 'a')], new Map([['a', account(1n)]]), null);
  if (!decided) throw new Error('nothing was decided');
  const held = entryOf(decided, 'r', 'two', NOW, null);
  const at = (ms: number): Date => new Date(NOW.getTime() + ms);
  expect(statusAt(held, at(RESERVED_MS - 1))).toBe('reserved');
  expect(statusAt(held, at(RESERVED_MS))).toBe('cancelled');
  const later = entryOf(decided, 'r', 'one', NOW, at(50));
  expect(statusAt(later, at(49))).toBe('processing');
  expect(statusAt(later, at(50))).toBe('succeeded');
});

test('no callback is before its payment, and only "none" has none', () => {
  for (const mode of REPORT_MODES) {
    const dues = planCallbacks(mode, 1_000, 40);
    expect(dues.length === 0).toBe(mode === 'none');
    for (const due of dues) expect(due).toBeGreaterThanOrEqual(1_000);
  }
});

test('what is wanted twice in one request is wanted once', () => {
  expect(firstOfEach([wanted('a', 1n), wanted('b', 2n), wanted('a', 3n)])).toEqual([
    wanted('a', 1n),
    wanted('b', 2n),
  ]);
});
