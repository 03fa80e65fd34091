import { aSubscriber, DAY, quiet, textsOf, ZONE, type Life } from '../../test/support/a-life';
import { aService, JOINED } from '../../test/support/a-subscription';
import { daysAfter, hoursAfter } from './billing-period';
import type { Service } from './services/service';

describe('SUB-02 a renewal that is refused', () => {
  test('SUB-02 climbs the ladder in grace, is parked, asked once a week, and given up with a goodbye', () => {
    const life = aSubscriber(aService({ cycle: 'week' }, { ...quiet, graceDays: 3, parkingDays: 21 }));
    life.dueNext();
    const failedAt = life.asked.dueAt;
    expect(textsOf(life.isRefused('insufficient', failedAt).acts)).toEqual(['paymentFailed']);
    const seen = new Set<string>();
    for (let step = 0; step < 40 && life.now.endedAt === null; step++) {
      const { subscription } = life.dueNext();
      if (subscription.state === 'renewing') life.isRefused('insufficient', life.asked.dueAt);
      seen.add(life.now.state);
    }
    expect([...seen]).toEqual(['grace', 'suspended', 'churned']);
    expect(life.now.endedAt).toEqual(daysAfter(daysAfter(failedAt, 3, ZONE), 21, ZONE));
    const tries = life.acts.filter(({ type }) => type === 'charge').length;
    expect(tries).toBeGreaterThanOrEqual(2 + 3 + 2);
    expect(textsOf(life.acts).slice(-2)).toEqual(['paymentFailed', 'goodbye']);
  });

  test('BIL-04 "not this period" leaves the ladder alone and waits for the next period', () => {
    const life = aSubscriber(aService({ cycle: 'week' }, { ...quiet, graceDays: 30 }));
    life.dueNext();
    const { periodEnd, dueAt } = life.asked;
    life.isRefused('our cap', dueAt);
    expect([life.now.state, life.now.nextAt, life.now.nextStep]).toEqual(['grace', periodEnd, 'retry']);
    life.dueNext();
    expect(life.asked.periodStart).toEqual(periodEnd);
  });

  test.each([
    ['barred', ['goodbye']],
    ['blacklisted', ['goodbye']],
    ['under age', ['goodbye']],
    ['not found', []],
  ] as const)('BIL-04 "%s" ends it at once', (failure, said) => {
    const life = aSubscriber(aService({}, quiet));
    life.dueNext();
    const { subscription, acts } = life.isRefused(failure, life.asked.dueAt);
    expect([subscription.state, subscription.endReason, textsOf(acts)]).toEqual(['barred', failure, said]);
  });

  test('SUB-06 who pays late keeps the old anchor, or restarts it, as the service has it', () => {
    for (const anchor of ['keep', 'restart'] as const) {
      const life = aSubscriber(aService({ cycle: 'week' }, { ...quiet, anchor }));
      const due = life.now.periodEnd ?? JOINED;
      life.dueNext();
      life.isRefused('insufficient', due);
      const retried = life.now.nextAt ?? JOINED;
      life.dueNext();
      life.isPaid(retried);
      const start = anchor === 'keep' ? due : retried;
      expect([life.now.state, life.now.periodStart, life.now.periodEnd]).toEqual([
        'active',
        start,
        daysAfter(start, 7, ZONE),
      ]);
    }
  });

  test('SUB-06 of the days that passed unpaid none is charged', () => {
    const life = aSubscriber(aService({ cycle: 'day' }, quiet));
    const first = life.now.periodEnd ?? JOINED;
    life.due(hoursAfter(first, 10 * DAY + 5));
    const charges = life.acts.filter(({ type }) => type === 'charge');
    expect([life.asked.periodStart, charges.length]).toEqual([daysAfter(first, 10, ZONE), 2]);
  });
});

describe('BIL-05 a part of the price', () => {
  const partial = (cycle: Service['cycle'], amountMinor: bigint, isPartial = true): Service => {
    const service = aService({ cycle }, quiet);
    return {
      ...service,
      tariffs: service.tariffs.map((tariff) => ({ ...tariff, amountMinor })),
      operators: service.operators.map((operator) => ({ ...operator, isPartial })),
    };
  };
  const renewed = (service: Service): Life => {
    const life = aSubscriber(service);
    life.dueNext();
    return life;
  };

  test('BIL-05 monthly 4000 with 1200 in the balance: 1000 for a week, then 4000 again', () => {
    const life = renewed(partial('month', 4_000n));
    const due = life.asked.periodStart;
    expect(life.isRefused('insufficient', due).subscription.state).toBe('renewing');
    expect([life.asked.amountMinor, life.asked.periodStart, life.asked.periodEnd]).toEqual([
      1_000n,
      due,
      daysAfter(due, 7, ZONE),
    ]);
    life.isPaid(due);
    expect([life.now.state, life.now.nextAt, life.now.nextStep]).toEqual([
      'active',
      daysAfter(due, 7, ZONE),
      'renew',
    ]);
    life.dueNext();
    expect([life.asked.amountMinor, life.asked.periodStart]).toEqual([4_000n, daysAfter(due, 7, ZONE)]);
    life.isPaid(life.asked.dueAt);
    expect([life.now.anchorAt, life.now.periodOrdinal]).toEqual([daysAfter(due, 7, ZONE), 1]);
  });

  test('BIL-05 a part that is refused as well leads onto the ladder, under another name', () => {
    const life = renewed(partial('week', 700n));
    const due = life.asked.dueAt;
    life.isRefused('insufficient', due);
    life.isRefused('insufficient', due);
    expect([life.now.state, life.now.attempts, life.now.nextStep]).toEqual(['grace', 1, 'retry']);
    life.dueNext();
    const keys = life.acts.flatMap((act) => (act.type === 'charge' ? [act.key] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(life.asked.amountMinor).toBe(700n);
  });

  test.each([
    ['without the operator’s approval', partial('month', 4_000n, false), 'insufficient'],
    ['of a day', partial('day', 4_000n), 'insufficient'],
    ['for anything but a short balance', partial('month', 4_000n), 'usage limit'],
  ] as const)('BIL-05 none is asked for %s', (_, service, failure) => {
    const life = renewed(service);
    expect(life.isRefused(failure, life.asked.dueAt).subscription.state).toBe('grace');
  });
});
