import fc from 'fast-check';
import type { CarrierRequest } from '../connector';
import { readTwilioReports } from './twilio-reports';
import { isSigned, twilioSignature } from './twilio-signature';
import { readSubmitAnswer } from './twilio-submit';
import { readTwilioTexts } from './twilio-texts';

const post = (
  form: Record<string, string> | string,
  url = 'https://parola.example/carriers/tw/mo',
): CarrierRequest => ({
  method: 'POST',
  publicUrl: url,
  query: new URL(url).searchParams,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: Buffer.from(new URLSearchParams(form).toString()),
  remoteAddress: '203.0.113.9',
});
const form = {
  MessageSid: 'SM1',
  From: '+393401234567',
  To: '48400',
  Body: 'È già “ora” 🔥',
  NumMedia: '0',
  FromCountry: 'IT',
};

test('WIRE-01 reads a message, and asks nothing of the fields it does not need', () => {
  expect(readTwilioTexts(post(form))).toEqual({
    type: 'items',
    single: true,
    items: [{ remoteId: 'SM1', from: '+393401234567', to: '48400', text: 'È già “ora” 🔥' }],
  });
});

test('a picture without words is a blank text', () => {
  const { Body: _, ...picture } = form;
  expect(readTwilioTexts(post({ ...picture, NumMedia: '1' }))).toMatchObject({ items: [{ text: '' }] });
});

test.each([
  [{ ...form, MessageSid: '' }, 'EMPTY_FIELD'],
  [{ From: '1', To: '2', Body: 'x' }, 'MISSING_FIELD'],
  [{ ...form, From: '' }, 'EMPTY_FIELD'],
  [{ ...form, To: '\0' }, 'BAD_CHARACTERS'],
  [{ ...form, Body: 'x'.repeat(10_001) }, 'TEXT_TOO_LONG'],
  [{ ...form, MessageSid: 'S'.repeat(201) }, 'TOO_LONG'],
])('names what is wrong (%#)', (bad, code) => {
  expect(readTwilioTexts(post(bad))).toMatchObject({ items: [{ error: { code } }] });
});

test('a NUL in the text is kept as it came', () => {
  expect(readTwilioTexts(post({ ...form, Body: 'a\0' }))).toMatchObject({
    items: [{ originalBytes: Buffer.from('a\0') }],
  });
});

test('refuses what is no form', () => {
  const json = { ...post(form), headers: { 'content-type': 'application/json' } };
  expect(readTwilioTexts(json)).toMatchObject({ type: 'refused', status: 415 });
  expect(readTwilioReports({ ...post(form), method: 'DELETE' })).toMatchObject({
    type: 'refused',
    status: 400,
  });
});

describe('the signature', () => {
  // The example of Twilio's own documentation of its request validation.
  const url = 'https://example.com/myapp.php?foo=1&bar=2';
  const example = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  };
  const signed = (signature: string, request = post(example, url)): CarrierRequest => ({
    ...request,
    headers: { ...request.headers, 'x-twilio-signature': signature },
  });

  test('is the one that Twilio documents', () => {
    const signature = twilioSignature('12345', url, new URLSearchParams(example));
    expect(signature).toBe('L/OH5YylLD5NRKLltdqwSvS0BnU=');
    expect(isSigned(signed(signature), '12345')).toBe(true);
  });

  test('does not hold for another token, address, value, or none', () => {
    const good = 'L/OH5YylLD5NRKLltdqwSvS0BnU=';
    expect(isSigned(signed(good), '12346')).toBe(false);
    expect(isSigned(signed(good, post(example, `${url}&baz=3`)), '12345')).toBe(false);
    expect(isSigned(signed(good, post({ ...example, Digits: '1235' }, url)), '12345')).toBe(false);
    expect(isSigned(post(example, url), '12345')).toBe(false);
    expect(isSigned(signed(''), '12345')).toBe(false);
  });
});

test.each([
  ['delivered', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['sent', 'enroute'],
  ['queued', 'enroute'],
])('WIRE-06 the status %s is %s', (MessageStatus, state) => {
  const url = 'https://parola.example/carriers/tw/dlr?id=o-1';
  expect(readTwilioReports(post({ MessageSid: 'SM1', MessageStatus }, url))).toMatchObject({
    items: [{ echoedId: 'o-1', remoteId: 'SM1', state }],
  });
});

test.each([
  [201, '{"sid":"SM9","status":"queued"}', { type: 'accepted', remoteId: 'SM9' }],
  [201, '{}', { type: 'unknown' }],
  [
    400,
    '{"code":21610,"message":"Attempt to send to unsubscribed recipient"}',
    { type: 'refused', code: '21610' },
  ],
  [401, 'nonsense', { type: 'refused', code: 'HTTP_401' }],
  [429, '{"code":20429}', { type: 'throttled' }],
  [503, '', { type: 'throttled' }],
  [500, '', { type: 'unknown' }],
])('a submit answered %i %s', (status, body, outcome) => {
  expect(readSubmitAnswer(status, {}, body)).toMatchObject(outcome);
});

test('no form makes a reader throw', () => {
  const names = fc.constantFrom(
    'MessageSid',
    'From',
    'To',
    'Body',
    'MessageStatus',
    'ErrorCode',
    'SmsStatus',
  );
  fc.assert(
    fc.property(fc.dictionary(names, fc.string({ unit: 'binary' })), fc.string(), (fields, garbage) => {
      for (const request of [post(fields), { ...post({}), body: Buffer.from(garbage) }]) {
        expect(readTwilioTexts(request).type).toBe('items');
        expect(readTwilioReports(request).type).toBe('items');
        expect(isSigned({ ...request, headers: { 'x-twilio-signature': garbage } }, 'token')).toBe(false);
      }
    }),
  );
});
