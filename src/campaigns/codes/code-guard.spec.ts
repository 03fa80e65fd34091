import fc from 'fast-check';
import { coolingUntil, guard, GUARD_RULE, NO_GUARD, type CodeGuard } from './code-guard';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const start = new Date('2026-05-01T08:00:00Z');
const after = (ms: number, from: Date = start): Date => new Date(from.getTime() + ms);
const wrongTimes = (times: number, state: CodeGuard, from: Date): CodeGuard =>
  Array.from({ length: times }).reduce<CodeGuard>(
    (guarded, _, at) => guard(guarded, 'wrong', after(at * 1_000, from)),
    state,
  );

describe('whoever guesses', () => {
  test('CON-03 the fifth wrong code in ten minutes is followed by a quarter of an hour of silence', () => {
    const four = wrongTimes(4, NO_GUARD, start);
    expect(coolingUntil(four, after(5_000))).toBeNull();
    const five = guard(four, 'wrong', after(5_000));
    expect(coolingUntil(five, after(5_001))).toEqual(after(5_000 + 15 * MINUTE_MS));
    expect(coolingUntil(five, after(5_000 + 15 * MINUTE_MS))).toBeNull();
  });

  test('CON-03 wrong codes further apart than the window never add up', () => {
    let state = NO_GUARD;
    for (let at = 0; at < 100; at++) state = guard(state, 'wrong', after(at * 2.5 * MINUTE_MS));
    expect(coolingUntil(state, after(100 * 2.5 * MINUTE_MS))).toBeNull();
  });

  test('CON-03 each silence is twice the one before, up to a day', () => {
    let state = NO_GUARD;
    let at = start;
    const lengths: number[] = [];
    for (let round = 0; round < 10; round++) {
      state = wrongTimes(GUARD_RULE.wrongCodes, state, at);
      const until = coolingUntil(state, after(4_000, at)) ?? at;
      lengths.push((until.getTime() - after(4_000, at).getTime()) / MINUTE_MS);
      at = until;
    }
    expect(lengths).toEqual([15, 30, 60, 120, 240, 480, 960, 1_440, 1_440, 1_440]);
  });

  test('CON-03 after a week of peace the next silence is short again, after less it is not', () => {
    const once = wrongTimes(5, NO_GUARD, start);
    const until = coolingUntil(once, after(4_001)) ?? start;
    const soon = wrongTimes(5, once, after(6 * DAY_MS, until));
    const late = wrongTimes(5, once, after(7 * DAY_MS, until));
    expect(soon.cooled).toBe(2);
    expect(late.cooled).toBe(1);
  });

  test('CON-03 a right code forgives slips, but not the silences: nobody buys guesses with it', () => {
    const slips = wrongTimes(4, NO_GUARD, start);
    const forgiven = guard(slips, 'right', after(5_000));
    expect(coolingUntil(wrongTimes(4, forgiven, after(6_000)), after(20_000))).toBeNull();
    const cooled = wrongTimes(5, NO_GUARD, start);
    expect(guard(cooled, 'right', after(DAY_MS)).cooled).toBe(1);
  });

  const history = fc.array(
    fc.record({
      gapMs: fc.nat(20 * MINUTE_MS),
      outcome: fc.constantFrom('wrong' as const, 'right' as const),
    }),
    { maxLength: 200 },
  );

  test('CON-03 the state survives JSON, and stays small', () => {
    fc.assert(
      fc.property(history, (tries) => {
        let state = NO_GUARD;
        let kept = NO_GUARD;
        let at = start;
        for (const { gapMs, outcome } of tries) {
          at = after(gapMs, at);
          state = guard(state, outcome, at);
          kept = guard(JSON.parse(JSON.stringify(kept)) as CodeGuard, outcome, at);
          expect(kept).toEqual(state);
          expect(state.wrongAt.length).toBeLessThan(GUARD_RULE.wrongCodes);
        }
      }),
    );
  });

  test('CON-03 of a quick guesser five wrong codes in a row are looked up and no more, and what they say in a silence changes nothing', () => {
    fc.assert(
      fc.property(history, (tries) => {
        let state = NO_GUARD;
        let at = start;
        let inARow = 0;
        for (const { gapMs, outcome } of tries) {
          at = after(gapMs % 1_000, at);
          if (coolingUntil(state, at)) {
            expect(guard(state, outcome, at)).toBe(state);
            continue;
          }
          state = guard(state, outcome, at);
          inARow = outcome === 'wrong' ? inARow + 1 : 0;
          if (inARow === GUARD_RULE.wrongCodes) expect(coolingUntil(state, at)).not.toBeNull();
          expect(inARow).toBeLessThanOrEqual(GUARD_RULE.wrongCodes);
        }
      }),
    );
  });
});
