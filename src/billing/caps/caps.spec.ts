import fc from 'fast-check';
import { capName, limitsOf, nameOf, readCaps, takeCaps, windowStart, type Counted, type Wish } from './caps';

const AT = new Date('2026-05-03T22:30:00Z');
const ROME = 'Europe/Rome';

const aCharge = (own: Partial<Counted> = {}): Counted => ({
  chargeId: 1,
  subscriberId: 1,
  serviceId: 12,
  campaignId: null,
  amountMinor: 100n,
  currency: 'EUR',
  ...own,
});

const dayCap = (limitMinor: bigint) => ({ window: 'day', scope: 'service', limitMinor }) as const;
const terms = (...caps: ReturnType<typeof readCaps>) => ({ serviceId: 12, name: 'News', zone: ROME, caps });

describe('BIL-06 caps', () => {
  test('BIL-06 windows begin at midnight, on Monday and on the first, local time', () => {
    // Monday, 00:30 in Rome.
    expect(windowStart('day', AT, ROME).toISOString()).toBe('2026-05-03T22:00:00.000Z');
    expect(windowStart('week', AT, ROME).toISOString()).toBe('2026-05-03T22:00:00.000Z');
    expect(windowStart('month', AT, ROME).toISOString()).toBe('2026-04-30T22:00:00.000Z');
    expect(windowStart('day', AT, 'UTC').toISOString()).toBe('2026-05-03T00:00:00.000Z');
    expect(windowStart('week', AT, 'UTC').toISOString()).toBe('2026-04-27T00:00:00.000Z');
    expect(windowStart('day', new Date('2026-03-29T12:00:00Z'), ROME).toISOString()).toBe(
      '2026-03-28T23:00:00.000Z',
    );
  });

  test('BIL-06 a cap of a service is the service’s, a cap of all is everybody’s', () => {
    expect(capName(dayCap(1n), 12)).toBe('service:12:day');
    expect(capName({ window: 'month', scope: 'all', limitMinor: 1n }, 12)).toBe('all:month');
  });

  test.each([
    [{ window: 'day', rolling: true, scope: 'service', limitMinor: 1n }, 'service:12:24h'],
    [{ window: 'week', rolling: true, scope: 'all', limitMinor: 1n }, 'all:7d'],
    [{ window: 'month', rolling: true, scope: 'campaign', campaign: 5, limitMinor: 1n }, 'campaign:5:30d'],
    [{ window: 'day', scope: 'campaign', campaign: 5, limitMinor: 1n }, 'campaign:5:day'],
  ] as const)('BIL-06 %j is counted as %s', (cap, name) => {
    expect(capName(cap, 12)).toBe(name);
  });

  test('BIL-06 a campaign’s cap is for who came by it, and a rolling one looks back from each charge', () => {
    const caps = terms(
      { window: 'day', scope: 'campaign', campaign: 5, limitMinor: 100n },
      { window: 'week', rolling: true, scope: 'all', limitMinor: 900n },
    );
    const namesOf = (campaignId: number | null) =>
      limitsOf(aCharge({ campaignId }), caps, AT).map(({ key }) => key.cap);
    expect([namesOf(5), namesOf(6), namesOf(null)]).toEqual([
      ['campaign:5:day', 'all:7d'],
      ['all:7d'],
      ['all:7d'],
    ]);
    const [rolling] = limitsOf(aCharge(), caps, AT);
    expect([rolling?.key.windowStart, rolling?.since]).toEqual([AT, new Date('2026-04-26T22:30:00Z')]);
  });

  test('BIL-06 of two caps of one name the tighter holds', () => {
    const limits = limitsOf(aCharge(), terms(dayCap(500n), dayCap(300n), dayCap(400n)), AT);
    expect(limits.map(({ limitMinor }) => limitMinor)).toEqual([300n]);
    expect(limitsOf(aCharge(), undefined, AT)).toEqual([]);
  });

  test.each([
    [[{ window: 'day', scope: 'all', limitMinor: '500' }], [500n]],
    [[{ window: 'week', scope: 'service', limitMinor: 500 }], [500n]],
    [null, []],
    [undefined, []],
    [[], []],
    ['none', [0n]],
    [[{ window: 'day' }], [0n]],
    [[{ window: 'day', scope: 'campaign', limitMinor: 5 }], [0n]],
    [[{ window: 'day', scope: 'campaign', campaign: 5, limitMinor: 5 }], [5n]],
    [[{ window: 'day', scope: 'all', limitMinor: '-1' }], [0n]],
    [[{ window: 'day', scope: 'all', limitMinor: 0.5 }], [0n]],
    [{ window: 'day', scope: 'all', limitMinor: '500' }, [0n]],
  ])('BIL-06 %j is read as limits of %j', (raw, limits) => {
    expect(readCaps(raw).map(({ limitMinor }) => limitMinor)).toEqual(limits);
  });

  test('BIL-06 a charge that fits one cap and not another counts in neither', () => {
    const limits = limitsOf(
      aCharge(),
      terms(dayCap(1_000n), { window: 'month', scope: 'all', limitMinor: 50n }),
      AT,
    );
    expect(takeCaps([{ charge: aCharge(), limits }], [])).toEqual({ fits: new Map(), added: [] });
  });

  test('BIL-06 mo13 fifty charges at once for a cap of thirty: thirty fit, and their sum is the cap', () => {
    const wishes = Array.from({ length: 50 }, (_, at): Wish => {
      const charge = aCharge({ chargeId: at, amountMinor: 10n });
      return { charge, limits: limitsOf(charge, terms(dayCap(300n)), AT) };
    });
    const { fits, added } = takeCaps(wishes, []);
    expect(fits.size).toBe(30);
    expect(added.map(({ spentMinor }) => spentMinor)).toEqual([300n]);
    const [spent] = added;
    expect(spent && takeCaps(wishes, [spent])).toEqual({ fits: new Map(), added: [] });
  });

  const anyWish = fc
    .record({
      subscriberId: fc.integer({ min: 1, max: 3 }),
      serviceId: fc.integer({ min: 1, max: 2 }),
      amountMinor: fc.bigInt({ min: 1n, max: 300n }),
    })
    .map((own) => aCharge(own));
  const CAPS = readCaps([
    { window: 'day', scope: 'service', limitMinor: 400 },
    { window: 'month', scope: 'all', limitMinor: 600 },
  ]);

  test('BIL-06 whatever asks, in whatever order: no spending passes its limit, and what is added is what fits', () => {
    fc.assert(
      fc.property(
        fc.array(anyWish, { maxLength: 40 }),
        fc.bigInt({ min: 0n, max: 600n }),
        (charges, before) => {
          const wishes = charges.map((charge, at): Wish => {
            const counted = { ...charge, chargeId: at };
            return {
              charge: counted,
              limits: limitsOf(counted, { ...terms(...CAPS), serviceId: charge.serviceId }, AT),
            };
          });
          const month = { cap: 'all:month', windowStart: windowStart('month', AT, ROME), currency: 'EUR' };
          const spent = [{ subscriberId: 1, ...month, spentMinor: before }];
          const { fits, added } = takeCaps(wishes, spent);
          const totals = new Map(spent.map((spending) => [nameOf(spending), spending.spentMinor]));
          for (const { charge, limits } of wishes) {
            if (!fits.has(charge.chargeId)) continue;
            for (const { key, limitMinor } of limits) {
              const total = (totals.get(nameOf(key)) ?? 0n) + charge.amountMinor;
              totals.set(nameOf(key), total);
              expect(total <= limitMinor).toBe(true);
            }
          }
          for (const addition of added) {
            const was = nameOf(addition) === nameOf({ subscriberId: 1, ...month }) ? before : 0n;
            expect(was + addition.spentMinor).toBe(totals.get(nameOf(addition)));
          }
        },
      ),
    );
  });

  test('BIL-06 with caps that nobody reaches, everybody fits', () => {
    const wishes = Array.from({ length: 5 }, (_, at): Wish => {
      const charge = aCharge({ chargeId: at, subscriberId: at % 2 });
      return { charge, limits: limitsOf(charge, terms(dayCap(300n)), AT) };
    });
    const { fits, added } = takeCaps(wishes, []);
    expect(fits.size).toBe(5);
    expect(added.map(({ subscriberId, spentMinor }) => [subscriberId, spentMinor])).toEqual([
      [0, 300n],
      [1, 200n],
    ]);
  });
});
