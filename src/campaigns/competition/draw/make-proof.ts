import { beaconHex, isBeacon } from './beacon';
import { checkProof, personOf, ticketId, ticketsOf } from './check-proof';
import { ALGORITHM, commitmentTo, derive, drawSeedFrom, entriesHash, inByteOrder } from './derive';
import { readEntryLine } from './entry-line';
import { hashOfLines, hashOfList } from './lines-hash';
import {
  hashOfAnnouncement,
  hashOfExclusions,
  hashOfProof,
  PROOF_FORMAT,
  PROOF_VERSION,
  readProof,
  writeProof,
  type Announcement,
  type Exclusion,
  type ListPlace,
  type Proof,
} from './proof';
import type { ProofFault } from './proof-faults';
import type { Seal } from './seal';
import { eachOf, type Slices } from './slices';

/** A list as it was frozen. Instants are ISO 8601, UTC, milliseconds. */
export interface Frozen extends Pick<
  Announcement,
  'draw' | 'contest' | 'opensAt' | 'closesAt' | 'frozenAt' | 'beacon' | 'prizes' | 'reserves' | 'software'
> {
  /** In the order of recording, numbered from 1; none of a try-out number. */
  readonly lines: readonly string[];
  /** Hour by hour to the freeze; at least the seal of the freeze. */
  readonly seals: readonly Seal[];
  /** In the order of the list. */
  readonly exclusions: readonly Exclusion[];
  /** 64 lower-case hex digits, kept secret until the draw. */
  readonly serverSeed: string;
}

/** What the notary or the operator brings to the draw. */
export interface Drawn {
  /** As the announced source gives it. */
  readonly beacon: string;
  readonly drawnAt: string;
  readonly lateArrivals: readonly string[];
  /** The entries file beside the proof; without it the lines stand in the proof. */
  readonly file?: string;
}

export type ProofMade =
  | { readonly type: 'proof'; readonly proof: Proof }
  /** Nothing that would not verify is ever published. */
  | { readonly type: 'refused'; readonly faults: readonly ProofFault[] }
  /** A name is too long, a list too large to stand in the proof: something that no reader would take. */
  | { readonly type: 'unreadable'; readonly reasons: readonly string[] };

/** What is to be published at the freeze, with {@link hashOfAnnouncement} of it. The server seed is not in it. */
export function* announce(frozen: Frozen): Slices<Announcement> {
  const { draw, contest, opensAt, closesAt, frozenAt, beacon, prizes, reserves, software } = frozen;
  const urn = yield* urnOf(frozen);
  let tickets = 0;
  yield* eachOf(urn, (line) => (tickets += readEntryLine(line)?.tickets ?? 0));
  return {
    algorithm: { ...ALGORITHM },
    draw,
    contest,
    opensAt,
    closesAt,
    frozenAt,
    list: {
      lines: frozen.lines.length,
      sha256: yield* hashOfList(frozen.lines),
      lastSeal: frozen.seals.at(-1)?.hash ?? '',
    },
    exclusions: { lines: frozen.exclusions.length, sha256: hashOfExclusions(frozen.exclusions) },
    urn: {
      lines: urn.length,
      tickets,
      entriesHash: yield* entriesHash(urn),
    },
    commitment: commitmentTo(frozen.serverSeed),
    beacon,
    prizes,
    reserves,
    software,
  };
}

/** Draws and writes the proof, then checks it as a stranger would. */
export function* makeProof(frozen: Frozen, announcement: Announcement, drawn: Drawn): Slices<ProofMade> {
  if (!isBeacon(drawn.beacon, announcement.beacon.format))
    return { type: 'refused', faults: [{ type: 'beacon', count: 1, first: null }] };
  const unsealed = { ...(yield* drawAnnounced(frozen, announcement, drawn)), list: placeOf(frozen, drawn) };
  const proof: Proof = { ...unsealed, proofHash: hashOfProof(unsealed) };
  const read = readProof(writeProof(proof));
  if (read.type === 'unreadable') return read;
  const checked = yield* checkProof(read.proof, frozen.lines);
  return checked.ok ? { type: 'proof', proof } : { type: 'refused', faults: checked.faults };
}

function* drawAnnounced(
  frozen: Frozen,
  announcement: Announcement,
  { beacon, drawnAt, lateArrivals }: Drawn,
): Slices<Omit<Proof, 'proofHash' | 'list'>> {
  const { urn, prizes, reserves } = announcement;
  const spelt = beaconHex(beacon, announcement.beacon.format);
  const drawSeed = drawSeedFrom(frozen.serverSeed, spelt, urn.entriesHash);
  const lines = yield* urnOf(frozen);
  const { picks } = yield* derive({ lines, ticketsOf, personOf }, drawSeed, prizes + reserves);
  const ids = picks.map(ticketId);
  return {
    format: PROOF_FORMAT,
    version: PROOF_VERSION,
    announcement,
    announcementHash: hashOfAnnouncement(announcement),
    seals: [...frozen.seals],
    exclusions: [...frozen.exclusions],
    reveal: { serverSeed: frozen.serverSeed, beacon, drawnAt },
    drawSeed,
    winners: ids.slice(0, prizes),
    reserves: ids.slice(prizes),
    lateArrivals: { lines: [...lateArrivals], sha256: hashOfLines(lateArrivals) },
  };
}

function placeOf({ lines }: Frozen, { file }: Drawn): ListPlace {
  return file === undefined ? { type: 'lines', lines: [...lines] } : { type: 'file', name: file };
}

/** The lines that take part, in byte order. */
function* urnOf({ lines, exclusions }: Frozen): Slices<readonly string[]> {
  const excluded = new Set(exclusions.map(({ line }) => line));
  const eligible: string[] = [];
  yield* eachOf(lines, (line, at) => {
    if (!excluded.has(at + 1)) eligible.push(line);
  });
  return yield* inByteOrder(eligible);
}
