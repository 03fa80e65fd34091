import fc from 'fast-check';
import { repeatedOn, type Meeting } from './one-to-one';

/** The join itself, as a database makes it: an id that is not given meets nobody. */
function meetingOf(ours: readonly (number | null)[], theirs: readonly (number | null)[]): Meeting {
  const partnersIn = (side: readonly (number | null)[], id: number | null): number =>
    id === null ? 0 : side.filter((other) => other === id).length;
  return {
    ours: ours.length,
    theirs: theirs.length,
    pairs: ours.reduce<number>((sum, id) => sum + partnersIn(theirs, id), 0),
    onlyOurs: ours.filter((id) => partnersIn(theirs, id) === 0).length,
    onlyTheirs: theirs.filter((id) => partnersIn(ours, id) === 0).length,
  };
}

test.each<[string, (number | null)[], (number | null)[], { ours: boolean; theirs: boolean }]>([
  ['nothing on either side', [], [], { ours: false, theirs: false }],
  ['the same on both sides', [1, 2, 3], [3, 2, 1], { ours: false, theirs: false }],
  ['ids that only one side has', [1, 2], [2, 3], { ours: false, theirs: false }],
  ['rows without an id', [1, null, null], [1, null], { ours: false, theirs: false }],
  ['a row of theirs twice', [1, 2], [1, 1, 2], { ours: false, theirs: true }],
  ['an entry of ours twice', [1, 1, 2], [1, 2], { ours: true, theirs: false }],
  ['one of theirs twice and another of ours twice', [1, 2, 2], [1, 1, 2], { ours: true, theirs: true }],
  ['the same twice on both sides', [1, 1], [1, 1], { ours: true, theirs: true }],
  ['one twice that nobody else has', [1, 1, 2], [2], { ours: false, theirs: false }],
])('REC-03 %s', (_name, ours, theirs, sides) => {
  expect(repeatedOn(meetingOf(ours, theirs))).toEqual(sides);
});

test('REC-03 whatever both sides hold, the counts tell exactly on which of them an id that somebody met stands twice', () => {
  const side = fc.array(fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }), { maxLength: 20 });
  fc.assert(
    fc.property(side, side, (ours, theirs) => {
      const met = ours.filter((id) => id !== null && theirs.includes(id));
      const isRepeated = (all: readonly (number | null)[]): boolean =>
        met.some((id) => all.filter((other) => other === id).length > 1);
      const sides = { ours: isRepeated(ours), theirs: isRepeated(theirs) };
      expect(repeatedOn(meetingOf(ours, theirs))).toEqual(sides);
    }),
    { numRuns: 1_000 },
  );
});
