import fc from 'fast-check';
import { Watermarks } from './watermarks';

describe('where reading a lane may begin', () => {
  test('a lane nobody has read is read from its beginning', () => {
    expect(new Watermarks().after(1, 0)).toBe(0);
  });

  test('three seconds later it may begin behind what was handled, and every five seconds at the beginning again', () => {
    const marks = new Watermarks();
    marks.after(1, 0);
    marks.handled(1, 100, 10);
    expect([2_000, 3_009, 3_010, 4_999].map((now) => marks.after(1, now))).toEqual([0, 0, 100, 100]);
    expect([marks.after(1, 5_000), marks.after(1, 5_001)]).toEqual([0, 100]);
  });

  test('a read from the beginning that took long is put off, but for half a minute at most', () => {
    const marks = new Watermarks();
    marks.after(1, 0);
    marks.handled(1, 100, 0);
    expect(marks.after(1, 5_000)).toBe(0);
    marks.took(500);
    expect([14_999, 15_000].map((now) => marks.after(1, now))).toEqual([100, 0]);
    marks.took(60_000);
    expect([44_999, 45_000].map((now) => marks.after(1, now))).toEqual([100, 0]);
    marks.took(1);
    expect([49_999, 50_000].map((now) => marks.after(1, now))).toEqual([100, 0]);
  });

  test('how long other reads took changes nothing', () => {
    const marks = new Watermarks();
    marks.after(1, 0);
    marks.took(60_000); // nothing was known yet: this was no walk over what had been handled
    marks.handled(1, 100, 0);
    marks.after(1, 4_000);
    marks.took(60_000);
    expect(marks.after(1, 5_000)).toBe(0);
  });

  test('lanes know nothing of each other', () => {
    const marks = new Watermarks();
    marks.after(2, 0);
    marks.handled(1, 100, 0);
    expect(marks.after(2, 4_000)).toBe(0);
  });

  test('OPS-01 it never begins behind a text that may still commit: an id drawn less than three seconds ago', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 200 }), (steps) => {
        const marks = new Watermarks();
        const drawn: { at: number; id: number }[] = [];
        let now = 0;
        let id = 0;
        for (const [later, texts] of steps) {
          now += later;
          id += texts;
          drawn.push({ at: now, id });
          const after = marks.after(1, now);
          const youngestSafe = drawn.filter(({ at }) => at <= now - 3_000).at(-1)?.id ?? 0;
          expect(after).toBeLessThanOrEqual(youngestSafe);
          marks.handled(1, id, now);
        }
      }),
    );
  });
});
