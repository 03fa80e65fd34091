import fc from 'fast-check';
import { judgePrice, type PricePoint } from './price-point';

const AT = new Date('2026-05-01T08:00:00Z');
const point = (amountMinor: bigint, own: Partial<PricePoint> = {}): PricePoint => ({
  ...{ operatorId: 1, currency: 'EUR', amountMinor },
  ...{ effectiveFrom: new Date('2026-01-01T00:00:00Z'), effectiveUntil: null },
  ...own,
});
const LIST = [point(100n), point(200n), point(500n), point(300n, { effectiveUntil: AT })];
const price = (amountMinor: bigint, currency = 'EUR') => ({ amountMinor, currency });

describe('BIL-09 prices that an operator approves', () => {
  test.each([
    ['one on the list', 200n, 'EUR', null],
    ['one between two', 250n, 'EUR', [200n, 500n]],
    ['one withdrawn this very instant', 300n, 'EUR', [200n, 500n]],
    ['one below all', 50n, 'EUR', [100n]],
    ['one above all', 900n, 'EUR', [500n]],
    ['one in another currency', 200n, 'USD', []],
  ])('BIL-09 %s', (_, amountMinor, currency, nearest) => {
    expect(judgePrice(LIST, price(amountMinor, currency), AT)).toEqual(
      nearest === null ? { type: 'approved' } : { type: 'not approved', nearest },
    );
  });

  test('BIL-09 a price is approved from its first instant to just before its last', () => {
    const until = new Date('2026-06-01T00:00:00Z');
    const one = [point(100n, { effectiveFrom: AT, effectiveUntil: until })];
    const verdictAt = (at: Date) => judgePrice(one, price(100n), at).type;
    expect(verdictAt(new Date(AT.getTime() - 1))).toBe('not approved');
    expect(verdictAt(AT)).toBe('approved');
    expect(verdictAt(new Date(until.getTime() - 1))).toBe('approved');
    expect(verdictAt(until)).toBe('not approved');
  });

  const amounts = fc.bigInt({ min: 1n, max: 1_000n });

  test('BIL-09 whoever has no list approves everything', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('EUR', 'IRR'), (amount, currency) => {
        expect(judgePrice([], price(amount, currency), AT)).toEqual({ type: 'approved' });
      }),
    );
  });

  test('BIL-09 what is offered instead is approved itself, and nothing approved lies nearer on its side', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 20 }), amounts, (list, amount) => {
        const points = list.map((one) => point(one));
        const verdict = judgePrice(points, price(amount), AT);
        expect(verdict.type === 'approved').toBe(list.includes(amount));
        if (verdict.type === 'approved') return;
        for (const one of verdict.nearest) {
          expect(judgePrice(points, price(one), AT)).toEqual({ type: 'approved' });
          const isNearer = (other: bigint) =>
            one < amount ? other > one && other < amount : other < one && other > amount;
          expect(list.some(isNearer)).toBe(false);
        }
        expect(verdict.nearest.length).toBeGreaterThan(0);
      }),
    );
  });
});
