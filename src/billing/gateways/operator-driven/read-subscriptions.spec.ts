import fc from 'fast-check';
import { nextAskAfter } from './unsubscription-wait';
import { readSubscriptionNotices } from './read-subscriptions';

const NOTICE = {
  id: 'n-1',
  event: 'renewed',
  msisdn: '+989121234567',
  service: 'horoscope',
  amount: { minor: '5000', currency: 'IRR' },
  periodStart: '2026-05-01T00:00:00+03:30',
  periodEnd: '2026-05-02T00:00:00+03:30',
  at: '2026-05-01T00:00:07+03:30',
};

test('a notice is read to the unit and to the instant', () => {
  expect(readSubscriptionNotices(NOTICE, {})).toEqual([
    {
      remoteId: 'n-1',
      event: 'renewed',
      msisdn: '989121234567',
      service: 'horoscope',
      amountMinor: 5000n,
      currency: 'IRR',
      periodStart: new Date('2026-04-30T20:30:00Z'),
      periodEnd: new Date('2026-05-01T20:30:00Z'),
      code: null,
      at: new Date('2026-04-30T20:30:07Z'),
    },
  ]);
});

test('several come in an array, ids may be numbers, and an operator may have words of its own', () => {
  const told = readSubscriptionNotices(
    [
      { id: 7, event: 'UNSUB', msisdn: '989121234567', service: 'horoscope', at: NOTICE.at },
      { ...NOTICE, event: 'FAILED', amount: null, code: '5003' },
    ],
    { UNSUB: 'unsubscribed' },
  );
  expect(told).toMatchObject([
    { remoteId: '7', event: 'unsubscribed', amountMinor: null, currency: null },
    { event: 'failed', code: '5003' },
  ]);
});

test.each([
  ['no id', { ...NOTICE, id: undefined }],
  ['no event of ours', { ...NOTICE, event: 'gone' }],
  ['no telephone', { ...NOTICE, msisdn: '2050' }],
  ['no service', { ...NOTICE, service: ' ' }],
  ['a time without its zone', { ...NOTICE, at: '2026-05-01T00:00:07' }],
  ['half an amount', { ...NOTICE, amount: { minor: '5000' } }],
  ['an amount as a float', { ...NOTICE, amount: { minor: 50.5, currency: 'IRR' } }],
  ['nothing taken', { ...NOTICE, amount: { minor: '0', currency: 'IRR' } }],
  ['no period that is one', { ...NOTICE, periodEnd: 'tomorrow' }],
  ['NUL in a name', { ...NOTICE, service: 'a\0b' }],
])('%s cannot be read, and spoils its neighbours', (_, notice) => {
  expect(readSubscriptionNotices(notice, {})).toBeNull();
  expect(readSubscriptionNotices([NOTICE, notice], {})).toBeNull();
});

test('nothing an operator posts makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const told = readSubscriptionNotices(body, {});
      expect(told === null || Array.isArray(told)).toBe(true);
    }),
  );
});

test('an operator that gives no answer is told again, ever more rarely; one that said yes after an hour', () => {
  const waits = [1, 2, 3, 4, 30].map((attempts) => nextAskAfter({ type: 'unknown' }, attempts));
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 3_600_000]);
  expect(nextAskAfter({ type: 'asked' }, 1)).toBe(3_600_000);
  expect(nextAskAfter({ type: 'not heard', retryAfterMs: 30_000 }, 1)).toBe(30_000);
  expect(nextAskAfter({ type: 'not heard' }, 1)).toBe(5_000);
});
