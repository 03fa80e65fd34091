import fc from 'fast-check';
import { SendRate } from './send-rate';

describe('WIRE-10 what the carrier sold us', () => {
  test('WIRE-10 no more than that leaves in any second', () => {
    const rate = new SendRate(10);
    expect(rate.allowance(400, 0)).toBe(10);
    rate.spend(7, 0);
    rate.spend(3, 500);
    expect([rate.allowance(400, 600), rate.waitMs(600)]).toEqual([0, 400]);
    expect([rate.allowance(400, 999), rate.allowance(400, 1_000), rate.allowance(400, 1_500)]).toEqual([
      0, 7, 10,
    ]);
  });

  test('WIRE-10 without a limit everything may leave at once', () => {
    const rate = new SendRate(undefined);
    rate.spend(1_000_000, 0);
    expect(rate.allowance(400, 0)).toBe(400);
  });

  test('WIRE-10 whatever is asked when, a window never holds more than was sold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(400)), { maxLength: 60 }),
        (tps, asks) => {
          const rate = new SendRate(tps);
          const spent: { at: number; texts: number }[] = [];
          let now = 0;
          for (const [later, wanted] of asks) {
            now += later;
            const texts = rate.allowance(wanted, now);
            rate.spend(texts, now);
            spent.push({ at: now, texts });
            const inWindow = spent
              .filter(({ at }) => now - at < 1_000)
              .reduce((sum, each) => sum + each.texts, 0);
            expect(inWindow).toBeLessThanOrEqual(tps);
          }
        },
      ),
    );
  });
});

describe('WIRE-07 what we learn from being throttled', () => {
  test('WIRE-07 a few come back: they wait by themselves, the rest goes on', () => {
    const rate = new SendRate(100);
    rate.learn(70, 30, 1_000, 0);
    expect([rate.perSecond, rate.allowance(400, 0)]).toEqual([100, 100]);
  });

  test('WIRE-07 most come back: half the pace, after the pause that was asked for', () => {
    const rate = new SendRate(100);
    rate.learn(10, 90, 1_000, 0);
    expect([rate.perSecond, rate.allowance(400, 999), rate.allowance(400, 1_000)]).toEqual([50, 0, 50]);
    expect(rate.waitMs(400)).toBe(600);
  });

  test('WIRE-07 it never becomes slower than five a second, and finds its way back to what was sold', () => {
    const rate = new SendRate(100);
    for (let n = 0; n < 50; n++) rate.learn(0, 10, 0, n);
    expect(rate.perSecond).toBe(5);
    for (let n = 0; n < 50; n++) rate.learn(10, 0, 0, n);
    expect(rate.perSecond).toBe(100);
  });

  test('WIRE-07 a link without a limit gets one when it is throttled, and loses it again', () => {
    const rate = new SendRate(undefined);
    rate.learn(0, 400, 0, 0);
    expect(rate.perSecond).toBe(200);
    for (let n = 0; n < 60; n++) rate.learn(10, 0, 0, n);
    expect(rate.perSecond).toBe(Infinity);
  });

  test('a carrier that cannot be reached is left alone for a while, and a shorter pause never ends a longer one', () => {
    const rate = new SendRate(undefined);
    rate.pause(1_000, 0);
    rate.pause(10, 0);
    expect([rate.allowance(1, 999), rate.allowance(1, 1_000)]).toEqual([0, 1]);
  });
});
