import { LinesHash } from './lines-hash';

/** Where the list stood at the end of an hour. Once published, no entry can be put in before it, changed or taken out. */
export interface Seal {
  /** The full hour (UTC) it closes; the last one, the instant of the freeze. */
  readonly at: string;
  /** Lines in the list by then, from the very first. */
  readonly count: number;
  /** Hex. */
  readonly hash: string;
}

/** What the first seal follows. */
export const NO_SEAL = '0'.repeat(64);

/** SHA-256, begun: the seal before it, its instant and its count, a newline after each; its lines are added one by one. */
export function openSeal(previousHash: string, at: string, count: number): LinesHash {
  return new LinesHash().add(`${previousHash}\n${at}\n${count}\n`);
}

/** Seals the lines recorded since the seal before; an hour without any has a seal as well. */
export function sealLines(previous: Seal | null, at: string, lines: readonly string[]): Seal {
  const count = (previous?.count ?? 0) + lines.length;
  const hash = openSeal(previous?.hash ?? NO_SEAL, at, count);
  for (const line of lines) hash.add(`${line}\n`);
  return { at, count, hash: hash.hex() };
}
