import type { Effect } from '../campaigns/effect';
import { minutesLater } from '../../test/support/builders';
import { ClaimBook } from './claim-book';

const POOL = { type: 'coupon', campaignId: 7 } as const;
const give = (couponId: number): Effect => ({
  ...{ type: 'give', couponId, campaignId: 7, code: `C-${couponId}`, expiresAt: null },
});

describe('the pool of a campaign in one batch', () => {
  test('CPN-01 what was given is gone for the next one, and an empty pool is asked again before it is sold out', () => {
    const book = new ClaimBook();
    expect(book.has(POOL, 1)).toBe(false);
    book.enter(POOL, 0, { id: 1, code: 'C-1' });
    book.enter(POOL, 0, { id: 2, code: 'C-2' });
    book.fold([give(1)], 1, minutesLater(0));
    expect(book.get(POOL, 2)).toEqual({ id: 2, code: 'C-2' });
    book.fold([give(2)], 2, minutesLater(0));
    expect(book.has(POOL, 3)).toBe(false);
    expect(book.couponIds).toEqual([1, 2]);
    book.enter(POOL, 0, null);
    expect([book.has(POOL, 3), book.get(POOL, 3)]).toEqual([true, null]);
  });
});

test('SES-06 two people who name one tracking code see their own ticket, or none', () => {
  const book = new ClaimBook();
  const ticket = { type: 'ticket', code: '7KM49ACFEF' } as const;
  book.enter(ticket, 1, { state: 'answered', answer: 'Yes.' });
  expect([book.has(ticket, 1), book.has(ticket, 2)]).toEqual([true, false]);
  book.enter(ticket, 2, null);
  expect(book.openFor(2).get(ticket)).toBeNull();
});
