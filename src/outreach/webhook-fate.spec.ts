import fc from 'fast-check';
import type { OutboundOutcome } from '../platform/outbound-http.client';
import { fatesOf, GIVE_UP_MS, healthAfter, verdictOf, waitMs, type Attempt } from './webhook-fate';

const NOW = new Date('2026-05-01T08:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const answered = (status: number): OutboundOutcome => ({ type: 'answered', status, body: '' });
const SILENCE: OutboundOutcome = { type: 'unanswered', reason: 'ECONNREFUSED' };
const attempt = (own: Partial<Attempt> = {}): Attempt => ({
  deliveryId: 1,
  webhookId: 7,
  lease: 'ours',
  attempts: 1,
  queuedAt: NOW,
  outcome: answered(200),
  ...own,
});
const server = (own = {}) => ({ webhookId: 7, failing: 0, resumeAt: null as Date | null, ...own });

test('API-02 the waits double from a second to ten minutes, and stay there', () => {
  expect([1, 2, 3, 4, 10, 11, 12, 500].map(waitMs)).toEqual([
    1_000, 2_000, 4_000, 8_000, 512_000, 600_000, 600_000, 600_000,
  ]);
  expect(waitMs(0)).toBe(1_000);
});

test.each([
  [answered(200), 'taken'],
  [answered(204), 'taken'],
  [answered(301), 'refused'],
  [answered(404), 'refused'],
  [answered(500), 'refused'],
  [answered(429), 'away'],
  [answered(503), 'away'],
  [SILENCE, 'away'],
  [{ type: 'forbidden', reason: 'must not lead to a private, local or reserved address' }, 'away'],
] as const)('%j is %s', (outcome, verdict) => {
  expect(verdictOf(outcome)).toBe(verdict);
});

test('API-02 what is taken ends, what is not is tried again, for 72 hours', () => {
  const attempts = [
    attempt({ deliveryId: 1 }),
    attempt({ deliveryId: 2, outcome: answered(500), attempts: 3 }),
    attempt({ deliveryId: 3, outcome: SILENCE, queuedAt: later(1 - GIVE_UP_MS) }),
    attempt({ deliveryId: 4, outcome: SILENCE, queuedAt: later(-GIVE_UP_MS), attempts: 440 }),
    attempt({ deliveryId: 5, outcome: null }),
    attempt({ deliveryId: 6, queuedAt: later(-2 * GIVE_UP_MS) }),
  ];
  const { ended, again } = fatesOf(attempts, NOW);
  expect(ended.map(({ deliveryId, state }) => [deliveryId, state])).toEqual([
    [1, 'delivered'],
    [4, 'gave_up'],
    [5, 'dropped'],
    [6, 'delivered'],
  ]);
  expect(again.map(({ deliveryId, dueAt, reason, status }) => [deliveryId, dueAt, reason, status])).toEqual([
    [2, later(4_000), 'answered 500', 500],
    [3, later(1_000), 'ECONNREFUSED', null],
  ]);
});

test('a server of which only silence is heard rests, longer each time; one that takes anything is well', () => {
  const silent = [attempt({ outcome: SILENCE })];
  expect(healthAfter(silent, [server()], NOW)).toEqual([server({ failing: 1, resumeAt: later(1_000) })]);
  expect(healthAfter(silent, [server({ failing: 3, resumeAt: NOW })], NOW)).toEqual([
    server({ failing: 4, resumeAt: later(8_000) }),
  ]);
  const mixed = [...silent, attempt({ deliveryId: 2 })];
  expect(healthAfter(mixed, [server()], NOW)).toEqual([]);
  expect(healthAfter(mixed, [server({ failing: 3, resumeAt: NOW })], NOW)).toEqual([server()]);
});

test('one that refuses a few events goes on being called; one that refuses everything rests for half a minute at most', () => {
  const refused = [attempt({ outcome: answered(500) })];
  const rests = Array.from({ length: 20 }, (_, failing) => {
    const [after] = healthAfter(refused, [server({ failing })], NOW);
    return after?.resumeAt ? after.resumeAt.getTime() - NOW.getTime() : 0;
  });
  expect(rests.slice(0, 14)).toEqual([
    0, 0, 0, 0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  expect(Math.max(...rests)).toBe(30_000);
});

test('calls that were under way when the rest began do not prolong it', () => {
  const resting = server({ failing: 1, resumeAt: later(400) });
  expect(healthAfter([attempt({ outcome: SILENCE })], [resting], NOW)).toEqual([]);
});

test('one server’s silence is no other’s, and what was not called says nothing', () => {
  const attempts = [attempt({ outcome: SILENCE }), attempt({ webhookId: 8, outcome: null })];
  const changed = healthAfter(attempts, [server(), server({ webhookId: 8 }), server({ webhookId: 9 })], NOW);
  expect(changed.map(({ webhookId }) => webhookId)).toEqual([7]);
});

test('every attempt has exactly one fate, and no wait is outside a second and ten minutes', () => {
  const outcome = fc.oneof(
    fc.constant(null),
    fc.constant(SILENCE),
    fc.integer({ min: 100, max: 599 }).map(answered),
  );
  const row = fc.record({
    outcome,
    attempts: fc.integer({ min: 1, max: 100_000 }),
    age: fc.integer({ min: 0, max: 10 * GIVE_UP_MS }),
  });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const attempts = rows.map(({ age, ...own }, deliveryId) =>
        attempt({ ...own, deliveryId, queuedAt: later(-age) }),
      );
      const { ended, again } = fatesOf(attempts, NOW);
      const ids = [...ended, ...again].map(({ deliveryId }) => deliveryId);
      expect(ids.sort((a, b) => a - b)).toEqual(attempts.map(({ deliveryId }) => deliveryId));
      for (const { dueAt } of again) {
        expect(dueAt.getTime()).toBeGreaterThanOrEqual(later(1_000).getTime());
        expect(dueAt.getTime()).toBeLessThanOrEqual(later(600_000).getTime());
      }
    }),
  );
});
