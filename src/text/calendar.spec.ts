import fc from 'fast-check';
import {
  CALENDAR_YEARS,
  CALENDARS,
  dayNumberOf,
  dayNumberOfIso,
  fromIsoDate,
  isoDayOf,
  toIsoDate,
} from './calendar';

describe('calendars', () => {
  test.each([
    ['jalali', 1405, 1, 1, '2026-03-21'],
    ['jalali', 1405, 2, 11, '2026-05-01'],
    ['jalali', 1403, 12, 30, '2025-03-20'],
    ['jalali', 1399, 12, 30, '2021-03-20'],
    ['jalali', 1404, 12, 29, '2026-03-20'],
    ['hijri', 1447, 1, 1, '2025-06-26'],
    ['hijri', 1445, 9, 1, '2024-03-11'],
    ['hijri', 1445, 10, 1, '2024-04-10'],
    ['gregorian', 2028, 2, 29, '2028-02-29'],
  ] as const)('REC-01 %s %i-%i-%i is %s', (calendar, year, month, day, iso) => {
    expect(toIsoDate(calendar, { year, month, day })).toBe(iso);
  });

  test.each([
    ['jalali', 1404, 12, 30],
    ['jalali', 1405, 7, 31],
    ['jalali', 1405, 13, 1],
    ['jalali', 405, 1, 1],
    ['hijri', 1447, 1, 31],
    ['hijri', 1299, 12, 1],
    ['hijri', 1601, 1, 1],
    ['gregorian', 2026, 2, 29],
    ['gregorian', 2026, 0, 1],
    ['gregorian', 2026, 1, 0],
  ] as const)('REC-01 %s has no %i-%i-%i', (calendar, year, month, day) => {
    expect(toIsoDate(calendar, { year, month, day })).toBeNull();
  });

  test('REC-01 in all their years, the days of every calendar follow each other without a gap', () => {
    for (const calendar of CALENDARS) {
      const { from, to } = CALENDAR_YEARS[calendar];
      const numbers: number[] = [];
      for (let month = 0; month < (to - from + 1) * 12; month++)
        for (let day = 1; day <= 31; day++) {
          const date = { year: from + Math.floor(month / 12), month: (month % 12) + 1, day };
          const number = dayNumberOf(calendar, date);
          if (number !== null) numbers.push(number);
        }
      const [start = 0] = numbers;
      expect(numbers.findIndex((number, at) => number !== start + at)).toBe(-1);
      expect(numbers.length).toBeGreaterThan((to - from) * 354);
    }
  });

  test('a day in a calendar is the same day back', () => {
    const days = fc.integer({ min: -20_000, max: 40_000 });
    fc.assert(
      fc.property(fc.constantFrom(...CALENDARS), days, (calendar, number) => {
        const iso = isoDayOf(number);
        expect(toIsoDate(calendar, fromIsoDate(calendar, iso))).toBe(iso);
      }),
    );
  });

  test('a day is its number and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8_000, max: 40_000 }), (number) => {
        expect(dayNumberOfIso(isoDayOf(number))).toBe(number);
      }),
    );
  });
});
