import { hash } from 'node:crypto';

/** Below our own id in the network's: two ids never meet, and later messages have higher ones, as real centres number them. */
const TAIL = 1_000_000n;

/**
 * The network's own id for a message of ours, in decimal. Derived, so that the same message sent again has the same id
 * whoever remembers the first; not our own, so that nobody mistakes one for the other.
 */
export function remoteIdOf(outboundId: string): string {
  const tail = first32(outboundId);
  const head = /^[0-9]{1,12}$/.test(outboundId) ? BigInt(outboundId) : BigInt(first32(`head ${outboundId}`));
  return (head * TAIL + (BigInt(tail) % TAIL)).toString();
}

const first32 = (text: string): number => parseInt(hash('sha256', text).slice(0, 8), 16);
