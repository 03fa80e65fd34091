import fc from 'fast-check';
import { exponentOf, formatMoney } from '../../platform/money';
import { amountReader, withVat, type AmountFormat } from './amount-format';

const MINOR: AmountFormat = { unit: 'minor', decimal: '.', grouping: null };
const MAJOR: AmountFormat = { unit: 'major', decimal: '.', grouping: null };
const read = (format: AmountFormat, currency: string, text: string) =>
  amountReader(format)(text, exponentOf(currency));

describe('amounts in statements', () => {
  test.each([
    [MINOR, 'IRR', '5000', 5_000n],
    [MINOR, 'EUR', '499', 499n],
    [MINOR, 'EUR', '-499', -499n],
    [MINOR, 'EUR', '+0499', 499n],
    [MINOR, 'EUR', '499.00', 499n],
    [MAJOR, 'EUR', '4.99', 499n],
    [MAJOR, 'EUR', '4.9', 490n],
    [MAJOR, 'EUR', '4', 400n],
    [MAJOR, 'EUR', '4.9900', 499n],
    [MAJOR, 'EUR', '\u22124.99', -499n],
    [MAJOR, 'EUR', '4.99-', -499n],
    [MAJOR, 'KWD', '0.125', 125n],
    [MAJOR, 'IRR', '5000.00', 5_000n],
    [{ ...MAJOR, decimal: ',', grouping: '.' }, 'EUR', '1.234.567,89', 123_456_789n],
    [{ ...MAJOR, decimal: ',', grouping: '.' }, 'EUR', '1234,5', 123_450n],
    [{ ...MAJOR, decimal: ',', grouping: ' ' }, 'EUR', '1\u202f234,50', 123_450n],
    [{ ...MAJOR, decimal: '٫', grouping: '٬' }, 'KWD', '1٬234٫125', 1_234_125n],
    [{ ...MINOR, grouping: ',' }, 'IRR', '50,000', 50_000n],
  ] as const)('REC-01 %j %s "%s" is %s', (format, currency, text, minor) => {
    expect(read(format, currency, text)).toBe(minor);
  });

  test.each([
    [MINOR, 'EUR', '4.99'],
    [MINOR, 'EUR', '5,000'],
    [MINOR, 'EUR', ''],
    [MINOR, 'EUR', '-'],
    [MINOR, 'EUR', '1e3'],
    [MINOR, 'EUR', '0x10'],
    [MINOR, 'EUR', '1234567890123456'],
    [MAJOR, 'EUR', '4.999'],
    [MAJOR, 'EUR', '4,99'],
    [MAJOR, 'EUR', '.99'],
    [MAJOR, 'EUR', '4.'],
    [MAJOR, 'IRR', '5000.5'],
    [{ ...MAJOR, decimal: ',', grouping: '.' }, 'EUR', '4.99'],
    [{ ...MAJOR, decimal: ',', grouping: '.' }, 'EUR', '12.34,50'],
    [{ ...MAJOR, decimal: ',', grouping: '.' }, 'EUR', '1234.567,50'],
    [{ ...MAJOR, decimal: ',', grouping: '.' }, 'EUR', '1..234,50'],
  ] as const)('REC-01 %j %s: "%s" is no amount', (format, currency, text) => {
    expect(read(format, currency, text)).toBeNull();
  });

  test('REC-01 whatever the books write is read back', () => {
    const amounts = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
    fc.assert(
      fc.property(amounts, fc.constantFrom('IRR', 'EUR', 'KWD'), (minor, currency) => {
        expect(read(MAJOR, currency, formatMoney({ minor, currency }))).toBe(minor);
        expect(read(MINOR, currency, String(minor))).toBe(minor);
      }),
    );
  });

  test('REC-01 an amount is the same whatever was read before it, and in whichever currency', () => {
    const texts = fc.constantFrom('5000', '4.99', '4.990', '0.125', '-7', '12', 'many', '');
    const currencies = fc.constantFrom('IRR', 'EUR', 'KWD');
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, currencies), { maxLength: 30 }), (lines) => {
        const reader = amountReader(MAJOR);
        for (const [text, currency] of lines)
          expect(reader(text, exponentOf(currency))).toBe(read(MAJOR, currency, text));
      }),
    );
    const reader = amountReader(MINOR);
    for (const turn of [0, 1])
      for (let minor = 0; minor < 1_000; minor++)
        expect([turn, reader(String(minor), 2)]).toEqual([turn, BigInt(minor)]);
  });

  test('REC-01 a net amount grows by its tax, rounded half away from zero, on both sides of it', () => {
    expect(withVat(1_000n, 900)).toBe(1_090n);
    expect(withVat(5n, 1_000)).toBe(6n);
    expect(withVat(-5n, 1_000)).toBe(-6n);
    expect(withVat(4n, 1_000)).toBe(4n);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 10_000 }), (net, bp) => {
        const gross = withVat(net, bp);
        expect(withVat(-net, bp)).toBe(-gross);
        const doubled = 2n * (gross * 10_000n - net * BigInt(10_000 + bp));
        expect(doubled <= 10_000n && doubled > -10_000n).toBe(true);
      }),
    );
  });
});
