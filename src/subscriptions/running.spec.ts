import { aSubscriber, DAY, later, Life, monthly, quiet, textsOf, ZONE } from '../../test/support/a-life';
import { aService, byText, JOINED, timer } from '../../test/support/a-subscription';
import { daysAfter, hoursAfter } from './billing-period';
import { advance } from './lifecycle';
import type { Service } from './services/service';

describe('SUB-05 a charge and its notice', () => {
  test('SUB-05 the notice comes before the charge by the time that was promised', () => {
    const life = aSubscriber(monthly);
    const end = life.now.periodEnd ?? JOINED;
    expect([life.now.nextAt, life.now.nextStep]).toEqual([hoursAfter(end, -24), 'notice']);
    expect(textsOf(life.dueNext().acts)).toEqual(['renewalNotice']);
    expect([life.now.nextAt, life.now.nextStep, life.now.state]).toEqual([end, 'renew', 'active']);
    expect([life.dueNext().subscription.state, life.asked.periodStart]).toEqual(['renewing', end]);
  });

  test('SUB-05 a notice that comes late holds up its charge; the period it pays for begins when it would have', () => {
    const life = aSubscriber(monthly);
    const end = life.now.periodEnd ?? JOINED;
    const woken = hoursAfter(end, 5);
    expect([textsOf(life.due(woken).acts), life.now.state]).toEqual([['renewalNotice'], 'active']);
    expect([life.now.nextAt, life.now.nextStep]).toEqual([hoursAfter(woken, 24), 'renew']);
    expect([life.dueNext().subscription.state, life.asked.periodStart]).toEqual(['renewing', end]);
  });

  test('SUB-05 a STOP after the notice: neither a charge nor a word more', () => {
    const life = aSubscriber(monthly);
    life.dueNext();
    const count = life.acts.length;
    life.on({ type: 'stopped', reason: 'stopped' }, byText(later(30 * DAY)));
    life.due(later(400 * DAY));
    expect(life.acts.slice(count)).toEqual([{ type: 'stop charges' }]);
  });

  test('SUB-05 a period no longer than its notice has none: the receipt says when the next payment is', () => {
    const life = aSubscriber(aService({ cycle: 'day' }, { noticeHours: 24, reminderDays: 0 }));
    expect(life.now.nextStep).toBe('renew');
  });

  test('SUB-05 a notice is said once, though a reminder falls due beside it', () => {
    const life = aSubscriber(aService({}, { noticeHours: 72, reminderDays: 30 }));
    const said: string[] = [];
    while (life.now.state === 'active') said.push(...textsOf(life.dueNext().acts));
    expect(said.sort()).toEqual(['reminder', 'renewalNotice']);
  });
});

describe('SUB-04 reminders', () => {
  test('SUB-04 every thirty days, counted from the last; a clock that leaps brings one and not twelve', () => {
    const life = new Life(aService({ cycle: 'message' }, { reminderDays: 30 }));
    life.confirms(later(0.1));
    expect(life.now.state).toBe('active');
    const due = daysAfter(later(0.1), 30, ZONE);
    expect([life.now.nextAt, life.now.nextStep]).toEqual([due, 'notice']);
    expect(textsOf(life.due(later(400 * DAY)).acts)).toEqual(['reminder']);
    expect([textsOf(life.due(later(400 * DAY)).acts), life.now.nextAt]).toEqual([
      [],
      daysAfter(later(400 * DAY), 30, ZONE),
    ]);
  });

  test('SUB-04 every twenty spent, however the payments fall', () => {
    const life = aSubscriber(aService({ cycle: 'week' }, { ...quiet, spendReminderMinor: 2_000n }));
    const paidWhenTold: number[] = [];
    for (let paid = 2; paid <= 13; paid++) {
      life.dueNext();
      const { acts } = life.isPaid(life.asked.dueAt);
      if (textsOf(acts).includes('spendReminder')) paidWhenTold.push(paid * 5);
    }
    expect(paidWhenTold).toEqual([20, 40, 60]);
  });
});

describe('SUB-14 a service that is not as it was', () => {
  test('SUB-14 suspended: nothing is said or charged; resumed: the notice comes first, and the charge in its time', () => {
    const life = aSubscriber(monthly);
    life.service = { ...monthly, state: 'suspended' };
    const noticed = life.now.nextAt ?? JOINED;
    for (let day = 0; day < 5; day++) expect(life.dueNext().acts).toEqual([]);
    life.service = monthly;
    expect(textsOf(life.dueNext().acts)).toEqual(['renewalNotice']);
    expect(life.now.nextAt).toEqual(hoursAfter(noticed, 6 * DAY));
    expect(life.dueNext().subscription.state).toBe('renewing');
  });

  test('SUB-14 closed: the next step is a goodbye', () => {
    const life = aSubscriber(monthly);
    life.service = { ...monthly, state: 'closed' };
    expect([textsOf(life.dueNext().acts), life.now.state, life.now.endReason]).toEqual([
      ['goodbye'],
      'churned',
      'the service closed',
    ]);
  });

  test('SUB-14 dearer: the old price, or an end when what was paid for is over, and never the new price', () => {
    const risen = [
      ...monthly.tariffs,
      { ...monthly.tariffs[0], id: 2, amountMinor: 900n, effectiveFrom: later(DAY) },
    ];
    for (const priceRise of ['keep old price', 'end at renewal'] as const) {
      const service = aService({ tariffs: risen as Service['tariffs'] }, { priceRise, reminderDays: 0 });
      const life = aSubscriber(monthly);
      const end = life.now.periodEnd ?? JOINED;
      life.service = service;
      life.dueNext();
      life.dueNext();
      const asked = life.acts.flatMap((act) => (act.type === 'charge' ? [act.amountMinor] : []));
      expect([life.now.state, life.now.endedAt, asked]).toEqual(
        priceRise === 'keep old price' ? ['renewing', null, [500n, 500n]] : ['churned', end, [500n]],
      );
    }
  });

  test('SUB-07 without content, where it charges for nothing else: tomorrow, perhaps', () => {
    const life = aSubscriber(aService({ cycle: 'day' }, quiet));
    const due = life.now.nextAt ?? JOINED;
    const facts = { hadTrial: false, isContentMissing: true };
    const { subscription, acts } = advance(life.now, { type: 'due' }, life.service, timer(due), facts);
    expect([subscription.state, subscription.nextAt, acts]).toEqual(['active', hoursAfter(due, 24), []]);
  });
});
