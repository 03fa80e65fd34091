import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { isPublic, isWithin, readAddress, readRange } from './outbound-http-addresses';

const judged = (text: string): boolean | null => {
  const address = readAddress(text);
  return address && isPublic(address);
};
const dotted = (n: number): string =>
  [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].map(String).join('.');

const INSIDE = [
  ['this network', '0.0.0.0', '0.255.255.255'],
  ['private, class A', '10.0.0.0', '10.255.255.255'],
  ['carrier-grade NAT', '100.64.0.0', '100.127.255.255'],
  ['loopback', '127.0.0.1', '127.255.255.254'],
  ['link-local and cloud metadata', '169.254.0.1', '169.254.169.254'],
  ['private, class B', '172.16.0.0', '172.31.255.255'],
  ['protocol assignments', '192.0.0.192', '192.0.0.8'],
  ['documentation', '192.0.2.1', '203.0.113.9'],
  ['private, class C', '192.168.0.1', '192.168.255.255'],
  ['benchmarks', '198.18.0.1', '198.19.255.255'],
  ['multicast', '224.0.0.1', '239.255.255.250'],
  ['reserved and broadcast', '240.0.0.1', '255.255.255.255'],
  ['a cloud’s own services', '168.63.129.16', '100.100.100.200'],
  ['v6 loopback and unspecified', '::1', '::'],
  ['v6 link-local', 'fe80::1', 'febf::ffff'],
  ['v6 unique local, with its metadata', 'fc00::1', 'fd00:ec2::254'],
  ['v6 site-local and multicast', 'fec0::1', 'ff02::1'],
  ['mapped v4', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe'],
  ['v4-compatible', '::127.0.0.1', '::10.0.0.1'],
  ['translated v4 that is private', '64:ff9b::10.0.0.1', '64:ff9b::7f00:1'],
  ['local translation', '64:ff9b:1::1', '100::1'],
  ['6to4 and Teredo', '2002:7f00:1::1', '2001:0:4136:e378::1'],
  ['v6 documentation', '2001:db8::1', '3fff:fff::1'],
] as const;

test.each(INSIDE)('SEC-03 %s is no public address', (_, one, other) => {
  expect([judged(one), judged(other)]).toEqual([false, false]);
});

test.each([
  ['1.1.1.1', '9.255.255.255'],
  ['11.0.0.0', '100.63.255.255'],
  ['100.128.0.0', '126.255.255.255'],
  ['128.0.0.1', '169.253.255.255'],
  ['172.15.255.255', '172.32.0.0'],
  ['192.167.255.255', '192.169.0.0'],
  ['198.17.255.255', '198.20.0.0'],
  ['223.255.255.255', '168.63.129.17'],
  ['2606:4700:4700::1111', '2a00:1450:4001:80b::200e'],
  ['::ffff:1.1.1.1', '64:ff9b::1.1.1.1'],
])('SEC-03 %s and %s, just outside, are public', (one, other) => {
  expect([judged(one), judged(other)]).toEqual([true, true]);
});

test.each([
  '',
  'localhost',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.4.',
  '256.1.1.1',
  '010.0.0.1',
  '0x7f.0.0.1',
  '2130706433',
  '1.2.3.4/32',
  ':',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8',
  '12345::',
  'g::1',
  'fe80::1%eth0',
  '::1.2.3',
  '[::1]',
])('"%s" is no address', (text) => {
  expect(readAddress(text)).toBeNull();
});

test('every address Node knows is one, and reads as the same number however it is written', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit: 'binary', maxLength: 20 })), (text) => {
      const known = isIP(text) !== 0 && !text.includes('%');
      expect(readAddress(text) !== null).toBe(known);
    }),
  );
  expect(readAddress('2001:DB8:0:0:0:0:0:1')).toEqual(readAddress('2001:db8::1'));
  expect(readAddress('1:2:3:4:5:6:102:304')).toEqual(readAddress('1:2:3:4:5:6:1.2.3.4'));
});

test('SEC-03 whether a v4 address is written as v4 or as mapped v6, it is judged alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (n) => {
      const v4 = dotted(n);
      const hex = `${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}`;
      const forms = [v4, `::ffff:${v4}`, `0:0:0:0:0:ffff:${v4}`, `::FFFF:${hex}`, `64:ff9b::${v4}`];
      expect(new Set(forms.map(judged)).size).toBe(1);
    }),
  );
});

test('a range holds what another reader of ranges says it holds', () => {
  const address = fc.integer({ min: 0, max: 0xffffffff });
  fc.assert(
    fc.property(
      address,
      address,
      fc.integer({ min: 0, max: 32 }),
      fc.boolean(),
      (base, other, length, near) => {
        const asked = dotted(near ? (base ^ (other & 0x3ff)) >>> 0 : other);
        const list = new BlockList();
        list.addSubnet(dotted(base), length, 'ipv4');
        const [found, range] = [readAddress(asked), readRange(`${dotted(base)}/${length}`)];
        expect(found && range && isWithin(found, range)).toBe(list.check(asked, 'ipv4'));
      },
    ),
  );
});

test.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/08', '::/129', '::ffff:10.0.0.0/95', 'example.com/8', '/8'])(
  '"%s" is no range',
  (text) => {
    expect(readRange(text)).toBeNull();
  },
);

test('a range of mapped addresses is the v4 range it means', () => {
  expect(readRange('::ffff:10.0.0.0/104')).toEqual(readRange('10.0.0.0/8'));
});
