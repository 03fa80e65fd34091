import { DAY, later, Life, monthly, textsOf } from '../../test/support/a-life';
import { aService, aSubscription, byText, JOINED, timer } from '../../test/support/a-subscription';
import { FAILURES, type Failure } from '../billing/charge';
import { advance } from './lifecycle';
import { ENDED_STATES, LIVE_STATES, type SubscriptionEvent } from './subscription';

describe('SUB-02 every event means something in every state', () => {
  const events: readonly SubscriptionEvent[] = [
    { type: 'confirmed' },
    { type: 'declined' },
    { type: 'due' },
    { type: 'charged', chargeId: 1, amountMinor: 500n, periodStart: later(0), periodEnd: later(1) },
    { type: 'refused', chargeId: 1, failure: 'insufficient', periodStart: later(0), periodEnd: later(1) },
    { type: 'stopped', reason: 'stopped' },
    { type: 'barred', reason: 'recycled' },
  ];
  const states = [...LIVE_STATES, ...ENDED_STATES];

  test.each(states.flatMap((state) => events.map((event) => [state, event.type, event] as const)))(
    'SUB-02 %s, %s',
    (state, _, event) => {
      const isOver = ENDED_STATES.some((ended) => ended === state);
      const before = aSubscription({
        state,
        endedAt: isOver ? JOINED : null,
        nextAt: isOver ? null : later(1),
      });
      const { subscription, acts } = advance(before, event, monthly, timer(later(1)));
      expect([...LIVE_STATES, ...ENDED_STATES]).toContain(subscription.state);
      expect(ENDED_STATES.some((ended) => ended === subscription.state)).toBe(subscription.endedAt !== null);
      if (isOver) expect([subscription, acts]).toEqual([before, []]);
    },
  );
});

describe('SUB-02 from the question to the first payment', () => {
  test('SUB-02 a yes asks for the first period, from now on, and says nothing yet', () => {
    const life = new Life(monthly);
    const { subscription, acts } = life.confirms(later(0.5));
    expect([subscription.state, subscription.nextAt, acts]).toEqual([
      'activating',
      null,
      [
        {
          type: 'charge',
          key: `renewal:1:${later(0.5).toISOString()}`,
          purpose: 'first',
          tariffId: 1,
          amountMinor: 500n,
          periodStart: later(0.5),
          periodEnd: new Date('2026-06-01T08:30:00Z'),
          dueAt: later(0.5),
        },
      ],
    ]);
  });

  test('SUB-04 once it is paid, a welcome and a receipt', () => {
    const life = new Life(monthly);
    life.confirms(later(0.5));
    const { subscription, acts } = life.isPaid(later(0.6));
    expect(textsOf(acts)).toEqual(['welcome', 'receipt']);
    expect(subscription).toMatchObject({
      state: 'active',
      anchorAt: later(0.5),
      periodOrdinal: 1,
      periodEnd: new Date('2026-06-01T08:30:00Z'),
      nextStep: 'notice',
    });
  });

  test('SUB-02 without an answer: one reminder, half-way; then nothing is left of it, and nothing is said', () => {
    const life = new Life(monthly);
    expect([textsOf(life.dueNext().acts), life.now.nextStep]).toEqual([['askReminder'], 'confirm end']);
    const { subscription, acts } = life.dueNext();
    expect([subscription.state, subscription.endedAt, acts]).toEqual(['expired', later(1), []]);
  });

  test('SUB-02 a yes that comes after its time opens nothing, whoever looks first', () => {
    const { subscription, acts } = new Life(monthly).confirms(later(1));
    expect([subscription.state, acts]).toEqual(['expired', []]);
    const late = new Life(monthly);
    expect([textsOf(late.due(later(30)).acts), late.now.state]).toEqual([[], 'expired']);
  });

  test.each([
    ['a no', { type: 'declined' }, 'declined'],
    ['a STOP', { type: 'stopped', reason: 'stopped' }, 'declined'],
    ['a number that is gone', { type: 'barred', reason: 'recycled' }, 'barred'],
  ] as const)('SUB-02 %s instead of a yes', (_, event, state) => {
    const { subscription, acts } = new Life(monthly).on(event, byText(later(0.5)));
    expect([subscription.state, textsOf(acts)]).toEqual([state, []]);
  });

  test.each(Object.entries(FAILURES).filter(([, kind]) => kind !== 'later') as [Failure, string][])(
    'SUB-02 a first payment refused as "%s" makes no subscription',
    (failure) => {
      const life = new Life(monthly);
      life.confirms(later(0.5));
      const { subscription, acts } = life.isRefused(failure, later(0.6));
      expect([subscription.state, subscription.endReason]).toEqual(['failed', failure]);
      expect(textsOf(acts)).toEqual(failure === 'not found' ? [] : ['refused']);
    },
  );

  test('SUB-02 a first payment that the balance did not cover is tried again where the service waits, else it is the end', () => {
    for (const [graceDays, state] of [
      [7, 'grace'],
      [0, 'failed'],
    ] as const) {
      const life = new Life(aService({}, { graceDays }));
      life.confirms(later(0.5));
      expect(life.isRefused('insufficient', later(0.6)).subscription.state).toBe(state);
    }
  });

  test('SUB-02 who pays at the second try is welcome, for a period that begins then', () => {
    const life = new Life(monthly);
    life.confirms(later(0.5));
    life.isRefused('insufficient', later(0.6));
    const at = life.now.nextAt ?? later(0);
    expect([life.dueNext().subscription.state, life.asked.periodStart, life.asked.purpose]).toEqual([
      'activating',
      at,
      'first',
    ]);
    expect([textsOf(life.isPaid(at).acts), life.now.anchorAt]).toEqual([['welcome', 'receipt'], at]);
  });
});

describe('SUB-02 a trial', () => {
  const tried = aService({ trialDays: 7 }, { noticeHours: 24, reminderDays: 0 });

  test('SUB-02 comes before the first payment, with a notice a day before its end', () => {
    const life = new Life(tried);
    expect([textsOf(life.confirms(later(0)).acts), life.now.state]).toEqual([['trialWelcome'], 'trial']);
    expect(life.now.nextAt).toEqual(later(6 * DAY));
    expect(textsOf(life.dueNext().acts)).toEqual(['trialEnding']);
    expect([life.now.nextAt, life.now.nextStep]).toEqual([later(7 * DAY), 'trial end']);
    life.dueNext();
    expect([life.now.state, life.asked.purpose, life.asked.periodStart]).toEqual([
      'activating',
      'first',
      later(7 * DAY),
    ]);
    expect(textsOf(life.isPaid(later(7 * DAY)).acts)).toEqual(['receipt']);
  });

  test('SUB-02 mo16 three days free: the first charge is asked for when the fourth begins', () => {
    const life = new Life(aService({ trialDays: 3 }, { noticeHours: 24, reminderDays: 0 }));
    life.confirms(later(0));
    while (life.now.state === 'trial') life.dueNext();
    const charges = () => life.acts.filter(({ type }) => type === 'charge').length;
    expect([life.asked.purpose, life.asked.periodStart, charges()]).toEqual(['first', later(3 * DAY), 1]);
    life.isPaid(later(3 * DAY));
    expect([life.now.state, life.now.attempts]).toEqual(['active', 0]);
  });

  test('SUB-02 is had once: whoever comes back pays at once', () => {
    expect(new Life(tried).confirms(later(0), true).subscription.state).toBe('activating');
  });

  test('SUB-02 a STOP within it costs nothing', () => {
    const life = new Life(tried);
    life.confirms(later(0));
    life.on({ type: 'stopped', reason: 'stopped' }, byText(later(DAY)));
    expect([life.now.state, life.acts.some(({ type }) => type === 'charge')]).toEqual([
      'unsubscribed',
      false,
    ]);
  });
});
