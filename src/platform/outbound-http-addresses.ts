/** An IP address as a number. A v4 address written as a v6 one (::ffff:10.0.0.1) is the v4 address it is. */
export interface Address {
  readonly version: 4 | 6;
  readonly bits: bigint;
}

/** All addresses whose first `length` bits are these. */
export interface Range extends Address {
  readonly length: number;
}

const BITS = { 4: 32, 6: 128 } as const;
/** What stands before a v4 address that is written as a v6 one (RFC 4291). */
const MAPPED = 0xffffn;

/**
 * Where nothing of the public internet lives: IANA's special-purpose registries for IPv4 (RFC 6890 and its successors), multicast
 * and the reserved rest, and the one address of a cloud's own services that lies among public ones (Azure's 168.63.129.16).
 */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map(rangeNamed);

/** IPv6 is the other way round: only 2000::/3 is handed out, and within it these are special or carry a v4 address we do not look into. */
const GLOBAL_V6 = rangeNamed('2000::/3');
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(rangeNamed);

/** The translator's prefix (RFC 6052): behind it stands the v4 address that is really called. */
const NAT64 = rangeNamed('64:ff9b::/96');

/** Reads an address as a resolver or a URL gives it; null for anything else: names, ranges, zones, leading zeros. */
export function readAddress(text: string): Address | null {
  const v4 = readV4(text);
  if (v4 !== null) return { version: 4, bits: v4 };
  const v6 = readV6(text);
  if (v6 === null) return null;
  return v6 >> 32n === MAPPED ? { version: 4, bits: v6 & 0xffffffffn } : { version: 6, bits: v6 };
}

/** Reads "10.0.0.0/8", "fd00::/8", or an address that stands for itself alone; null for anything else. */
export function readRange(text: string): Range | null {
  const [, base = '', digits] = /^([^/]+)(?:\/(0|[1-9][0-9]{0,2}))?$/.exec(text) ?? [];
  const address = readAddress(base);
  if (!address) return null;
  // A range of mapped addresses counts its bits from the v6 end.
  const isMapped = address.version === 4 && base.includes(':');
  const length = digits === undefined ? BITS[address.version] : Number(digits) - (isMapped ? 96 : 0);
  return length >= 0 && length <= BITS[address.version] ? { ...address, length } : null;
}

export function isWithin(address: Address, range: Range): boolean {
  if (address.version !== range.version) return false;
  const rest = BigInt(BITS[range.version] - range.length);
  return address.bits >> rest === range.bits >> rest;
}

/** Whether this is an address of the public internet, and nobody's inside. */
export function isPublic(address: Address): boolean {
  if (address.version === 4) return !NOT_PUBLIC_V4.some((range) => isWithin(address, range));
  if (isWithin(address, NAT64)) return isPublic({ version: 4, bits: address.bits & 0xffffffffn });
  return isWithin(address, GLOBAL_V6) && !NOT_PUBLIC_V6.some((range) => isWithin(address, range));
}

function readV4(text: string): bigint | null {
  if (!/^(?:(?:0|[1-9][0-9]{0,2})(?:\.|$)){4}$/.test(text) || text.endsWith('.')) return null;
  const bytes = text.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return null;
  return bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}

function readV6(text: string): bigint | null {
  const written = withoutDots(text);
  if (written === null) return null;
  const halves = written.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array<string>(tail ? missing : 0).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** "::ffff:10.0.0.1" as "::ffff:a00:1". */
function withoutDots(text: string): string | null {
  if (!text.includes('.')) return text;
  const at = text.lastIndexOf(':') + 1;
  const v4 = readV4(text.slice(at));
  if (v4 === null || at === 0) return null;
  return `${text.slice(0, at)}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
}

function rangeNamed(text: string): Range {
  const range = readRange(text);
  if (!range) throw new Error(`"${text}" is no range of addresses`);
  return range;
}
