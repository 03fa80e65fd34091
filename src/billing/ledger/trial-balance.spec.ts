import * as fc from 'fast-check';
import { isBalanced, trialBalance } from './trial-balance';

const move = fc.record({
  from: fc.constantFrom('operator-receivable', 'refunds-given', 'bad-debt'),
  to: fc.constantFrom('service-revenue', 'own-revenue', 'vat-payable'),
  currency: fc.constantFrom('EUR', 'KWD', 'IRR'),
  minor: fc.bigInt({ min: 1n, max: 10n ** 18n }),
});

test('BIL-08 whatever moved, both sides are equal in each currency', () => {
  fc.assert(
    fc.property(fc.array(move), (moves) => {
      const sides = moves.flatMap(({ from, to, currency, minor }) => [
        { currency, code: from, debits: minor.toString(), credits: '0' },
        { currency, code: to, debits: '0', credits: minor.toString() },
      ]);
      const currencies = trialBalance(sides);
      expect(isBalanced(currencies)).toBe(true);
      expect(currencies.map(({ currency }) => currency).sort()).toEqual(
        [...new Set(moves.map(({ currency }) => currency))].sort(),
      );
    }),
  );
});

test('BIL-08 what one currency lacks another cannot make up for', () => {
  const currencies = trialBalance([
    { currency: 'EUR', code: 'own-revenue', debits: '0', credits: '1' },
    { currency: 'KWD', code: 'bad-debt', debits: '1', credits: '0' },
  ]);
  expect(isBalanced(currencies)).toBe(false);
});

test('sums beyond what a JavaScript number holds are exact', () => {
  const most = (10n ** 18n - 1n).toString();
  const side = { currency: 'IRR', code: 'service-revenue', debits: '0', credits: most };
  expect(trialBalance([side, side, side])[0]?.credits).toBe('2999999999999999997');
});
