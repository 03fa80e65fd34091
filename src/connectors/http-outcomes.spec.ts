import { boundedRetryMs, outcomeOfStatus, retryAfterMs } from './http-outcomes';

test.each([
  [429, 'throttled'],
  [503, 'throttled'],
  [400, 'refused'],
  [404, 'refused'],
  [422, 'refused'],
  [301, 'unreachable'],
  [500, 'unknown'],
  [502, 'unknown'],
  [504, 'unknown'],
  [0, 'unknown'],
])('WIRE-07 a status of %i is %s', (status, type) => {
  expect(outcomeOfStatus(status, {})).toMatchObject({ type });
});

test("a refusal is in the carrier's own words where it has any", () => {
  expect(outcomeOfStatus(400, {}, { code: '21610', reason: 'unsubscribed' })).toEqual({
    type: 'refused',
    code: '21610',
    reason: 'unsubscribed',
  });
  expect(outcomeOfStatus(410, {})).toEqual({
    type: 'refused',
    code: 'HTTP_410',
    reason: 'the carrier answered 410',
  });
});

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': 'Fri, 01 May 2026 08:00:30 GMT', date: 'Fri, 01 May 2026 08:00:00 GMT' }, 30_000],
  [{ 'retry-after': 'Fri, 01 May 2026 07:00:00 GMT', date: 'Fri, 01 May 2026 08:00:00 GMT' }, 1_000],
  [{ 'retry-after': 'Fri, 01 May 2026 08:00:30 GMT' }, 1_000],
  [{ 'retry-after': 'soon' }, 1_000],
  [{ 'retry-after': '99999999999' }, 3_600_000],
  [{}, 1_000],
])('Retry-After of %j waits %i ms', (headers, expected) => {
  expect(retryAfterMs(headers)).toBe(expected);
});

test('no wait is negative, endless or nothing at all', () => {
  expect([-1, NaN, Infinity].map(boundedRetryMs)).toEqual([1_000, 1_000, 1_000]);
});
