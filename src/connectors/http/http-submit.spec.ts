import fc from 'fast-check';
import { readRefusal, readSubmitAnswer, submitBody } from './http-submit';

const text = { id: 'o-1', from: '2050', to: '989121234567', text: 'سلام', class: 'reply' as const };

test('sends exactly the contract: one object, or an array', () => {
  const wire = { ...text, to: '+989121234567' };
  expect(JSON.parse(submitBody([text], false))).toEqual(wire);
  expect(JSON.parse(submitBody([text], true))).toEqual([wire]);
  const more = { ...text, linkId: 'l-1', expiresAt: new Date('2026-05-01T08:00:00Z') };
  expect(JSON.parse(submitBody([more], false))).toEqual({
    ...wire,
    linkId: 'l-1',
    expiresAt: '2026-05-01T08:00:00.000Z',
  });
});

test.each([
  ['{"id":"r-1"}', { type: 'accepted', remoteId: 'r-1' }],
  ['{"id":17}', { type: 'accepted', remoteId: '17' }],
  ['{"id":""}', { type: 'unknown' }],
  ['{}', { type: 'unknown' }],
  ['[]', { type: 'unknown' }],
  ['"ok"', { type: 'unknown' }],
  ['', { type: 'unknown' }],
  ['{"error":{"code":"X","detail":"why"}}', { type: 'refused', code: 'X', reason: 'why' }],
  ['{"error":{}}', { type: 'refused', code: 'REFUSED' }],
  ['{"error":{"code":"RATE","detail":"","retryAfterMs":-5}}', { type: 'throttled', retryAfterMs: 1_000 }],
])('reads %s', (body, expected) => {
  expect(readSubmitAnswer(body, 1, false)).toMatchObject([expected]);
});

test('an array of the wrong length cannot be told apart: all are unknown', () => {
  expect(readSubmitAnswer('[{"id":"a"}]', 2, true).map(({ type }) => type)).toEqual(['unknown', 'unknown']);
  expect(readSubmitAnswer('{"id":"a"}', 1, true).map(({ type }) => type)).toEqual(['unknown']);
});

test('whatever the answer, one outcome per text', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.json(), fc.string()),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      (body, count, isBatch) => {
        expect(readSubmitAnswer(body, isBatch ? count : 1, isBatch)).toHaveLength(isBatch ? count : 1);
        expect(typeof readRefusal(body)).toBe('object');
      },
    ),
  );
});
