import fc from 'fast-check';
import { DateTime } from 'luxon';
import { aService, aSubscription, byCharge, byText, timer } from '../../test/support/a-subscription';
import { daysAfter, hoursAfter } from './billing-period';
import { advance } from './lifecycle';
import { partialCharge } from './payment';
import { isBeginning, isProrated, periodFrom, restOf } from './proration';
import { CYCLES } from './services/service';
import type { Act, Subscription } from './subscription';

const ZONES = [
  'Europe/Rome',
  'Asia/Tehran',
  'Africa/Cairo',
  'America/New_York',
  'Australia/Lord_Howe',
  'UTC',
];
const local = (text: string, zone: string): Date => DateTime.fromISO(text, { zone }).toJSDate();
const written = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm');

const SERVICE = aService({}, { prorate: true, noticeHours: 0, reminderDays: 0 });

const restFrom = (cycle: 'week' | 'month', joined: string, minor: bigint, zone = 'Europe/Rome') => {
  const { start, end, amountMinor } = restOf(cycle, local(joined, zone), minor, zone);
  return [written(start, zone), written(end, zone), amountMinor];
};

describe('SUB-06 what is left of a period, and what it costs', () => {
  test.each([
    ['month', '2026-06-16T15:00', 3_000n, '2026-07-01 00:00', 1_500n],
    ['month', '2026-06-16T00:00', 3_000n, '2026-07-01 00:00', 1_500n],
    ['month', '2026-06-29T23:59', 3_000n, '2026-07-01 00:00', 200n],
    ['month', '2026-01-31T00:00', 3_100n, '2026-02-01 00:00', 100n],
    ['month', '2026-12-17T09:00', 500n, '2027-01-01 00:00', 241n],
    ['month', '2026-02-15T09:00', 2_800n, '2026-03-01 00:00', 1_400n],
    ['week', '2026-06-17T09:00', 700n, '2026-06-22 00:00', 500n],
    ['week', '2026-12-31T09:00', 701n, '2027-01-04 00:00', 400n],
  ] as const)('SUB-06 of a %s from %s at %s: until %s, %s', (cycle, joined, minor, until, share) => {
    expect(restFrom(cycle, joined, minor).slice(1)).toEqual([until, share]);
  });

  test('SUB-06 in a leap year February has a day more to share', () => {
    expect(restFrom('month', '2028-02-15T09:00', 2_900n)).toEqual([
      '2028-02-15 09:00',
      '2028-03-01 00:00',
      1_500n,
    ]);
    expect(restFrom('month', '2027-02-15T09:00', 2_800n)).toEqual([
      '2027-02-15 09:00',
      '2027-03-01 00:00',
      1_400n,
    ]);
  });

  test('SUB-06 a day on which the clocks change counts as a day', () => {
    expect(restFrom('month', '2026-03-28T12:00', 3_100n)[2]).toBe(400n);
    expect(restFrom('month', '2026-10-24T12:00', 3_100n)[2]).toBe(800n);
    // In Cairo the clocks skip midnight on the last Friday of April.
    expect(restFrom('month', '2026-04-24T12:00', 3_000n, 'Africa/Cairo')[2]).toBe(700n);
  });

  test('SUB-06 the zone decides which month it is', () => {
    const at = new Date('2026-06-30T21:00:00Z'); // the first of July in Tehran
    expect(restOf('month', at, 3_100n, 'Asia/Tehran').amountMinor).toBe(3_100n);
    expect(restOf('month', new Date('2026-06-29T12:00:00Z'), 3_000n, 'UTC').amountMinor).toBe(200n);
  });

  test('SUB-06 less than a day, and a share that is worth no unit, comes with the next period', () => {
    expect(restFrom('month', '2026-06-30T00:01', 3_000n)).toEqual([
      '2026-06-30 00:01',
      '2026-08-01 00:00',
      3_000n,
    ]);
    expect(restFrom('month', '2026-06-28T12:00', 9n)).toEqual(['2026-06-28 12:00', '2026-08-01 00:00', 9n]);
    expect(restFrom('month', '2026-06-28T12:00', 10n)).toEqual(['2026-06-28 12:00', '2026-07-01 00:00', 1n]);
  });

  test('SUB-06 only weeks and months follow the calendar, and only where the service says so', () => {
    const { settings } = aService();
    const prorated = { ...settings, prorate: true };
    expect(CYCLES.filter((cycle) => isProrated({ cycle, settings: prorated }))).toEqual(['week', 'month']);
    expect(CYCLES.filter((cycle) => isProrated({ cycle, settings }))).toEqual([]);
    for (const cycle of ['day', 'fortnight', 'one-off', 'message'] as const)
      expect(() => restOf(cycle, new Date('2026-01-01T00:00:00Z'), 1n, 'UTC')).toThrow(RangeError);
  });
});

const anInstant = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2032-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const aCase = fc.record({
  at: anInstant,
  cycle: fc.constantFrom('week', 'month'),
  zone: fc.constantFrom(...ZONES),
  price: fc.bigInt({ min: 1n, max: 10n ** 12n }),
});

describe('SUB-06 whatever the instant, the price and the zone', () => {
  test('SUB-06 a whole period costs exactly the price, and nothing costs more or nothing', () => {
    fc.assert(
      fc.property(aCase, ({ at, cycle, zone, price }) => {
        const one = restOf(cycle, at, price, zone);
        expect(one.start < one.end && one.amountMinor > 0n && one.amountMinor <= price).toBe(true);
        expect(isBeginning(cycle, one.end, zone)).toBe(true);
        const whole = restOf(cycle, one.end, price, zone);
        expect(whole.amountMinor).toBe(price);
        expect(isBeginning(cycle, whole.end, zone)).toBe(true);
      }),
    );
  });

  test('SUB-06 the share is never above its days, and less than a unit below', () => {
    fc.assert(
      fc.property(aCase, ({ at, cycle, zone, price }) => {
        const one = restOf(cycle, at, price, zone);
        const day = DateTime.fromJSDate(at, { zone });
        const of = cycle === 'week' ? 7 : (day.daysInMonth ?? 0);
        const days = cycle === 'week' ? 8 - day.weekday : of - day.day + 1;
        const isShared =
          one.end.getTime() === periodFrom(aService({ cycle }, { zone, prorate: true }), at).end.getTime();
        const [least, exact] = [one.amountMinor * BigInt(of), price * BigInt(days)];
        if (isShared) expect(least <= exact && exact < least + BigInt(of)).toBe(true);
        else expect(one.amountMinor).toBe(price);
      }),
    );
  });

  test('SUB-06 parts that are charged for want of balance, and the rest, never cost more than the whole', () => {
    fc.assert(
      fc.property(aCase, fc.nat(6), ({ at, cycle, zone, price }, times) => {
        const service = aService({ cycle }, { zone, prorate: true });
        const tariff = {
          ...SERVICE.tariffs[0],
          id: 1,
          amountMinor: price,
        } as (typeof SERVICE.tariffs)[number];
        let start = restOf(cycle, at, price, zone).end;
        const { end } = restOf(cycle, start, price, zone);
        let sum = 0n;
        for (let n = 0; n < times; n++) {
          const part = partialCharge(aSubscription(), service, tariff, { start, end }, start);
          if (!part || part.periodEnd >= end) break;
          sum += part.amountMinor;
          start = part.periodEnd;
        }
        const rest = restOf(cycle, start, price, zone);
        expect(sum + (+rest.end === +end ? rest.amountMinor : 0n) <= price).toBe(true);
      }),
    );
  });
});

type Charge = Extract<Act, { readonly type: 'charge' }>;
const chargeIn = (acts: readonly Act[]): Charge | undefined =>
  acts.find((act): act is Charge => act.type === 'charge');

/** The charge is paid. */
const paid = (subscription: Subscription, charge: Charge | undefined, service = SERVICE): Subscription => {
  if (!charge) throw new Error('nothing was to be paid');
  const { amountMinor, periodStart, periodEnd } = charge;
  const event = { type: 'charged', chargeId: 1, amountMinor, periodStart, periodEnd } as const;
  return advance(subscription, event, service, byCharge(periodStart)).subscription;
};

const ROME = 'Europe/Rome';
const JOINED = local('2026-05-17T10:00', ROME);

const due = (subscription: Subscription, at: Date) =>
  advance({ ...subscription, nextAt: at }, { type: 'due' }, SERVICE, timer(at));

describe('SUB-06 a subscription that begins in the midst of a month', () => {
  const early = { ...aSubscription(), joinedAt: JOINED };

  const first = () => {
    const { subscription, acts } = advance(early, { type: 'confirmed' }, SERVICE, byText(JOINED));
    return { subscription, charge: chargeIn(acts) };
  };

  test('SUB-06 pays for what is left of it, and from the first of the next on for whole months', () => {
    const { subscription, charge } = first();
    expect(charge).toMatchObject({ amountMinor: 241n, periodStart: JOINED });
    let active = paid(subscription, charge);
    for (const [start, end] of [
      ['2026-06-01T00:00', '2026-07-01T00:00'],
      ['2026-07-01T00:00', '2026-08-01T00:00'],
    ] as const) {
      const at = local(start, ROME);
      expect(active.periodEnd).toEqual(at);
      const renewed = due(active, hoursAfter(at, 0.5));
      const asked = chargeIn(renewed.acts);
      expect(asked).toMatchObject({ amountMinor: 500n, periodStart: at, periodEnd: local(end, ROME) });
      active = paid(renewed.subscription, asked);
    }
  });

  test('SUB-06 after a part that was charged for want of balance it pays for the rest of that month', () => {
    const { subscription, charge } = first();
    const active = paid(subscription, charge);
    const june = local('2026-06-01T00:00', ROME);
    const renewing = due(active, june).subscription;
    const part = { amountMinor: 112n, periodStart: june, periodEnd: daysAfter(june, 7, ROME) };
    const apart = advance(
      renewing,
      { type: 'charged', chargeId: 2, ...part },
      SERVICE,
      byCharge(june),
    ).subscription;
    const renewed = chargeIn(due(apart, part.periodEnd).acts);
    expect(renewed).toMatchObject({
      ...{ periodStart: part.periodEnd, periodEnd: local('2026-07-01T00:00', ROME), amountMinor: 383n },
    });
  });

  test('SUB-06 of months that passed unpaid nothing is asked for, and of the one that runs only the rest', () => {
    const { subscription, charge } = first();
    const active = paid(subscription, charge);
    const late = chargeIn(due(active, local('2026-08-17T12:00', ROME)).acts);
    expect(late).toMatchObject({ periodEnd: local('2026-09-01T00:00', ROME), amountMinor: 241n });
  });

  test('SUB-06 who joined before the service counted so is brought to the first by one short period', () => {
    const anchorAt = local('2026-05-10T10:00', ROME);
    const periodEnd = local('2026-06-10T10:00', ROME);
    const old: Subscription = {
      ...aSubscription({ state: 'active', anchorAt, periodOrdinal: 1, periodStart: anchorAt, periodEnd }),
      nextStep: 'renew',
    };
    const asked = chargeIn(due(old, periodEnd).acts);
    expect(asked).toMatchObject({ periodEnd: local('2026-07-01T00:00', ROME), amountMinor: 350n });
    expect(paid(due(old, periodEnd).subscription, asked)).toMatchObject({
      ...{ anchorAt: local('2026-07-01T00:00', ROME), periodOrdinal: 0 },
    });
  });

  test('SUB-06 without the setting a month is a month from joining', () => {
    const plain = aService({}, { noticeHours: 0, reminderDays: 0 });
    const { acts } = advance(early, { type: 'confirmed' }, plain, byText(JOINED));
    expect(chargeIn(acts)).toMatchObject({ amountMinor: 500n, periodEnd: local('2026-06-17T10:00', ROME) });
  });
});
