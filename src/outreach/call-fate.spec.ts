import fc from 'fast-check';
import type { OutboundOutcome } from '../platform/outbound-http.client';
import { answerIn, callFatesOf, type CallAttempt } from './call-fate';
import { GIVE_UP_MS } from './webhook-fate';

const CREATED = new Date('2026-05-01T08:00:00Z');
const after = (ms: number): Date => new Date(CREATED.getTime() + ms);
const said = (status: number, body: string | null = '{}'): OutboundOutcome => ({
  type: 'answered',
  status,
  body,
});
const SILENCE: OutboundOutcome = { type: 'unanswered', reason: 'ECONNREFUSED' };

const anAttempt = (outcome: OutboundOutcome, attempts = 1): CallAttempt => ({
  ...{ callId: 1, lease: 'l', attempts, createdAt: CREATED, expiresAt: after(4_000), outcome },
});

const fateOf = (outcome: OutboundOutcome, afterMs: number, attempts?: number) => {
  const { ended, again } = callFatesOf([anAttempt(outcome, attempts)], after(afterMs));
  return ended[0] ?? again[0];
};

test('KW-13 an answer ends the call, whatever is in it', () => {
  expect(fateOf(said(200, '{"reply":"hi"}'), 100)).toMatchObject({
    state: 'answered',
    answer: { reply: 'hi' },
  });
  expect(fateOf(said(204, ''), 100)).toMatchObject({ state: 'answered', answer: {} });
  expect(fateOf(said(200, 'thank you'), 100)).toMatchObject({ state: 'answered', answer: null });
  expect(fateOf(said(200, null), 100)).toMatchObject({ state: 'answered', answer: null });
});

test('KW-13 what failed is tried again quickly while somebody waits, and then at a webhook’s pace', () => {
  expect(fateOf(SILENCE, 10)).toMatchObject({ dueAt: after(260), reason: 'ECONNREFUSED' });
  expect(fateOf(said(500), 10, 3)).toMatchObject({ dueAt: after(1_010), status: 500 });
  expect(fateOf(said(302), 5_000, 5)).toMatchObject({ dueAt: after(21_000) });
});

test('SEC-03 what may not be called is over at once; what nobody answers is over after three days', () => {
  expect(fateOf({ type: 'forbidden', reason: 'private' }, 10)).toMatchObject({
    state: 'failed',
    answer: null,
  });
  expect(fateOf(SILENCE, GIVE_UP_MS - 1)).not.toHaveProperty('state');
  expect(fateOf(SILENCE, GIVE_UP_MS)).toMatchObject({ state: 'failed' });
});

test('KW-13 every call that was made has one fate', () => {
  const outcomes = fc.oneof(
    fc.constant(SILENCE),
    fc.constant<OutboundOutcome>({ type: 'forbidden', reason: 'x' }),
    fc.tuple(fc.integer({ min: 100, max: 599 }), fc.string()).map(([status, body]) => said(status, body)),
  );
  fc.assert(
    fc.property(
      outcomes,
      fc.nat(2 * GIVE_UP_MS),
      fc.integer({ min: 1, max: 500 }),
      (outcome, ms, attempts) => {
        const { ended, again } = callFatesOf([anAttempt(outcome, attempts)], after(ms));
        expect(ended.length + again.length).toBe(1);
        for (const { dueAt } of again) expect(dueAt.getTime()).toBeGreaterThan(after(ms).getTime());
      },
    ),
  );
});

test('an answer that could not be kept is none', () => {
  expect(answerIn(`{"a":${'['.repeat(30)}${']'.repeat(30)}}`)).toBeNull();
  expect(answerIn(`${'['.repeat(30_000)}`)).toBeNull();
  expect(answerIn('{"a\\u0000":1}')).toBeNull();
  expect(answerIn('{"deep":{"a\\ud800":1}}')).toBeNull();
  expect(answerIn('[1]')).toBeNull();
  expect(answerIn('{"a":{"b":[1,"ب"]}}')).toEqual({ a: { b: [1, 'ب'] } });
});
