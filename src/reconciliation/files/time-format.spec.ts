import fc from 'fast-check';
import { DateTime } from 'luxon';
import { isTimeFormat, timeReader } from './time-format';
import { ZoneClock } from './zone-clock';

const wall = (iso: string) => ({ type: 'wall', ms: Date.parse(`${iso}Z`) });
const instant = (iso: string) => ({ type: 'instant', ms: Date.parse(iso) });

describe('times in statements', () => {
  test.each([
    ['yyyy-MM-dd HH:mm:ss', 'gregorian', '2026-05-01 11:30:00', wall('2026-05-01T11:30:00')],
    ['yyyyMMddHHmmss', 'gregorian', '20260501113000', wall('2026-05-01T11:30:00')],
    ['yyyy/MM/dd HH:mm:ss', 'jalali', '1405/02/11 23:59:58', wall('2026-05-01T23:59:58')],
    ['yy.MM.dd', 'jalali', '05.02.11', wall('2026-05-01T12:00:00')],
    ['d/M/yyyy H:mm', 'gregorian', '1/5/2026 9:05', wall('2026-05-01T09:05:00')],
    [
      'yyyy-MM-ddTHH:mm:ss.SSSZZ',
      'gregorian',
      '2026-05-01T08:00:00.250Z',
      instant('2026-05-01T08:00:00.250Z'),
    ],
    ['yyyy-MM-dd HH:mm:ss ZZ', 'gregorian', '2026-05-01 11:30:00 +0330', instant('2026-05-01T08:00:00Z')],
    ['yyyy-MM-dd HH:mm:ss', 'gregorian', '2026-12-31 23:59:60', wall('2026-12-31T23:59:59.999')],
    ['dd-MM-yyyy', 'hijri', '14-11-1447', wall('2026-05-01T12:00:00')],
    ['X', 'gregorian', '1777622400', instant('2026-05-01T08:00:00Z')],
    ['x', 'gregorian', '1777622400123', instant('2026-05-01T08:00:00.123Z')],
  ] as const)('REC-01 %s (%s): %s', (format, calendar, text, expected) => {
    expect(timeReader(format, calendar)(text)).toEqual(expected);
  });

  test.each([
    ['yyyy-MM-dd HH:mm:ss', '2026-05-01 24:00:00'],
    ['yyyy-MM-dd HH:mm:ss', '2026-05-01 11:60:00'],
    ['yyyy-MM-dd HH:mm:ss', '2026-5-01 11:30:00'],
    ['yyyy-MM-dd HH:mm:ss', '2026-05-01T11:30:00'],
    ['yyyy-MM-dd HH:mm:ss', '2026-02-30 11:30:00'],
    ['yyyy.MM.dd', '2026-05-01'],
    ['X', '1777622400123'],
    ['X', ''],
  ])('REC-01 %s is not how "%s" is written', (format, text) => {
    expect(timeReader(format, 'gregorian')(text)).toBeNull();
  });

  test.each([
    ['gregorian', '1989-12-31'],
    ['gregorian', '2101-01-01'],
    ['jalali', '1368-01-01'],
    ['jalali', '1479-01-01'],
    ['hijri', '1409-01-01'],
    ['hijri', '1524-01-01'],
  ] as const)('REC-01 nobody was charged in the %s year of %s', (calendar, text) => {
    expect(timeReader('yyyy-MM-dd', calendar)(text)).toBeNull();
  });

  test('a format says year, month and day, once each', () => {
    for (const format of ['yyyyMMdd', 'd.M.yy HH:mm', 'X', 'x', 'yyyy-MM-ddTHH:mm:ssZZ'])
      expect(isTimeFormat(format)).toBe(true);
    for (const format of ['', 'HH:mm', 'yyyy-MM', 'yyyy yy MM dd', 'dd dd MM yyyy', 'yyyyMMdd HH H', 'XX'])
      expect(isTimeFormat(format)).toBe(false);
  });
});

describe('an operator’s clock', () => {
  const tehran = new ZoneClock('Asia/Tehran', 0);

  test('REC-01 23:59:58 in Tehran belongs to its own day, two seconds later is the next', () => {
    const at = Date.parse('2026-05-01T20:29:58Z');
    expect(tehran.instantOf(Date.parse('2026-05-01T23:59:58Z'))).toBe(at);
    expect(tehran.dayOf(tehran.wallOf(at))).toBe('2026-05-01');
    expect(tehran.dayOf(tehran.wallOf(at + 2_000))).toBe('2026-05-02');
  });

  test.each([
    [120, '2026-05-02T01:59:59Z', '2026-05-01'],
    [120, '2026-05-02T02:00:00Z', '2026-05-02'],
    [-120, '2026-05-01T21:59:59Z', '2026-05-01'],
    [-120, '2026-05-01T22:00:00Z', '2026-05-02'],
  ])('REC-01 where days begin %i minutes from midnight, %s by the clock there is %s', (starts, at, day) => {
    expect(new ZoneClock('Asia/Tehran', starts).dayOf(Date.parse(at))).toBe(day);
  });

  test('REC-01 of an hour that comes twice, the first; summer and winter otherwise as the zone has them', () => {
    const rome = new ZoneClock('Europe/Rome', 0);
    expect(rome.instantOf(Date.parse('2026-10-25T02:30:00Z'))).toBe(Date.parse('2026-10-25T00:30:00Z'));
    expect(rome.instantOf(Date.parse('2026-10-25T03:00:00Z'))).toBe(Date.parse('2026-10-25T02:00:00Z'));
    expect(rome.instantOf(Date.parse('2026-07-01T00:00:00Z'))).toBe(Date.parse('2026-06-30T22:00:00Z'));
  });

  test('it agrees with the library at any instant of any zone', () => {
    const zones = [
      'Asia/Tehran',
      'Europe/Rome',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Pacific/Chatham',
      'UTC',
    ];
    const clocks = new Map(zones.map((zone) => [zone, new ZoneClock(zone, 0)]));
    const instants = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, at) => {
        const there = DateTime.fromMillis(at, { zone });
        const wallMs = clocks.get(zone)?.wallOf(at) ?? NaN;
        expect(new Date(wallMs).toISOString().slice(0, 23)).toBe(there.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS"));
        const back = clocks.get(zone)?.instantOf(wallMs) ?? NaN;
        expect(clocks.get(zone)?.wallOf(back)).toBe(wallMs);
        expect(Math.abs(back - at)).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 500 },
    );
  });
});
