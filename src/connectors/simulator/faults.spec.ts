import fc from 'fast-check';
import { remoteIdForms } from '../report-state';
import { delayOf, fateOf, NO_FAULTS, REPORT_MODES, seededRandom } from './faults';
import { remoteIdOf } from './remote-id';
import { planReports } from './report-plan';

test('dice of one seed fall the same way, evenly, from 0 up to 1', () => {
  const throwMany = (seed: number): number[] => Array.from({ length: 10_000 }, seededRandom(seed));
  const thrown = throwMany(7);
  expect(throwMany(7)).toEqual(thrown);
  expect(throwMany(8)).not.toEqual(thrown);
  expect(thrown.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(thrown.reduce((sum, value) => sum + value, 0) / thrown.length).toBeCloseTo(0.5, 1);
});

test('a network without faults takes everything, and throws no dice', () => {
  const never = (): number => {
    throw new Error('no dice here');
  };
  expect(fateOf(NO_FAULTS, never)).toBe('taken');
  expect(delayOf(NO_FAULTS, never)).toBe(0);
});

test.each([
  ['throttle', 'throttled'],
  ['lose', 'lost'],
] as const)('%s happens as often as it should', (fault, fate) => {
  const random = seededRandom(3);
  const fates = Array.from({ length: 10_000 }, () => fateOf({ ...NO_FAULTS, [fault]: 0.3 }, random));
  expect(fates.filter((one) => one === fate).length / fates.length).toBeCloseTo(0.3, 1);
});

test('a delay stays within its bounds', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), fc.integer(), (a, b, seed) => {
      const delayMs = [Math.min(a, b), Math.max(a, b)] as const;
      const delay = delayOf({ ...NO_FAULTS, delayMs }, seededRandom(seed));
      expect(delay >= delayMs[0] && delay <= delayMs[1]).toBe(true);
    }),
  );
});

test('WIRE-06 every report but none names the message, in some form of its id', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...REPORT_MODES), (outboundId, mode) => {
      const remoteId = remoteIdOf(outboundId);
      expect(BigInt(remoteId) < 2n ** 63n).toBe(true);
      for (const report of planReports(mode, remoteId, 1_000, 50)) {
        expect(remoteIdForms(report.remoteId)).toContain(remoteId);
        expect(report.dueMs).toBeGreaterThanOrEqual(1_000);
      }
    }),
  );
});
