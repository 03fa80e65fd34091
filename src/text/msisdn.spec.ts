import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { classifyAddress, maskMsisdn, normaliseMsisdn } from './msisdn';

describe('one number for all the ways it is written', () => {
  test.each([
    '989121234567',
    '+989121234567',
    '00989121234567',
    '09121234567',
    '9121234567',
    '۰۹۱۲۱۲۳۴۵۶۷',
    '٠٩١٢١٢٣٤٥٦٧',
    '+۹۸ ۹۱۲ ۱۲۳ ۴۵۶۷',
    '＋９８９１２１２３４５６７',
    ' 0912-123-4567 ',
    '+98 (912) 123.45.67',
    '\u202a+98 912 123 4567\u202c',
  ])('WIRE-09 %j at home in Iran', (raw) => {
    expect(normaliseMsisdn(raw, 'IR')).toBe('989121234567');
  });

  test.each([
    ['+39 333 123 4567', undefined, '393331234567'],
    ['3331234567', 'IT', '393331234567'],
    ['0612345678', 'IT', '390612345678'],
    ['07400123456', 'GB', '447400123456'],
    ['2025550123', 'US', '12025550123'],
    ['27831234567', undefined, '27831234567'],
    ['+67620123', undefined, '67620123'],
    ['0821234567', 'ZA', '27821234567'],
  ])('WIRE-09 %j (%s) is %s', (raw, home, msisdn) => {
    expect(normaliseMsisdn(raw, home)).toBe(msisdn);
  });

  test.each([
    ['a short code', '5555', 'IR'],
    ['a short code', '2050', 'IR'],
    ['a short code of eight digits', '50004001', 'IR'],
    ['an advertising line', '5000125475', 'IR'],
    ['an advertising line that looks Greek', '30001234567890', 'IR'],
    ['a name', 'INFO', 'IR'],
    ['a name with digits', '989121234567X', 'IR'],
    ['one digit less', '98912123456', 'IR'],
    ['one digit more', '9891212345678', 'IR'],
    ['one digit less with its plus', '+98912123456', undefined],
    ['a national number without a home', '09121234567', undefined],
    ['a home that does not exist', '09121234567', 'XX'],
    ['a country code that does not exist', '+999123456789', undefined],
    ['sixteen digits', '9891212345678901', 'IR'],
    ['nothing', '', 'IR'],
    ['a plus', '+', 'IR'],
    ['two numbers', '+989121234567+989121234567', 'IR'],
    ['a novel', '9'.repeat(41), 'IR'],
  ])('WIRE-09 %s is no number: %j', (_, raw, home) => {
    expect(normaliseMsisdn(raw, home)).toBeNull();
  });

  test('WIRE-09 what is known by heart is what the library says', () => {
    const mobile = fc.oneof(
      fc.stringMatching(/^989\d{9}$/),
      fc.stringMatching(/^9665\d{8}$/),
      fc.stringMatching(/^9715\d{8}$/),
      fc.stringMatching(/^393\d{8,9}$/),
      fc.stringMatching(/^447\d{9}$/),
      fc.stringMatching(/^1[2-9]\d\d[2-9]\d{6}$/),
      fc.stringMatching(/^33[67]\d{8}$/),
      fc.stringMatching(/^905\d{9}$/),
    );
    fc.assert(
      fc.property(mobile, (digits) => {
        expect(normaliseMsisdn(digits)).toBe(digits);
        expect(parsePhoneNumberFromString(`+${digits}`)?.isPossible()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('WIRE-09 any text gives a number or null, and a number stays what it is', () => {
    const written = fc.string({ unit: fc.constantFrom('0', '9', '8', '۱', '+', ' ', '-', 'x', '5', '3') });
    fc.assert(
      fc.property(
        fc.oneof(written, fc.string({ unit: 'binary' })),
        fc.constantFrom('IR', 'IT', undefined),
        (raw, home) => {
          const msisdn = normaliseMsisdn(raw, home);
          if (msisdn === null) return;
          expect(msisdn).toMatch(/^[1-9]\d{5,16}$/);
          expect(normaliseMsisdn(`+${msisdn}`, home)).toBe(msisdn);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('what kind of address a carrier gave', () => {
  test.each([
    ['+989121234567', { type: 'msisdn', msisdn: '989121234567' }],
    ['5555', { type: 'shortcode', digits: '5555' }],
    ['+2050', { type: 'shortcode', digits: '2050' }],
    ['۲۰۵۰', { type: 'shortcode', digits: '2050' }],
    ['300012345678', { type: 'shortcode', digits: '300012345678' }],
    [' INFO ', { type: 'alphanumeric', name: 'INFO' }],
    ['Radio 24', { type: 'alphanumeric', name: 'Radio 24' }],
    ['ایرانسل', { type: 'alphanumeric', name: 'ایرانسل' }],
    ['ABCDEFGHIJKL', { type: 'invalid' }],
    ['IN\0FO', { type: 'invalid' }],
    ['98912123456', { type: 'invalid' }],
    ['11', { type: 'invalid' }],
    ['', { type: 'invalid' }],
    ['+', { type: 'invalid' }],
    ['x'.repeat(41), { type: 'invalid' }],
  ])('WIRE-09 %j', (raw, address) => {
    expect(classifyAddress(raw, 'IR')).toEqual(address);
  });
});

describe('a number that may be seen', () => {
  test.each([
    ['989121234567', '98912***4567'],
    ['12025550123', '12025***0123'],
    ['5555', '5***5'],
    ['2', '***'],
    ['', '***'],
  ])('%j is shown as %s', (msisdn, shown) => {
    expect(maskMsisdn(msisdn)).toBe(shown);
  });

  test('at least two digits are hidden, and of a short number half', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,15}$/), (msisdn) => {
        const shown = maskMsisdn(msisdn).replace('***', '').length;
        expect(shown).toBeLessThanOrEqual(msisdn.length > 10 ? 9 : msisdn.length / 2);
      }),
    );
  });
});
