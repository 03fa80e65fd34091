/** PostgreSQL's uuid: the first half of a SHA-256. */
const HASH_BYTES = 16;

/**
 * The hashes of one statement, side by side in one piece of memory. As strings, ten million of them outlive the young
 * generation in turn and the heap grows to twice its size before anybody collects them.
 */
export class PackedHashes {
  private readonly bytes: Buffer;
  private used = 0;

  constructor(readonly most: number) {
    this.bytes = Buffer.alloc(most * HASH_BYTES);
  }

  get count(): number {
    return this.used;
  }

  /** All of them: the n-th begins at byte 16 n. */
  get packed(): Buffer {
    return this.bytes.subarray(0, this.used * HASH_BYTES);
  }

  /** @param hash a UUID, as `codeHash` writes it. @returns its place. */
  add(hash: string): number {
    if (this.used === this.most) throw new RangeError(`no more than ${this.most} hashes`);
    this.bytes.write(hash.replaceAll('-', ''), this.used * HASH_BYTES, HASH_BYTES, 'hex');
    return this.used++;
  }
}

/** Why a line of a file is not a code of the lot; the line itself is not kept, for it may be one with a slip in it. */
export interface LineFault {
  readonly line: number;
  readonly fault: 'shape' | 'check' | 'repeated' | 'taken';
}

/** Lines of a file that were not taken: all of them counted, the first of them named. */
export interface Rejects {
  readonly rejected: number;
  readonly faults: readonly LineFault[];
}

/** A code, by its place in the batch, that the lot did not get. */
export interface RefusedCode {
  readonly place: number;
  readonly fault: 'repeated' | 'taken';
}

/** Some lines of a file: their hashes with the line of each, and what is wrong with the others. */
export class CodeBatch {
  readonly hashes: PackedHashes;
  private readonly lines: Uint32Array;
  private readonly faults: LineFault[] = [];
  private rejected = 0;

  /** @param most lines. @param mostFaults that are named. */
  constructor(
    private readonly most: number,
    private readonly mostFaults: number,
  ) {
    this.hashes = new PackedHashes(most);
    this.lines = new Uint32Array(most);
  }

  get isFull(): boolean {
    return this.hashes.count + this.rejected === this.most;
  }

  get isEmpty(): boolean {
    return this.hashes.count + this.rejected === 0;
  }

  add(line: number, hash: string): void {
    this.lines[this.hashes.add(hash)] = line;
  }

  /** A line that is no code at all. */
  reject(line: number, fault: 'shape' | 'check'): void {
    this.rejected++;
    if (this.faults.length < this.mostFaults) this.faults.push({ line, fault });
  }

  /** The rejected lines together with the codes that the lot did not get, in the order of the file. */
  withRefused(refused: readonly RefusedCode[], mostFaults: number): Rejects {
    const others = refused.map(({ place, fault }) => ({ line: this.lines[place] ?? 0, fault }));
    const faults = [...this.faults, ...others].sort((a, b) => a.line - b.line).slice(0, mostFaults);
    return { rejected: this.rejected + refused.length, faults };
  }
}
