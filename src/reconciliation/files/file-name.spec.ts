import { isNamePattern, readFileName } from './file-name';
import { seriesOf } from './file-series';

const named = (
  pattern: string,
  name: string,
  own: { date?: string; calendar?: 'gregorian' | 'jalali' } = {},
) =>
  readFileName(
    {
      fileName: { pattern, date: own.date ?? 'yyyyMMdd' },
      time: { format: 'yyyyMMdd', calendar: own.calendar ?? 'gregorian', zone: 'UTC', dayStartsMinutes: 0 },
    },
    name,
  );

describe('names of files', () => {
  test.each([
    ['mci_{date}_{sequence}.csv', 'mci_20260501_0007.csv', { day: '2026-05-01', sequence: 7 }],
    ['mci_{date}_{sequence}.csv', 'MCI_20260501_0007.CSV', { day: '2026-05-01', sequence: 7 }],
    ['*-{sequence}.txt', 'settlement-12.txt', { day: null, sequence: 12 }],
    ['VAS.{date}*', 'VAS.20260501.final.csv', { day: '2026-05-01', sequence: null }],
    ['daily.csv', 'daily.csv', { day: null, sequence: null }],
  ])('REC-02 %s: %s', (pattern, name, expected) => {
    expect(named(pattern, name)).toEqual(expected);
  });

  test.each([
    ['mci_{date}_{sequence}.csv', 'mtn_20260501_0007.csv'],
    ['mci_{date}_{sequence}.csv', 'mci_20260532_0007.csv'],
    ['mci_{date}_{sequence}.csv', 'mci_20260501_.csv'],
    ['mci_{date}_{sequence}.csv', 'mci_20260501_0007.csv.tmp'],
    ['daily.csv', 'dailyxcsv'],
  ])('REC-02 %s is not the name %s', (pattern, name) => {
    expect(named(pattern, name)).toBeNull();
  });

  test('REC-02 a name may be dated in the calendar and the digits of the country', () => {
    expect(named('mci-{date}', 'mci-1405-02-11', { date: 'yyyy-MM-dd', calendar: 'jalali' })?.day).toBe(
      '2026-05-01',
    );
    expect(named('mci-{date}', 'mci-۱۴۰۵۰۲۱۱', { calendar: 'jalali' })?.day).toBe('2026-05-01');
  });

  test('a profile without a pattern takes any name', () => {
    const time = { format: 'X', calendar: 'gregorian', zone: 'UTC', dayStartsMinutes: 0 } as const;
    expect(readFileName({ fileName: null, time }, 'whatever')).toEqual({ day: null, sequence: null });
  });

  test('a pattern has each part once, and few stars', () => {
    for (const good of ['{date}', 'a*{sequence}*', 'plain']) expect(isNamePattern(good)).toBe(true);
    for (const bad of ['{date}{date}', '{day}', 'a{', '***']) expect(isNamePattern(bad)).toBe(false);
  });
});

describe('series of files', () => {
  const file = { name: 'x_7.csv', day: '2026-05-01', sequence: 7 };

  test.each([
    ['never', 'mci'],
    ['year', 'mci 2026'],
    ['month', 'mci 2026-05'],
    ['day', 'mci 2026-05-01'],
  ] as const)('REC-02 numbers that restart %s count within "%s"', (sequenceRestarts, series) => {
    expect(seriesOf('mci', { sequenceRestarts }, file)).toBe(series);
  });

  test('REC-02 files without numbers are told apart by their names', () => {
    expect(seriesOf('mci', { sequenceRestarts: 'never' }, { ...file, sequence: null })).toBe('mci x_7.csv');
  });
});
