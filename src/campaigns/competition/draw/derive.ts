import { createHmac, hash } from 'node:crypto';
import { Companions } from './companions';
import { LinesHash } from './lines-hash';
import { eachOf, SLICE_LINES, sorted, type Slices } from './slices';
import { kthInByteOrder, Urn } from './urn';

/** The name and version of what this file does. A change to any byte of it is a new version. */
export const ALGORITHM = { name: 'parola-draw', version: 1 } as const;

/** What is drawn from: the lines that take part. */
export interface Slips {
  /** ASCII, none twice, in byte order: see {@link inByteOrder}. */
  readonly lines: readonly string[];
  /** 1 without it. */
  readonly ticketsOf?: (line: string) => number;
  /** Lines of one person leave together. Without it every line is a person. */
  readonly personOf?: (line: string) => string;
}

export interface Pick {
  readonly line: string;
  /** Which of the line's tickets, from 1. */
  readonly ticket: number;
}

export interface Derived {
  /** In the order drawn: the winners, then the reserves. Fewer than asked for when the urn ran empty. */
  readonly picks: readonly Pick[];
  readonly hmacCalls: number;
}

const WORD = 2n ** 64n;

/** Of ASCII, the order of code units is the order of bytes. */
export const inByteOrder = (lines: readonly string[]): Slices<readonly string[]> => sorted(lines);

/** SHA-256 of the lines in byte order with a newline between them and none at the end; hex. */
export function* entriesHash(inOrder: readonly string[]): Slices<string> {
  const hash = new LinesHash();
  yield* eachOf(inOrder, (line, at) => hash.add(at === 0 ? line : `\n${line}`));
  return hash.hex();
}

/** What is published before the beacon's value exists: SHA-256 of the 32 bytes the seed's 64 hex digits stand for; hex. */
export function commitmentTo(serverSeed: string): string {
  return hash('sha256', Buffer.from(serverSeed, 'hex'), 'hex');
}

/** SHA-256 of the text `serverSeed:beacon:entriesHash`, each in lower-case hex; hex. */
export function drawSeedFrom(serverSeed: string, beaconHex: string, entries: string): string {
  return hash('sha256', `${serverSeed}:${beaconHex}:${entries}`, 'hex');
}

/** Draws that many tickets one after the other. A winner's other tickets leave the urn with the one drawn. */
export function* derive(slips: Slips, drawSeed: string, picks: number): Slices<Derived> {
  const { lines, ticketsOf = () => 1, personOf = (line) => line } = slips;
  const tickets = new Float64Array(lines.length);
  const companions = new Companions(lines.length, (at) => personOf(lines[at] ?? ''));
  yield* eachOf(lines, (line, at) => {
    tickets[at] = ticketsOf(line);
    companions.enter(at);
  });
  const urn = new Urn(tickets);
  const dice = new Dice(Buffer.from(drawSeed, 'hex'));
  const drawn: Pick[] = [];
  while (drawn.length < picks && urn.tickets > 0) {
    const { holder, offset } = urn.ticketAt(dice.below(urn.tickets));
    const line = lines[holder] ?? '';
    drawn.push({ line, ticket: kthInByteOrder(ticketsOf(line), offset) });
    for (const companion of companions.of(holder)) urn.takeAll(companion);
    if (drawn.length % SLICE_LINES === 0) yield;
  }
  return { picks: drawn, hmacCalls: dice.rolls };
}

/** HMAC-SHA256 in counter mode, keyed with the bytes of the draw seed. */
class Dice {
  rolls = 0;

  constructor(private readonly key: Buffer) {}

  /** Evenly one of 0 … n − 1: what does not fit into a whole number of rounds is thrown again. */
  below(n: number): number {
    const sides = BigInt(n);
    const fair = (WORD / sides) * sides;
    for (;;) {
      const value = this.roll();
      if (value < fair) return Number(value % sides);
    }
  }

  private roll(): bigint {
    const mac = createHmac('sha256', this.key).update(`draw:${this.rolls}`).digest();
    this.rolls += 1;
    return mac.readBigUInt64BE(0);
  }
}
