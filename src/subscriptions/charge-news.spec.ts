import { JOINED } from '../../test/support/a-subscription';
import type { SettledCharge } from '../billing/charges/charges.store';
import { stepsOf } from './charge-news';

const END = new Date('2026-06-01T08:00:00Z');
const settled = (own: Partial<SettledCharge>): SettledCharge => ({
  chargeId: 3,
  subscriptionId: 5,
  purpose: 'renewal',
  state: 'charged',
  failure: null,
  amountMinor: 500n,
  currency: 'EUR',
  periodStart: JOINED,
  periodEnd: END,
  settledAt: JOINED,
  stoppedAt: null,
  ...own,
});
const eventOf = (own: Partial<SettledCharge>) => stepsOf([settled(own)])[0]?.event;
const PERIOD = { chargeId: 3, periodStart: JOINED, periodEnd: END };

describe('what came of a charge, as its subscription hears it', () => {
  test('at the hour at which it was settled', () => {
    expect(stepsOf([settled({})])).toEqual([
      {
        subscriptionId: 5,
        event: { type: 'charged', amountMinor: 500n, ...PERIOD },
        cause: { channel: 'charge', actor: null, at: JOINED },
      },
    ]);
  });

  test('refused, for the reason that was given', () => {
    expect(eventOf({ state: 'refused', failure: 'insufficient' })).toEqual({
      ...{ type: 'refused', failure: 'insufficient' },
      ...PERIOD,
    });
  });

  test('voided, where nobody left: as a fault, so that it is tried again', () => {
    expect(eventOf({ state: 'voided' })).toEqual({ type: 'refused', failure: 'temporary fault', ...PERIOD });
  });

  test('what is paid by the message is for no time', () => {
    const event = eventOf({ purpose: 'message', periodStart: null, periodEnd: null });
    expect(event).toMatchObject({ periodStart: JOINED, periodEnd: JOINED });
  });
});
