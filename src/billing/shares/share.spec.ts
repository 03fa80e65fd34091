import * as fc from 'fast-check';
import { NOTHING, PARTS, plus, share, sumOf, takeBack, vatWithin, type Parts, type Tier } from './share';

const aTier = (own: Partial<Tier> = {}): Tier => ({
  fromMinor: 0n,
  operatorBp: 3_000,
  brandBp: 4_000,
  providerBp: 1_000,
  ownBp: 2_000,
  ...own,
});
const flat = { feeMinor: 0n, tiers: [aTier()] };

const aShareOfTheWhole = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 0, max: 10_000 }))).map((cuts) => {
  const [a = 0, b = 0, c = 0] = [...cuts].sort((one, other) => one - other);
  return { operatorBp: a, brandBp: b - a, providerBp: c - b, ownBp: 10_000 - c };
});
const aRule = fc.record({
  feeMinor: fc.bigInt({ min: 0n, max: 1_000n }),
  tiers: fc
    .tuple(
      fc.uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 9n }), { maxLength: 4 }),
      fc.array(aShareOfTheWhole, { minLength: 5, maxLength: 5 }),
    )
    .map(([froms, shares]) =>
      [0n, ...froms.sort((a, b) => (a < b ? -1 : 1))].map((fromMinor, at) => ({
        fromMinor,
        ...(shares[at] ?? aTier()),
      })),
    ),
});
const takings = fc.record({
  grossMinor: fc.bigInt({ min: 1n, max: 10n ** 15n }),
  count: fc.integer({ min: 1, max: 1_000_000 }),
  vatBp: fc.integer({ min: 0, max: 10_000 }),
});

describe('BIL-10 who gets what of a month', () => {
  test('BIL-10 the tax is within the gross, then each has their share of the rest', () => {
    const parts = share({ grossMinor: 12_200n, count: 10, vatBp: 2_200 }, flat);
    expect(parts).toEqual({ vat: 2_200n, operator: 3_000n, brand: 4_000n, provider: 1_000n, own: 2_000n });
  });

  test('BIL-10 a fee per message goes before the shares', () => {
    const parts = share({ grossMinor: 10_000n, count: 100, vatBp: 0 }, { ...flat, feeMinor: 10n });
    expect(parts).toEqual({ vat: 0n, operator: 1_000n + 2_700n, brand: 3_600n, provider: 900n, own: 1_800n });
  });

  test('a fee that is more than there is takes all there is, and the tax stands', () => {
    const parts = share({ grossMinor: 122n, count: 50, vatBp: 2_200 }, { ...flat, feeMinor: 10n });
    expect(parts).toEqual({ ...NOTHING, vat: 22n, operator: 100n });
  });

  test('BIL-10 each tier holds for its own slab', () => {
    const tiers = [aTier(), aTier({ fromMinor: 1_000n, operatorBp: 1_000, ownBp: 4_000 })];
    expect(share({ grossMinor: 1_000n, count: 1, vatBp: 0 }, { feeMinor: 0n, tiers }).operator).toBe(300n);
    expect(share({ grossMinor: 3_000n, count: 1, vatBp: 0 }, { feeMinor: 0n, tiers })).toEqual({
      ...NOTHING,
      operator: 300n + 200n,
      brand: 1_200n,
      provider: 300n,
      own: 200n + 800n,
    });
  });

  test('BIL-08 BIL-10 0.125 KWD are shared out to the last thousandth', () => {
    const thirds = aTier({ operatorBp: 3_333, brandBp: 3_334, providerBp: 0, ownBp: 3_333 });
    const parts = share({ grossMinor: 125n, count: 1, vatBp: 0 }, { feeMinor: 0n, tiers: [thirds] });
    expect(parts).toEqual({ vat: 0n, operator: 42n, brand: 42n, provider: 0n, own: 41n });
  });

  test('BIL-10 mo5 ten percent of 0.10 are 0.01 exactly; of 0.15 the half unit goes to the brand', () => {
    const tenth = aTier({ operatorBp: 1_000, brandBp: 9_000, providerBp: 0, ownBp: 0 });
    const of = (grossMinor: bigint) =>
      share({ grossMinor, count: 1, vatBp: 0 }, { feeMinor: 0n, tiers: [tenth] });
    expect(of(10n)).toEqual({ ...NOTHING, operator: 1n, brand: 9n });
    expect(of(15n)).toEqual({ ...NOTHING, operator: 1n, brand: 14n });
    expect(vatWithin(11n, 1_000)).toBe(1n);
  });

  test('BIL-10 the parts add up to the total to the last unit, and none is less than nothing', () => {
    fc.assert(
      fc.property(takings, aRule, (taken, rule) => {
        const parts = share(taken, rule);
        expect(sumOf(parts)).toBe(taken.grossMinor);
        for (const part of PARTS) expect(parts[part] >= 0n).toBe(true);
      }),
    );
  });

  test('whose share is nothing gets nothing, not even what cannot be divided', () => {
    const alone = { operatorBp: 0, brandBp: 0, providerBp: 9_999, ownBp: 1 };
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 50n }), (grossMinor) => {
        const rule = { feeMinor: 0n, tiers: [aTier(alone)] };
        const { vat, operator, brand } = share({ grossMinor, count: 1, vatBp: 0 }, rule);
        expect([vat, operator, brand]).toEqual([0n, 0n, 0n]);
      }),
    );
  });

  test('nobody is further from their share than a unit for each slab', () => {
    fc.assert(
      fc.property(takings, aShareOfTheWhole, (taken, shares) => {
        const parts = share(taken, { feeMinor: 0n, tiers: [{ fromMinor: 0n, ...shares }] });
        const net = taken.grossMinor - parts.vat;
        const exact = (net * BigInt(shares.brandBp)) / 10_000n;
        expect([0n, 1n]).toContain(parts.brand - exact);
      }),
    );
  });

  test.each([
    [100n, 0, 0n],
    [122n, 2_200, 22n],
    [1n, 10_000, 1n],
    [100n, 900, 8n],
    [101n, 10_000, 51n],
  ])('the tax within %d at %d is %d', (gross, vatBp, vat) => {
    expect(vatWithin(gross, vatBp)).toBe(vat);
  });

  test('of nothing there is nothing to share', () => {
    expect(() => share({ grossMinor: 0n, count: 1, vatBp: 0 }, flat)).toThrow(RangeError);
  });
});

describe('REC-09 what is taken back', () => {
  const line: Parts = { vat: 22n, operator: 30n, brand: 40n, provider: 10n, own: 20n };

  test('a whole line gives back its parts', () => {
    expect(takeBack(line, 0n, 122n)).toEqual(line);
  });

  test('half of it gives back half of each', () => {
    expect(takeBack(line, 0n, 61n)).toEqual({ vat: 11n, operator: 15n, brand: 20n, provider: 5n, own: 10n });
  });

  test('REC-09 in however many steps, each gives back exactly what they got', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(takings, aRule, steps, (taken, rule, cuts) => {
        const whole = share(taken, rule);
        const ends = [...cuts.map((cut) => (taken.grossMinor * BigInt(cut)) / 1_000n), taken.grossMinor];
        let before = 0n;
        let given = NOTHING;
        for (const end of ends.sort((a, b) => (a < b ? -1 : 1))) {
          const now = takeBack(whole, before, end - before);
          expect(sumOf(now)).toBe(end - before);
          given = plus(given, now);
          before = end;
        }
        expect(given).toEqual(whole);
      }),
    );
  });

  test('what nobody got nobody gives back', () => {
    const none: Parts = { ...line, provider: 0n, own: 30n };
    for (let minor = 1n; minor <= 122n; minor++) expect(takeBack(none, 0n, minor).provider).toBe(0n);
  });
});
