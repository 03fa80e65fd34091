import fc from 'fast-check';
import { serviceSettings } from '../../../test/support/a-service';
import { parse } from '../../text/said';
import { looksLikeToken, passwordFor, says, tokenFor } from './token';

const luck = fc.stringMatching(/^[0-9a-f]{32}$/);

test('OPT-09 a yes needs no code, a code has four digits, and a password as many as the service asks for', () => {
  fc.assert(
    fc.property(luck, fc.integer({ min: 4, max: 8 }), (drawn, otpDigits) => {
      expect(tokenFor(serviceSettings({ confirm: 'yes' }), drawn)).toBeNull();
      expect(tokenFor(serviceSettings({ confirm: 'code' }), drawn)).toMatch(/^\d{4}$/);
      expect(tokenFor(serviceSettings({ confirm: 'otp', otpDigits }), drawn)).toHaveLength(otpDigits);
      const password = passwordFor(serviceSettings({ otpDigits }), drawn);
      expect([password.length, /^\d+$/.test(password)]).toEqual([Math.max(5, otpDigits), true]);
    }),
  );
});

test('OPT-09 the code is read among other words, in any figures and with blanks inside', () => {
  fc.assert(
    fc.property(luck, (drawn) => {
      const token = passwordFor(serviceSettings(), drawn);
      const persian = [...token].map((digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)]).join('');
      const spaced = `${token.slice(0, 2)} ${token.slice(2)}`;
      for (const text of [token, `code: ${token}.`, persian, spaced])
        expect(says(parse(text), token)).toBe(true);
      expect(says(parse(`${token}1`), token)).toBe(false);
      expect(looksLikeToken(parse(spaced))).toBe(true);
    }),
  );
});

test.each(['2', '11', '123', 'YES', '123456789', '12 mele'])('%s is not meant as a code', (text) => {
  expect(looksLikeToken(parse(text))).toBe(false);
});
