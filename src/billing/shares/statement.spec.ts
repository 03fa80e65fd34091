import * as fc from 'fast-check';
import { NOTHING, sumOf, type Parts } from './share';
import { balanceOf, statements, type EarlierMonth, type StatementLine } from './statement';

const parts: Parts = { vat: 20n, operator: 30n, brand: 40n, provider: 10n, own: 20n };
const aLine = (own: Partial<StatementLine> = {}): StatementLine => ({
  id: 1,
  kind: 'charges',
  ofLine: null,
  ofMonth: '2026-05',
  serviceId: 12,
  service: 'HOROSCOPE',
  provider: 'Aurora',
  operatorId: 3,
  operator: 'mci',
  currency: 'EUR',
  vatBp: 2_000,
  ruleId: 1,
  count: 3,
  parts,
  amountMinor: sumOf(own.parts ?? parts),
  receivableOn: '2026-07-30',
  payableOn: '2026-08-14',
  ...own,
});
const aMonth = (own: Partial<EarlierMonth> = {}): EarlierMonth => ({
  month: '2026-04',
  provider: 'Aurora',
  operator: 'mci',
  currency: 'EUR',
  amountMinor: 120n,
  parts,
  ...own,
});

describe('REC-09 what is owed after the months before', () => {
  test('REC-09 what was taken back after it was paid out is made up for by the next months', () => {
    expect(balanceOf([-30n, 20n, 25n])).toEqual({
      broughtForwardMinor: -10n,
      ofMonthMinor: 25n,
      dueMinor: 15n,
      carriedForwardMinor: 0n,
    });
    expect(balanceOf([100n, -30n])).toEqual({
      broughtForwardMinor: 0n,
      ofMonthMinor: -30n,
      dueMinor: 0n,
      carriedForwardMinor: -30n,
    });
  });

  test('what is carried forward by one month is brought forward by the next, and no unit is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -1_000n, max: 1_000n }), { minLength: 1 }), (months) => {
        const all = months.map((_, at) => balanceOf(months.slice(0, at + 1)));
        all.slice(1).forEach((balance, at) => {
          expect(balance.broughtForwardMinor).toBe(all[at]?.carriedForwardMinor);
        });
        const due = all.reduce((sum, { dueMinor }) => sum + dueMinor, 0n);
        const total = months.reduce((sum, month) => sum + month, 0n);
        expect(due + (all.at(-1)?.carriedForwardMinor ?? 0n)).toBe(total);
      }),
    );
  });
});

describe('BIL-10 statements', () => {
  const refund = aLine({
    id: 2,
    kind: 'refunds',
    ofLine: 1,
    ofMonth: '2026-04',
    parts: { ...NOTHING, brand: 60n },
  });

  test('BIL-10 a brand’s is the sum of its lines, less what was taken back', () => {
    const [one, ...others] = statements('brand', 'niloofar', [aLine(), refund], []);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      party: 'niloofar',
      totals: { chargedMinor: 120n, refundedMinor: 60n, badDebtMinor: 0n, parts: { brand: -20n, own: 20n } },
      balance: { dueMinor: 0n, carriedForwardMinor: -20n },
    });
  });

  test('BIL-10 providers and operators have their own, by name and currency', () => {
    const lines = [
      aLine({ provider: 'Zephyr', operator: 'wind' }),
      aLine(),
      aLine({ currency: 'KWD', operator: 'zain' }),
    ];
    const named = (sort: 'provider' | 'operator') =>
      statements(sort, 'niloofar', lines, []).map(({ party, currency }) => `${party} ${currency}`);
    expect(named('provider')).toEqual(['Aurora EUR', 'Aurora KWD', 'Zephyr EUR']);
    expect(named('operator')).toEqual(['mci EUR', 'wind EUR', 'zain KWD']);
  });

  test('BIL-10 an operator owes what it does not keep', () => {
    const [one] = statements('operator', 'niloofar', [aLine()], []);
    expect(one?.balance.dueMinor).toBe(90n);
  });

  test('who still owes from an earlier month has a statement even when nothing happened', () => {
    const earlier = [aMonth({ amountMinor: -40n, parts: { ...NOTHING, provider: -40n } })];
    expect(statements('provider', 'niloofar', [], earlier)).toMatchObject([
      { party: 'Aurora', lines: [], balance: { broughtForwardMinor: -40n, carriedForwardMinor: -40n } },
    ]);
    expect(statements('provider', 'niloofar', [], [aMonth()])).toEqual([]);
  });

  test('the statements of each sort of party have the same lines, and so the same sums', () => {
    const some = fc.array(
      fc.record({
        provider: fc.constantFrom('Aurora', 'Zephyr'),
        operator: fc.constantFrom('mci', 'wind'),
        currency: fc.constantFrom('EUR', 'KWD'),
        kind: fc.constantFrom('charges' as const, 'refunds' as const, 'bad debt' as const),
        brand: fc.bigInt({ min: 1n, max: 1_000n }),
      }),
    );
    fc.assert(
      fc.property(some, (given) => {
        const lines = given.map(({ brand, ...own }, id) =>
          aLine({ id, ...own, parts: { ...parts, brand }, amountMinor: sumOf({ ...parts, brand }) }),
        );
        const sums = (['brand', 'provider', 'operator'] as const).map((sort) =>
          ['EUR', 'KWD'].map((currency) =>
            statements(sort, 'niloofar', lines, [])
              .filter((one) => one.currency === currency)
              .reduce((sum, { totals }) => sum + sumOf(totals.parts), 0n),
          ),
        );
        expect(sums[1]).toEqual(sums[0]);
        expect(sums[2]).toEqual(sums[0]);
      }),
    );
  });
});
