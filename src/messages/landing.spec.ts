import type { Outcome } from '../connectors/connector';
import type { Leaving } from './dispatch.store';
import { placesOf } from './landing';

const NOW = new Date('2026-05-01T08:00:00Z');

const leaving = (own: Partial<Leaving> = {}): Leaving => ({
  text: { id: '7', from: '2050', to: '989120000001', text: 'Aurora', class: 'service', expiresAt: NOW },
  ...{ id: 7, subscriberId: 1, priority: 2, shortcodeId: 1, attempts: 1, resends: 0 },
  ...{ isResend: false, isBilled: false, mayLeave: 'yes' },
  ...own,
});
const unknown: Outcome = { type: 'unknown', reason: 'no answer in time' };
const landed = (message: Leaving, ...outcomes: readonly Outcome[]) =>
  placesOf({ lease: 'a lease', leaving: [message], outcomes }, NOW);

describe('where a message goes that nobody knows to have arrived', () => {
  test('WIRE-06 a free one waits to be sent again', () => {
    expect(landed(leaving(), unknown)).toMatchObject({ fates: [], again: [{ id: 7, state: 'unknown' }] });
  });

  test.each([[[unknown]], [[]]])('BIL-02 one that is billed counts as sent: %j', (outcomes) => {
    expect(landed(leaving({ isBilled: true }), ...outcomes)).toMatchObject({
      fates: [{ id: 7, state: 'sent', remoteId: null, reason: 'NO_ANSWER', attempts: 1, resends: 0 }],
      again: [],
    });
  });

  test('BIL-02 one that is billed and was on the wire of a process that died was tried once, and is not tried again', () => {
    const claimedAgain = leaving({
      isBilled: true,
      isResend: true,
      mayLeave: 'has left',
      attempts: 2,
      resends: 1,
    });
    expect(landed(claimedAgain)).toMatchObject({
      fates: [{ id: 7, state: 'sent', remoteId: null, reason: 'NO_ANSWER', attempts: 1, resends: 0 }],
      again: [],
    });
  });

  test('WIRE-06 one that was taken keeps the carrier’s id and no reason', () => {
    expect(landed(leaving({ isBilled: true }), { type: 'accepted', remoteId: 'r-1' }).fates).toMatchObject([
      { state: 'sent', remoteId: 'r-1', reason: null },
    ]);
  });
});
