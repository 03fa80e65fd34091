import { outcomeOf, type MessageFate } from './message-fate';

const fate = (own: Partial<MessageFate>): MessageFate => ({
  correlator: 'c',
  outboundId: 17,
  state: null,
  reason: null,
  remoteId: null,
  resends: 0,
  wasDeliveredAfterAll: false,
  ...own,
});

test.each([
  [{ state: null }, { type: 'processing', remoteId: '17' }],
  [
    { state: 'sent', remoteId: 'm-1' },
    { type: 'processing', remoteId: 'm-1' },
  ],
  [
    { state: 'delivered', remoteId: 'm-1' },
    { type: 'charged', remoteId: 'm-1' },
  ],
  [
    { state: 'failed', reason: '393: no credit' },
    { type: 'refused', failure: 'insufficient', remoteCode: '393' },
  ],
  [
    { state: 'rejected', reason: 'Barred' },
    { type: 'refused', failure: 'barred', remoteCode: 'Barred' },
  ],
  [{ state: 'failed' }, { type: 'refused', failure: 'temporary fault', remoteCode: 'NO_REASON' }],
  [{ state: 'expired' }, { type: 'refused', failure: 'temporary fault', remoteCode: 'EXPIRED' }],
  [{ state: 'cancelled' }, { type: 'refused', failure: 'expired', remoteCode: 'CANCELLED' }],
] as const)('a premium message that is %j', (own, outcome) => {
  expect(outcomeOf(fate(own), {})).toEqual(outcome);
});

test('one that may have been sent twice and failed is known to the operator’s statement alone', () => {
  for (const state of ['failed', 'rejected', 'expired', 'cancelled'] as const)
    expect(outcomeOf(fate({ state, resends: 1 }), {})).toEqual({ type: 'unknown' });
  expect(outcomeOf(fate({ state: 'delivered', resends: 3 }), {})).toMatchObject({ type: 'charged' });
});

test('a report of delivery after another state means that it was paid', () => {
  for (const state of ['failed', 'expired'] as const)
    expect(outcomeOf(fate({ state, wasDeliveredAfterAll: true }), {})).toMatchObject({ type: 'charged' });
});

test('the operator’s own codes go first', () => {
  expect(outcomeOf(fate({ state: 'failed', reason: '999' }), { '999': 'under age' })).toMatchObject({
    failure: 'under age',
  });
});
