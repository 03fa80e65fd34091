import { exponentOf } from '../../platform/money';
import { amountReader } from './amount-format';
import { isoDayOf } from '../../text/calendar';
import { DetailReader } from './detail-reader';
import type { FileProfile, Place } from './file-profile';
import { FileTotals } from './file-totals';
import { LineCutter } from './line-cutter';
import { fieldAt, lineCutOf, markTest, nameKey } from './line-fields';
import type { StatementLine } from './statement-line';
import { timeReader } from './time-format';

const DAY_MS = 86_400_000;

export const FILE_BREAKS = [
  'name',
  'header',
  'column names',
  'trailer',
  'behind the trailer',
  'count',
  'sum',
  'faults',
  'empty',
] as const;
/** Why a file is refused as a whole. name: it tells another day or number than the header. faults: too many lines were set aside. */
export type FileBreak = (typeof FILE_BREAKS)[number];

export interface BrokenFile {
  readonly type: 'broken';
  readonly reason: FileBreak;
  /** One sentence for whoever sent the file. */
  readonly detail: string;
}

/** A file that is what it claims to be. */
export interface WholeFile {
  readonly type: 'whole';
  /** Of the header or, where that is silent, of the first line. */
  readonly day: string;
  readonly sequence: number | null;
}

type Stage = 'header' | 'names' | 'details' | 'end';

/**
 * Reads one statement, piece by piece: header, names of columns, details, trailer. What is wrong with a line sets that line aside;
 * what is wrong with the file ends it, and none of it counts.
 */
export class StatementReader {
  readonly totals = new FileTotals();
  private readonly lines = new LineCutter();
  private readonly isTrailer: (line: string) => boolean;
  private stage: Stage;
  private line = 0;
  private details: DetailReader | null = null;
  private broken: BrokenFile | null = null;
  private day: string | null;
  private sequence: number | null;
  private firstDay: string | null = null;

  /** @param named what the file's name tells. */
  constructor(
    private readonly profile: FileProfile,
    private readonly named: { readonly day: string | null; readonly sequence: number | null },
  ) {
    this.stage = profile.header === null ? this.behindHeader() : 'header';
    const mark = profile.trailer?.mark;
    this.isTrailer = mark === undefined ? () => false : markTest(profile, mark);
    this.day = named.day;
    this.sequence = named.sequence;
    if (this.stage === 'details') this.begin([]);
  }

  /** Hands on what is whole after this piece. @returns the file's fault as soon as it is found. */
  take(piece: string, handOn: (line: StatementLine) => void): BrokenFile | null {
    for (const text of this.lines.take(piece)) this.read(text, handOn);
    return this.broken;
  }

  /** The file has ended. */
  end(handOn: (line: StatementLine) => void): WholeFile | BrokenFile {
    for (const text of this.lines.end()) this.read(text, handOn);
    if (this.broken) return this.broken;
    if (this.stage === 'header') return broken('header', 'The file has no header.');
    if (this.stage === 'names') return broken('column names', 'No line names the columns.');
    if (this.stage === 'details' && this.profile.trailer)
      return broken('trailer', 'The file ends without its trailer: it is not all there.');
    const day = this.day ?? this.firstDay;
    if (day === null || (this.totals.lines === 0 && !this.profile.trailer))
      return broken('empty', 'The file has no lines, and nothing says that it should have none.');
    return { type: 'whole', day, sequence: this.sequence };
  }

  private read(text: string, handOn: (line: StatementLine) => void): void {
    this.line++;
    if (this.broken || text.trim() === '') return;
    switch (this.stage) {
      case 'header':
        return this.readHeader(text);
      case 'names':
        return this.readNames(text);
      case 'details':
        if (this.isTrailer(text)) return this.readTrailer(text);
        return this.readDetail(text, handOn);
      case 'end':
        this.breakOff('behind the trailer', `Line ${this.line} stands behind the trailer.`);
    }
  }

  private readDetail(text: string, handOn: (line: StatementLine) => void): void {
    if (!this.details) throw new Error('a detail before the reader knows its columns');
    const line = this.details.read(this.line, text);
    this.totals.add(line);
    if (line.type === 'detail') this.firstDay ??= line.day;
    handOn(line);
    if (this.totals.faults > this.profile.mostFaults)
      this.breakOff('faults', `More than ${this.profile.mostFaults} lines cannot be read.`);
  }

  private readHeader(text: string): void {
    const { header } = this.profile;
    if (header?.mark !== undefined && !markTest(this.profile, header.mark)(text))
      return this.breakOff('header', `Line ${this.line} does not begin with "${header.mark}".`);
    const day = this.headerDay(header?.day, text);
    const sequence = this.numberAt(header?.sequence, text);
    if (day === undefined || sequence === undefined)
      return this.breakOff('header', `The header in line ${this.line} cannot be read.`);
    if (clash(day, this.named.day) || clash(sequence, this.named.sequence))
      return this.breakOff('name', 'The header tells another day or number than the name of the file.');
    this.day ??= day;
    this.sequence ??= sequence;
    this.stage = this.behindHeader();
    if (this.stage === 'details') this.begin([]);
  }

  private readNames(text: string): void {
    const names = lineCutOf(this.profile)(text)?.map(nameKey);
    if (!names) return this.breakOff('column names', `Line ${this.line} leaves a quote open.`);
    this.stage = 'details';
    this.begin(names);
  }

  private readTrailer(text: string): void {
    this.stage = 'end';
    const { trailer } = this.profile;
    if (!trailer) return;
    const count = this.numberAt(trailer.count, text);
    const sum = this.sumAt(trailer.sum, text);
    if (count === undefined || sum === undefined)
      return this.breakOff('trailer', `The trailer in line ${this.line} cannot be read.`);
    const { lines } = this.totals;
    if (count !== null && count !== lines)
      return this.breakOff('count', `The trailer counts ${count} lines; the file has ${lines}.`);
    if (sum !== null) this.compareSum(sum, trailer.sumOf);
  }

  private compareSum(claimed: bigint, of: 'as written' | 'net'): void {
    const unknown = this.totals.unknownLine(of);
    if (unknown !== null)
      return this.breakOff('sum', `The trailer's sum cannot be verified: line ${unknown} cannot be read.`);
    const sum = this.totals.sum(of);
    if (sum !== claimed)
      this.breakOff('sum', `The trailer's sum is ${claimed} in minor units; the lines add up to ${sum}.`);
  }

  private begin(names: readonly string[]): void {
    const reader = DetailReader.for(this.profile, names);
    if (reader instanceof DetailReader) this.details = reader;
    else this.breakOff('column names', `There is no column "${reader.missing}".`);
  }

  private behindHeader(): Stage {
    return this.profile.columnNames ? 'names' : 'details';
  }

  private breakOff(reason: FileBreak, detail: string): void {
    this.broken ??= broken(reason, detail);
  }

  /** Null where the profile does not look for it; undefined where it does, in vain. */
  private textAt(place: Place | undefined, text: string): string | null | undefined {
    if (place === undefined) return null;
    const cut = lineCutOf(this.profile)(text);
    return cut ? fieldAt(place, [])?.(cut) : undefined;
  }

  private numberAt(place: Place | undefined, text: string): number | null | undefined {
    const raw = this.textAt(place, text);
    if (typeof raw !== 'string') return raw;
    return /^\d{1,9}$/.test(raw) ? Number(raw) : undefined;
  }

  private sumAt(place: Place | undefined, text: string): bigint | null | undefined {
    const raw = this.textAt(place, text);
    if (typeof raw !== 'string') return raw;
    const { amount } = this.profile;
    return amountReader(amount)(raw, exponentOf(amount.currency)) ?? undefined;
  }

  /** Written like {date} in the file's name. */
  private headerDay(place: Place | undefined, text: string): string | null | undefined {
    const raw = this.textAt(place, text);
    if (typeof raw !== 'string') return raw;
    const format = this.profile.fileName?.date ?? 'yyyyMMdd';
    const read = timeReader(format, this.profile.time.calendar)(raw);
    return read ? isoDayOf(Math.floor(read.ms / DAY_MS)) : undefined;
  }
}

const broken = (reason: FileBreak, detail: string): BrokenFile => ({ type: 'broken', reason, detail });

const clash = <T>(one: T | null, other: T | null): boolean => one !== null && other !== null && one !== other;
