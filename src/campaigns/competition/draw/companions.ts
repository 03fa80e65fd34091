const FINGERPRINT_DIGITS = 8;

/** Which holders are one person. Chained buckets in two arrays: a map of a million hashes would weigh more than the list. */
export class Companions {
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly mask: number;

  constructor(
    count: number,
    /** 64 hex digits, or any other name of a person. */
    private readonly personAt: (holder: number) => string,
  ) {
    const buckets = 2 ** Math.ceil(Math.log2(Math.max(2, count)));
    this.mask = buckets - 1;
    this.first = new Int32Array(buckets).fill(-1);
    this.next = new Int32Array(count).fill(-1);
  }

  /** Each holder once, before anybody is asked for. */
  enter(holder: number): void {
    const bucket = this.bucketOf(this.personAt(holder));
    this.next[holder] = this.first[bucket] ?? -1;
    this.first[bucket] = holder;
  }

  /** Every holder who is the same person as this one, this one among them. */
  of(holder: number): number[] {
    const person = this.personAt(holder);
    const found: number[] = [];
    for (let at = this.first[this.bucketOf(person)] ?? -1; at >= 0; at = this.next[at] ?? -1) {
      if (this.personAt(at) === person) found.push(at);
    }
    return found;
  }

  /** Hashes are spread evenly already; what is no hash merely shares one bucket. */
  private bucketOf(person: string): number {
    return parseInt(person.slice(0, FINGERPRINT_DIGITS), 16) & this.mask;
  }
}
