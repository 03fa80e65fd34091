import { randomBytes } from 'node:crypto';
import { sha256 } from '../platform/identity.service';

/** 192 bits: nobody finds one by trying. */
const KEY_BYTES = 24;

/** A new key, to be shown once, and the hash that is all we keep of it. */
export function drawKey(prefix: 'pk' | 'ck'): { readonly key: string; readonly keyHash: string } {
  const key = `${prefix}_${randomBytes(KEY_BYTES).toString('base64url')}`;
  return { key, keyHash: sha256(key) };
}
