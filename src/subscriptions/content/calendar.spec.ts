import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { serviceSettings } from '../../../test/support/a-service';
import { contentDaysOf, dayAt, daysLater, dayToSend, dueAt, isDay, lastAt, promisedDays } from './calendar';

const serviceAt = (zone: string, own: Readonly<Record<string, unknown>> = {}) => ({
  cycle: 'day' as const,
  settings: serviceSettings({ zone, ...own }),
});
const rome = serviceAt('Europe/Rome');

describe('SUB-07 the hour at which a day’s content leaves', () => {
  test.each([
    ['Asia/Tehran', '2026-05-01', '2026-05-01T04:30:00.000Z'],
    ['Europe/Rome', '2026-03-28', '2026-03-28T07:00:00.000Z'],
    ['Europe/Rome', '2026-03-29', '2026-03-29T06:00:00.000Z'],
    ['Europe/Rome', '2026-10-25', '2026-10-25T07:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-05-01', '2026-04-30T18:00:00.000Z'],
  ] as const)('in %s on %s is 8 by the clock on the wall', (zone, day, at) => {
    expect(dueAt(day, serviceAt(zone)).toISOString()).toBe(at);
  });

  test('an hour that the clocks skip is the first instant after it; one that comes twice is its first', () => {
    const at = (contentHour: number, day: string) =>
      dueAt(day, serviceAt('Europe/Rome', { contentHour })).toISOString();
    expect(at(2, '2026-03-29')).toBe('2026-03-29T01:00:00.000Z');
    expect(at(2, '2026-10-25')).toBe('2026-10-25T00:00:00.000Z');
  });

  test('a day whose midnight does not exist has its hour all the same', () => {
    const beirut = serviceAt('Asia/Beirut', { contentHour: 0 });
    expect(dueAt('2025-03-30', beirut).toISOString()).toBe('2025-03-29T22:00:00.000Z');
    expect(dayAt(dueAt('2025-03-30', beirut), beirut)).toBe('2025-03-30');
  });
});

describe('SUB-07 after an outage', () => {
  const at = (instant: string) => new Date(instant);

  test('late: until the day is over, and never the day after', () => {
    expect(dayToSend(rome, at('2026-05-01T05:59:59.999Z'))).toBeNull();
    expect(dayToSend(rome, at('2026-05-01T06:00:00Z'))).toBe('2026-05-01');
    expect(dayToSend(rome, at('2026-05-01T09:00:00Z'))).toBe('2026-05-01');
    expect(dayToSend(rome, at('2026-05-01T21:59:59.999Z'))).toBe('2026-05-01');
    expect(dayToSend(rome, at('2026-05-01T22:00:00Z'))).toBeNull();
  });

  test('skip: within the hour or not at all', () => {
    const punctual = serviceAt('Europe/Rome', { catchUp: 'skip' });
    expect(dayToSend(punctual, at('2026-05-01T06:59:59.999Z'))).toBe('2026-05-01');
    expect(dayToSend(punctual, at('2026-05-01T07:00:00Z'))).toBeNull();
    expect(dayToSend(punctual, at('2026-05-01T09:00:00Z'))).toBeNull();
  });

  test('late in the evening the day is short, so that four hours are given', () => {
    const evening = serviceAt('Europe/Rome', { contentHour: 23 });
    expect(lastAt('2026-05-01', evening).toISOString()).toBe('2026-05-02T01:00:00.000Z');
    expect(dayToSend(evening, at('2026-05-02T00:30:00Z'))).toBe('2026-05-01');
    expect(dayToSend(evening, at('2026-05-02T01:00:00Z'))).toBeNull();
  });
});

const ZONES = [
  'Asia/Tehran',
  'Europe/Rome',
  'Europe/London',
  'America/St_Johns',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'UTC',
];
const zone = fc.constantFrom(...ZONES.filter((name) => IANAZone.isValidZone(name)));
const someday = fc
  .integer({ min: 0, max: 4_000 })
  .map((days) => DateTime.utc(2022, 1, 1).plus({ days }).toFormat('yyyy-MM-dd'));

describe('SUB-07 in any zone, on any day', () => {
  test('every day has exactly one stretch, which begins on that day and ends before the next one’s', () => {
    fc.assert(
      fc.property(
        zone,
        someday,
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom('late', 'skip'),
        (name, day, contentHour, catchUp) => {
          const service = serviceAt(name, { contentHour, catchUp });
          const due = dueAt(day, service);
          const last = lastAt(day, service);
          expect(dayAt(due, service)).toBe(day);
          expect(last.getTime()).toBeGreaterThan(due.getTime());
          expect(last.getTime()).toBeLessThanOrEqual(dueAt(daysLater(day, 1), service).getTime());
          expect(dayToSend(service, due)).toBe(day);
          expect(dayToSend(service, new Date(last.getTime() - 1))).toBe(day);
          expect(dayToSend(service, last)).not.toBe(day);
          expect(dayToSend(service, new Date(due.getTime() - 1))).not.toBe(day);
        },
      ),
    );
  });
});

describe('NWS-03 the days a service promises content for', () => {
  test('every day of a daily service, none of another, unless it says so itself', () => {
    const weekly = { ...rome, cycle: 'week' as const };
    expect(contentDaysOf(rome)).toHaveLength(7);
    expect(contentDaysOf(weekly)).toEqual([]);
    const fridays = { ...weekly, settings: serviceSettings({ contentDays: [5] }) };
    expect(promisedDays(fridays, '2026-05-01', 15)).toEqual(['2026-05-01', '2026-05-08', '2026-05-15']);
    expect(promisedDays(rome, '2026-02-27', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });

  test.each(['2026-02-29', '2026-13-01', '26-05-01', '2026-5-1', '2026-05-01T00:00', '', '2026-00-10'])(
    '%j is no day',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  test('a leap day is one', () => {
    expect([isDay('2028-02-29'), daysLater('2028-02-28', 1), daysLater('2028-03-01', -1)]).toEqual([
      true,
      '2028-02-29',
      '2028-02-29',
    ]);
  });
});
