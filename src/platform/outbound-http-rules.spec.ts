import { isAllowable, readRules, refusalOfAddress, refusalOfUrl } from './outbound-http-rules';

const STRICT = readRules([]);

test.each([
  ['https://crm.example.com/parola?token=1'],
  ['http://crm.example.com:8080/'],
  ['https://1.1.1.1/'],
  ['https://[2606:4700:4700::1111]:8443/'],
])('SEC-03 %s may be tried', (url) => {
  expect(refusalOfUrl(url, STRICT)).toBeNull();
});

test.each([
  ['ftp://crm.example.com/', /https/],
  ['file:///etc/passwd', /https/],
  ['javascript:alert(1)', /https/],
  ['//crm.example.com', /https/],
  ['', /https/],
  [`https://crm.example.com/${'x'.repeat(2_048)}`, /2048/],
  ['https://me:secret@crm.example.com/', /password/],
  ['http://crm.example.com:25/', /ports/],
  ['http://crm.example.com:6379/', /ports/],
  ['http://1.1.1.1:22/', /ports/],
  ['http://127.0.0.1/', /private/],
  ['http://127.1/', /private/],
  ['http://0x7f000001/', /private/],
  ['http://2130706433/', /private/],
  ['http://0177.0.0.1/', /private/],
  ['http://①②⑦.⓪.⓪.①/', /private/],
  ['http://[::1]/', /private/],
  ['http://[::ffff:10.0.0.1]/', /private/],
  ['http://169.254.169.254/latest/meta-data', /private/],
])('SEC-03 %s is refused before anything is resolved', (url, why) => {
  expect(refusalOfUrl(url, STRICT)).toMatch(why);
});

test('SEC-03 what the operator allows is allowed on every port, and nothing beside it', () => {
  const rules = readRules(['10.1.0.0/16', 'CRM.internal', 'fd00::/8']);
  expect(refusalOfUrl('http://10.1.2.3:9000/', rules)).toBeNull();
  expect(refusalOfUrl('http://[fd00::5]:9000/', rules)).toBeNull();
  expect(refusalOfUrl('http://crm.internal:9000/', rules)).toBeNull();
  expect(refusalOfUrl('http://10.2.0.1/', rules)).toMatch(/private/);
  const target = { host: 'elsewhere.example.com', port: 9_000 };
  expect(refusalOfAddress('10.1.9.9', target, rules)).toBeNull();
  expect(refusalOfAddress('10.2.0.1', target, rules)).toMatch(/private/);
  expect(refusalOfAddress('1.1.1.1', target, rules)).toMatch(/ports/);
  expect(refusalOfAddress('10.2.0.1', { ...target, host: 'crm.internal' }, rules)).toBeNull();
});

test('a name is allowed as itself, not as an end or a beginning of another', () => {
  const rules = readRules(['crm.internal']);
  for (const host of ['x.crm.internal', 'crm.internal.example.com', 'crm-internal'])
    expect(refusalOfAddress('10.0.0.1', { host, port: 443 }, rules)).toMatch(/private/);
});

test.each(['10.0.0.0/8', '::1', 'localhost', 'crm.internal', 'my_host', 'a-b.example.com'])(
  'OUTBOUND_ALLOW may hold %s',
  (word) => {
    expect(isAllowable(word)).toBe(true);
  },
);

test.each(['10.0.0.0/33', '300.1.1.1', 'http://x', 'x:80', 'a b', '-x', '*.internal', ''])(
  'OUTBOUND_ALLOW may not hold "%s"',
  (word) => {
    expect(isAllowable(word)).toBe(false);
  },
);
