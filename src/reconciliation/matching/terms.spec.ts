import fc from 'fast-check';
import { businessDay, dayOf, daysAfter, USUAL_TERMS } from './terms';

const TEHRAN = { ...USUAL_TERMS, zone: 'Asia/Tehran' };
const ROME = { ...USUAL_TERMS, zone: 'Europe/Rome' };
const DAY_MS = 86_400_000;

describe('business days', () => {
  test('REC-01 two seconds before midnight in Tehran is still that day', () => {
    expect(businessDay('2026-05-01', TEHRAN)).toEqual({
      day: '2026-05-01',
      from: new Date('2026-04-30T20:30:00Z'),
      until: new Date('2026-05-01T20:30:00Z'),
      lateUntil: new Date('2026-05-04T20:30:00Z'),
    });
    expect(dayOf(new Date('2026-05-01T20:29:58Z'), TEHRAN)).toBe('2026-05-01');
    expect(dayOf(new Date('2026-05-01T20:30:00Z'), TEHRAN)).toBe('2026-05-02');
  });

  test('the day the clocks change is an hour shorter, or longer', () => {
    const hours = (day: string) => {
      const { from, until } = businessDay(day, ROME);
      return (until.getTime() - from.getTime()) / 3_600_000;
    };
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-06-01')).toBe(24);
  });

  test('a day that is cut at four in the morning begins at four', () => {
    const terms = { ...ROME, cutOffMinutes: 240 };
    expect(businessDay('2026-06-01', terms).from).toEqual(new Date('2026-06-01T02:00:00Z'));
    expect(dayOf(new Date('2026-06-01T01:59:59Z'), terms)).toBe('2026-05-31');
    expect(dayOf(new Date('2026-06-01T02:00:00Z'), terms)).toBe('2026-06-01');
    const evening = { ...ROME, cutOffMinutes: -120 };
    expect(businessDay('2026-06-01', evening).from).toEqual(new Date('2026-05-31T20:00:00Z'));
    expect(dayOf(new Date('2026-05-31T20:00:00Z'), evening)).toBe('2026-06-01');
  });

  test('every instant belongs to exactly one day, whose bounds hold it, and the days touch', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.constantFrom('Asia/Tehran', 'Europe/Rome', 'America/Sao_Paulo', 'Asia/Kathmandu', 'UTC'),
        fc.integer({ min: -719, max: 719 }),
        (at, zone, minutes) => {
          const terms = { ...USUAL_TERMS, zone, cutOffMinutes: minutes };
          const day = dayOf(at, terms);
          const { from, until } = businessDay(day, terms);
          expect(from.getTime()).toBeLessThanOrEqual(at.getTime());
          expect(until.getTime()).toBeGreaterThan(at.getTime());
          expect(businessDay(daysAfter(day, 1), terms).from).toEqual(until);
          expect(Math.abs(until.getTime() - from.getTime() - DAY_MS)).toBeLessThanOrEqual(3_600_000);
        },
      ),
    );
  });
});
