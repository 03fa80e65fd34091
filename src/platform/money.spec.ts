import fc from 'fast-check';
import { exponentOf, formatMoney, fromJson, money, split, toJson } from './money';

const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const currency = fc.constantFrom('IRR', 'EUR', 'KWD', 'USD', 'SAR');

describe('money', () => {
  test.each([
    [1234n, 'EUR', '12.34'],
    [125n, 'KWD', '0.125'],
    [5n, 'EUR', '0.05'],
    [-5n, 'EUR', '-0.05'],
    [500_000n, 'IRR', '500000'],
    [0n, 'KWD', '0.000'],
  ])('%i %s reads %s', (minor, unit, text) => {
    expect(formatMoney(money(minor, unit))).toBe(text);
  });

  test('what is written as JSON is read back, to the last unit', () => {
    fc.assert(
      fc.property(amount, currency, (minor, unit) =>
        expect(fromJson(toJson(money(minor, unit)))).toEqual({ minor, currency: unit }),
      ),
    );
  });

  test.each([
    { minor: '1.5', currency: 'EUR' },
    { minor: '', currency: 'EUR' },
    { minor: '1e3', currency: 'EUR' },
    { minor: '9'.repeat(19), currency: 'EUR' },
    { minor: '1', currency: 'XXX' },
  ])('%j is no amount', (raw) => {
    expect(fromJson(raw)).toBeNull();
  });

  test('a currency we do not bill in is a bug, not a guess', () => {
    expect(() => exponentOf('XXX')).toThrow(RangeError);
  });

  test('parts always add up to the whole, and none is further from its share than one unit', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 1_000n }), { minLength: 1, maxLength: 9 })
      .filter((all) => all.some((weight) => weight > 0n));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, (minor, shares) => {
        const parts = split(money(minor, 'EUR'), shares);
        const total = shares.reduce((sum, share) => sum + share, 0n);
        expect(parts.reduce((sum, part) => sum + part.minor, 0n)).toBe(minor);
        parts.forEach((part, at) => {
          const exact = (minor * (shares[at] ?? 0n)) / total;
          expect(part.minor - exact === 0n || part.minor - exact === 1n).toBe(true);
        });
      }),
    );
    expect(() => split(money(1n, 'EUR'), [0n])).toThrow(RangeError);
  });
});
