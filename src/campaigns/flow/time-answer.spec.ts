import fc from 'fast-check';
import type { TimeAccept } from './accept';
import { readTime } from './time-answer';

const read = (raw: string, own: Partial<TimeAccept> = {}) => {
  const reading = readTime({ type: 'time', ...own }, raw);
  return 'value' in reading ? reading.value : reading.fault;
};

describe('DAT-01 time', () => {
  test.each([
    ["an61: this isn't a valid time 59:77", 'time'],
    ['18:30', '18:30'],
    ['۱۸:۳۰', '18:30'],
    ['١٨:٣٠', '18:30'],
    ['9:05', '09:05'],
    ['at 9.05, please', '09:05'],
    ['9 pm', '21:00'],
    ['9PM', '21:00'],
    ['9:30 p.m.', '21:30'],
    ['12 am', '00:00'],
    ['12 pm', '12:00'],
    ['at 9', '09:00'],
    ["9 o'clock", '09:00'],
    ['9 in the evening', '21:00'],
    ['ساعت ۹ صبح', '09:00'],
    ['ساعت ۹ شب', '21:00'],
    ['۱۲ شب', '00:00'],
    ['۲ شب', '02:00'],
    ['۳ بعد از ظهر', '15:00'],
    ['۳ بعدازظهر', '15:00'],
    ['صبح ساعت ۸ و ربع', '08:00'],
    ['الساعة ٩ مساءً', '21:00'],
    ['٩:٣٠ ص', '09:30'],
    ['٩:٣٠ م', '21:30'],
    ['alle 21', '21:00'],
    ['le 7 di sera', '19:00'],
    ['à 9h30', '09:30'],
    ['21h', '21:00'],
    ['saat 21', '21:00'],
    ['akşam 7', '19:00'],
    ['öğleden sonra 3', '15:00'],
    ['10:30:15', '10:30'],
    ['9', 'time'],
    ['24:00', 'time'],
    ['1.10.2017', 'time'],
    ['15 am', 'time'],
    ['nothing', 'time'],
    [' ', 'empty'],
  ])('%j is %j', (raw, value) => {
    expect(read(raw)).toBe(value);
  });

  test('DAT-01 both bounds count, and decide which half of the day was meant where no word does', () => {
    const evening = { earliest: '18:00', latest: '22:30' };
    expect(['18:00', '22:30', '17:59', '22:31'].map((raw) => read(raw, evening))).toEqual([
      '18:00',
      '22:30',
      'timeTooEarly',
      'timeTooLate',
    ]);
    expect(['8:30', '8:30 am', '08:30', '5:00'].map((raw) => read(raw, evening))).toEqual([
      '20:30',
      'timeTooEarly',
      'timeTooEarly',
      'timeTooEarly',
    ]);
  });

  test('DAT-01 every minute of the day is read as it is printed, in twelve hours or in 24, in every script', () => {
    fc.assert(
      fc.property(
        fc.nat(23),
        fc.nat(59),
        fc.constantFrom('en-GB', 'en-US', 'fa', 'ar-EG'),
        (hour, minute, locale) => {
          const at = new Date(Date.UTC(2026, 0, 1, hour, minute));
          const text = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', timeStyle: 'short' }).format(at);
          expect(read(text)).toBe(at.toISOString().slice(11, 16));
        },
      ),
    );
  });
});
