import fc from 'fast-check';
import { homeOperator } from './home-operator';

const OPERATORS = { '98': 'mci', '9893': 'irancell', '39': 'tim' };

test.each([
  ['989121234567', 'mci'],
  ['989351234567', 'irancell'],
  ['989', 'mci'],
  ['393331234567', 'tim'],
  ['966501234567', undefined],
  ['', undefined],
])('the handset %s is one of %s', (msisdn, operator) => {
  expect(homeOperator(msisdn, OPERATORS)).toBe(operator);
});

test('the order in which operators are named decides nothing', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(OPERATORS), { minLength: 3 }), (shuffled) => {
      expect(homeOperator('989351234567', Object.fromEntries(shuffled))).toBe('irancell');
    }),
  );
});
