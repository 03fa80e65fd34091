import fc from 'fast-check';
import type { CarrierRequest, HeardText, Reading } from '../connector';
import { readKannelReports } from './kannel-reports';
import { readKannelSettings, type KannelSettings } from './kannel-settings';
import { readKannelTexts } from './kannel-texts';

const read = readKannelSettings({
  url: 'http://127.0.0.1:13013/cgi-bin/sendsms',
  username: 'u',
  password: 'p',
});
if ('errors' in read) throw new Error('the settings of this spec are wrong');
const settings: KannelSettings = read.settings;

const get = (query: string): CarrierRequest => ({
  method: 'GET',
  publicUrl: `https://parola.example/carriers/k/mo?${query}`,
  query: new URLSearchParams(query),
  headers: {},
  body: Buffer.alloc(0),
  remoteAddress: '127.0.0.1',
});
const post = (form: string): CarrierRequest => ({
  ...get('key=abc'),
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: Buffer.from(form),
});
const first = (reading: Reading<HeardText>) => {
  if (reading.type !== 'items') throw new Error(`refused: ${reading.code}`);
  return reading.items[0];
};
const heard = (query: string, more: Partial<KannelSettings> = {}) =>
  first(readKannelTexts(get(query), { ...settings, ...more }));
const percent = (bytes: Buffer): string =>
  [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

test('WIRE-01 reads the fields of a get-url, and lets fields of its own be', () => {
  const query =
    'from=%2B989121234567&to=2050&text=JOIN+%D8%B3&charset=UTF-8&coding=0&udh=&id=k-1&time=2026-05-01+08:00:00&smsc=mci&account=a&service=x';
  const expected = {
    remoteId: 'k-1',
    from: '+989121234567',
    to: '2050',
    text: 'JOIN س',
    operator: 'mci',
    sentAt: new Date('2026-05-01T08:00:00Z'),
  };
  expect(readKannelTexts(get(query), settings)).toEqual({ type: 'items', single: true, items: [expected] });
  expect(readKannelTexts(post(query), settings)).toEqual({ type: 'items', single: true, items: [expected] });
  expect(heard('from=1&to=2&text=x&time=1777622400')).toMatchObject({
    sentAt: new Date('2026-05-01T08:00:00Z'),
  });
});

test('WIRE-04 the same keyword in every encoding is the same text', () => {
  const word = 'CITTÀ';
  const encodings = [
    `text=${encodeURIComponent(word)}`,
    `text=${encodeURIComponent(word)}&charset=UTF-8&coding=2`,
    `text=CITT%C0&coding=1`,
    `text=CITT%C0&charset=ISO-8859-1`,
    `text=CITT%C0&charset=WINDOWS-1252&coding=0`,
    `text=${percent(ucs2(word))}&coding=2`,
    `text=${percent(ucs2(word))}&charset=UTF-16BE&coding=2`,
  ];
  for (const encoding of encodings)
    expect(heard(`from=1&to=2&${encoding}`)).toEqual({ from: '1', to: '2', text: word });
});

test('WIRE-04 a link may have the default alphabet of GSM, in which a zero is @', () => {
  expect(heard('from=1&to=2&text=a%00b%1b%65', { defaultAlphabet: 'gsm7' })).toEqual({
    from: '1',
    to: '2',
    text: 'a@b€',
  });
  expect(heard('from=1&to=2&text=%00&charset=GSM')).toEqual({ from: '1', to: '2', text: '@' });
});

test('WIRE-04 what decoding loses is kept as it came', () => {
  const odd = Buffer.from('06440641064806', 'hex');
  expect(heard(`from=1&to=2&coding=2&text=${percent(odd)}`)).toMatchObject({
    text: 'لفو\ufffd',
    originalBytes: odd,
  });
  expect(heard('from=1&to=2&text=a%ff')).toMatchObject({
    text: 'a\ufffd',
    originalBytes: Buffer.from([0x61, 0xff]),
  });
  expect(heard('from=1&to=2&text=a%00')).toMatchObject({
    text: 'a\0',
    originalBytes: Buffer.from([0x61, 0]),
  });
});

describe('WIRE-05 parts', () => {
  test('in UCS-2 stay bytes, so that a character cut in half can be joined', () => {
    const whole = ucs2('آتش 🔥');
    const [one, two] = [whole.subarray(0, 10), whole.subarray(10)];
    const parts = [one, two].map((bytes, at) =>
      heard(`from=1&to=2&coding=2&udh=050003070${2}0${at + 1}&text=${percent(bytes)}`),
    );
    expect(parts[0]).toEqual({
      from: '1',
      to: '2',
      text: '',
      concat: { ref: 7, width: 8, part: 1, total: 2, bytes: one },
    });
    expect(parts[1]).toMatchObject({ concat: { part: 2, bytes: two } });
  });

  test('in other alphabets are text; the header may be hex or bytes', () => {
    const part = { from: '1', to: '2', text: 'abc', concat: { ref: 0x1234, width: 16, part: 2, total: 3 } };
    expect(heard('from=1&to=2&text=abc&udh=06080412340302')).toEqual(part);
    expect(heard('from=1&to=2&text=abc&udh=%06%08%04%12%34%03%02')).toEqual(part);
  });

  test('a header that makes no sense, or speaks of one part, leaves a whole text', () => {
    for (const udh of ['050003070200', '050003070203', '050003070101', 'zz', '%ff%00'])
      expect(heard(`from=1&to=2&text=abc&udh=${udh}`)).toEqual({ from: '1', to: '2', text: 'abc' });
  });
});

test.each([
  ['to=2&text=x', 'MISSING_FIELD'],
  ['from=&to=2&text=x', 'EMPTY_FIELD'],
  ['from=1&to=2', 'MISSING_FIELD'],
  ['from=1&to=2&text=x&coding=7', 'BAD_CODING'],
  ['from=1&to=2&text=x&charset=koi8-r', 'UNKNOWN_CHARSET'],
  ['from=1&to=2&text=x&time=yesterday', 'BAD_DATE'],
  [`from=1&to=2&text=x&id=${'i'.repeat(201)}`, 'TOO_LONG'],
  ['from=1%00&to=2&text=x', 'BAD_CHARACTERS'],
  [`from=1&to=2&text=${'x'.repeat(10_001)}`, 'TEXT_TOO_LONG'],
  [`from=1&to=2&coding=2&text=${'x'.repeat(40_001)}`, 'TEXT_TOO_LONG'],
])('names what is wrong with %.60s', (query, code) => {
  expect(heard(query)).toMatchObject({ error: { code } });
});

test('a blank text is a text', () => {
  expect(heard('from=1&to=2&text=')).toEqual({ from: '1', to: '2', text: '' });
});

test('refuses what is no request of Kannel', () => {
  expect(readKannelTexts({ ...get(''), method: 'PUT' }, settings)).toMatchObject({
    type: 'refused',
    status: 400,
  });
  const json = { ...post('{}'), headers: { 'content-type': 'application/json' } };
  expect(readKannelTexts(json, settings)).toMatchObject({ type: 'refused', status: 415 });
  expect(readKannelTexts(get('a=1&'.repeat(200)), settings)).toMatchObject({
    type: 'refused',
    code: 'TOO_MANY_FIELDS',
  });
});

describe('WIRE-06 reports', () => {
  const report = (query: string) => readKannelReports(get(query));
  test.each([
    ['1', '', 'delivered', undefined],
    ['2', '', 'failed', undefined],
    ['2', 'id:1 stat:EXPIRED err:034', 'expired', '034'],
    ['2', 'id:1 stat:DELIVRD err:000', 'failed', undefined],
    ['4', '', 'enroute', undefined],
    ['8', 'ACK/', 'enroute', undefined],
    [
      '16',
      'NACK/0x0000000b/Invalid Destination Address',
      'rejected',
      '0x0000000b/Invalid Destination Address',
    ],
    ['32', '', 'enroute', undefined],
  ])('type %s with "%s"', (type, answer, state, error) => {
    const query = new URLSearchParams({ id: 'o-1', type, smscid: '4A3B', answer, key: 'proof' }).toString();
    const reading = report(query);
    expect(reading).toMatchObject({ items: [{ echoedId: 'o-1', remoteId: '4A3B', state }] });
    expect(reading.type === 'items' && reading.items[0]).toHaveProperty(
      'raw',
      expect.not.stringContaining('proof'),
    );
    expect((reading as unknown as { items: { error?: string }[] }).items[0]?.error).toBe(error);
  });

  test.each([
    ['type=1', 'MISSING_FIELD'],
    ['id=1', 'BAD_STATE'],
    ['id=1&type=64', 'BAD_STATE'],
    ['id=1&type=toString', 'BAD_STATE'],
    ['id=%00&type=1', 'BAD_ID'],
  ])('names what is wrong with %s', (query, code) => {
    expect(report(query)).toMatchObject({ items: [{ error: { code } }] });
  });
});

test('no query and no form makes a reader throw', () => {
  const names = fc.constantFrom(
    'from',
    'to',
    'text',
    'charset',
    'coding',
    'udh',
    'id',
    'time',
    'smsc',
    'type',
    'smscid',
    'answer',
    'at',
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary' }).map((s) => new URLSearchParams({ s }).toString().slice(2)),
    fc.string(),
    fc.uint8Array().map((b) => percent(Buffer.from(b))),
  );
  const query = fc
    .array(fc.tuple(names, value).map(([name, v]) => `${name}=${v}`))
    .map((pairs) => pairs.join('&'));
  fc.assert(
    fc.property(fc.oneof(query, fc.string()), (garbage) => {
      for (const request of [get(garbage), post(garbage)]) {
        expect(readKannelTexts(request, settings).type).toBe('items');
        expect(readKannelReports(request).type).toBe('items');
      }
    }),
  );
});
