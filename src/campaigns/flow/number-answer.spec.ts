import fc from 'fast-check';
import type { NumberAccept } from './accept';
import { holds } from './conditions';
import { readNumber } from './number-answer';
import type { Language } from '../../text/language';

const read = (raw: string, language: Language = 'en', own: Partial<NumberAccept> = {}) => {
  const reading = readNumber({ type: 'number', ...own }, raw, language);
  return 'value' in reading ? reading.value : reading.fault;
};

describe('DAT-01 number', () => {
  test.each([
    ['an37', '1-15', 1],
    ['an38', '24ans', 24],
    ['an40', '1,000,000', 1_000_000],
    ['an41', 'O número é 500', 500],
    ['an43', 'hi.51', 51],
    ['an44', 'hi .51', 0.51],
    ['an46', '١٢٣٤', 1234],
    ['an47', '۱۲۳۴', 1234],
    ['an49', 'lOO', 'number'],
    ['an50', 'nothing here', 'number'],
    ['an55', 'not great -12.51', -12.51],
  ])('%s %j is %j', (_, raw, value) => {
    expect(read(raw)).toBe(value);
  });

  test.each([
    ['۱٬۲۳۴٫۵', 'fa', 1234.5],
    ['۱۲٫۵', 'fa', 12.5],
    ['۱۲/۵', 'fa', 12],
    ['١٢٫٣٤٥', 'ar', 12.345],
    ['1,234', 'en', 1234],
    ['1.234', 'en', 1.234],
    ['1.234', 'it', 1234],
    ['1,234', 'it', 1.234],
    ['12,5', 'it', 12.5],
    ['12,5', 'en', 12.5],
    ['1.234.567,89', 'it', 1_234_567.89],
    ['1,234,567.89', 'en', 1_234_567.89],
    ['1 000 000', 'en', 1_000_000],
    ['2 3', 'en', 2],
    ['1’000', 'it', 1000],
    ['+39', 'en', 39],
    ['−7', 'en', -7],
    ['-0', 'en', 0],
    ['007', 'en', 7],
    ['３', 'en', 3],
    ['B12', 'en', 'number'],
    ['1234567890123456', 'en', 'number'],
    [' ', 'en', 'empty'],
  ] as const)('%j in %s is %j', (raw, language, value) => {
    expect(read(raw, language)).toBe(value);
  });

  test.each<[string, string, Partial<NumberAccept>, number | string]>([
    ['an52', 'too big 15', { max: 12 }, 'numberTooLarge'],
    ['an53', '24ans', { min: 20, max: 24 }, 24],
    ['the same in Persian', 'من ۲۴ سال دارم', { min: 20, max: 24 }, 24],
  ])('%s %j within %j is %j', (_, raw, own, value) => {
    expect(read(raw, 'en', own)).toBe(value);
  });

  test('an55 the bounds are inclusive; what must be more is asked by a branch, strictly', () => {
    const today = { now: new Date('2026-05-01T08:00:00Z'), zone: 'Europe/London' };
    const isGreat = (raw: string) =>
      holds({ type: 'gt', name: 'great', value: -12.51 }, { great: read(raw) }, today);
    expect(['not great -12.51', 'greater -12.5'].map(isGreat)).toEqual([false, true]);
  });

  test('a range is inclusive, and says which end was missed', () => {
    const own = { min: 1, max: 10 };
    expect(['0', '1', '10', '11', '1.5'].map((raw) => read(raw, 'en', own))).toEqual([
      'numberTooSmall',
      1,
      10,
      'numberTooLarge',
      1.5,
    ]);
    expect(read('1.5', 'en', { isWhole: true })).toBe('numberNotWhole');
  });

  test('whatever a language prints, it reads', () => {
    const printed = { en: 'en', it: 'it', fa: 'fa', ar: 'ar-EG' } as const;
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999, max: 999_999_999 }),
        fc.nat(999),
        fc.constantFrom('en', 'it', 'fa', 'ar'),
        (whole, thousandths, language) => {
          const value = Number(`${whole}.${String(thousandths).padStart(3, '0')}`);
          const text = new Intl.NumberFormat(printed[language], {
            minimumFractionDigits: 0,
            maximumFractionDigits: 3,
          }).format(value);
          expect(read(text, language)).toBe(value === 0 ? 0 : value);
        },
      ),
    );
  });
});
