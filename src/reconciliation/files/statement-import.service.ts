import type { Readable } from 'node:stream';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Counter } from 'prom-client';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import { Identity } from '../../platform/identity.service';
import { Metrics } from '../../platform/metrics.service';
import { Problem } from '../../platform/problem';
import { spoolUpload, type Spooled } from '../../platform/upload-spool.service';
import { readFileName } from './file-name';
import type { FileProfileCard } from './file-profiles.store';
import {
  beginStatement,
  dropStatement,
  findStatement,
  findTwin,
  noteProgress,
} from './statement-files.store';
import { StatementLoad, type Arrival } from './statement-load.service';
import { indexRows } from './statement-rows.store';

export const STATEMENT_LIMITS = {
  /** Five million lines of four hundred bytes. */
  fileBytes: 2 * 1_024 * 1_024 * 1_024,
  /** In one process: each costs it a core. */
  running: 2,
} as const;

/** A file is taken for lost after a minute without a sign of life. */
const BEAT_MS = 1_000;

/** What somebody uploads. */
export interface Upload {
  readonly name: string;
  readonly body: Readable;
  readonly isGzip: boolean;
}

/** Imports operators' files. A file is taken in first and answered; then it is read, and counts as a whole or not at all. */
@Injectable()
export class StatementImport implements OnModuleDestroy {
  private readonly logger = new Logger('Statements');
  private readonly running = new Map<StatementLoad, Promise<void>>();
  private readonly missing: Counter<'operator'>;
  private arriving = 0;
  private isLeaving = false;

  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    metrics: Metrics,
  ) {
    this.missing = new Counter({
      name: 'parola_statements_missing_total',
      help: 'Files that were missing in their series when the next one was imported',
      labelNames: ['operator'],
      registers: [metrics.registry],
    });
  }

  /**
   * Takes a file in and begins. @returns its id; for a file that came before, that one's: nothing is done twice.
   * Throws CONFLICT while another file of the operator is imported, and a Problem for what cannot be a file of this profile.
   */
  async begin(caller: ApiCaller, profile: FileProfileCard, upload: Upload): Promise<number> {
    if (this.isLeaving || this.arriving + this.running.size >= STATEMENT_LIMITS.running)
      throw new Problem('TOO_MANY', 'Other files are being imported: ask again when they are done.');
    const named = readFileName(profile.settings, upload.name);
    if (!named)
      throw new Problem('VALIDATION_FAILED', `No file of the profile "${profile.name}" has such a name.`, {
        errors: [{ path: 'name', message: 'is not a name that the profile knows' }],
      });
    this.arriving++;
    try {
      const { isGzip, body } = upload;
      const spooled = await spoolUpload(body, { isGzip, limitBytes: STATEMENT_LIMITS.fileBytes });
      const rest = { name: upload.name, named, profile, endsAt: () => this.clock.now() };
      return await this.accept(caller, rest, spooled).catch(async (error: unknown) => {
        await spooled.close();
        throw error;
      });
    } finally {
      this.arriving--;
    }
  }

  /** A process that is told to go takes its files back; they are sent again. */
  async onModuleDestroy(): Promise<void> {
    this.isLeaving = true;
    for (const load of this.running.keys()) load.stop('the process was stopped: send the file again');
    await Promise.all(this.running.values());
  }

  private async accept(
    caller: ApiCaller,
    arrival: Omit<Arrival, 'fileId'>,
    spooled: Spooled,
  ): Promise<number> {
    const { sql } = this.database;
    const { profile, name } = arrival;
    const { sha256, bytes } = spooled;
    const twin = await findTwin(sql, profile.id, sha256);
    if (twin !== null) {
      await spooled.close();
      return twin;
    }
    const createdAt = this.clock.now();
    const { id: profileId, operatorId } = profile;
    const file = { operatorId, profileId, name, sha256, bytes, createdBy: caller.name, createdAt };
    const fileId = await beginStatement(sql, file);
    if (fileId === null)
      throw new Problem(
        'CONFLICT',
        'Another file of this operator is being imported: ask again when it is done.',
      );
    const load = new StatementLoad(this.database, this.identity, { ...arrival, fileId });
    const run = this.run(fileId, load, spooled);
    this.running.set(load, run);
    void run.finally(() => this.running.delete(load));
    return fileId;
  }

  /** Never throws: how it ended stands in the file's row, or nobody writes there any more and it counts as interrupted. */
  private async run(fileId: number, load: StatementLoad, spooled: Spooled): Promise<void> {
    const beat = setInterval(() => void this.beat(fileId, load), BEAT_MS);
    try {
      const end = await load.run(spooled);
      if (end.type === 'imported') await this.notice(fileId);
      else await this.drop(fileId, load, end.type, 'reason' in end ? end : { ...end, reason: null });
    } catch (error) {
      this.logger.error(error);
      const why = { reason: null, detail: 'the file could not be stored: send it again' };
      await this.drop(fileId, load, 'interrupted', why).catch((failure: unknown) =>
        this.logger.error(failure),
      );
    } finally {
      clearInterval(beat);
      await spooled.close().catch((error: unknown) => this.logger.error(error));
    }
  }

  private async beat(fileId: number, load: StatementLoad): Promise<void> {
    try {
      if (!(await noteProgress(this.database.sql, fileId, load.progress)))
        load.stop('another process took over: send the file again');
    } catch (error) {
      // A database that is away for a moment is no reason to give up; one that stays away breaks the copy itself.
      this.logger.warn(error);
    }
  }

  private drop(
    id: number,
    load: StatementLoad,
    state: 'refused' | 'interrupted',
    why: Parameters<typeof dropStatement>[3],
  ): Promise<void> {
    const end = { id, at: this.clock.now(), progress: load.progress, faults: load.setAside };
    return this.database.transaction((tx) => dropStatement(tx.sql, end, state, why));
  }

  /** The file counts already: whatever fails here is only a slower search, or an alarm that the list shows anyway. */
  private async notice(fileId: number): Promise<void> {
    this.doorbell.ring('statements', fileId);
    try {
      await indexRows(this.database.sql);
      const card = await findStatement(this.database.sql, fileId);
      if (!card || card.missingBefore === 0) return;
      const { operator, series, sequence, missingBefore } = card;
      this.missing.inc({ operator }, missingBefore);
      this.logger.warn({ operator, series, sequence, missingBefore }, 'files are missing before this one');
    } catch (error) {
      this.logger.warn(error);
    }
  }
}
