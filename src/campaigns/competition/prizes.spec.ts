import fc from 'fast-check';
import { aPrize, entryOf, playerOf } from '../../../test/support/a-competition';
import { minutesLater } from '../../../test/support/builders';
import { dayOf } from '../local-date';
import { luckNumber, weighedPlace } from './luck';

const ROME = 'Europe/Rome';

test('CON-05 whatever the mode, the caps and the order of the texts, no prize is given once too often', () => {
  const modes = fc.constantFrom(
    { type: 'firstN' },
    { type: 'everyNth', every: 2 },
    { type: 'instantWin', oneIn: 2 },
    {
      type: 'winningMoments',
      moments: [0, 60, 120, 2_000, 2_001].map((at) => minutesLater(at).toISOString()),
    },
  );
  const prizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.boolean());
  const instants = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(modes, prizes, instants, (mode, [stock, perDay, rollsOver], minutes) => {
      const gold = aPrize('gold', stock, { perDay, rollsOver });
      const talk = playerOf(
        { mode, prizes: [gold, aPrize('silver', 2)], winsPerPerson: 99 },
        { opensAt: minutesLater(0) },
      );
      const won = new Map<string, number>();
      for (const at of minutes) {
        const said = minutesLater(at);
        const data = entryOf(talk.says('WIN', said).effects)?.data;
        if (data?.['prize'] === undefined) continue;
        for (const key of [String(data['prize']), `${String(data['prize'])} ${dayOf(said, ROME)}`])
          won.set(key, (won.get(key) ?? 0) + 1);
      }
      expect(won.get('gold') ?? 0).toBeLessThanOrEqual(stock);
      expect(won.get('silver') ?? 0).toBeLessThanOrEqual(2);
      for (const [key, count] of won)
        if (key.startsWith('gold ') && !rollsOver) expect(count).toBeLessThanOrEqual(perDay);
    }),
    { numRuns: 60 },
  );
});

test('CON-05 a tier is as likely as it weighs, and one that weighs nothing never comes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }),
      fc.double({ min: 0, max: 1 - 2 ** -48, noNaN: true }),
      (weights, chance) => {
        const place = weighedPlace(weights, chance);
        const sum = weights.reduce((total, weight) => total + weight, 0);
        if (sum === 0) expect(place).toBe(-1);
        else expect(weights[place]).toBeGreaterThan(0);
      },
    ),
  );
  expect([0, 0.24, 0.25, 0.99].map((chance) => weighedPlace([1, 3], chance))).toEqual([0, 0, 1, 1]);
});

test('CON-01 luck is even: one in ten is one in ten', () => {
  const wins = Array.from({ length: 20_000 }, (_, at) => luckNumber(String(at), 'win') * 10 < 1);
  // 2,000 expected; six standard deviations are 255.
  expect(Math.abs(wins.filter(Boolean).length - 2_000)).toBeLessThan(255);
});
