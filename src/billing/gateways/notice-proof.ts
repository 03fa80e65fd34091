import { createHmac } from 'node:crypto';
import { isSameSecret } from '../../connectors/secrets';

/** Whose door it is. */
export interface Door {
  readonly name: string;
  /** SHA-256 of its key, hex; null while none has been drawn. */
  readonly keyHash: string | null;
}

/**
 * Proof that the address an operator posts to is one we wrote: we keep only the hash of a gateway's key, so the key itself cannot
 * stand in it. Bound to one correlator, so that an address that leaks proves nothing about another payment. Null without a key.
 */
export function noticeProof({ name, keyHash }: Door, correlator: string): string | null {
  return keyHash === null
    ? null
    : createHmac('sha256', keyHash).update(`${name}/notices/${correlator}`).digest('hex');
}

export function isNoticeProof(door: Door, correlator: string, given: string): boolean {
  const proof = noticeProof(door, correlator);
  return proof !== null && isSameSecret(given, proof);
}

/** Where the operator tells of one payment; undefined while the door has no key. */
export function noticeAddress(door: Door, publicUrl: string, correlator: string): string | undefined {
  const proof = noticeProof(door, correlator);
  if (proof === null || publicUrl === '') return undefined;
  const query = new URLSearchParams({ correlator, proof });
  return `${publicUrl}/operators/${door.name}/notices?${query.toString()}`;
}
