import fc from 'fast-check';
import type { RefundOutcome } from '../charge-gateway';
import { fateOf, owed } from './refund-fate';

const NOW = new Date('2026-05-01T08:00:00Z');

test('BIL-07 an answer ends it; an operator without refunds makes it a task', () => {
  expect(fateOf({ type: 'refunded', remoteId: 'R1' }, 1, NOW)).toEqual({ type: 'refunded', remoteId: 'R1' });
  expect(fateOf({ type: 'refused', failure: 'too old' }, 1, NOW)).toEqual({
    type: 'refused',
    failure: 'too old',
  });
  expect(fateOf({ type: 'manual' }, 1, NOW).type).toBe('manual');
});

test('BIL-07 what was not heard may be given up as nothing, what is unknown may not', () => {
  expect(fateOf({ type: 'not heard', retryAfterMs: 60_000 }, 1, NOW)).toEqual({
    type: 'again',
    state: 'requested',
    dueAt: new Date(NOW.getTime() + 60_000),
  });
  expect(fateOf({ type: 'unknown' }, 3, NOW)).toEqual({
    type: 'again',
    state: 'unknown',
    dueAt: new Date(NOW.getTime() + 20_000),
  });
});

test('BIL-07 what is owed is never dropped', () => {
  expect(owed({ type: 'refused', failure: 'too old' })).toEqual({ type: 'manual', failure: 'too old' });
  expect(owed({ type: 'refunded', remoteId: 'R1' })).toEqual({ type: 'refunded', remoteId: 'R1' });
});

test('BIL-07 nobody waits longer than an hour, and after twenty attempts somebody looks into it', () => {
  const silent = fc.constantFrom<RefundOutcome>(
    { type: 'unknown' },
    { type: 'not heard' },
    { type: 'not heard', retryAfterMs: 10 ** 9 },
    { type: 'not heard', retryAfterMs: -1 },
  );
  fc.assert(
    fc.property(silent, fc.integer({ min: 1, max: 30_000 }), (outcome, attempts) => {
      const fate = fateOf(outcome, attempts, NOW);
      if (attempts >= 20) return fate.type === 'manual';
      if (fate.type !== 'again') return false;
      const ms = fate.dueAt.getTime() - NOW.getTime();
      return ms > 0 && ms <= 3_600_000;
    }),
  );
});
