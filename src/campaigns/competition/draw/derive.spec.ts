import { createHmac, hash } from 'node:crypto';
import fc from 'fast-check';
import vector from '../../../../test/data/draw_kat.json';
import * as slice from './derive';
import { commitmentTo, drawSeedFrom, type Derived, type Slips } from './derive';
import { atOnce } from './slices';

const derive = (slips: Slips, drawSeed: string, picks: number): Derived =>
  atOnce(slice.derive(slips, drawSeed, picks));
const inByteOrder = (lines: readonly string[]) => atOnce(slice.inByteOrder(lines));
const entriesHash = (lines: readonly string[]) => atOnce(slice.entriesHash(lines));
const seed = (text: string | number): string => hash('sha256', String(text), 'hex');
const firstOf = (slips: Slips, from: number | string): string =>
  derive(slips, seed(from), 1).picks[0]?.line ?? '';

/** The rule as it is told: tickets written out, sorted, one array closing ranks. */
function drawnByHand(
  { lines, ticketsOf = () => 1, personOf = (line) => line }: Slips,
  drawSeed: string,
  picks: number,
): Derived {
  let urn = lines
    .flatMap((line) => Array.from({ length: ticketsOf(line) }, (_, k) => ({ line, ticket: k + 1 })))
    .sort((a, b) =>
      Buffer.compare(Buffer.from(`${a.line}#${a.ticket}`), Buffer.from(`${b.line}#${b.ticket}`)),
    );
  const drawn: { line: string; ticket: number }[] = [];
  let hmacCalls = 0;
  while (drawn.length < picks && urn.length > 0) {
    const key = Buffer.from(drawSeed, 'hex');
    const value = createHmac('sha256', key).update(`draw:${hmacCalls++}`).digest().readBigUInt64BE(0);
    const sides = BigInt(urn.length);
    if (value >= (2n ** 64n / sides) * sides) continue;
    const pick = urn[Number(value % sides)];
    if (!pick) throw new Error('out of the urn');
    drawn.push(pick);
    urn = urn.filter(({ line }) => personOf(line) !== personOf(pick.line));
  }
  return { picks: drawn, hmacCalls };
}

/** Pearson's sum over counts that ought to be as `shares` says. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const [all, whole] = [counts, shares].map((numbers) => numbers.reduce((sum, number) => sum + number, 0));
  return counts.reduce((sum, count, at) => {
    const expected = ((shares[at] ?? 0) / (whole ?? 1)) * (all ?? 0);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

describe('CON-07 the draw', () => {
  test('CON-07 the known answer, whatever order the entries come in', () => {
    const { serverSeed, beacon, commit, result } = vector;
    for (const entries of [vector.entries, vector.entries.toReversed()]) {
      const lines = inByteOrder([...entries]);
      expect(commitmentTo(serverSeed)).toBe(commit);
      expect(entriesHash(lines)).toBe(result.entriesHash);
      expect(drawSeedFrom(serverSeed, beacon, result.entriesHash)).toBe(result.drawSeed);
      const { picks, hmacCalls } = derive({ lines }, result.drawSeed, 5);
      expect(picks.map(({ line }) => line)).toEqual([...result.winners, ...result.reserves]);
      expect(hmacCalls).toBe(result.hmacCalls);
    }
  });

  test('CON-07 the fast way draws what the plain way draws', () => {
    const aLine = fc.record({
      name: fc.stringMatching(/^[a-z]{1,6}$/),
      person: fc.nat(6),
      tickets: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(aLine, { maxLength: 12, selector: ({ name }) => name }),
        fc.nat(),
        fc.nat(14),
        (entries, from, picks) => {
          const known = new Map(entries.map((entry) => [`${entry.name}|`, entry]));
          const slips: Slips = {
            lines: inByteOrder([...known.keys()]),
            ticketsOf: (line) => known.get(line)?.tickets ?? 0,
            personOf: (line) => `0000000${known.get(line)?.person}`,
          };
          expect(derive(slips, seed(from), picks)).toEqual(drawnByHand(slips, seed(from), picks));
        },
      ),
    );
  });

  test('CON-07 a value beyond the last whole round is thrown again', () => {
    const tickets = 2 ** 52 + 2 ** 38; // of 2^64, so much is left over that it shows within a few thousand throws
    const slips: Slips = { lines: ['only'], ticketsOf: () => tickets };
    let at = 0;
    while (at < 50_000 && derive(slips, seed(at), 1).hmacCalls === 1) at += 1;
    const roll = (counter: number): bigint =>
      createHmac('sha256', Buffer.from(seed(at), 'hex'))
        .update(`draw:${counter}`)
        .digest()
        .readBigUInt64BE(0);
    const fair = 2n ** 64n - (2n ** 64n % BigInt(tickets));
    expect(roll(0)).toBeGreaterThanOrEqual(fair);
    expect(roll(1)).toBeLessThan(fair);
    expect(derive(slips, seed(at), 1).hmacCalls).toBe(2);
  });

  test('CON-07 every entry wins as often as every other', () => {
    const counts = vector.entries.map(() => 0);
    for (let from = 0; from < 5_000; from++) {
      const at = vector.entries.indexOf(firstOf({ lines: vector.entries }, `even ${from}`));
      counts[at] = (counts[at] ?? 0) + 1;
    }
    expect(
      chiSquare(
        counts,
        counts.map(() => 1),
      ),
    ).toBeLessThan(27.88); // 9 degrees of freedom, p = 0.001
  });

  test('CON-07 a list that is too short gives whom it has, and an empty one nobody', () => {
    expect(derive({ lines: ['a', 'b'] }, seed(1), 5).picks).toHaveLength(2);
    expect(derive({ lines: [] }, seed(1), 5)).toEqual({ picks: [], hmacCalls: 0 });
  });

  test('CON-07 the hash of the entries is of their bytes in byte order, without a newline at the end', () => {
    expect(entriesHash(inByteOrder(['2|', '10|', '1|']))).toBe(hash('sha256', '10|\n1|\n2|', 'hex'));
    const many = inByteOrder(Array.from({ length: 20_000 }, (_, at) => `entry-${at}`));
    expect(entriesHash(many)).toBe(hash('sha256', many.join('\n'), 'hex'));
  });
});

describe('CON-09 tickets', () => {
  const lines = ['a', 'b', 'c', 'd'];
  const tickets = [1, 3, 1, 2];
  const slips: Slips = { lines, ticketsOf: (line) => tickets[lines.indexOf(line)] ?? 0 };

  test('CON-09 three tickets win three times as often as one', () => {
    const counts = lines.map(() => 0);
    for (let from = 0; from < 7_000; from++) {
      const at = lines.indexOf(firstOf(slips, `weighted ${from}`));
      counts[at] = (counts[at] ?? 0) + 1;
    }
    expect(chiSquare(counts, tickets)).toBeLessThan(16.27); // 3 degrees of freedom, p = 0.001
    expect(chiSquare(counts, [1, 1, 1, 1])).toBeGreaterThan(16.27);
  });

  test('CON-09 whoever has won is out with all their tickets, whatever line they stand in', () => {
    const one = { ...slips, personOf: (line: string) => (line === 'd' ? 'd' : 'one') };
    for (let from = 0; from < 200; from++) {
      expect(
        derive(slips, seed(from), 9)
          .picks.map(({ line }) => line)
          .sort(),
      ).toEqual(lines);
      expect(derive(one, seed(from), 9).picks).toHaveLength(2);
    }
  });

  test('CON-09 each of the tickets is drawn, by its number from 1', () => {
    const drawn = new Set(
      Array.from(
        { length: 400 },
        (_, from) => derive({ lines: ['x'], ticketsOf: () => 12 }, seed(from), 1).picks[0]?.ticket,
      ),
    );
    expect([...drawn].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 12 }, (_, at) => at + 1),
    );
  });
});
