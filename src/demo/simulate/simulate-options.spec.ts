import fc from 'fast-check';
import { readSimulateOptions } from './simulate-options';

test('what is left out is a month and a half of a hundred people', () => {
  expect(readSimulateOptions([])).toEqual({
    type: 'options',
    options: { days: 45, subscribers: 100, seed: 1, isQuick: false },
  });
});

test('any whole numbers in range are read, in any order, with = or without', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_660 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 0, max: 4_294_967_295 }),
      (days, subscribers, seed) => {
        const args = [
          '--quick',
          `--seed=${seed}`,
          '--subscribers',
          String(subscribers),
          '--days',
          String(days),
        ];
        expect(readSimulateOptions(args)).toEqual({
          type: 'options',
          options: { days, subscribers, seed, isQuick: true },
        });
      },
    ),
  );
});

test.each([
  [['--days'], '--days must be'],
  [['--days', '0'], '--days must be'],
  [['--days', '1e2'], '--days must be'],
  [['--subscribers', '-1'], '--subscribers must be'],
  [['--seed', '4294967296'], '--seed must be'],
  [['--fast'], '"--fast" is no option'],
  [['400'], '"400" is no option'],
])('%j is refused with a reason', (args, reason) => {
  const read = readSimulateOptions(args);
  expect(read).toMatchObject({ type: 'faulty', reason: expect.stringContaining(reason) as string });
});
