import fc from 'fast-check';
import { DateTime } from 'luxon';
import { daysAfter, periodAfter, periodAround } from './billing-period';

const ZONES = ['Europe/Rome', 'Asia/Tehran', 'Asia/Riyadh', 'America/New_York', 'Australia/Lord_Howe', 'UTC'];
const CYCLES = ['day', 'week', 'fortnight', 'month'] as const;

const local = (text: string, zone: string): Date => DateTime.fromISO(text, { zone }).toJSDate();
const written = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm');

const starts = (anchor: string, cycle: (typeof CYCLES)[number], zone: string, count: number): string[] =>
  Array.from({ length: count }, (_, ordinal) =>
    written(periodAfter(local(anchor, zone), ordinal, cycle, zone).start, zone),
  );

describe('SUB-06 where periods begin', () => {
  test('SUB-06 who joins on 31 January pays on 28 February and on 31 March', () => {
    expect(starts('2026-01-31T10:00', 'month', 'Europe/Rome', 5)).toEqual([
      '2026-01-31 10:00',
      '2026-02-28 10:00',
      '2026-03-31 10:00',
      '2026-04-30 10:00',
      '2026-05-31 10:00',
    ]);
  });

  test('SUB-06 in a leap year there is a 29 February, and who joined on it pays on the 28th of the next', () => {
    expect(starts('2028-01-31T10:00', 'month', 'Asia/Tehran', 3)[1]).toBe('2028-02-29 10:00');
    expect(starts('2028-02-29T10:00', 'month', 'Asia/Tehran', 13).slice(11)).toEqual([
      '2029-01-29 10:00',
      '2029-02-28 10:00',
    ]);
  });

  test('SUB-06 a year of months leads over New Year', () => {
    expect(starts('2026-11-30T23:59', 'month', 'Europe/Rome', 4)).toEqual([
      '2026-11-30 23:59',
      '2026-12-30 23:59',
      '2027-01-30 23:59',
      '2027-02-28 23:59',
    ]);
  });

  test('SUB-06 a day on which the clocks change is a day, of 23 hours or of 25', () => {
    for (const [anchor, hours] of [
      ['2026-03-28T12:00', 23],
      ['2026-10-24T12:00', 25],
    ] as const) {
      const { start, end } = periodAfter(local(anchor, 'Europe/Rome'), 0, 'day', 'Europe/Rome');
      expect((end.getTime() - start.getTime()) / 3_600_000).toBe(hours);
      expect(written(end, 'Europe/Rome')).toMatch(/12:00$/);
    }
  });

  test('SUB-06 an hour that the clocks skip is made up for on that day alone', () => {
    expect(starts('2026-03-28T02:30', 'day', 'Europe/Rome', 3)).toEqual([
      '2026-03-28 02:30',
      '2026-03-29 03:30',
      '2026-03-30 02:30',
    ]);
  });

  test('SUB-06 weeks and fortnights keep their weekday and their hour', () => {
    expect(starts('2026-03-26T07:15', 'week', 'Europe/Rome', 3)).toEqual([
      '2026-03-26 07:15',
      '2026-04-02 07:15',
      '2026-04-09 07:15',
    ]);
    expect(starts('2026-03-26T07:15', 'fortnight', 'Europe/Rome', 2)[1]).toBe('2026-04-09 07:15');
  });

  test('the zone decides what a day is', () => {
    const at = new Date('2026-01-31T22:30:00Z'); // the first of February in Tehran
    expect(written(periodAfter(at, 1, 'month', 'Asia/Tehran').start, 'Asia/Tehran')).toBe('2026-03-01 02:00');
    expect(written(periodAfter(at, 1, 'month', 'UTC').start, 'UTC')).toBe('2026-02-28 22:30');
  });

  test('what is paid once, or by the message, has no periods', () => {
    for (const cycle of ['one-off', 'message'] as const)
      expect(() => periodAfter(new Date('2026-01-01T00:00:00Z'), 0, cycle, 'UTC')).toThrow(RangeError);
  });
});

const anInstant = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2032-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const aCase = fc.record({
  anchor: anInstant,
  cycle: fc.constantFrom(...CYCLES),
  zone: fc.constantFrom(...ZONES),
});

describe('SUB-06 whatever the anchor, the cycle and the zone', () => {
  test('SUB-06 periods follow one another without a gap and without an overlap', () => {
    fc.assert(
      fc.property(aCase, fc.nat(400), ({ anchor, cycle, zone }, ordinal) => {
        const one = periodAfter(anchor, ordinal, cycle, zone);
        const next = periodAfter(anchor, ordinal + 1, cycle, zone);
        expect(one.end).toEqual(next.start);
        expect(one.start < one.end).toBe(true);
      }),
    );
  });

  test('SUB-06 every instant from the anchor on falls in exactly the period that is found around it', () => {
    fc.assert(
      fc.property(aCase, fc.nat(3_000), fc.nat(86_399), ({ anchor, cycle, zone }, days, seconds) => {
        const at = new Date(daysAfter(anchor, days, zone).getTime() + seconds * 1_000);
        const { start, end, ordinal } = periodAround(at, anchor, cycle, zone);
        expect(start <= at && at < end).toBe(true);
        expect(periodAfter(anchor, ordinal, cycle, zone)).toEqual({ start, end });
      }),
    );
  });

  test('SUB-06 the first instant of a period is its own, the last is too, and its end is the next one’s', () => {
    fc.assert(
      fc.property(aCase, fc.nat(200), ({ anchor, cycle, zone }, ordinal) => {
        const { start, end } = periodAfter(anchor, ordinal, cycle, zone);
        const around = (at: Date): number => periodAround(at, anchor, cycle, zone).ordinal;
        expect([around(start), around(new Date(end.getTime() - 1)), around(end)]).toEqual([
          ordinal,
          ordinal,
          ordinal + 1,
        ]);
      }),
    );
  });

  test('SUB-06 so many days later is what the calendar says, whatever the clocks did in between', () => {
    const instant = fc.date({
      min: new Date('1975-01-01T00:00:00Z'),
      max: new Date('2040-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.nat(800), fc.constantFrom(...ZONES), (at, days, zone) => {
        const calendar = DateTime.fromJSDate(at, { zone }).plus({ days }).toJSDate();
        expect(daysAfter(at, days, zone)).toEqual(calendar);
      }),
      { numRuns: 500 },
    );
  });

  test('an instant before the anchor falls in the first', () => {
    fc.assert(
      fc.property(aCase, fc.integer({ min: 1, max: 1_000_000_000 }), ({ anchor, cycle, zone }, ms) => {
        expect(periodAround(new Date(anchor.getTime() - ms), anchor, cycle, zone).ordinal).toBe(0);
      }),
    );
  });
});
