import fc from 'fast-check';
import { ruleClashes, type Audience } from './campaign-rule';

test('KW-17 of two rules either both clash with each other or neither does, and only for one word and the same people', () => {
  const some = fc.option(fc.integer({ min: 1, max: 2 }));
  const audience = fc.record({ operatorId: some, includeListId: some, excludeListId: some });
  const key = fc.constantFrom('a', 'b');
  const clashes = (mine: string, one: Audience, theirs: string, other: Audience): number =>
    ruleClashes(
      [{ path: 'here', word: mine, keys: [mine], ...one }],
      [{ campaign: 'x', key: theirs, ...other }],
    ).length;
  fc.assert(
    fc.property(key, audience, key, audience, (mine, one, theirs, other) => {
      const forwards = clashes(mine, one, theirs, other);
      expect(forwards).toBe(clashes(theirs, other, mine, one));
      expect(forwards).toBe(mine === theirs && JSON.stringify(one) === JSON.stringify(other) ? 1 : 0);
    }),
  );
});
