import fc from 'fast-check';
import { ageAt } from './age';
import type { DateAccept } from './accept';
import { readDate } from './date-answer';
import { CALENDAR_YEARS, CALENDARS, fromIsoDate, toIsoDate } from '../../text/calendar';
import type { Language } from '../../text/language';

const NOW = new Date('2026-05-01T08:00:00Z');
const read = (raw: string, language: Language = 'en', own: Partial<DateAccept> = {}, country = 'uk') => {
  const reading = readDate({ type: 'date', ...own }, raw, {
    language,
    country,
    zone: 'Asia/Tehran',
    now: NOW,
  });
  return 'value' in reading ? reading.value : reading.fault;
};

describe('DAT-01 date', () => {
  test.each([
    ['an56', '31/02/2022', 'date'],
    ['an58', 'last date was 1.10.2017', '2017-10-01'],
    ['an59', 'last date was 1.10.99', '1999-10-01'],
  ])('%s %j is %j', (_, raw, value) => {
    expect(read(raw)).toBe(value);
  });

  test.each([
    ['fa', '۱۳۷۰/۰۵/۰۳', '1991-07-25'],
    ['fa', '۳ مرداد ۱۳۷۰', '1991-07-25'],
    ['fa', '۳مرداد۱۳۷۰', '1991-07-25'],
    ['fa', 'سوم نه، ۳ مرداد ماه سال ۱۳۷۰', '1991-07-25'],
    ['fa', '70/5/3', '1991-07-25'],
    ['fa', '3-5-1370', '1991-07-25'],
    ['fa', '13700503', '1991-07-25'],
    ['fa', '۱۹۹۱/۷/۲۵', '1991-07-25'],
    ['fa', '۲۵ ژوئیه ۱۹۹۱', '1991-07-25'],
    ['fa', '۱۴۰۳/۱۲/۳۰', '2025-03-20'],
    ['fa', '۱۴۰۴/۱۲/۳۰', 'date'],
    ['fa', '۱۳۷۰/۷/۳۱', 'date'],
    ['fa', '۱۲ محرم ۱۴۱۲ قمری', '1991-07-24'],
    ['ar', '١٢/٠١/١٤١٢', '1991-07-24'],
    ['ar', '12 محرم 1412هـ', '1991-07-24'],
    ['ar', '1 ربيع الأول 1445', '2023-09-16'],
    ['ar', '٢٥ يوليو ١٩٩١', '1991-07-25'],
    ['ar', '25 تموز 1991م', '1991-07-25'],
    ['it', '25 luglio 1991', '1991-07-25'],
    ['it', '25/7/91', '1991-07-25'],
    ['en', 'July 25th, 1991', '1991-07-25'],
    ['en', '25 of July 1991', '1991-07-25'],
    ['en', '1991-07-25', '1991-07-25'],
    ['en', '25071991', '1991-07-25'],
    ['en', '7/25/1991', '1991-07-25'],
    ['en', '29/2/2023', 'date'],
    ['en', '29/2/2024', '2024-02-29'],
    ['en', '3 Mordad 1370', '1991-07-25'],
    ['en', '5/7', 'date'],
    ['en', 'yesterday', 'date'],
    ['en', '1/1/370', 'date'],
    ['en', '', 'empty'],
  ] as const)('%s: %j is %j', (language, raw, value) => {
    expect(read(raw, language)).toBe(value);
  });

  test('DAT-01 3/4/1990 is April in Europe and March in the United States', () => {
    expect([read('3/4/1990', 'en', {}, 'uk'), read('3/4/1990', 'en', {}, 'us')]).toEqual([
      '1990-04-03',
      '1990-03-04',
    ]);
  });

  test('DAT-01 a year of the Hijra is solar or lunar as the language, the question or the bounds say', () => {
    expect(read('1/1/1412', 'fa')).toBe('2033-03-20');
    expect(read('1/1/1412', 'ar')).toBe('1991-07-13');
    expect(read('1/1/1412', 'fa', { calendar: 'hijri' })).toBe('1991-07-13');
    expect(read('1/1/1412', 'fa', { latest: 'today' })).toBe('1991-07-13');
  });

  test('DAT-01 bounds are inclusive, and today is the zone’s', () => {
    expect(read('1/5/2026', 'en', { latest: 'today' })).toBe('2026-05-01');
    expect(read('2/5/2026', 'en', { latest: 'today' })).toBe('dateTooLate');
    expect(read('1/5/1899', 'en', { earliest: '1900-01-01' })).toBe('dateTooEarly');
    expect(read('1/5/27', 'en', { earliest: 'today' })).toBe('2027-05-01');
  });

  test('DAT-01 every day goes into each calendar and back', () => {
    const day = fc.integer({
      min: Date.UTC(1890, 0, 1) / 86_400_000,
      max: Date.UTC(2070, 0, 1) / 86_400_000,
    });
    fc.assert(
      fc.property(day, fc.constantFrom(...CALENDARS), (since, calendar) => {
        const iso = new Date(since * 86_400_000).toISOString().slice(0, 10);
        expect(toIsoDate(calendar, fromIsoDate(calendar, iso))).toBe(iso);
      }),
    );
  });

  test('DAT-01 a year has its days and no others, in each calendar', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CALENDARS), fc.integer({ min: 0, max: 199 }), (calendar, after) => {
        const year = CALENDAR_YEARS[calendar].from + after;
        const days = Array.from({ length: 12 * 31 }, (_, at) => at).filter(
          (at) => toIsoDate(calendar, { year, month: Math.floor(at / 31) + 1, day: (at % 31) + 1 }) !== null,
        );
        expect(calendar === 'hijri' ? [354, 355] : [365, 366]).toContain(days.length);
      }),
      { numRuns: 12 },
    );
  });
});

describe('CON-12 age', () => {
  test.each([
    ['2008-05-01', '2026-05-01T00:00:00Z', 18],
    ['2008-05-02', '2026-05-01T12:00:00Z', 17],
    ['2008-05-02', '2026-05-01T20:30:00Z', 18],
    ['2008-02-29', '2026-02-28T12:00:00Z', 17],
    ['2008-02-29', '2026-03-01T12:00:00Z', 18],
    ['2027-01-01', '2026-05-01T00:00:00Z', undefined],
    ['nonsense', '2026-05-01T00:00:00Z', undefined],
  ])('born %s, at %s: %s', (born, at, age) => {
    expect(ageAt(born, new Date(at), 'Asia/Tehran')).toBe(age);
  });

  test('CON-12 one birthday in three formats and scripts is one age', () => {
    const births = [read('۱۳۸۷/۲/۱۲', 'fa'), read('1 maggio 2008', 'it'), read('٢٥ ربيع الآخر ١٤٢٩', 'ar')];
    expect(births).toEqual(['2008-05-01', '2008-05-01', '2008-05-01']);
    expect(births.map((born) => ageAt(born, NOW, 'Asia/Tehran'))).toEqual([18, 18, 18]);
  });
});
