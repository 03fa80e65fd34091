import fc from 'fast-check';
import { aService, aSubscription, JOINED } from '../../test/support/a-subscription';
import { NOBODY_LISTENS, type EventType, type Listeners } from '../platform/events';
import type { OpenCharge } from '../billing/charges/open-charge';
import type { Settlement } from '../billing/charges/settlement.store';
import type { Service } from './services/service';
import type { Subscription, SubscriptionEvent } from './subscription';
import { advancementEvents } from './subscription-telling';
import { turnAll, type TurnStep } from './turn-all';

const hearing = (...types: readonly EventType[]): Listeners => ({
  isEmpty: types.length === 0,
  listens: (brandId, type) => brandId === 1 && types.includes(type),
});
const DAY_MS = 86_400_000;
const day = (n: number): Date => new Date(JOINED.getTime() + n * DAY_MS);
const NOW = day(90);

const turned = (
  steps: readonly SubscriptionEvent[],
  own: Partial<Subscription> = {},
  service: Service = aService(),
) => {
  const named = steps.map((event, at): TurnStep => ({
    subscriptionId: 1,
    event,
    cause: { channel: 'text', actor: 'a colleague', at: day(at) },
  }));
  const facts = () => ({ hadTrial: false, isContentMissing: false });
  return turnAll([aSubscription(own)], named, new Map([[service.id, service]]), facts);
};

const eventsOf = (...args: Parameters<typeof turned>) =>
  advancementEvents({ turns: turned(...args).turns, settled: [] }, hearing('subscription'), NOW);
const toldOf = (...args: Parameters<typeof turned>) =>
  eventsOf(...args).map(({ payload }) => [payload['event'], payload['state'], payload['was']]);

const charged = (from: number): SubscriptionEvent => ({
  ...{ type: 'charged', chargeId: 1, amountMinor: 500n },
  ...{ periodStart: day(from), periodEnd: day(from + 30) },
});
const refused: SubscriptionEvent = {
  ...{ type: 'refused', chargeId: 2, failure: 'insufficient', periodStart: day(0), periodEnd: day(30) },
};
const stopped: SubscriptionEvent = { type: 'stopped', reason: 'stopped' };

describe('API-02 what brands hear of subscriptions', () => {
  test('a payment that is on its way is told when it has come', () => {
    expect(toldOf([{ type: 'confirmed' }])).toEqual([]);
    expect(toldOf([{ type: 'confirmed' }, charged(0)])).toEqual([['active', 'active', 'activating']]);
  });

  test('an end says why, by which door, and nothing of the colleague behind it', () => {
    const [, ended] = eventsOf([{ type: 'confirmed' }, charged(0), stopped]);
    expect(ended).toMatchObject({
      ...{ type: 'subscription', brandId: 1, subscriberId: 1, shortcodeId: 1, at: NOW },
      payload: {
        ...{ event: 'ended', state: 'unsubscribed', was: 'active', reason: 'stopped', channel: 'text' },
        ...{ subscription: 1, service: { id: 7, name: 'STARS' }, changedAt: day(2).toISOString() },
      },
    });
    expect(JSON.stringify(ended)).not.toContain('colleague');
  });

  test('who cannot pay is in grace, and active again once they have', () => {
    const failing = { state: 'renewing', anchorAt: day(0), periodStart: day(0), periodEnd: day(30) } as const;
    expect(toldOf([refused, charged(30)], failing)).toEqual([
      ['grace', 'grace', 'renewing'],
      ['active', 'active', 'grace'],
    ]);
    expect(toldOf([charged(30)], failing)).toEqual([['renewed', 'active', 'renewing']]);
  });

  test('an operator’s own renewal is one; a message paid for renews nothing', () => {
    const led = { state: 'active', channel: 'operator', periodStart: day(0), periodEnd: day(30) } as const;
    expect(toldOf([charged(30)], led)).toEqual([['renewed', 'active', 'active']]);
    const perMessage = aService({ cycle: 'message' });
    expect(toldOf([charged(3), charged(4)], { state: 'active' }, perMessage)).toEqual([]);
  });

  test('whatever happens, the last that is told of an ended subscription is its end, told once', () => {
    const happening = fc.constantFrom<SubscriptionEvent>(
      { type: 'confirmed' },
      { type: 'declined' },
      { type: 'due' },
      charged(0),
      charged(30),
      refused,
      stopped,
      { type: 'barred', reason: 'recycled' },
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 15 }), (happenings) => {
        const told = toldOf(happenings).map(([event]) => event);
        const after = turned(happenings).changed.get(1);
        const ends = told.filter((event) => event === 'ended');
        expect(ends.length).toBe(after?.endedAt ? 1 : 0);
        if (after?.endedAt) expect(told.at(-1)).toBe('ended');
      }),
    );
  });
});

const charge: OpenCharge = {
  ...{ id: 9, state: 'reserved', purpose: 'renewal', serviceId: 7, brandId: 1, shortcodeId: 1 },
  ...{ subscriberId: 1, subscriptionId: 1, operatorId: 1, amountMinor: 500n, currency: 'EUR' },
  ...{
    attempts: 1,
    asks: 0,
    lease: null,
    isReserved: true,
    isCounted: false,
    isTold: false,
    stoppedAt: null,
  },
  chargedOrdinal: null,
};
const ending = (fate: Settlement['fate'], own: Partial<OpenCharge> = {}): Settlement => ({
  charge: { ...charge, ...own },
  fate,
});

describe('API-02 what brands hear of charges', () => {
  const settled = [
    ending({ type: 'charged', ordinal: 1, remoteId: 'P1' }),
    ending({ type: 'refused', ordinal: 1, failure: 'our cap', remoteCode: null }),
    ending({ type: 'voided' }),
    ending({ type: 'again', dueAt: NOW, keeps: true }),
    ending({ type: 'unknown', askAt: NOW, remoteId: null }),
  ];

  test('every end, and nothing that is not one', () => {
    const events = advancementEvents({ turns: [], settled }, hearing('charge'), NOW);
    expect(events.map(({ payload }) => [payload['event'], payload['failure'], payload['charge']])).toEqual([
      ['charged', null, 9],
      ['refused', 'our cap', 9],
      ['voided', null, 9],
    ]);
    expect(events[0]?.payload['amount']).toEqual({ minor: '500', currency: 'EUR' });
  });

  test('nothing is made for whom nobody asked', () => {
    const both = { turns: turned([{ type: 'confirmed' }, charged(0), stopped]).turns, settled };
    expect(advancementEvents(both, NOBODY_LISTENS, NOW)).toEqual([]);
    expect(advancementEvents(both, hearing('mo', 'reply'), NOW)).toEqual([]);
    const others = { turns: [], settled: [ending({ type: 'voided' }, { brandId: 2 })] };
    expect(advancementEvents(others, hearing('charge', 'subscription'), NOW)).toEqual([]);
  });
});
