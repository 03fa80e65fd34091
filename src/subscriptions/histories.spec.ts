import fc from 'fast-check';
import { History, type Happening } from '../../test/support/a-history';
import { aService } from '../../test/support/a-subscription';
import { FAILURES, type Failure } from '../billing/charge';
import { receivingStates } from './content/content-page';
import type { Service } from './services/service';
import { ENDED_STATES } from './subscription';

const FAILURE_NAMES = Object.keys(FAILURES) as Failure[];

const aServiceAtRandom: fc.Arbitrary<Service> = fc
  .record({
    cycle: fc.constantFrom('day', 'week', 'fortnight', 'month'),
    trialDays: fc.constantFrom(0, 0, 1, 7, 30),
    isPartial: fc.boolean(),
    amountMinor: fc.constantFrom(3n, 500n, 4_000n),
    zone: fc.constantFrom('Europe/Rome', 'Asia/Tehran', 'America/New_York'),
    confirmTtlMinutes: fc.constantFrom(5, 60, 1_440),
    ladder: fc.constantFrom([2, 6, 24], [1], [], [48]),
    graceDays: fc.constantFrom(0, 1, 7),
    parkingDays: fc.constantFrom(0, 30, 90),
    anchor: fc.constantFrom('keep', 'restart'),
    noticeHours: fc.constantFrom(0, 24, 72),
    reminderDays: fc.constantFrom(0, 7, 30),
    spendReminderMinor: fc.constantFrom(null, 2_000n),
  } as const)
  .map(({ cycle, trialDays, isPartial, amountMinor, ...settings }) => {
    const service = aService({ cycle, trialDays }, settings);
    return {
      ...service,
      tariffs: service.tariffs.map((tariff) => ({ ...tariff, amountMinor })),
      operators: service.operators.map((operator) => ({ ...operator, isPartial })),
    };
  });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('hours pass'),
      hours: fc.constantFrom(0.01, 1, 7, 30, 200, 3_000),
    }),
  },
  { weight: 14, arbitrary: fc.constant({ type: 'next step' }) },
  { weight: 4, arbitrary: fc.constant({ type: 'worker looks' }) },
  { weight: 3, arbitrary: fc.constant({ type: 'joins' }) },
  { weight: 6, arbitrary: fc.constant({ type: 'says yes' }) },
  { weight: 1, arbitrary: fc.constant({ type: 'says no' }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('stops'), channel: fc.constantFrom('text', 'care', 'api') }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'number dies' }) },
  { weight: 12, arbitrary: fc.constant({ type: 'is charged' }) },
  { weight: 6, arbitrary: fc.constant({ type: 'is refused', failure: 'insufficient' }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('is refused'), failure: fc.constantFrom(...FAILURE_NAMES) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('service becomes'),
      state: fc.constantFrom('approved', 'approved', 'approved', 'suspended', 'closed'),
    }),
  },
) as fc.Arbitrary<Happening>;

const JOINING: readonly Happening[] = [{ type: 'joins' }, { type: 'says yes' }];

function told(service: Service, happenings: readonly Happening[]): History {
  const history = new History(service);
  for (const one of [...JOINING, ...happenings]) history.happen(one);
  return history;
}

describe('SUB-02 whatever happens, in whatever order', () => {
  test('SUB-02 every promise of the lifecycle is kept', () => {
    fc.assert(
      fc.property(aServiceAtRandom, fc.array(happening, { maxLength: 80 }), (service, happenings) => {
        told(service, happenings);
      }),
      { numRuns: 2_000 },
    );
  }, 120_000);

  test('SUB-02 a trial is had once, however often somebody comes back', () => {
    const coming: fc.Arbitrary<Happening> = fc.oneof(
      { weight: 2, arbitrary: fc.constant({ type: 'joins' }) },
      { weight: 2, arbitrary: fc.constant({ type: 'says yes' }) },
      { weight: 1, arbitrary: happening },
    ) as fc.Arbitrary<Happening>;
    fc.assert(
      fc.property(fc.array(coming, { maxLength: 60 }), (happenings) => {
        expect(told(aService({ trialDays: 7 }), happenings).trials).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  test('SUB-02 whoever only ever pays is never let go, and pays for every day in turn', () => {
    const paying: readonly Happening[] = Array.from({ length: 40 }, () => [
      { type: 'next step' } as const,
      { type: 'is charged' } as const,
    ]).flat();
    fc.assert(
      fc.property(aServiceAtRandom, (service) => {
        const { subscription, paid } = told(service, [{ type: 'is charged' }, ...paying]);
        expect([subscription?.state, paid.length > 4]).toEqual(['active', true]);
        paid.slice(1).forEach((charge, at) => expect(charge.periodStart).toEqual(paid[at]?.periodEnd));
      }),
      { numRuns: 200 },
    );
  });

  test('SUB-02 whoever never pays is let go in the end, and hears goodbye', () => {
    const refusing: readonly Happening[] = Array.from({ length: 400 }, () => [
      { type: 'next step' } as const,
      { type: 'is refused', failure: 'insufficient' } as const,
    ]).flat();
    fc.assert(
      fc.property(aServiceAtRandom, (service) => {
        const { subscription, said } = told(service, [{ type: 'is charged' }, ...refusing]);
        expect([subscription?.state, said.at(-1)?.text]).toEqual([
          expect.stringMatching(/^(churned|failed)$/),
          expect.stringMatching(/^(goodbye|refused)$/),
        ]);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  describe('SUB-14 whoever is asked to move from one service to another', () => {
    const answer: fc.Arbitrary<Happening> = fc.constantFrom(
      { type: 'says yes' },
      { type: 'says yes' },
      { type: 'says no' },
      { type: 'hours pass', hours: 200 },
    );
    const events = fc.array(happening, { maxLength: 40 });
    const isLive = ({ subscription }: History): boolean =>
      subscription !== null && subscription.endedAt === null && subscription.state !== 'pending';

    test('SUB-14 has one of the two and never both, moves by a yes alone, and pays for no moment twice', () => {
      fc.assert(
        fc.property(
          aServiceAtRandom,
          aServiceAtRandom,
          events,
          answer,
          events,
          (one, other, before, said, after) => {
            const old = told(one, before);
            if (!isLive(old)) return;
            const next = new History(other, old);
            next.now = old.now;
            next.happen({ type: 'joins' });
            next.happen(said);
            const isYes = said.type === 'says yes';
            expect(isLive(next)).toBe(isYes);
            if (isYes) old.happen({ type: 'moves away' });
            for (const happening of after) {
              if (happening.type === 'joins' || happening.type === 'says yes') continue;
              for (const history of isYes ? [old, next] : [old]) history.happen(happening);
              old.now = next.now = new Date(Math.max(+old.now, +next.now));
              expect(isLive(old) && isLive(next)).toBe(false);
            }
            expect(next.trials).toBe(0);
            const last = +(old.origin?.paidUntil ?? 0);
            for (const { periodStart } of next.paid) expect(+periodStart).toBeGreaterThanOrEqual(last);
          },
        ),
        { numRuns: 1_000 },
      );
    }, 120_000);
  });

  test('SUB-07 no content for anybody who has not confirmed, is parked or has left', () => {
    for (const contentWhileGrace of [true, false]) {
      const states: readonly string[] = receivingStates(aService({}, { contentWhileGrace }));
      for (const state of ['pending', 'activating', 'suspended', ...ENDED_STATES])
        expect(states).not.toContain(state);
    }
  });
});
