import type { Database, Tx } from '../../platform/database.service';
import type { Identity } from '../../platform/identity.service';
import type { Spooled } from '../../platform/upload-spool.service';
import type { Copy } from './copy-in.store';
import type { NamedFile } from './file-name';
import type { FileProfileCard } from './file-profiles.store';
import { seriesOf } from './file-series';
import { RowWriter } from './row-writer';
import { serviceFinder } from './service-names';
import { acceptStatement, type Progress } from './statement-files.store';
import type { Detail, LineFault, StatementLine } from './statement-line';
import { StatementReader, type FileBreak, type WholeFile } from './statement-reader';
import { copyRows, learnOfRows, nameHashedPeople } from './statement-rows.store';
import { decoderFor } from './statement-text';

/** A file that is to be imported. */
export interface Arrival {
  readonly fileId: number;
  readonly name: string;
  readonly named: NamedFile;
  readonly profile: FileProfileCard;
  readonly endsAt: () => Date;
}

export type LoadEnd =
  | { readonly type: 'imported' }
  | { readonly type: 'refused'; readonly reason: FileBreak; readonly detail: string }
  | { readonly type: 'interrupted'; readonly detail: string };

/** Takes the transaction back: nothing of the file is to be seen. */
class Undone extends Error {
  constructor(readonly end: LoadEnd) {
    super(end.type);
  }
}

/**
 * One file on its way into the table, in one transaction: either all of it counts from one commit on, or nobody ever sees a row.
 * Lines are read while the server stores those before them.
 */
export class StatementLoad {
  private reader: StatementReader;
  private faults: LineFault[] = [];
  private readBytes = 0;
  private stopped: string | null = null;

  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
    private readonly arrival: Arrival,
  ) {
    this.reader = this.newReader();
  }

  get progress(): Progress {
    const { details, faults } = this.reader.totals;
    return { readBytes: this.readBytes, details, faults };
  }

  /** Lines set aside, those before which the file ended included. */
  get setAside(): readonly LineFault[] {
    return this.faults;
  }

  /** Nobody waits for it any more: it ends at the next piece, interrupted. */
  stop(why: string): void {
    this.stopped ??= why;
  }

  /** Throws what the database throws. */
  async run(spooled: Spooled): Promise<LoadEnd> {
    try {
      await this.database.transaction((tx) => this.store(tx, spooled));
      return { type: 'imported' };
    } catch (error) {
      if (error instanceof Undone) return error.end;
      throw error;
    }
  }

  private async store(tx: Tx, spooled: Spooled): Promise<void> {
    // A transaction that met a deadlock begins again, and so does the file.
    this.reader = this.newReader();
    this.faults = [];
    this.readBytes = 0;
    const { msisdn } = this.arrival.profile.settings;
    const copy = await copyRows(tx, { isHashed: msisdn.type === 'sha256' });
    const file = await this.copyAll(copy, spooled).catch(async (error: unknown) => {
      await copy.abandon();
      throw error;
    });
    if (msisdn.type === 'sha256') await nameHashedPeople(tx, msisdn);
    await learnOfRows(tx, this.reader.totals.details);
    if (!(await this.accept(tx, file))) throw new Undone(LOST);
  }

  private async copyAll(copy: Copy, spooled: Spooled): Promise<WholeFile> {
    const { fileId, profile } = this.arrival;
    const decoder = decoderFor(profile.settings.encoding);
    const rows = new RowWriter(fileId, profile.operatorId);
    const full: Buffer[] = [];
    const handOn = this.rowsInto(rows, full);
    for await (const piece of spooled.pieces()) {
      if (this.stopped !== null) throw new Undone({ type: 'interrupted', detail: this.stopped });
      this.readBytes += piece.length;
      const broken = this.reader.take(decoder.decode(piece), handOn);
      if (broken) throw refused(broken);
      for (const chunk of full.splice(0)) await copy.write(chunk, () => rows.recycle(chunk));
    }
    const last = this.reader.take(decoder.end(), handOn);
    const end = last ?? this.reader.end(handOn);
    if (end.type === 'broken') throw refused(end);
    for (const chunk of [...full, rows.end()]) await copy.write(chunk);
    await copy.end();
    return end;
  }

  /** Where each line goes: a detail to the server, a line set aside into the report. */
  private rowsInto(rows: RowWriter, full: Buffer[]): (line: StatementLine) => void {
    const serviceOf = serviceFinder(this.arrival.profile.settings);
    return (line) => {
      if (line.type === 'fault') {
        this.faults.push(line);
        return;
      }
      const chunk = rows.add(line, this.hashIn(line), serviceOf(line.service));
      if (chunk) full.push(chunk);
    };
  }

  /** In hex. Ours where the number is told; else the operator's, until its people are found. */
  private hashIn({ msisdn, msisdnHash }: Detail): string | null {
    return msisdn === null ? msisdnHash : this.identity.digestOf(msisdn);
  }

  private accept(tx: Tx, { day, sequence }: WholeFile): Promise<boolean> {
    const { fileId, name, profile, endsAt } = this.arrival;
    return acceptStatement(tx.sql, {
      id: fileId,
      at: endsAt(),
      series: seriesOf(profile.name, profile.settings, { name, day, sequence }),
      sequence,
      day,
      figures: this.reader.totals.figures(),
      days: this.reader.totals.days(),
      progress: this.progress,
      faults: this.faults,
    });
  }

  private newReader(): StatementReader {
    return new StatementReader(this.arrival.profile.settings, this.arrival.named);
  }
}

const LOST: LoadEnd = { type: 'interrupted', detail: 'another process took over: send the file again' };

const refused = ({ reason, detail }: { readonly reason: FileBreak; readonly detail: string }): Undone =>
  new Undone({ type: 'refused', reason, detail });
