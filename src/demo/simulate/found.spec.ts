import fc from 'fast-check';
import { CATEGORIES } from '../../reconciliation/matching/category';
import { compareFound, outcomeFor, type FoundOne } from './found';
import type { Planted } from './operator-file';

const planted = fc.array(
  fc.record({ category: fc.constantFrom(...CATEGORIES), txnId: fc.constantFrom('a', 'b', 'c', 'd') }),
  { maxLength: 12 },
);
const foundOf = (all: readonly Planted[], state = 'OPEN'): FoundOne[] =>
  all.map((one, at) => ({ ...one, id: at + 1, state, deltaMinor: '0' }));

test('what was planted and found leaves nothing over, however often the same', () => {
  fc.assert(
    fc.property(planted, (all) => {
      const found = foundOf([...all].reverse());
      expect(compareFound(all, found)).toEqual({ missed: [], unexpected: [] });
    }),
  );
});

test('one that nobody found is missed, and one that nobody planted is unexpected', () => {
  fc.assert(
    fc.property(planted, (all) => {
      const one: Planted = { category: 'AMOUNT_MISMATCH', txnId: 'of its own' };
      expect(compareFound([...all, one], foundOf(all)).missed).toEqual([one]);
      expect(compareFound(all, foundOf([...all, one])).unexpected.map(({ txnId }) => txnId)).toEqual([
        'of its own',
      ]);
    }),
  );
});

test('what resolved by itself is no difference, and finds nothing either', () => {
  const one: Planted = { category: 'STATUS_MISMATCH', txnId: 'a' };
  expect(compareFound([], foundOf([one], 'RESOLVED'))).toEqual({ missed: [], unexpected: [] });
  expect(compareFound([one], foundOf([one], 'RESOLVED')).missed).toEqual([one]);
});

test.each([
  ['AMOUNT_MISMATCH', '7', 'ACCEPTED'],
  ['MISSING_AT_OPERATOR', '-5000', 'WRITTEN_OFF'],
  ['DUPLICATE_AT_OPERATOR', '0', 'REJECTED'],
  ['IDENTITY_MISMATCH', '-5000', 'REJECTED'],
] as const)('%s of %s is %s', (category, deltaMinor, outcome) => {
  expect(outcomeFor({ id: 1, category, deltaMinor, state: 'OPEN', txnId: 'a' })).toBe(outcome);
});
