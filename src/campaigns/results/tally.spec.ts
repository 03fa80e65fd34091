import fc from 'fast-check';
import { shares, tallied } from './tally';

const tenths = (percents: readonly number[]) =>
  percents.reduce((sum, percent) => sum + Math.round(percent * 10), 0);

test.each([
  [
    [1, 1, 1],
    [33.4, 33.3, 33.3],
  ],
  [
    [2, 1],
    [66.7, 33.3],
  ],
  [
    [0, 0],
    [0, 0],
  ],
  [
    [0, 7],
    [0, 100],
  ],
  [[], []],
])('PLL-01 of the votes %j the shares are %j', (counts, percents) => {
  expect(shares(counts)).toEqual(percents);
});

test('PLL-01 shares always add up to 100, and none is further than a tenth from the truth', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000_000), { minLength: 1, maxLength: 20 }), (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      const percents = shares(counts);
      expect(tenths(percents)).toBe(total === 0 ? 0 : 1_000);
      if (total > 0)
        percents.forEach((percent, at) =>
          expect(Math.abs(percent - ((counts[at] ?? 0) * 100) / total)).toBeLessThan(0.1 + 1e-9),
        );
    }),
  );
});

test('PLL-01 every option is shown, in the order of the ballot, and what is no option any more behind them', () => {
  const offered = [
    { value: 'b', labels: { fa: 'ب', en: 'Bee' } },
    { value: 'a', labels: { en: 'Ant' } },
  ];
  const votes = [
    { choice: 'a', votes: 3 },
    { choice: 'gone', votes: 1 },
  ];
  expect(tallied(offered, votes, 'fa')).toEqual([
    { choice: 'b', label: 'ب', votes: 0, percent: 0 },
    { choice: 'a', label: 'Ant', votes: 3, percent: 75 },
    { choice: 'gone', label: null, votes: 1, percent: 25 },
  ]);
});
