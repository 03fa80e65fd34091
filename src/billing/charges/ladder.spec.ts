import fc from 'fast-check';
import { DateTime } from 'luxon';
import { jitterOf, nextAttempt } from './ladder';

const LADDER = [2, 6, 24];
const ROME = 'Europe/Rome';

const local = (at: string, zone = ROME): Date => DateTime.fromISO(at, { zone }).toJSDate();
const shown = (at: Date | null, zone = ROME): string | null =>
  at && DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

/** Every attempt of a ladder that never succeeds, first failure included. */
function climbs(from: string, { ladder = LADDER, zone = ROME, most = 6, perDay = Infinity } = {}): string[] {
  const times = [local(from, zone)];
  for (let attempts = 1; attempts < most; attempts++) {
    const next = nextAttempt(ladder, attempts, times.at(-1) ?? new Date(NaN), zone, 0, perDay);
    if (!next) break;
    times.push(next);
  }
  return times.map((at) => shown(at, zone) ?? '');
}

test('BIL-04 two hours, six hours, then daily at ten', () => {
  expect(climbs('2026-05-01T08:00')).toEqual([
    '2026-05-01T08:00',
    '2026-05-01T10:00',
    '2026-05-01T16:00',
    '2026-05-02T10:00',
    '2026-05-03T10:00',
    '2026-05-04T10:00',
  ]);
});

test('BIL-04 nothing between midnight and six, local time', () => {
  expect(climbs('2026-05-01T23:00', { most: 2 })).toEqual(['2026-05-01T23:00', '2026-05-02T06:00']);
  expect(climbs('2026-05-01T20:00', { most: 3 })).toEqual([
    '2026-05-01T20:00',
    '2026-05-01T22:00',
    '2026-05-02T06:00',
  ]);
  // 21:00 in Rome is 22:30 in Teheran.
  const next = nextAttempt(LADDER, 1, local('2026-05-01T21:00'), 'Asia/Tehran', 0);
  expect(shown(next, 'Asia/Tehran')).toBe('2026-05-02T06:00');
});

test('BIL-04 the clocks go forward and back: hours are hours, ten is ten', () => {
  expect(climbs('2026-03-28T23:30', { most: 2 })).toEqual(['2026-03-28T23:30', '2026-03-29T06:00']);
  expect(climbs('2026-03-28T12:00', { ladder: [24], most: 3 })).toEqual([
    '2026-03-28T12:00',
    '2026-03-29T10:00',
    '2026-03-30T10:00',
  ]);
  expect(climbs('2026-10-24T12:00', { ladder: [24], most: 3 })).toEqual([
    '2026-10-24T12:00',
    '2026-10-25T10:00',
    '2026-10-26T10:00',
  ]);
});

test('BIL-04 a ladder without a daily step ends; one without steps never begins', () => {
  expect(climbs('2026-05-01T08:00', { ladder: [2, 6] })).toHaveLength(3);
  expect(nextAttempt([], 1, local('2026-05-01T08:00'), ROME, 0)).toBeNull();
  expect(climbs('2026-05-01T08:00', { ladder: [168], most: 3 })).toEqual([
    '2026-05-01T08:00',
    '2026-05-08T10:00',
    '2026-05-15T10:00',
  ]);
});

test('BIL-04 a day sees no more attempts than it may', () => {
  const ladder = [1, 1, 1, 1, 1];
  expect(climbs('2026-05-01T08:00', { ladder, perDay: 2 })).toEqual([
    '2026-05-01T08:00',
    '2026-05-01T09:00',
    '2026-05-02T10:00',
    '2026-05-03T10:00',
    '2026-05-04T10:00',
    '2026-05-05T10:00',
  ]);
  expect(climbs('2026-05-01T08:00', { ladder, perDay: 1, most: 3 })).toEqual([
    '2026-05-01T08:00',
    '2026-05-02T10:00',
    '2026-05-03T10:00',
  ]);
});

test('BIL-04 mo14 of a charge that fails all day three attempts are made and no fourth', () => {
  const times = climbs('2026-05-01T06:30', { ladder: [1, 1, 1, 1, 1, 1, 24], perDay: 3, most: 8 });
  const ofDay = (day: string): number => times.filter((at) => at.startsWith(day)).length;
  expect(times.slice(0, 4)).toEqual([
    '2026-05-01T06:30',
    '2026-05-01T07:30',
    '2026-05-01T08:30',
    '2026-05-02T10:00',
  ]);
  expect(Math.max(...times.map((at) => ofDay(at.slice(0, 10))))).toBe(3);
});

const anyTime = fc.date({ min: new Date('2024-01-01Z'), max: new Date('2032-01-01Z'), noInvalidDate: true });
const anyZone = fc.constantFrom(
  ROME,
  'Asia/Tehran',
  'Asia/Riyadh',
  'America/New_York',
  'Africa/Cairo',
  'UTC',
);
const anyJitter = fc.double({ min: 0, max: 0.999999, noNaN: true });
const anyLadder = fc.array(fc.constantFrom(1, 2, 6, 12, 24, 48, 168), { minLength: 1, maxLength: 6 });

test('BIL-04 whatever the ladder: later than the failure, by day, and never long before its step', () => {
  fc.assert(
    fc.property(
      anyLadder,
      fc.integer({ min: 1, max: 9 }),
      anyTime,
      anyZone,
      anyJitter,
      (ladder, attempts, failedAt, zone, jitter) => {
        const next = nextAttempt(ladder, attempts, failedAt, zone, jitter);
        const last = ladder.at(-1) ?? 0;
        const step = ladder[attempts - 1] ?? (last >= 24 ? last : null);
        if (step === null) return next === null;
        if (next === null) return false;
        const waitedHours = (next.getTime() - failedAt.getTime()) / 3_600_000;
        return (
          DateTime.fromJSDate(next, { zone }).hour >= 6 &&
          next > failedAt &&
          (step < 24 ? waitedHours >= step : waitedHours > step - 24)
        );
      },
    ),
  );
});

test('BIL-04 no history of failures puts more into a local day than it may see', () => {
  fc.assert(
    fc.property(
      anyLadder,
      anyTime,
      anyZone,
      anyJitter,
      fc.integer({ min: 1, max: 4 }),
      (ladder, from, zone, jitter, perDay) => {
        const perDayCounts = new Map<string, number>();
        let at: Date | null = from;
        for (let attempts = 1; at && attempts < 15; attempts++) {
          const day = DateTime.fromJSDate(at, { zone }).toISODate() ?? '';
          perDayCounts.set(day, (perDayCounts.get(day) ?? 0) + 1);
          at = nextAttempt(ladder, attempts, at, zone, jitter, perDay);
        }
        return Math.max(...perDayCounts.values()) <= perDay;
      },
    ),
  );
});

test('BIL-04 the jitter belongs to the name, and spreads', () => {
  const drawn = Array.from({ length: 1_000 }, (_, at) => jitterOf(`${at}:1`));
  expect(drawn.every((jitter) => jitter >= 0 && jitter < 1)).toBe(true);
  expect(jitterOf('17:1')).toBe(drawn[17]);
  const inQuarter = (quarter: number) => drawn.filter((jitter) => Math.floor(jitter * 4) === quarter).length;

  expect(Math.min(...[0, 1, 2, 3].map(inQuarter))).toBeGreaterThan(180);
});
