import { faultsIn, readRule, type TierJson } from './share-rule';

const aTier = (own: Partial<TierJson> = {}): TierJson => ({
  fromMinor: '0',
  operatorBp: 3_000,
  brandBp: 4_000,
  providerBp: 1_000,
  ownBp: 2_000,
  ...own,
});
const pathsIn = (tiers: readonly TierJson[]): string[] =>
  faultsIn(readRule('0', tiers).tiers).map(({ path }) => path);

test('tiers that begin at zero, rise, and give away the whole are right', () => {
  expect(pathsIn([aTier()])).toEqual([]);
  expect(pathsIn([aTier(), aTier({ fromMinor: '1' }), aTier({ fromMinor: '900000000000000000' })])).toEqual(
    [],
  );
});

test.each<[string, TierJson[], string[]]>([
  ['the first begins above zero', [aTier({ fromMinor: '1' })], ['tiers[0].fromMinor']],
  ['one begins where the last did', [aTier(), aTier()], ['tiers[1].fromMinor']],
  [
    'one begins before the last',
    [aTier(), aTier({ fromMinor: '5' }), aTier({ fromMinor: '4' })],
    ['tiers[2].fromMinor'],
  ],
  ['less than the whole is given away', [aTier({ ownBp: 1_999 })], ['tiers[0]']],
  ['more than the whole is given away', [aTier(), aTier({ fromMinor: '9', brandBp: 4_001 })], ['tiers[1]']],
])('tiers are refused where %s', (_, tiers, paths) => {
  expect(pathsIn(tiers)).toEqual(paths);
});
