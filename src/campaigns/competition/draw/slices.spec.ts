import fc from 'fast-check';
import { aDrawn, aFrozen, aProof, sealed, someLines } from '../../../../test/support/a-draw';
import { inSlices } from './in-slices.service';
import { announce, makeProof } from './make-proof';
import { atOnce, eachOf, SLICE_LINES, sorted, type Slices } from './slices';

/** Work that notes when it was under way, and the rest of the process noting when it had its turn. */
async function besideOthers<T>(work: Slices<T>): Promise<{ done: T; story: readonly string[] }> {
  const story: string[] = [];
  let isOver = false;
  const others = (): void => {
    story.push('others');
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  function* noted(): Slices<T> {
    for (;;) {
      const step = work.next();
      story.push('slice');
      if (step.done) return step.value;
      yield;
    }
  }
  const done = await inSlices(noted());
  isOver = true;
  return { done, story };
}

const LINES = 5 * SLICE_LINES + 1;
const frozen = aFrozen({ lines: someLines(LINES), exclusions: [{ line: 4, reason: 'employee' }] });
const drawn = aDrawn({ file: 'entries.txt' });

describe('CON-07 a long draw holds nobody up', () => {
  test.each([
    ['announced', () => announce(frozen), 5],
    ['drawn and checked', () => makeProof(frozen, atOnce(announce(frozen)), drawn), 10],
  ] as const)(
    'CON-07 while a list is %s, everybody else has a turn after every slice',
    async (_, work, times) => {
      const { story } = await besideOthers<unknown>(work());
      // Each line is gone over several times: in the list, the order, the urn and the hashes.
      expect(story.filter((who) => who === 'slice').length).toBeGreaterThan((times * LINES) / SLICE_LINES);
      expect(story.filter((who, at) => who === 'slice' && story[at - 1] === 'slice')).toEqual([]);
    },
  );

  test('CON-07 what is drawn in slices is what is drawn at once', async () => {
    const slowly = await inSlices(makeProof(frozen, await inSlices(announce(frozen)), drawn));
    const proof = aProof(
      { lines: frozen.lines, seals: sealed(frozen.lines), exclusions: frozen.exclusions },
      drawn,
    );
    expect(slowly).toEqual({ type: 'proof', proof });
  });

  test('CON-07 lines are sorted by their bytes, however many slices they fill', () => {
    const line = fc.string({ unit: 'binary-ascii', maxLength: 8 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 200 }), fc.nat(3 * SLICE_LINES), (some, more) => {
        const lines = [...some, ...someLines(more, 10).map((one) => one.slice(0, 9))];
        const before = [...lines];
        expect(atOnce(sorted(lines))).toEqual([...lines].sort());
        expect(lines).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });

  test('CON-07 every line is visited once, in order', () => {
    fc.assert(
      fc.property(fc.nat(3 * SLICE_LINES), (count) => {
        const seen: number[] = [];
        atOnce(
          eachOf(
            Array.from({ length: count }, (_, at) => at),
            (one, at) => void seen.push(one + at),
          ),
        );
        expect(seen).toEqual(Array.from({ length: count }, (_, at) => 2 * at));
      }),
      { numRuns: 25 },
    );
  });
});
