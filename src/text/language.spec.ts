import { isLanguage, isRightToLeft, LANGUAGES, localDigits } from './language';

describe('the languages the engine answers in', () => {
  test('LNG-02 Persian and Arabic run from right to left, the others do not', () => {
    expect(LANGUAGES.filter(isRightToLeft)).toEqual(['fa', 'ar']);
  });

  test.each([
    ['fa', 'کد ۴۵۶۰۱۲۳۷۸۹'],
    ['ar', 'کد ٤٥٦٠١٢٣٧٨٩'],
    ['it', 'کد 4560123789'],
    ['tr', 'کد 4560123789'],
  ] as const)('LNG-01 digits as %s writes them', (language, text) => {
    expect(localDigits('کد 4560123789', language)).toBe(text);
  });

  test('LNG-01 a language is one of the six', () => {
    expect(LANGUAGES.every(isLanguage)).toBe(true);
    expect(['de', '', 'FA', 'constructor'].some(isLanguage)).toBe(false);
  });
});
