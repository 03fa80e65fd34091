import fc from 'fast-check';
import { fraudLimits, type FraudLimits } from './fraud-limits';
import { signalsOf, stopSignalsOf, type GroupBy, type JoinGroup, type StopGroup } from './signals';

const USUAL: FraudLimits = fraudLimits.parse({});
const under = (own: Partial<FraudLimits> = {}) => new Map([[7, { ...USUAL, ...own }]]);

const group = (by: GroupBy, own: Partial<JoinGroup> = {}): JoinGroup => ({
  ...{
    serviceId: 7,
    by,
    of: 'this',
    joins: own.people ?? 0,
    people: 0,
    others: 0,
    otherPeople: 0,
    ofSource: 0,
  },
  ...own,
});

describe('BIL-12 signals of one hour', () => {
  test.each([
    ['ten of one block and no others', group('block', { people: 10 }), ['velocity', 10, 10]],
    ['nine of one block', group('block', { people: 9 }), null],
    ['a block among busy ones', group('block', { people: 90, others: 9, otherPeople: 90 }), null],
    [
      'a block far above the others',
      group('block', { people: 20, others: 50, otherPeople: 90 }),
      ['velocity', 20, 10],
    ],
    ['one number that joins six times', group('sender', { joins: 6, people: 1 }), ['velocity', 6, 6]],
    ['one number that joins five times', group('sender', { joins: 5, people: 1 }), null],
    ['a crowd for one service', group('service', { people: 50_000 }), null],
    ['a crowd by one campaign', group('source', { people: 50_000 }), null],
    ['three answers quicker than any person’s', group('quick', { people: 3 }), ['quick yes', 3, 3]],
    ['two of them', group('quick', { people: 2 }), null],
    [
      'ten of forty that took equally long',
      group('beat', { people: 10, ofSource: 40 }),
      ['steady yes', 10, 10],
    ],
    ['twelve of a hundred that did', group('beat', { people: 12, ofSource: 100 }), null],
    ['five numbers in one session', group('session', { people: 5 }), ['shared device', 5, 5]],
    ['five numbers behind one address', group('address', { people: 5 }), null],
    ['a gateway among busy ones', group('address', { people: 150, others: 39, otherPeople: 5_850 }), null],
    ['forty numbers behind one address', group('address', { people: 40 }), ['shared device', 40, 40]],
  ] as const)('BIL-12 %s', (_, one, expected) => {
    const signals = signalsOf([one], under());
    expect(signals.map(({ signal, seen, limit }) => [signal, seen, limit])).toEqual(
      expected ? [expected] : [],
    );
  });

  test('BIL-12 a service’s own limits hold, and one that nobody watches has none', () => {
    const crowd = group('service', { people: 500 });
    expect(signalsOf([crowd], under({ serviceJoins: 500 }))).toEqual([
      { signal: 'velocity', serviceId: 7, by: 'service', of: 'this', seen: 500, limit: 500 },
    ]);
    expect(signalsOf([crowd], under({ serviceJoins: 501 }))).toEqual([]);
    expect(signalsOf([group('source', { people: 80 })], under({ sourceJoins: 50 }))).toHaveLength(1);
    expect(signalsOf([group('quick', { people: 80 })], under({ isWatched: false }))).toEqual([]);
    expect(signalsOf([group('quick', { people: 80 })], new Map())).toEqual([]);
  });

  const anyGroup = fc
    .record({
      by: fc.constantFrom<GroupBy>(
        'service',
        'source',
        'block',
        'sender',
        'session',
        'address',
        'quick',
        'beat',
      ),
      people: fc.integer({ min: 1, max: 500 }),
      others: fc.integer({ min: 0, max: 50 }),
      otherPeople: fc.integer({ min: 0, max: 5_000 }),
      more: fc.integer({ min: 0, max: 500 }),
    })
    .map(({ more, by, ...own }) => group(by, { ...own, ofSource: own.people + more }));

  test('BIL-12 more of the same is never less suspicious', () => {
    fc.assert(
      fc.property(anyGroup, fc.integer({ min: 1, max: 100 }), (one, more) => {
        const bigger = {
          ...one,
          joins: one.joins + more,
          people: one.people + more,
          ofSource: one.ofSource + more,
        };
        if (signalsOf([one], under()).length > 0) expect(signalsOf([bigger], under())).toHaveLength(1);
      }),
    );
  });

  test('BIL-12 blocks that join alike are never suspicious, however many people there are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 100, max: 999 }), { minLength: 2, maxLength: 200 }), (sizes) => {
        const all = sizes.reduce((sum, size) => sum + size, 0);
        const groups = sizes.map((people, at) =>
          group('block', { of: String(at), people, others: sizes.length - 1, otherPeople: all - people }),
        );
        expect(signalsOf(groups, under())).toEqual([]);
      }),
    );
  });
});

describe('BIL-12 who stops as soon as they have joined', () => {
  const stops = (own: Partial<StopGroup>): StopGroup => ({
    ...{ serviceId: 7, of: 'web', joins: 100, stops: 0, otherJoins: 1_000, otherStops: 50 },
    ...own,
  });

  test.each([
    ['a third of a channel, a twentieth elsewhere', {}, { stops: 33 }, [33, 30]],
    ['a quarter', {}, { stops: 25 }, null],
    ['of too few', {}, { joins: 20, stops: 20 }, null],
    ['no more than three times what the service is used to', {}, { stops: 44, otherStops: 150 }, null],
    ['that many', {}, { stops: 45, otherStops: 150 }, [45, 45]],
    ['with nothing to compare', {}, { stops: 30, otherJoins: 10, otherStops: 10 }, [30, 30]],
    ['a service that is left easily', { stopPercent: 60 }, { stops: 33 }, null],
  ] as const)('BIL-12 %s', (_, limits, own, expected) => {
    const found = stopSignalsOf([stops(own)], under(limits));
    expect(found.map(({ seen, limit }) => [seen, limit])).toEqual(expected ? [expected] : []);
  });

  test('BIL-12 sources that are left alike are never suspicious beside each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 30, max: 5_000 }), (share, joins) => {
        const stopped = Math.floor((joins * share) / 100);
        const alike = stops({ joins, stops: stopped, otherJoins: joins, otherStops: stopped });
        expect(stopSignalsOf([alike], under())).toEqual([]);
      }),
    );
  });
});
