import type { Readable } from 'node:stream';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Identity } from '../../platform/identity.service';
import { Problem } from '../../platform/problem';
import { CutOff, spoolUpload, type Spooled } from '../../platform/upload-spool.service';
import { CodeBatch, type RefusedCode } from './code-batch';
import { codeHash } from './code-hash';
import { CodeLines, type CodeLine } from './code-lines';
import { advanceLoad, endLoad, storeCodes } from './code-loads.store';
import { CodeLots } from './code-lots.service';
import type { CodeLotCard } from './code-lots.store';
import { readLine } from './code-shape';

export const IMPORT_LIMITS = {
  /** Ten million codes of 24 characters, in quotes. */
  fileBytes: 300 * 1_024 * 1_024,
  lines: 10_000_000,
  /** Named in the report; the others are counted. */
  faults: 100,
  /** In one process: each costs it a core. */
  running: 2,
} as const;

/** Sorted, ten thousand rows find most pages of the index in the cache; they take a tenth of a second. */
const BATCH_CODES = 10_000;

/** A thousand codes are hashed in a few milliseconds: long enough pauses for everybody else in the process. */
const PIECE_BYTES = 16_384;

/** A load is taken for lost after a minute without a sign of life. */
const BEAT_MS = 10_000;

/** One load in the middle of its file. */
interface Filling {
  readonly lot: CodeLotCard;
  readonly loadId: number;
  /** How many more bad lines are named. */
  faultsLeft: number;
}

type End = { readonly type: 'done' } | { readonly type: 'interrupted' | 'failed'; readonly detail: string };

/**
 * Fills lots from files. The file is taken in first and answered; its codes are then stored batch by batch, each batch a
 * transaction with its progress. Whatever ends it early, what is stored stays, and the same file sent again adds the rest.
 */
@Injectable()
export class CodeImport implements OnModuleDestroy {
  private readonly logger = new Logger('Codes');
  private readonly running = new Set<Promise<void>>();
  private arriving = 0;
  private isLeaving = false;

  constructor(
    private readonly database: Database,
    private readonly lots: CodeLots,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** Takes the file in and begins. Throws CONFLICT while the lot is being filled or is revoked, and a Problem for what is no such file. */
  async begin(caller: ApiCaller, lot: CodeLotCard, file: string, upload: Readable): Promise<void> {
    if (this.isLeaving || this.arriving + this.running.size >= IMPORT_LIMITS.running)
      throw new Problem('TOO_MANY', 'Other files are being imported: ask again when they are done.');
    this.arriving++;
    try {
      const loadId = await this.lots.beginLoad(caller, lot, 'import', file);
      const spooled = await this.takeIn(loadId, upload);
      const run = this.fill({ lot, loadId, faultsLeft: IMPORT_LIMITS.faults }, spooled);
      this.running.add(run);
      void run.finally(() => this.running.delete(run));
    } finally {
      this.arriving--;
    }
  }

  /** A process that is told to go finishes its batches; the files are sent again. */
  async onModuleDestroy(): Promise<void> {
    this.isLeaving = true;
    await Promise.all(this.running);
  }

  private async takeIn(loadId: number, upload: Readable): Promise<Spooled> {
    let spooled: Spooled | null = null;
    const beat = setInterval(() => void this.beat(loadId), BEAT_MS);
    try {
      spooled = await spoolUpload(upload, { limitBytes: IMPORT_LIMITS.fileBytes });
      if (!(await hasHeader(spooled)))
        throw new Problem(
          'VALIDATION_FAILED',
          'The file must have one column, and "code" as its first line.',
        );
      return spooled;
    } catch (error) {
      await spooled?.close();
      const { type, detail, answer } = whatBroke(error);
      await endLoad(this.database.sql, loadId, type, this.clock.now(), detail);
      throw answer;
    } finally {
      clearInterval(beat);
    }
  }

  /** A file on a slow line is on its way: nobody may take its load for lost. */
  private async beat(loadId: number): Promise<void> {
    await advanceLoad(this.database.sql, loadId, NOTHING_YET).catch((error: unknown) =>
      this.logger.warn(error),
    );
  }

  /** Never throws: how it ended stands in the load's row, or nobody writes there any more and it counts as interrupted. */
  private async fill(filling: Filling, spooled: Spooled): Promise<void> {
    try {
      const end = await this.store(filling, spooled).catch((error: unknown): End => {
        this.logger.error(error);
        return { type: 'interrupted', detail: 'a batch could not be stored: send the file again' };
      });
      const detail = end.type === 'done' ? null : end.detail;
      await endLoad(this.database.sql, filling.loadId, end.type, this.clock.now(), detail);
    } catch (error) {
      this.logger.error(error);
    } finally {
      await spooled.close().catch((error: unknown) => this.logger.error(error));
    }
  }

  /** While the database stores one batch, the next is read and hashed. */
  private async store(filling: Filling, spooled: Spooled): Promise<End> {
    let storing: Promise<boolean> = Promise.resolve(true);
    for await (const batch of this.batchesOf(filling.lot, spooled)) {
      if (!(await storing)) return STOPPED;
      if (this.isLeaving) return LEAVING;
      if (batch === 'too long') return TOO_LONG;
      storing = this.storeBatch(filling, batch);
      // Awaited a turn later; a refusal meanwhile must not count as nobody's.
      storing.catch(() => undefined);
    }
    return (await storing) ? { type: 'done' } : STOPPED;
  }

  private async *batchesOf(lot: CodeLotCard, spooled: Spooled): AsyncGenerator<CodeBatch | 'too long'> {
    let batch = new CodeBatch(BATCH_CODES, IMPORT_LIMITS.faults);
    for await (const lines of linesOf(spooled)) {
      for (const line of lines) {
        if (line.line === 1) continue;
        if (line.line > IMPORT_LIMITS.lines + 1) return yield 'too long';
        this.read(lot, line, batch);
        if (!batch.isFull) continue;
        yield batch;
        batch = new CodeBatch(BATCH_CODES, IMPORT_LIMITS.faults);
      }
    }
    if (!batch.isEmpty) yield batch;
  }

  private read({ shape, brandId }: CodeLotCard, { line, text }: CodeLine, batch: CodeBatch): void {
    const reading = readLine(shape, text);
    if ('fault' in reading) batch.reject(line, reading.fault);
    else batch.add(line, codeHash(this.identity, brandId, reading.code));
  }

  /** @returns false when the load is no longer to run; nothing of the batch is stored then. */
  private async storeBatch(filling: Filling, batch: CodeBatch): Promise<boolean> {
    try {
      await this.database.transaction((tx) => this.storeWithin(tx, filling, batch));
      return true;
    } catch (error) {
      if (error instanceof Stopped) return false;
      throw error;
    }
  }

  private async storeWithin({ sql }: Tx, filling: Filling, batch: CodeBatch): Promise<void> {
    const { lot, loadId } = filling;
    const lost = await storeCodes(sql, { lotId: lot.id, loadId }, batch.hashes);
    const refused = lost.flatMap(({ place, owner }): RefusedCode[] => {
      if (owner === null || owner.loadId === loadId) return [{ place, fault: 'repeated' }];
      return owner.lotId === lot.id ? [] : [{ place, fault: 'taken' }];
    });
    const report = batch.withRefused(refused, filling.faultsLeft);
    const progress = {
      imported: batch.hashes.count - lost.length,
      known: lost.length - refused.length,
      ...report,
    };
    if (!(await advanceLoad(sql, loadId, progress))) throw new Stopped();
    filling.faultsLeft -= report.faults.length;
  }
}

const NOTHING_YET = { imported: 0, known: 0, rejected: 0, faults: [] } as const;

/** Takes a transaction back: its load was ended. */
class Stopped extends Error {}

const STOPPED: End = { type: 'interrupted', detail: 'the lot was revoked, or another process took over' };
const LEAVING: End = { type: 'interrupted', detail: 'the process was stopped: send the file again' };
const TOO_LONG: End = { type: 'failed', detail: `a file may have ${IMPORT_LIMITS.lines} codes at most` };

/** What a file that cannot be begun leaves in its load, and what its sender is told. */
function whatBroke(error: unknown): {
  readonly type: 'failed' | 'interrupted';
  readonly detail: string;
  readonly answer: unknown;
} {
  if (error instanceof Problem && !(error instanceof CutOff))
    return { type: 'failed', detail: error.message, answer: error };
  return { type: 'interrupted', detail: 'the file did not arrive in full: send it again', answer: error };
}

async function hasHeader(spooled: Spooled): Promise<boolean> {
  for await (const [first] of linesOf(spooled))
    if (first) return first.line === 1 && first.text.toLowerCase() === 'code';
  return false;
}

async function* linesOf(spooled: Spooled): AsyncGenerator<readonly CodeLine[]> {
  const lines = new CodeLines();
  const decoder = new TextDecoder();
  for await (const piece of spooled.pieces(PIECE_BYTES))
    yield lines.take(decoder.decode(piece, { stream: true }));
  yield lines.take(decoder.decode());
  yield lines.end();
}
