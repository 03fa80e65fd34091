import fc from 'fast-check';
import { chooseNext, follow, type QueuedRow } from './dispatch-plan';

const aRow = (id: number, own: Partial<QueuedRow> = {}): QueuedRow => ({
  id,
  subscriberId: id,
  priority: 1,
  shortcodeId: 1,
  state: 'queued',
  isDue: true,
  isLapsed: false,
  ...own,
});
const NOBODY: ReadonlySet<string> = new Set();
const next = (rows: readonly QueuedRow[], wanted: number, flying = NOBODY): number[] =>
  chooseNext(rows, wanted, flying).map(({ id }) => id);

describe('which messages leave next', () => {
  test('WIRE-10 in the order they stand, and no more than wanted', () => {
    expect(next([aRow(1), aRow(2), aRow(3)], 2)).toEqual([1, 2]);
  });

  test('WIRE-07 two to one person at one priority are never under way together', () => {
    expect(next([aRow(1, { subscriberId: 9 }), aRow(2, { subscriberId: 9 }), aRow(3)], 10)).toEqual([1, 3]);
    expect(
      next([aRow(1, { subscriberId: 9 })], 10, new Set([follow({ subscriberId: 9, priority: 1 })])),
    ).toEqual([]);
  });

  test('WIRE-07 one that backs off holds those behind it', () => {
    const waiting = aRow(1, { subscriberId: 9, isDue: false });
    expect(next([waiting, aRow(2, { subscriberId: 9 }), aRow(3)], 10)).toEqual([3]);
  });

  test('WIRE-10 an answer does not wait behind an advertisement to the same person', () => {
    const promo = aRow(1, { subscriberId: 9, priority: 3, isDue: false });
    expect(next([aRow(2, { subscriberId: 9 }), promo], 10)).toEqual([2]);
  });

  test.each([
    ['queued', true, false, true],
    ['queued', false, true, false],
    ['unknown', true, false, true],
    ['unknown', false, false, false],
    ['sending', true, false, false],
    ['sending', true, true, true],
    ['claimed', true, true, true],
    ['claimed', true, false, false],
  ] as const)('WIRE-07 %s, due %s, lease lapsed %s: leaves %s', (state, isDue, isLapsed, leaves) => {
    expect(next([aRow(1, { state, isDue, isLapsed })], 1)).toEqual(leaves ? [1] : []);
  });

  test('WIRE-07 nobody is overtaken: who leaves is the first of their person and priority', () => {
    const row = fc.record({
      subscriberId: fc.integer({ min: 1, max: 5 }),
      priority: fc.integer({ min: 0, max: 3 }),
      state: fc.constantFrom('queued', 'claimed', 'sending', 'unknown'),
      isDue: fc.boolean(),
      isLapsed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 0, max: 20 }), (drawn, wanted) => {
        const rows = drawn.map((own, at) => aRow(at + 1, own));
        const chosen = next(rows, wanted);
        expect(chosen.length).toBeLessThanOrEqual(wanted);
        for (const id of chosen) {
          const own = rows.find((candidate) => candidate.id === id);
          expect(rows.find((candidate) => own && follow(candidate) === follow(own))?.id).toBe(id);
        }
      }),
    );
  });
});
