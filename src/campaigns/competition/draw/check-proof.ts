import { beaconHex, isBeacon } from './beacon';
import { ALGORITHM, commitmentTo, derive, drawSeedFrom, entriesHash, inByteOrder, type Pick } from './derive';
import { readLateArrival } from './entry-line';
import { hashOfLines } from './lines-hash';
import { ListReading } from './list-reading';
import { hashOfAnnouncement, hashOfExclusions, hashOfProof, type Proof } from './proof';
import { FaultBook, type ProofFault } from './proof-faults';
import { eachOf, type Slices } from './slices';

export type ProofChecked =
  | {
      readonly ok: true;
      /** Lines and tickets of the urn. */
      readonly lines: number;
      readonly tickets: number;
      readonly winners: readonly Pick[];
      readonly reserves: readonly Pick[];
    }
  | { readonly ok: false; readonly faults: readonly ProofFault[] };

/** Checks a proof whose list is at hand as a whole: in the proof, or the lines of the file beside it. */
export function* checkProof(
  proof: Proof,
  lines: readonly string[] = linesIn(proof),
  published?: string,
): Slices<ProofChecked> {
  const check = new ProofCheck(proof, published);
  yield* eachOf(lines, (line) => check.add(line));
  return yield* check.finish();
}

/** The lines that stand in the proof itself: none when they stand beside it. */
export function linesIn({ list }: Proof): readonly string[] {
  return list.type === 'lines' ? list.lines : [];
}

/** A check under way: every line of the list is handed to it in turn, and in the end it says what it found. */
export class ProofCheck {
  private readonly faults = new FaultBook();
  private readonly list: ListReading;

  /** `published` is the hash of the announcement as it was made public before the draw. */
  constructor(
    private readonly proof: Proof,
    published?: string,
  ) {
    this.list = new ListReading(proof, this.faults);
    this.checkHashes(published);
    this.checkAnnouncement();
    this.checkReveal();
    this.checkLateArrivals();
  }

  add(line: string): void {
    this.list.add(line);
  }

  *finish(): Slices<ProofChecked> {
    this.list.finish();
    const { eligible, tickets } = this.list;
    const { winners, reserves } = yield* this.checkDraw(yield* inByteOrder(eligible));
    const faults = this.faults.all();
    return faults.length > 0
      ? { ok: false, faults }
      : { ok: true, lines: eligible.length, tickets, winners, reserves };
  }

  private checkHashes(published: string | undefined): void {
    const { proof, faults } = this;
    faults.expect(published === undefined || published === proof.announcementHash, 'published');
    faults.expect(hashOfAnnouncement(proof.announcement) === proof.announcementHash, 'announcement_hash');
    faults.expect(hashOfProof(proof) === proof.proofHash, 'proof_hash');
    const { lines, sha256 } = proof.announcement.exclusions;
    const isAnnounced = proof.exclusions.length === lines && hashOfExclusions(proof.exclusions) === sha256;
    faults.expect(isAnnounced, 'exclusions_hash');
  }

  private checkAnnouncement(): void {
    const { announcement, reveal } = this.proof;
    const { algorithm, draw, opensAt, closesAt, frozenAt, beacon } = announcement;
    const isKnown = algorithm.name === ALGORITHM.name && algorithm.version === ALGORITHM.version;
    this.faults.expect(isKnown, 'algorithm');
    const isInOrder =
      opensAt < closesAt &&
      closesAt <= frozenAt &&
      frozenAt < beacon.notBefore &&
      beacon.notBefore <= reveal.drawnAt;
    this.faults.expect(isInOrder, 'order');
    this.faults.expect((draw.number === 1) === (draw.previous === null), 'redraw');
  }

  private checkReveal(): void {
    const { announcement, reveal } = this.proof;
    this.faults.expect(commitmentTo(reveal.serverSeed) === announcement.commitment, 'commitment');
    this.faults.expect(isBeacon(reveal.beacon, announcement.beacon.format), 'beacon');
  }

  private checkLateArrivals(): void {
    const { lateArrivals, announcement } = this.proof;
    lateArrivals.lines.forEach((line, at) => {
      const late = readLateArrival(line);
      const isLate =
        late?.number === at + 1 &&
        late.saidAt < announcement.closesAt &&
        late.arrivedAt >= announcement.frozenAt;
      this.faults.expect(isLate, 'late_arrival', at + 1);
    });
    this.faults.expect(hashOfLines(lateArrivals.lines) === lateArrivals.sha256, 'late_arrivals_hash');
  }

  private *checkDraw(
    lines: readonly string[],
  ): Slices<{ winners: readonly Pick[]; reserves: readonly Pick[] }> {
    const { announcement, reveal, ...said } = this.proof;
    const { urn, beacon, prizes, reserves } = announcement;
    this.faults.expect(lines.length === urn.lines && this.list.tickets === urn.tickets, 'urn');
    const hash = yield* entriesHash(lines);
    this.faults.expect(hash === urn.entriesHash, 'entries_hash');
    const seed = drawSeedFrom(reveal.serverSeed, beaconHex(reveal.beacon, beacon.format), hash);
    this.faults.expect(seed === said.drawSeed, 'draw_seed');
    const { picks } = yield* derive({ lines, ticketsOf, personOf }, seed, prizes + reserves);
    const drawn = { winners: picks.slice(0, prizes), reserves: picks.slice(prizes) };
    this.comparePicks(drawn.winners, said.winners, 'winners');
    this.comparePicks(drawn.reserves, said.reserves, 'reserves');
    return drawn;
  }

  private comparePicks(drawn: readonly Pick[], said: readonly string[], type: 'winners' | 'reserves'): void {
    this.faults.expect(drawn.length === said.length, type);
    drawn.forEach((pick, at) => this.faults.expect(ticketId(pick) === said[at], type, at + 1));
  }
}

/** A ticket's name: its line, # and which of the line's tickets it is, from 1. */
export const ticketId = ({ line, ticket }: Pick): string => `${line}#${ticket}`;

/** Of a line that has been read before: asked millions of times, so without taking it apart anew. */
export const ticketsOf = (line: string): number =>
  Number(line.slice(afterPerson(line) + 1, line.lastIndexOf('|')));
export const personOf = (line: string): string => line.slice(line.indexOf('|') + 1, afterPerson(line));
const afterPerson = (line: string): number => line.indexOf('|', line.indexOf('|') + 1);
