import { aSubscriber, DAY, later, Life, monthly, quiet, textsOf } from '../../test/support/a-life';
import { aService, byText } from '../../test/support/a-subscription';
import { hoursAfter } from './billing-period';
import type { EventCause } from './subscription';

describe('SUB-08 every way out', () => {
  test.each([
    ['text', []],
    ['api', ['goodbye']],
    ['care', ['goodbye']],
    ['portal', ['goodbye']],
    ['operator', []],
  ] as const)('SUB-08 by %s', (channel, said) => {
    const life = aSubscriber(monthly);
    const cause: EventCause = { channel, actor: 'somebody', at: later(DAY) };
    const { subscription, acts } = life.on({ type: 'stopped', reason: 'stopped' }, cause);
    expect([subscription.state, subscription.endReason, subscription.endedAt, subscription.nextAt]).toEqual([
      'unsubscribed',
      'stopped',
      later(DAY),
      null,
    ]);
    expect([acts[0], textsOf(acts)]).toEqual([{ type: 'stop charges' }, said]);
  });

  test('SUB-09 a payment that comes in after the STOP opens nothing and says nothing', () => {
    const life = aSubscriber(aService({}, quiet));
    life.dueNext();
    life.on({ type: 'stopped', reason: 'stopped' }, byText(life.asked.dueAt));
    const left = life.now;
    expect([life.isPaid(life.asked.dueAt).acts, life.now]).toEqual([[], left]);
  });

  test('SUB-15 a number that is gone hears no goodbye', () => {
    const { subscription, acts } = aSubscriber(monthly).on(
      { type: 'barred', reason: 'recycled' },
      { channel: 'file', actor: 'operator', at: later(DAY) },
    );
    expect([subscription.state, acts]).toEqual(['barred', [{ type: 'stop charges' }]]);
  });
});

describe('SUB-10 what is paid for once', () => {
  test('SUB-10 is charged once, and is over when it can no longer be given back', () => {
    const life = aSubscriber(aService({ cycle: 'one-off' }, { cancelHours: 6 }));
    expect([life.now.state, life.now.nextAt]).toEqual(['active', hoursAfter(later(0.1), 6)]);
    expect([life.dueNext().acts, life.now.state, life.now.endReason]).toEqual([[], 'expired', 'complete']);
  });

  test('SUB-10 is not tried again when it is refused', () => {
    const life = new Life(aService({ cycle: 'one-off' }));
    life.confirms(later(0.1));
    expect(life.isRefused('insufficient', later(0.2)).subscription.state).toBe('failed');
  });
});
