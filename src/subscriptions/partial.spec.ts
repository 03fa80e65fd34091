import fc from 'fast-check';
import { daysAfter, periodAfter } from './billing-period';
import { isPart, partOf } from './partial';
import { CYCLES } from './services/service';

const START = new Date('2026-03-28T11:00:00Z'); // noon in Rome, the day before the clocks change
const ZONE = 'Europe/Rome';

describe('BIL-05 what is asked for when the balance is short', () => {
  test.each([
    ['week', 700n, 1, 100n],
    ['week', 999n, 1, 142n],
    ['fortnight', 1_400n, 1, 100n],
    ['fortnight', 1_413n, 1, 100n],
    ['month', 4_000n, 7, 1_000n],
    ['month', 4_003n, 7, 1_000n],
  ] as const)('BIL-05 of a %s for %s: %s days for %s', (cycle, amountMinor, days, part) => {
    expect(partOf(cycle, amountMinor, START, ZONE)).toEqual({
      amountMinor: part,
      start: START,
      end: daysAfter(START, days, ZONE),
    });
  });

  test.each(['day', 'one-off', 'message'] as const)('BIL-05 of a %s there is no part', (cycle) => {
    expect(partOf(cycle, 4_000n, START, ZONE)).toBeNull();
  });

  test('BIL-05 a price of fewer units than it has parts has none: nothing is asked for nothing', () => {
    expect([partOf('week', 6n, START, ZONE), partOf('week', 7n, START, ZONE)?.amountMinor]).toEqual([
      null,
      1n,
    ]);
  });

  test('BIL-05 a part is rounded down: all parts of a period never cost more than the period', () => {
    const pieces = { week: 7n, fortnight: 14n, month: 4n };
    fc.assert(
      fc.property(
        fc.constantFrom('week', 'fortnight', 'month'),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (cycle, price) => {
          const part = partOf(cycle, price, START, ZONE);
          expect(part === null || (part.amountMinor > 0n && part.amountMinor * pieces[cycle] <= price)).toBe(
            true,
          );
        },
      ),
    );
  });

  test('BIL-05 a part is told from a whole period by its length, whatever the clocks do', () => {
    for (const cycle of CYCLES.filter((one) => one !== 'one-off' && one !== 'message')) {
      for (let day = 0; day < 400; day++) {
        const start = daysAfter(START, day, ZONE);
        const part = partOf(cycle, 4_000n, start, ZONE);
        expect(isPart(cycle, periodAfter(start, 0, cycle, ZONE))).toBe(false);
        if (part) expect(isPart(cycle, part)).toBe(true);
      }
    }
  });
});
