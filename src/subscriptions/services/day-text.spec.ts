import { LANGUAGES } from '../../text/language';
import { dayText } from './day-text';

describe('a day as people read it', () => {
  const at = new Date('2026-05-01T20:45:00Z');

  test.each([
    ['en', 'Europe/London', '1 May 2026'],
    ['it', 'Europe/Rome', '01/05/2026'],
    ['fr', 'Europe/Paris', '01/05/2026'],
    ['tr', 'Europe/Istanbul', '01.05.2026'],
    ['ar', 'Asia/Riyadh', '١/٥/٢٠٢٦'],
    ['fa', 'Asia/Tehran', '۱۴۰۵/۲/۱۲'],
  ] as const)('LNG-02 in %s by the clock of %s', (language, zone, text) => {
    expect(dayText(at, zone, language)).toBe(text);
  });

  test('LNG-02 the day is that of the zone, not of Greenwich: in Tehran the next one has begun', () => {
    expect(dayText(at, 'UTC', 'fa')).toBe('۱۴۰۵/۲/۱۱');
    expect(dayText(new Date('2026-05-01T20:15:00Z'), 'Asia/Tehran', 'fa')).toBe('۱۴۰۵/۲/۱۱');
  });

  test('LNG-02 the Persian year turns at Nowruz, leap year or not', () => {
    expect(dayText(new Date('2025-03-20T12:00:00Z'), 'Asia/Tehran', 'fa')).toBe('۱۴۰۳/۱۲/۳۰');
    expect(dayText(new Date('2025-03-21T12:00:00Z'), 'Asia/Tehran', 'fa')).toBe('۱۴۰۴/۱/۱');
  });

  test('LNG-02 every language has one', () => {
    for (const language of LANGUAGES) expect(dayText(at, 'UTC', language)).not.toBe('');
  });
});
