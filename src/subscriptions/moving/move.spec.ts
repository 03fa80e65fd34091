import fc from 'fast-check';
import { aService, aSubscription, byText, JOINED, timer } from '../../../test/support/a-subscription';
import { later, quiet, textsOf } from '../../../test/support/a-life';
import { advance } from '../lifecycle';
import { whileAsked } from '../next-step';
import { LIVE_STATES } from '../subscription';
import { carriedUntil, MIGRATION_CHANNEL, type Origin } from './move';

const origin = (own: Partial<Origin> = {}): Origin => ({
  ...{ state: 'active', periodEnd: later(100), paidUntil: later(100), isPaying: false },
  ...own,
});
const service = aService({ trialDays: 7 }, quiet);
const asked = aSubscription({ channel: MIGRATION_CHANNEL });
const says = (facts: Partial<Origin> | null, at = later(0.5), own = service) =>
  advance(asked, { type: 'confirmed' }, own, byText(at), {
    ...{ hadTrial: false, isContentMissing: false },
    origin: facts ? origin(facts) : undefined,
  });

describe('SUB-14 what somebody has paid for elsewhere', () => {
  test.each([
    ['a period that runs', {}, later(100)],
    ['a trial that runs', { state: 'trial', paidUntil: null }, later(100)],
    ['a payment that nobody has heard of yet', { state: 'renewing', periodEnd: later(0) }, later(100)],
    ['a period that is over', { periodEnd: later(0), paidUntil: later(0) }, null],
    ['one that was never paid', { state: 'grace', periodEnd: later(0), paidUntil: null }, null],
    [
      'a payment on its way',
      { state: 'renewing', periodEnd: later(0), paidUntil: null, isPaying: true },
      later(25),
    ],
    ['what is paid, with more on its way', { isPaying: true }, later(100)],
  ] as const)('SUB-14 of %s', (_, own, expected) => {
    expect(carriedUntil(origin(own), later(1))).toEqual(expected);
  });

  test('SUB-14 nobody ever loses what they have paid for', () => {
    const hours = fc.option(fc.integer({ min: -1_000, max: 1_000 }).map(later), { nil: null });
    fc.assert(
      fc.property(
        fc.constantFrom(...LIVE_STATES),
        hours,
        hours,
        fc.boolean(),
        (state, periodEnd, paidUntil, isPaying) => {
          const until = carriedUntil({ state, periodEnd, paidUntil, isPaying }, JOINED);
          if (paidUntil && paidUntil > JOINED) expect(until?.getTime()).toBeGreaterThanOrEqual(+paidUntil);
          if (until) expect(until > JOINED).toBe(true);
          if (isPaying) expect(until).not.toBeNull();
        },
      ),
    );
  });
});

describe('SUB-14 the yes of somebody who moves', () => {
  test('SUB-14 opens what they move to at once, and asks for money when what they have paid for ends', () => {
    const { subscription, acts } = says({});
    expect(textsOf(acts)).toEqual(['welcome']);
    expect(subscription).toMatchObject({
      state: 'active',
      periodEnd: later(100),
      nextAt: later(100),
      nextStep: 'renew',
    });
    const due = advance(subscription, { type: 'due' }, service, timer(later(100)));
    expect(due.acts).toEqual([
      expect.objectContaining({ type: 'charge', amountMinor: 500n, periodStart: later(100) }),
    ]);
  });

  test('SUB-14 gives no trial, for they are no beginners', () => {
    for (const facts of [{}, { periodEnd: null, paidUntil: null }, null])
      expect(says(facts).subscription.state).not.toBe('trial');
  });

  test('SUB-14 of who has nothing left asks for the first payment at once', () => {
    const { subscription, acts } = says({ state: 'suspended', paidUntil: null });
    expect([subscription.state, acts]).toEqual([
      'activating',
      [expect.objectContaining({ purpose: 'first', periodStart: later(0.5) })],
    ]);
  });

  test('SUB-14 is never lost, also where nothing may be charged for the moment', () => {
    const resting = { ...service, state: 'suspended' as const };
    const { subscription } = says({ state: 'suspended', paidUntil: null }, later(0.5), resting);
    expect(subscription).toMatchObject({ state: 'active', nextAt: later(0.5) });
    const due = advance(subscription, { type: 'due' }, resting, timer(later(0.5)));
    expect([due.subscription.state, due.acts]).toEqual(['active', []]);
  });

  test('SUB-14 waits for a payment on its way for the one they left, however long that takes', () => {
    const { subscription } = says({
      state: 'renewing',
      periodEnd: later(0),
      paidUntil: null,
      isPaying: true,
    });
    const facts = { hadTrial: false, isContentMissing: false, origin: origin({ isPaying: true }) };
    const at = subscription.nextAt ?? JOINED;
    const due = advance(subscription, { type: 'due' }, service, timer(at), facts);
    expect([due.acts, due.subscription.state]).toEqual([[], 'active']);
    const again = due.subscription.nextAt ?? JOINED;
    expect(again > at).toBe(true);
    const known = advance(due.subscription, { type: 'due' }, service, timer(again));
    expect(known.acts).toEqual([expect.objectContaining({ type: 'charge' })]);
  });

  test('SUB-14 nobody is reminded of what they never asked for, and too late is too late', () => {
    const { at, step } = whileAsked(asked, service);
    expect([step, at > later(1)]).toEqual(['confirm end', true]);
    const waiting = { ...asked, nextAt: at, nextStep: step };
    expect(advance(waiting, { type: 'due' }, service, timer(later(0.9))).subscription).toBe(waiting);
    expect(advance(waiting, { type: 'due' }, service, timer(later(1))).subscription.state).toBe('expired');
    expect(says({}, later(1)).subscription.state).toBe('expired');
  });
});
