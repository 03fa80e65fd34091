import { isPublic, isWithin, readAddress, readRange, type Range } from './outbound-http-addresses';

/** What the operator allows beyond the public internet, as OUTBOUND_ALLOW says. */
export interface OutboundRules {
  readonly ranges: readonly Range[];
  readonly hosts: ReadonlySet<string>;
}

/** Where web servers listen. Elsewhere live mail, databases and caches, which a request could be made to talk to. */
const PORTS: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);
export const MAX_URL_CHARS = 2_048;
const HOST =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*(?![0-9]+$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Whether a word of OUTBOUND_ALLOW means anything: an address, a range or a host's name. */
export const isAllowable = (word: string): boolean => readRange(word) !== null || HOST.test(word);

/** @param allow ranges such as 10.0.0.0/8, and names of hosts; what is neither allows nothing. */
export function readRules(allow: readonly string[]): OutboundRules {
  return {
    ranges: allow.flatMap((word) => readRange(word) ?? []),
    hosts: new Set(allow.filter((word) => !readRange(word)).map((word) => word.toLowerCase())),
  };
}

/** A host as its rules name it: without the brackets of v6 and the dot of the root. */
export const hostOf = ({ hostname }: URL): string =>
  hostname
    .replace(/^\[(.+)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();

export const portOf = ({ port, protocol }: URL): number =>
  port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80;

/** Why this address must not be called, as far as it can be told before anybody resolves the name; null when it may be tried. */
export function refusalOfUrl(text: string, rules: OutboundRules): string | null {
  if (text.length > MAX_URL_CHARS) return `must have at most ${MAX_URL_CHARS} characters`;
  if (!URL.canParse(text)) return 'must be an address that begins with https:// or http://';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'must be an address that begins with https:// or http://';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password';
  const host = hostOf(url);
  if (readAddress(host)) return refusalOfAddress(host, { host, port: portOf(url) }, rules);
  if (rules.hosts.has(host) || rules.ranges.length > 0) return null;
  return refusalOfPort(portOf(url));
}

/** Why a connection to this address must not be opened; null when it may. What the operator allows is allowed on every port. */
export function refusalOfAddress(
  text: string,
  target: { readonly host: string; readonly port: number },
  { ranges, hosts }: OutboundRules,
): string | null {
  const address = readAddress(text);
  if (!address) return 'must lead to an IP address';
  if (hosts.has(target.host) || ranges.some((range) => isWithin(address, range))) return null;
  if (!isPublic(address)) return 'must not lead to a private, local or reserved address';
  return refusalOfPort(target.port);
}

const refusalOfPort = (port: number): string | null =>
  PORTS.has(port) ? null : `must use one of the ports ${[...PORTS].join(', ')}`;
