import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { CarrierRequest, ConnectorIdentity } from './connector';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a key is the one whose SHA-256 (hex) is kept; digests are compared, so neither length nor content shows in the time taken. */
export function isKey(key: string | null | undefined, keyHash: string): boolean {
  if (!key) return false;
  const kept = Buffer.from(keyHash, 'hex');
  const given = sha256(key);
  return kept.length === given.length && timingSafeEqual(given, kept);
}

/** Whether two secrets are the same, in constant time whatever their lengths. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

/** The token of `Authorization: Bearer …` (RFC 6750); undefined when there is none. */
export function bearerOf(request: CarrierRequest): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Proof that a callback URL is one we wrote: we keep only the hash of a connector's key, so the key itself cannot be
 * put into the URL. Bound to one message, so that a URL that leaks proves nothing about another.
 */
export function callbackProof(connector: ConnectorIdentity, messageId: string): string {
  return createHmac('sha256', connector.keyHash).update(`${connector.name}/dlr/${messageId}`).digest('hex');
}

const MAX_REASON_CHARS = 200;

/** A carrier's own words, fit for an outcome: our secrets struck out, and not longer than anybody would read. */
export function withoutSecrets(words: string, secrets: readonly string[]): string {
  const struck = secrets.reduce(
    (text, secret) => (secret === '' ? text : text.replaceAll(secret, '•••')),
    words,
  );
  return struck.slice(0, MAX_REASON_CHARS);
}
