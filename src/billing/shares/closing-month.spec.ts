import * as fc from 'fast-check';
import { dueAfter, monthAfter, monthIn, monthOf } from './closing-month';

const aMonth = fc
  .tuple(fc.integer({ min: 1980, max: 2190 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);
const aZone = fc.constantFrom(
  'UTC',
  'Asia/Tehran',
  'Europe/Rome',
  'Asia/Beirut',
  'America/Asuncion',
  'Pacific/Apia',
  'America/Havana',
);

test.each([
  ['2026-04', 'Asia/Tehran', '2026-03-31T20:30:00.000Z', '2026-04-30T20:30:00.000Z'],
  ['2026-03', 'Europe/Rome', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
  ['2024-02', 'UTC', '2024-02-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
])('%s in %s is from %s to %s', (month, zone, starts, ends) => {
  const { startsAt, endsAt } = monthIn(month, zone);
  expect([startsAt.toISOString(), endsAt.toISOString()]).toEqual([starts, ends]);
});

test('months of a zone follow one another without a gap, and every instant is of one', () => {
  fc.assert(
    fc.property(aMonth, aZone, (month, zone) => {
      const { startsAt, endsAt } = monthIn(month, zone);
      expect(monthIn(monthAfter(month), zone).startsAt).toEqual(endsAt);
      expect(monthOf(startsAt, zone)).toBe(month);
      expect(monthOf(new Date(endsAt.getTime() - 1), zone)).toBe(month);
    }),
  );
});

test('an unknown month or zone is a bug', () => {
  expect(() => monthIn('2026-13', 'UTC')).toThrow(RangeError);
  expect(() => monthIn('2026-04', 'Mars/Olympus')).toThrow(RangeError);
});

test.each([
  ['2026-04', 30, '2026-05-30'],
  ['2026-01', 30, '2026-03-02'],
  ['2024-02', 60, '2024-04-29'],
  ['2026-12', 90, '2027-03-31'],
])('REC-09 what is due after %s and %d days is due on %s', (month, days, on) => {
  expect(dueAfter(month, days)).toBe(on);
});
