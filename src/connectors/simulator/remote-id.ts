import { createHash } from 'node:crypto';

/** Below our own id in the network's: two ids never meet, and later messages have higher ones, as real centres number them. */
const TAIL = 1_000_000n;

/**
 * The network's own id for a message of ours, in decimal. Derived, so that the same message sent again has the same id
 * whoever remembers the first; not our own, so that nobody mistakes one for the other.
 */
export function remoteIdOf(outboundId: string): string {
  const tail = createHash('sha256').update(outboundId).digest().readUInt32BE(0);
  const head = /^[0-9]{1,12}$/.test(outboundId)
    ? BigInt(outboundId)
    : BigInt(createHash('sha256').update(`head ${outboundId}`).digest().readUInt32BE(0));
  return (head * TAIL + (BigInt(tail) % TAIL)).toString();
}
