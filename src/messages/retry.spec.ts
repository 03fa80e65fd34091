import type { Outcome } from '../connectors/connector';
import { backoffMs, MOST_RESENDS, nextAfter } from './retry';

const first = { attempts: 1, resends: 0, isBilled: false };
const unknown: Outcome = { type: 'unknown', reason: 'no answer in time' };

describe('what comes after one attempt', () => {
  test('WIRE-06 accepted is sent, with the carrier’s id', () => {
    expect(nextAfter({ type: 'accepted', remoteId: '42' }, first)).toEqual({ type: 'sent', remoteId: '42' });
  });

  test('WIRE-07 throttled waits as long as the carrier asks, within bounds', () => {
    const waits = [0, 100, 10 * 60_000].map((retryAfterMs) =>
      nextAfter({ type: 'throttled', retryAfterMs }, first),
    );
    expect(waits).toEqual([10, 100, 300_000].map((afterMs) => ({ type: 'again', state: 'queued', afterMs })));
  });

  test('WIRE-07 however often it is throttled or unreachable, it is never given up: its time to live does that', () => {
    for (const outcome of [
      { type: 'throttled', retryAfterMs: 100 },
      { type: 'unreachable', reason: 'away' },
    ] as const) {
      expect(nextAfter(outcome, { ...first, attempts: 10_000 })).toMatchObject({
        type: 'again',
        state: 'queued',
      });
    }
  });

  test('WIRE-06 unknown is resent, and fails when it stays unknown', () => {
    expect(nextAfter(unknown, first)).toEqual({ type: 'again', state: 'unknown', afterMs: 1_000 });
    expect(nextAfter(unknown, { ...first, attempts: 9, resends: MOST_RESENDS })).toMatchObject({
      type: 'failed',
    });
  });

  test('BIL-02 unknown of what is billed is never resent: it counts as sent, and waits for the report', () => {
    for (const resends of [0, 1, MOST_RESENDS])
      expect(nextAfter(unknown, { attempts: 1, resends, isBilled: true })).toEqual({
        type: 'sent',
        remoteId: null,
      });
  });

  test('BIL-02 what certainly never left is sent again, billed or not', () => {
    for (const outcome of [
      { type: 'throttled', retryAfterMs: 100 },
      { type: 'unreachable', reason: 'away' },
    ] as const)
      expect(nextAfter(outcome, { ...first, isBilled: true })).toEqual(nextAfter(outcome, first));
  });

  test('WIRE-06 refused is final, and says why within what can be stored', () => {
    const next = nextAfter({ type: 'refused', code: '21610', reason: 'x'.repeat(10_000) }, first);
    expect(next.type === 'failed' && [next.reason.slice(0, 9), next.reason.length]).toEqual([
      '21610: xx',
      500,
    ]);
  });

  test('WIRE-07 waits double from a second to five minutes', () => {
    expect([0, 1, 2, 3, 9, 10, 60].map(backoffMs)).toEqual([
      1_000, 1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
  });
});
