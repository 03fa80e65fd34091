import type { CountryCode } from 'libphonenumber-js';
import fc from 'fast-check';
import { readPhone } from './phone-answer';

const read = (country: CountryCode, raw: string) => {
  const reading = readPhone({ type: 'phone', country }, raw);
  return 'value' in reading ? reading.value : reading.fault;
};

describe('DAT-01 telephone number', () => {
  test.each<[string, CountryCode, string, string]>([
    ['an64', 'RW', 'my number is 0788123123', '+250788123123'],
    ['as dialled at home', 'IR', '0912 345 6789', '+989123456789'],
    ['Persian figures', 'IR', 'شماره‌ام ۰۹۱۲۳۴۵۶۷۸۹ است', '+989123456789'],
    ['a landline', 'IT', 'tel. 02 1234 5678', '+390212345678'],
    ['from abroad', 'IT', 'call +44 7911 123456', '+447911123456'],
    ['with two noughts', 'IT', '00447911123456', '+447911123456'],
    ['twice the same', 'IR', '09123456789 (+98 912 345 6789)', '+989123456789'],
    ['two', 'IR', '09123456789 or 09123456780', 'phone'],
    ['too short', 'IR', 'it is 12345', 'phone'],
    ['none', 'IR', 'no', 'phone'],
    ['nothing', 'IR', ' ', 'empty'],
  ])('%s: in %s %j is %j', (_, country, raw, value) => {
    expect(read(country, raw)).toBe(value);
  });

  test('DAT-01 whatever is said, a number is its own normal form in every country', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789۰۹٣+() -.abو'), maxLength: 30 });
    const country = fc.constantFrom<CountryCode>('IR', 'IT', 'GB', 'US', 'SA');
    fc.assert(
      fc.property(text, country, country, (raw, home, other) => {
        const value = read(home, raw);
        expect(value).toMatch(/^(\+\d{5,15}|phone|empty)$/);
        if (value.startsWith('+')) expect(read(other, value)).toBe(value);
      }),
    );
  });
});
