import fc from 'fast-check';
import { requestOf, signatureOf, type ToldEvent } from './webhook-signature';

const AT = new Date('2026-05-01T08:00:00Z');
const EVENT: ToldEvent = {
  id: '5521',
  type: 'entry',
  at: new Date('2026-05-01T07:59:58.250Z'),
  brand: 'kafe-naderi',
  data: { text: 'رأی ۲' },
  isReplay: false,
};

test('SEC-03 the signature is what openssl makes of seconds, dot and body', () => {
  // printf '1777622400.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
  expect(signatureOf('{"a":1}', 'whsec_test', AT)).toBe(
    't=1777622400,v1=1f1169145f91a88f8041c134cce977113b959559e39dd337126a5afb82d6fd3d',
  );
});

test('API-02 the body is the event and nothing else, and a replay has the same one', () => {
  const first = requestOf(EVENT, 's', AT);
  const again = requestOf({ ...EVENT, isReplay: true }, 's', new Date(AT.getTime() + 3_600_000));
  expect(first.body).toBe(
    '{"id":"5521","type":"entry","at":"2026-05-01T07:59:58.250Z","brand":"kafe-naderi","data":{"text":"رأی ۲"}}',
  );
  expect(again.body).toBe(first.body);
  expect([first.headers['parola-replay'], again.headers['parola-replay']]).toEqual([undefined, 'true']);
  expect(first.headers).toMatchObject({ 'parola-event-id': '5521', 'parola-event-type': 'entry' });
});

test('SEC-03 another secret, second or byte gives another signature', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (body, more, secret) => {
      const signed = signatureOf(body, secret, AT);
      expect(signatureOf(body + more, secret, AT)).not.toBe(signed);
      expect(signatureOf(body, `${secret}x`, AT)).not.toBe(signed);
      expect(signatureOf(body, secret, new Date(AT.getTime() + 1_000))).not.toBe(signed);
    }),
  );
});
