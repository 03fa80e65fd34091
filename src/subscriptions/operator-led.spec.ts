import fc from 'fast-check';
import { aService, aSubscription, JOINED } from '../../test/support/a-subscription';
import { advance } from './lifecycle';
import type { EventCause, Subscription, SubscriptionEvent } from './subscription';

const DAY_MS = 86_400_000;
const day = (n: number): Date => new Date(JOINED.getTime() + n * DAY_MS);
const cause: EventCause = { channel: 'operator', actor: 'sdp', at: day(40) };
const service = aService();
const ledBy = (own: Partial<Subscription> = {}): Subscription =>
  aSubscription({ channel: 'operator', ...own });

const charged = (from: number): SubscriptionEvent => ({
  ...{ type: 'charged', chargeId: 1, amountMinor: 500n },
  ...{ periodStart: day(from), periodEnd: day(from + 30) },
});
const refused: SubscriptionEvent = {
  ...{ type: 'refused', chargeId: 2, failure: 'barred', periodStart: day(1), periodEnd: day(1) },
};
const play = (events: readonly SubscriptionEvent[]): Subscription =>
  events.reduce((now, event) => advance(now, event, service, cause).subscription, ledBy());

describe('BIL-01 a subscription whose operator owns the clock', () => {
  test('begins when the operator says so, whenever that is heard, without asking for anything', () => {
    const { subscription, acts } = advance(ledBy(), { type: 'confirmed' }, service, cause);
    expect(subscription).toMatchObject({ state: 'active', nextAt: null, nextStep: null });
    expect(acts).toEqual([]);
  });

  test('a payment that is told of late does not shorten what was paid since', () => {
    const now = play([{ type: 'confirmed' }, charged(30), charged(0)]);
    expect(now).toMatchObject({
      state: 'active',
      periodStart: day(30),
      periodEnd: day(60),
      spentMinor: 1_000n,
    });
  });

  test('no refusal ends it, for that is the operator’s to say, and a payment heals it', () => {
    const failing = play([{ type: 'confirmed' }, charged(0), refused, refused]);
    expect(failing).toMatchObject({ state: 'grace', attempts: 2, failingSince: cause.at, endedAt: null });
    const healed = advance(failing, charged(30), service, cause).subscription;
    expect(healed).toMatchObject({ state: 'active', attempts: 0, failingSince: null });
  });

  test('an end is an end: what the operator tells afterwards opens nothing', () => {
    const ended = play([{ type: 'confirmed' }, { type: 'stopped', reason: 'operator' }]);
    expect(ended).toMatchObject({ state: 'unsubscribed', endReason: 'operator' });
    for (const event of [charged(30), refused, { type: 'confirmed' }] as const)
      expect(advance(ended, event, service, cause).subscription).toEqual(ended);
  });

  test('whatever happens, nothing is ever due here, asked for, or said', () => {
    const event = fc.constantFrom<SubscriptionEvent>(
      { type: 'confirmed' },
      { type: 'declined' },
      { type: 'due' },
      charged(0),
      charged(30),
      refused,
      { type: 'stopped', reason: 'operator' },
      { type: 'barred', reason: 'recycled' },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let now = advance(ledBy(), { type: 'confirmed' }, service, cause).subscription;
        for (const one of events) {
          const turned = advance(now, one, service, cause);
          expect(turned.acts.filter(({ type }) => type !== 'stop charges')).toEqual([]);
          expect(turned.subscription.nextAt).toBeNull();
          now = turned.subscription;
        }
      }),
    );
  });
});
