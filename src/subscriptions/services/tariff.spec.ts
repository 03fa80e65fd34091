import fc from 'fast-check';
import { agreedPrice, endsAtRenewal, isDearer, needsNewConsent, tariffAt, type Tariff } from './tariff';

const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));
const tariff = (id: number, day: number, amountMinor: number, currency = 'EUR'): Tariff => ({
  id,
  effectiveFrom: at(day),
  amountMinor: BigInt(amountMinor),
  currency,
  vatBp: 0,
});

describe('BIL-09 the tariff in force', () => {
  const service = { tariffs: [tariff(1, 1, 100), tariff(2, 10, 200), tariff(3, 20, 150)] };

  test('is the last that has begun; from its first instant on', () => {
    expect(tariffAt(service, new Date(at(1).getTime() - 1))).toBeUndefined();
    expect(tariffAt(service, at(1))?.id).toBe(1);
    expect(tariffAt(service, new Date(at(10).getTime() - 1))?.id).toBe(1);
    expect(tariffAt(service, at(10))?.id).toBe(2);
    expect(tariffAt(service, at(365))?.id).toBe(3);
  });

  test('does not depend on the order in which tariffs are kept', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...service.tariffs], { minLength: 3 }),
        fc.integer({ min: 1, max: 40 }),
        (tariffs, day) => {
          expect(tariffAt({ tariffs }, at(day))).toEqual(tariffAt(service, at(day)));
        },
      ),
    );
  });
});

describe('SUB-14 a price rise', () => {
  const service = { tariffs: [tariff(1, 1, 100), tariff(2, 10, 200), tariff(3, 20, 150)] };

  test('is never charged to who agreed to less; who joined since pays it', () => {
    expect(agreedPrice(service, 1, at(15))?.amountMinor).toBe(100n);
    expect(agreedPrice(service, 2, at(15))?.amountMinor).toBe(200n);
  });

  test('a cheaper price is everybody’s at once', () => {
    expect(agreedPrice(service, 2, at(20))?.id).toBe(3);
    expect(agreedPrice(service, 1, at(20))?.id).toBe(1);
  });

  test('asks for a new yes, and ends who has none only where the service says so', () => {
    expect([1, 2, 3].map((id) => needsNewConsent(service, id, at(15)))).toEqual([true, false, true]);
    const keeping = { ...service, settings: { priceRise: 'keep old price' } as const };
    const ending = { ...service, settings: { priceRise: 'end at renewal' } as const };
    expect([endsAtRenewal(keeping, 1, at(15)), endsAtRenewal(ending, 1, at(15))]).toEqual([false, true]);
    expect(endsAtRenewal(ending, 1, at(5))).toBe(false);
  });

  test('another currency is another price, however small', () => {
    const moved = { tariffs: [tariff(1, 1, 100), tariff(2, 10, 1, 'KWD')] };
    expect(agreedPrice(moved, 1, at(15))?.currency).toBe('EUR');
    expect(needsNewConsent(moved, 1, at(15))).toBe(true);
  });

  test('a tariff of another service is no agreement at all', () => {
    expect(agreedPrice(service, 99, at(15))).toBeUndefined();
    expect(needsNewConsent(service, 99, at(15))).toBe(true);
  });

  test('nobody ever pays more than they agreed to, nor more than the price in force where that is less', () => {
    const tariffs = fc.uniqueArray(
      fc.record({
        day: fc.integer({ min: 1, max: 60 }),
        amount: fc.integer({ min: 1, max: 1_000 }),
        currency: fc.constantFrom('EUR', 'KWD'),
      }),
      { minLength: 1, maxLength: 8, selector: ({ day }) => day },
    );
    fc.assert(
      fc.property(tariffs, fc.nat(), fc.integer({ min: 1, max: 80 }), (given, pick, day) => {
        const all = given.map(({ day: from, amount, currency }, n) => tariff(n + 1, from, amount, currency));
        const agreed = all[pick % all.length] as Tariff;
        const charged = agreedPrice({ tariffs: all }, agreed.id, at(day)) as Tariff;
        expect(isDearer(charged, agreed)).toBe(false);
        const inForce = tariffAt({ tariffs: all }, at(day));
        if (inForce?.currency === charged.currency && inForce.amountMinor < agreed.amountMinor)
          expect(charged).toBe(inForce);
        expect(needsNewConsent({ tariffs: all }, agreed.id, at(day))).toBe(
          inForce !== undefined && charged !== inForce,
        );
      }),
    );
  });
});
