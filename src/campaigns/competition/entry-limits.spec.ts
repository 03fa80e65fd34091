import fc from 'fast-check';
import { dayOf } from '../local-date';
import { limitReached, NOTHING_ENTERED, withEntry, type Entered } from './entry-limits';
import type { EntryLimits } from './settings';

const ROME = 'Europe/Rome';
const enteredAt = (...instants: readonly string[]): Entered =>
  instants.reduce((entered, at) => withEntry(entered, new Date(at), ROME), NOTHING_ENTERED);
const reached = (limits: EntryLimits, entered: Entered, at: string) =>
  limitReached(limits, entered, new Date(at), ROME)?.type ?? null;

describe('CON-02 how often somebody may enter', () => {
  test.each([
    ['a minute to midnight and a minute past', '2026-05-01T21:59:00Z', '2026-05-01T22:01:00Z', null],
    ['both before midnight', '2026-05-01T21:58:00Z', '2026-05-01T21:59:59.999Z', 'overLimit'],
    ['midnight itself is the new day', '2026-05-01T21:59:59.999Z', '2026-05-01T22:00:00Z', null],
    ['the day of 23 hours, its two ends', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', 'overLimit'],
    ['after the day of 23 hours', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z', null],
    ['the day of 25 hours, its two ends', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', 'overLimit'],
    ['after the day of 25 hours', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z', null],
    ['an older text that is handled later', '2026-05-02T08:00:00Z', '2026-05-01T08:00:00Z', null],
  ])('CON-02 once a day in Rome: %s', (_, first, second, expected) => {
    expect(reached({ perDay: 1 }, enteredAt(first), second)).toBe(expected);
  });

  test('CON-02 a week begins on Monday, also over New Year', () => {
    const onSunday = enteredAt('2027-01-03T12:00:00Z');
    expect(reached({ perWeek: 1 }, onSunday, '2026-12-28T12:00:00Z')).toBe('overLimit');
    expect(reached({ perWeek: 1 }, onSunday, '2027-01-04T00:00:00+01:00')).toBeNull();
  });

  test('CON-02 once in all is a duplicate; three in all is a limit', () => {
    const twice = enteredAt('2026-05-01T08:00:00Z', '2026-05-02T08:00:00Z');
    expect(reached({ total: 1 }, twice, '2026-05-03T08:00:00Z')).toBe('duplicate');
    expect(reached({ total: 3 }, twice, '2026-05-03T08:00:00Z')).toBeNull();
    expect(reached({ total: 2 }, twice, '2026-05-03T08:00:00Z')).toBe('overLimit');
  });

  test.each([
    ['2026-05-01T08:09:59.999Z', 'tooSoon'],
    ['2026-05-01T08:10:00Z', null],
    ['2026-05-01T07:50:00Z', null],
    ['2026-05-01T07:50:00.001Z', 'tooSoon'],
  ])('CON-02 ten minutes between two entries, said at %s', (at, expected) => {
    expect(reached({ minutesBetween: 10 }, enteredAt('2026-05-01T08:00:00Z'), at)).toBe(expected);
  });

  test('CON-02 whoever obeys the limits is never over them, whatever the order of their texts', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 6 * 1_440 }), { maxLength: 60 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 3 }), (offsets, perDay) => {
        const perDays = new Map<string, number>();
        let entered = NOTHING_ENTERED;
        for (const offset of offsets) {
          const at = new Date(Date.parse('2026-03-27T00:00:00Z') + offset * 60_000);
          const day = dayOf(at, ROME);
          const count = perDays.get(day) ?? 0;
          const isOver = limitReached({ perDay }, entered, at, ROME) !== null;
          expect(isOver).toBe(count >= perDay);
          if (isOver) continue;
          entered = withEntry(entered, at, ROME);
          perDays.set(day, count + 1);
        }
        expect(JSON.parse(JSON.stringify(entered))).toEqual(entered);
      }),
    );
  });
});
