import fc from 'fast-check';
import { daysOf, monthsBetween } from './months';

const at = (iso: string): Date => new Date(iso);

test('months are cut by the clock of their zone, and the last one may not be over', () => {
  const months = monthsBetween(at('2025-12-31T20:30:00Z'), at('2026-03-10T20:30:00Z'), 'Asia/Tehran');
  expect(
    months.map(({ name, until, lastDay, isWhole }) => [name, until.toISOString(), lastDay, isWhole]),
  ).toEqual([
    ['2026-01', '2026-01-31T20:30:00.000Z', '2026-01-31', true],
    ['2026-02', '2026-02-28T20:30:00.000Z', '2026-02-28', true],
    ['2026-03', '2026-03-10T20:30:00.000Z', '2026-03-10', false],
  ]);
});

test('months and their days leave no gap and no overlap, through every change of the clock', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000 }),
      fc.integer({ min: 1, max: 500 }),
      fc.constantFrom('Asia/Tehran', 'Europe/Rome', 'America/Sao_Paulo', 'UTC'),
      (day, days, zone) => {
        const from = new Date(Date.UTC(2020, 0, 1) + day * 86_400_000);
        const until = new Date(from.getTime() + days * 86_400_000);
        const months = monthsBetween(from, until, zone);
        expect([months[0]?.from, months.at(-1)?.until]).toEqual([from, until]);
        months.slice(1).forEach((month, at) => expect(month.from).toEqual(months[at]?.until));
        const all = months.flatMap((month) => daysOf(month, zone));
        expect(all.every((one, at) => at === 0 || one > (all[at - 1] ?? ''))).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});
