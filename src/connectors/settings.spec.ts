import { readHttpSettings } from './http/http-settings';
import { readKannelSettings } from './kannel/kannel-settings';
import { readTwilioSettings } from './twilio/twilio-settings';

const paths = (read: { errors?: readonly { path: string; message: string }[] }): string[] =>
  (read.errors ?? []).map(({ path }) => path).sort();

test('fills in what was left out', () => {
  expect(readHttpSettings({ url: 'https://carrier.example/sms' })).toEqual({
    settings: { url: 'https://carrier.example/sms', timeoutMs: 10_000, batch: 1, concurrency: 4 },
  });
  expect(
    readKannelSettings({ url: 'http://10.0.0.5:13013/cgi-bin/sendsms', username: 'u', password: 'p' }),
  ).toMatchObject({
    settings: { method: 'GET', defaultAlphabet: 'utf8', replyBody: '', allowedAddresses: [] },
  });
  expect(
    readTwilioSettings({ accountSid: 'AC1', authToken: 't', baseUrl: 'https://api.twilio.com/' }),
  ).toMatchObject({
    settings: { baseUrl: 'https://api.twilio.com' },
  });
});

test('names every fault by its path, unknown fields too', () => {
  const read = readHttpSettings({
    url: 'ftp://x',
    batch: 0,
    timeoutMs: 30_001,
    concurrency: 1.5,
    tps: '5',
    homeCountry: 'ir',
    extra: 1,
    more: 2,
  });
  expect(paths('errors' in read ? read : {})).toEqual([
    'batch',
    'concurrency',
    'extra',
    'homeCountry',
    'more',
    'timeoutMs',
    'tps',
    'url',
  ]);
  const kannel = readKannelSettings({
    url: 'http://x',
    username: '',
    password: 'has blank',
    allowedAddresses: ['10.0.0.1', 'home'],
  });
  expect(paths('errors' in kannel ? kannel : {})).toEqual(['allowedAddresses.1', 'password', 'username']);
});

test.each([null, 'x', [], 7, undefined])('%j is no settings', (raw) => {
  for (const readSettings of [readHttpSettings, readKannelSettings, readTwilioSettings])
    expect(readSettings(raw)).toHaveProperty('errors');
});

test('an address that carries a password is refused, since addresses are shown', () => {
  expect(readHttpSettings({ url: 'https://user:secret@carrier.example/' })).toEqual({
    errors: [{ path: 'url', message: expect.not.stringContaining('secret@') }],
  });
});

test('a key that cannot travel in a header is refused', () => {
  for (const outboundKey of ['a\r\nb', 'ключ', ' ', ''])
    expect(readHttpSettings({ url: 'https://carrier.example/', outboundKey })).toMatchObject({
      errors: [{ path: 'outboundKey' }],
    });
});
