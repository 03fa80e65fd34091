import fc from 'fast-check';
import { exponentOf, knowsCurrency } from '../../platform/money';
import { isGsm7 } from '../../text/segments';
import { LANGUAGES, type Language } from '../../text/language';
import { priceText } from './price-text';

const CURRENCIES = [
  'IRR',
  'JPY',
  'EUR',
  'SAR',
  'AED',
  'GBP',
  'USD',
  'TRY',
  'QAR',
  'EGP',
  'KWD',
  'BHD',
  'OMR',
  'JOD',
  'IQD',
] as const;
const DECIMALS: { readonly [L in Language]: string } = {
  fa: '٫',
  ar: '٫',
  it: ',',
  en: '.',
  fr: ',',
  tr: ',',
};

/** Reads a price back as a person would: their digits, and their mark before the decimals. */
function readBack(text: string, language: Language): { readonly whole: bigint; readonly fraction: string } {
  const [number = ''] = /^[\d۰-۹٠-٩.,٫٬ ]+(?= )/u.exec(text) ?? [];
  const ascii = number.replace(/[۰-۹]/g, (d) => String('۰۱۲۳۴۵۶۷۸۹'.indexOf(d)));
  const plain = ascii.replace(/[٠-٩]/g, (d) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(d)));
  const [whole = '', fraction = ''] = plain.split(DECIMALS[language]);
  return { whole: BigInt(whole.replace(/\D/g, '')), fraction };
}

describe('a price as people read it', () => {
  test.each([
    [500_000n, 'IRR', 'fa', '۵۰۰٬۰۰۰ ریال'],
    [5_000n, 'IRR', 'en', '5,000 rials'],
    [125n, 'KWD', 'ar', '٠٫١٢٥ دينار كويتي'],
    [1_000_125n, 'KWD', 'en', '1,000.125 KWD'],
    [150_000n, 'EUR', 'it', '1.500,00 euro'],
    [150_000n, 'EUR', 'fr', '1 500,00 euros'],
    [5n, 'GBP', 'en', '0.05 GBP'],
    [1_990n, 'TRY', 'tr', '19,90 TL'],
    [1_000n, 'SAR', 'ar', '١٠٫٠٠ ريال سعودي'],
    [999n, 'JPY', 'fr', '999 JPY'],
  ] as const)('BIL-09 %s %s in %s is %s', (minor, currency, language, text) => {
    expect(priceText({ minor, currency }, language)).toBe(text);
  });

  test('BIL-09 rials are told in tomans only where that is exact, and never without saying which', () => {
    expect(priceText({ minor: 5_000n, currency: 'IRR' }, 'fa', true)).toBe('۵۰۰ تومان');
    expect(priceText({ minor: 5_005n, currency: 'IRR' }, 'fa', true)).toBe('۵٬۰۰۵ ریال');
    expect(priceText({ minor: 5_000n, currency: 'SAR' }, 'fa', true)).toBe('۵۰٫۰۰ ریال سعودی');
  });

  const currency = fc.constantFrom(...CURRENCIES);
  const language = fc.constantFrom(...LANGUAGES);
  const minor = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });

  test('BIL-09 no currency is left out, and none that is not billed is known', () => {
    expect(CURRENCIES.every(knowsCurrency)).toBe(true);
    expect(() => priceText({ minor: 1n, currency: 'XXX' }, 'en')).toThrow(RangeError);
  });

  test('BIL-09 what is read back is the amount to the last unit, in every currency and language', () => {
    fc.assert(
      fc.property(minor, currency, language, (amount, of, inWhat) => {
        const text = priceText({ minor: amount, currency: of }, inWhat);
        const { whole, fraction } = readBack(text, inWhat);
        const exponent = exponentOf(of);
        expect(fraction).toHaveLength(exponent);
        expect(whole * 10n ** BigInt(exponent) + BigInt(fraction || '0')).toBe(amount);
      }),
    );
  });

  test('BIL-09 a toman is ten rials, whatever the amount', () => {
    fc.assert(
      fc.property(minor, language, (amount, inWhat) => {
        const text = priceText({ minor: amount, currency: 'IRR' }, inWhat, true);
        const isToman = /تومان|toman|tuman/.test(text);
        expect(isToman).toBe(amount % 10n === 0n);
        expect(/ریال|ريال|rial|riyal/.test(text)).toBe(!isToman);
        expect(readBack(text, inWhat).whole * (isToman ? 10n : 1n)).toBe(amount);
      }),
    );
  });

  test('BIL-09 two currencies never read alike', () => {
    for (const inWhat of LANGUAGES) {
      const texts = CURRENCIES.map((of) => priceText({ minor: 0n, currency: of }, inWhat));
      const names = texts.map((text) => text.replace(/^\S+ /, ''));
      expect(new Set(names).size).toBe(CURRENCIES.length);
    }
  });

  test('LNG-02 Latin prices stay in the GSM alphabet, right-to-left ones have no Latin number', () => {
    fc.assert(
      fc.property(minor, currency, language, (amount, of, inWhat) => {
        const text = priceText({ minor: amount, currency: of }, inWhat);
        if (inWhat === 'fa' || inWhat === 'ar') expect(text).not.toMatch(/[0-9A-Za-z]/);
        else expect(isGsm7(text)).toBe(true);
      }),
    );
  });
});
