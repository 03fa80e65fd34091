import fc from 'fast-check';
import type { CarrierRequest } from '../connector';
import { answerHttpReports, answerHttpTexts } from './http-answers';
import { readHttpReports } from './http-reports';

const request = (value: unknown): CarrierRequest => ({
  method: 'POST',
  publicUrl: 'https://parola.example/carriers/mci/dlr',
  query: new URLSearchParams(),
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
  remoteAddress: '203.0.113.9',
});

test('WIRE-06 reads every field of a report, and keeps it as it came', () => {
  const wire = { id: 'r-1', state: 'failed', at: '2026-05-01T08:00:00+03:30', error: '07' };
  expect(readHttpReports(request(wire))).toEqual({
    type: 'items',
    single: true,
    items: [
      {
        remoteId: 'r-1',
        state: 'failed',
        at: new Date('2026-05-01T04:30:00Z'),
        error: '07',
        raw: JSON.stringify(wire),
      },
    ],
  });
});

test.each(['delivered', 'failed', 'expired', 'rejected', 'enroute', 'unknown'])(
  'knows the state %s',
  (state) => {
    expect(readHttpReports(request([{ id: 'r', state, error: '' }]))).toMatchObject({
      single: false,
      items: [{ state }],
    });
  },
);

test.each([
  [{ state: 'delivered' }, 'MISSING_FIELD'],
  [{ id: 'r' }, 'MISSING_FIELD'],
  [{ id: 'r', state: 'DELIVRD' }, 'BAD_STATE'],
  [{ id: 'r', state: 'toString' }, 'BAD_STATE'],
  [{ id: 'r', state: 1 }, 'WRONG_TYPE'],
  [{ id: 7, state: 'delivered' }, 'WRONG_TYPE'],
  [{ id: '', state: 'delivered' }, 'EMPTY_FIELD'],
  [{ id: 'r', state: 'delivered', at: 'now' }, 'BAD_DATE'],
  [{ id: 'r', state: 'delivered', smsc: 'x' }, 'UNKNOWN_FIELD'],
  [[], 'WRONG_TYPE'],
])('names what is wrong with %j', (bad, code) => {
  const good = { id: 'g', state: 'delivered' };
  expect(readHttpReports(request([bad, good]))).toMatchObject({
    items: [{ error: { code } }, { remoteId: 'g' }],
  });
});

test('garbage never throws, and a valid neighbour is never lost', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 10 }), (garbage) => {
      const reading = readHttpReports(request([...garbage, { id: 'g', state: 'delivered' }]));
      expect(reading.type === 'items' && reading.items.at(-1)).toMatchObject({
        remoteId: 'g',
        state: 'delivered',
      });
    }),
  );
});

test('answers texts in their own shape: one, or an array in order with what was bad', () => {
  const good = { id: 'x', duplicate: true };
  const bad = { error: { code: 'EMPTY_FIELD', detail: '"from" is empty.' } };
  expect(answerHttpTexts([good], true)).toMatchObject({ status: 200, body: JSON.stringify(good) });
  expect(answerHttpTexts([bad], true)).toMatchObject({ status: 400, body: JSON.stringify(bad) });
  expect(answerHttpTexts([bad, good], false)).toMatchObject({
    status: 200,
    body: JSON.stringify([bad, good]),
  });
  expect(answerHttpTexts([], false)).toMatchObject({ status: 200, body: '[]' });
  expect(answerHttpReports(3)).toMatchObject({ status: 200, body: '{"received":3}' });
});
