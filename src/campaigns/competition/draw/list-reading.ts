import { readEntryLine } from './entry-line';
import { LinesHash } from './lines-hash';
import type { Proof } from './proof';
import type { FaultBook } from './proof-faults';
import { NO_SEAL, openSeal } from './seal';

/** A carrier's clock may run ahead of ours by as much before its time is replaced by that of receipt. */
const AHEAD_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

/** The list of a proof, read once from its first line to its last; what takes part stays in memory, the rest does not. */
export class ListReading {
  readonly eligible: string[] = [];
  tickets = 0;
  count = 0;
  private readonly hash = new LinesHash();
  private readonly seals: SealReading;
  private readonly excluded: ReadonlySet<number>;

  constructor(
    private readonly proof: Proof,
    private readonly faults: FaultBook,
  ) {
    this.seals = new SealReading(proof, faults);
    this.excluded = new Set(proof.exclusions.map(({ line }) => line));
  }

  /** The next line, without its newline. */
  add(line: string): void {
    this.count += 1;
    this.hash.add(`${line}\n`);
    const entry = readEntryLine(line);
    const { opensAt, closesAt } = this.proof.announcement;
    this.seals.add(line, entry?.saidAt ?? '');
    if (!entry) return this.faults.note('line', this.count);
    if (entry.number !== this.count) this.faults.note('line_number', this.count);
    if (entry.saidAt < opensAt || entry.saidAt >= closesAt) this.faults.note('line_time', this.count);
    if (this.excluded.has(this.count)) return;
    this.tickets += entry.tickets;
    this.eligible.push(line);
  }

  /** After the last line. */
  finish(): void {
    const { list } = this.proof.announcement;
    this.seals.finish();
    this.faults.expect(this.count === list.lines, 'list_count');
    this.faults.expect(this.hash.hex() === list.sha256, 'list_hash');
    this.proof.exclusions.forEach(({ line }, at, all) =>
      this.faults.expect(line <= this.count && line > (all[at - 1]?.line ?? 0), 'exclusion', at + 1),
    );
  }
}

/** Follows the seals along the list. */
class SealReading {
  private index = 0;
  private count = 0;
  private hash: LinesHash;
  private latest = '';

  constructor(
    private readonly proof: Proof,
    private readonly faults: FaultBook,
  ) {
    this.hash = this.open();
    proof.seals.forEach((_, at) => faults.expect(this.isInOrder(at), 'seal_order', at + 1));
  }

  add(line: string, saidAt: string): void {
    while (this.count >= (this.proof.seals[this.index]?.count ?? Infinity)) this.close();
    this.count += 1;
    this.hash.add(`${line}\n`);
    if (saidAt > this.latest) this.faults.note('seal_time', this.count);
  }

  finish(): void {
    const { seals, announcement } = this.proof;
    const last = seals.at(-1);
    while (this.index < seals.length) this.close();
    this.faults.expect(last?.count === this.count, 'seal_count');
    this.faults.expect(last?.hash === announcement.list.lastSeal, 'seal_hash', seals.length);
  }

  private isInOrder(at: number): boolean {
    const { seals, announcement } = this.proof;
    const [before, seal] = [seals[at - 1], seals[at]];
    if (!seal || (before && (before.at >= seal.at || before.count > seal.count))) return false;
    const [from, to] = [before?.at ?? seal.at, seal.at].map((instant) => Date.parse(instant) / HOUR_MS);
    if (from === undefined || to === undefined || to - from > 1) return false; // an hour is left out
    return at === seals.length - 1 ? seal.at === announcement.frozenAt : Number.isInteger(to);
  }

  private close(): void {
    this.faults.expect(this.hash.hex() === this.proof.seals[this.index]?.hash, 'seal_hash', this.index + 1);
    this.index += 1;
    this.hash = this.open();
  }

  /** Each follows the hash that the file gives the one before, so that one wrong hour is one fault. */
  private open(): LinesHash {
    const seal = this.proof.seals[this.index];
    const previous = this.proof.seals[this.index - 1]?.hash ?? NO_SEAL;
    if (!seal) return new LinesHash();
    this.latest = new Date(Date.parse(seal.at) + AHEAD_MS).toISOString();
    return openSeal(previous, seal.at, seal.count);
  }
}
