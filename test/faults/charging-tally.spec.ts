import type { ChargingBooks } from './charging-books.store';
import { tallyCharging } from './charging-tally';

type Payment = ChargingBooks['payments'][number];
type Attempt = ChargingBooks['attempts'][number];

const paid = (correlator: string, own: Partial<Payment> = {}): Payment => ({
  ...{ correlator, number: correlator.slice(0, 5), amountMinor: 100, refundedMinor: 0, at: 1_000 },
  ...own,
});
const tried = (correlator: string, own: Partial<Attempt> = {}): Attempt => ({
  ...{ correlator, period: correlator.slice(0, 5), outcome: 'charged', amountMinor: 100, refundedMinor: 0 },
  ...{ settledAt: 60_000, isStopped: false },
  ...own,
});

/** Alice stays and has paid; Bruno said STOP while his payment was on its way, and has it back. */
const GOOD: ChargingBooks = {
  payments: [paid('alice'), paid('bruno', { refundedMinor: 100 })],
  attempts: [tried('alice'), tried('bruno', { refundedMinor: 100, isStopped: true })],
  subscriptions: [
    { number: 'alice', state: 'active' },
    { number: 'bruno', state: 'unsubscribed' },
  ],
  stops: [{ number: 'bruno', committedAt: 900 }],
  ...{ owedMinor: 100, debitsMinor: 300, creditsMinor: 300, faults: [] },
  left: { charges: 0, refunds: 0, news: 0, due: 0 },
};

const brokenIn = (own: Partial<ChargingBooks>): string[] =>
  tallyCharging({ books: { ...GOOD, ...own }, onTheWire: 3, stops: 1, deaths: 0 })
    .filter(({ isRight }) => !isRight)
    .map(({ what }) => what);

test('a run in which everything was kept breaks nothing', () => {
  expect(brokenIn({})).toEqual([]);
});

test.each<[string, Partial<ChargingBooks>, string]>([
  [
    'a period paid twice under two names',
    {
      payments: [...GOOD.payments, paid('alice again')],
      attempts: [...GOOD.attempts, tried('alice again')],
      owedMinor: 200,
    },
    'periods of a subscription that were paid twice',
  ],
  [
    'a payment that nobody booked',
    { attempts: [tried('alice', { outcome: 'unknown' }), ...GOOD.attempts.slice(1)] },
    'payments that our books do not have',
  ],
  [
    'a charge that nobody paid',
    { attempts: [...GOOD.attempts, tried('carla')] },
    'charges that the operator does not have',
  ],
  [
    'a refund that only we know of',
    { payments: [paid('alice'), paid('bruno')] },
    'payments or refunds of another amount',
  ],
  ['a ledger that is a cent off', { owedMinor: 101 }, 'cents that the operator owes us by our ledger'],
  ['books that do not balance', { debitsMinor: 301 }, 'cents debited in all'],
  ['a charge without an end', { left: { ...GOOD.left, charges: 1 } }, 'charges that nobody knows the end of'],
  [
    'a payment after STOP that was kept',
    { payments: [paid('alice'), paid('bruno', { refundedMinor: 99 })] },
    'payments taken after a STOP and not given back',
  ],
  [
    'somebody who stayed and was never charged',
    { subscriptions: [...GOOD.subscriptions, { number: 'carla', state: 'active' }] },
    'people who stayed and paid',
  ],
])('%s is found', (_, own, what) => {
  expect(brokenIn(own)).toContain(what);
});
