import fc from 'fast-check';
import { restOf } from './backlog';
import { Backlog } from './backlog.service';

describe('OPS-03 the door slows down before its queue grows without bound', () => {
  test('a burst is taken in as fast as it comes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 20_000 }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        (waiting, ms) => expect(restOf(waiting, ms)).toBe(0),
      ),
    );
  });

  test('the longer the queue the longer the rest, and nobody waits longer than a quarter of a second', () => {
    const depth = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(depth, depth, fc.double({ min: 0, max: 1e4, noNaN: true }), (a, b, ms) => {
        const [less, more] = [restOf(Math.min(a, b), ms), restOf(Math.max(a, b), ms)];
        expect(less).toBeLessThanOrEqual(more);
        expect(more).toBeLessThanOrEqual(250);
      }),
    );
    expect([restOf(40_000, 10), restOf(60_000, 10), restOf(1_000_000, 10)]).toEqual([10, 20, 250]);
  });

  test('it is the texts that wait which count, whoever stored them and in whatever order they are taken', () => {
    const backlog = new Backlog();
    expect(backlog.restMs(10, 0)).toBe(0);
    backlog.stored(70_000);
    backlog.stored(69_000);
    expect(backlog.restMs(10, 0)).toBe(0); // nobody has said yet that anything waits
    backlog.taken([70_000, 10_000, 40_000], 0);
    expect(backlog.restMs(10, 100)).toBe(20);
    backlog.taken([], 200);
    expect(backlog.restMs(10, 200)).toBe(0);
  });

  test('a door whose workers say nothing any more does not rest for what they said once', () => {
    const backlog = new Backlog();
    backlog.stored(1_000_000);
    backlog.taken([1], 0);
    expect(backlog.restMs(10, 1_999)).toBeGreaterThan(0);
    expect(backlog.restMs(10, 2_001)).toBe(0);
  });
});
