import type { RowStatus } from './file-profile';
import type { Detail, LineFault, StatementLine } from './statement-line';

/** How much of one kind, in one currency. */
export interface Figure {
  readonly status: RowStatus;
  readonly currency: string;
  readonly count: number;
  /** Value added tax within; below zero for refunds. */
  readonly amountMinor: bigint;
}

/** How many rows of one business day a file has, by what became of them. */
export interface DayCount extends Readonly<Record<RowStatus, number>> {
  /** yyyy-MM-dd. */
  readonly day: string;
}

type Sum = { -readonly [K in keyof Figure]: Figure[K] };
type Count = { -readonly [K in keyof DayCount]: DayCount[K] };

/** What a trailer may claim of its file, added up along the way. */
export class FileTotals {
  details = 0;
  faults = 0;
  private asWritten = 0n;
  private net = 0n;
  private readonly sums = new Map<string, Sum>();
  private readonly counts = new Map<string, Count>();
  /** Most lines are like the one before: what they add to is not looked up again. */
  private lastSum: Sum | null = null;
  private lastCount: Count | null = null;
  /** The first line whose amount nobody can read: with it, no sum can be verified. */
  private unknownIn: { asWritten: number | null; net: number | null } = { asWritten: null, net: null };

  add(line: StatementLine): void {
    if (line.type === 'detail') this.addDetail(line);
    else this.addFault(line);
  }

  /** Lines between header and trailer, those that were set aside included. */
  get lines(): number {
    return this.details + this.faults;
  }

  sum(of: 'as written' | 'net'): bigint {
    return of === 'net' ? this.net : this.asWritten;
  }

  /** The first line that keeps a sum from being verified. */
  unknownLine(of: 'as written' | 'net'): number | null {
    return of === 'net' ? this.unknownIn.net : this.unknownIn.asWritten;
  }

  /** What was imported, by status and currency. */
  figures(): Figure[] {
    return [...this.sums.values()]
      .map((sum) => ({ ...sum }))
      .sort((a, b) => (a.currency + a.status < b.currency + b.status ? -1 : 1));
  }

  /** Which days the imported rows are of, in order. */
  days(): DayCount[] {
    return [...this.counts.values()].map((count) => ({ ...count })).sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  private addDetail({ status, currency, amountMinor, writtenMinor, day }: Detail): void {
    this.details++;
    this.addWritten(writtenMinor, status);
    const sum = this.sumOf(status, currency);
    sum.count++;
    sum.amountMinor += amountMinor;
    this.countOf(day)[status]++;
  }

  private sumOf(status: RowStatus, currency: string): Sum {
    if (this.lastSum?.status === status && this.lastSum.currency === currency) return this.lastSum;
    const key = `${currency} ${status}`;
    const sum = this.sums.get(key) ?? { status, currency, count: 0, amountMinor: 0n };
    this.sums.set(key, sum);
    return (this.lastSum = sum);
  }

  private countOf(day: string): Count {
    if (this.lastCount?.day === day) return this.lastCount;
    const count = this.counts.get(day) ?? { day, charged: 0, refused: 0, refunded: 0 };
    this.counts.set(day, count);
    return (this.lastCount = count);
  }

  private addFault({ line, writtenMinor, status }: LineFault): void {
    this.faults++;
    if (writtenMinor !== null && status !== null) return this.addWritten(writtenMinor, status);
    this.unknownIn.net ??= line;
    if (writtenMinor === null) this.unknownIn.asWritten ??= line;
    else this.asWritten += writtenMinor;
  }

  private addWritten(minor: bigint, status: RowStatus): void {
    this.asWritten += minor;
    if (status === 'charged') this.net += minor;
    if (status === 'refunded') this.net -= minor < 0n ? -minor : minor;
  }
}
