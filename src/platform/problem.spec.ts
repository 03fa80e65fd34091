import { codeForStatus, Problem, problem } from './problem';

describe('RFC 9457 problems', () => {
  test('carry their stable code, status and title', () => {
    const thrown = new Problem('RECIPIENT_OPTED_OUT', 'They said STOP.', { brand: 'acme' });
    expect([thrown.status, thrown.message]).toEqual([422, 'They said STOP.']);
    expect(thrown.toJson()).toEqual({
      type: expect.stringMatching(/\/recipient-opted-out$/) as string,
      title: 'The recipient has opted out',
      status: 422,
      code: 'RECIPIENT_OPTED_OUT',
      detail: 'They said STOP.',
      brand: 'acme',
    });
  });

  test('leave out what there is nothing to say about', () => {
    expect(Object.keys(problem('INTERNAL'))).toEqual(['type', 'title', 'status', 'code']);
    expect(new Problem('NOT_FOUND').message).toBe('There is no such thing');
  });

  test.each([
    [400, 'MALFORMED'],
    [401, 'UNAUTHENTICATED'],
    [404, 'NOT_FOUND'],
    [413, 'TOO_LARGE'],
    [415, 'UNSUPPORTED_TYPE'],
    [429, 'TOO_MANY'],
    [503, 'UNAVAILABLE'],
    [500, 'INTERNAL'],
    [502, 'INTERNAL'],
    [418, 'MALFORMED'],
  ])('a status %i that somebody else threw is %s', (status, code) => {
    expect(codeForStatus(status)).toBe(code);
  });
});
