import { createHash } from 'node:crypto';

/**
 * The network's own id for a message of ours, in decimal. Derived, so that the same message sent again has the same
 * id whoever remembers the first; 63 bits, so that it fits wherever a carrier's id must.
 */
export function remoteIdOf(outboundId: string): string {
  return (createHash('sha256').update(outboundId).digest().readBigUInt64BE(0) >> 1n).toString();
}
