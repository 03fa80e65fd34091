import fc from 'fast-check';
import { seededRandom } from '../../connectors/simulator/faults';
import { drawLives } from './lives';

const START_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

test('the same dice draw the same lives, and other dice others', () => {
  const draw = (seed: number) => drawLives(50, 100, START_MS, seededRandom(seed));
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).not.toEqual(draw(6));
});

test('everybody has a number of their own and joins, with money first, within the days and in order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 9_999 }),
      (count, days, seed) => {
        const { people, acts } = drawLives(count, days, START_MS, seededRandom(seed));
        expect(new Set(people.map(({ msisdn }) => msisdn)).size).toBe(count);
        expect(acts.every((act, at) => at === 0 || act.atMs >= (acts[at - 1]?.atMs ?? 0))).toBe(true);
        for (const { atMs } of acts) {
          expect(atMs).toBeGreaterThanOrEqual(START_MS);
          expect(atMs).toBeLessThan(START_MS + days * DAY_MS);
        }
        people.forEach((_, who) => {
          const own = acts.filter((act) => act.who === who).map(({ type }) => type);
          expect(own.slice(0, 2)).toEqual(['tops up', 'joins']);
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('of enough people some do each of the things that people do', () => {
  const { acts } = drawLives(400, 200, START_MS, seededRandom(1));
  expect([...new Set(acts.map(({ type }) => type))].sort()).toEqual([
    'is barred',
    'joins',
    'stops',
    'tops up',
    'wants money back',
  ]);
});
