import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { streamEntries, type EntryFilter } from './entries.store';
import { ENTRY_COLUMNS, lineWriter, type EntryManner } from './entry-line';

export const EXPORT_LIMITS = {
  /** Each holds a connection of the management API for as long as its reader takes. */
  atOnce: 3,
  rowsAtOnce: 1_000,
  /** A million entries in a tenth of it; whoever reads slower than that asks for pages. */
  longestMs: 600_000,
} as const;

/** Entries as a file, of whatever length, out of bounded memory: as fast as it is read and no faster. */
@Injectable()
export class EntriesExport implements OnModuleDestroy {
  private readonly logger = new Logger('EntriesExport');
  private readonly leaving = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly database: Database) {}

  async onModuleDestroy(): Promise<void> {
    this.leaving.abort();
    await Promise.all(this.running);
  }

  /** Throws TOO_MANY while others export; to be asked before the answer begins. */
  admit(): void {
    if (this.running.size >= EXPORT_LIMITS.atOnce)
      throw new Problem('TOO_MANY', 'Other exports are under way: try again in a minute.');
  }

  /** Never throws: what goes wrong breaks the file off, so that nobody takes it for a whole one. */
  async write(filter: EntryFilter, manner: EntryManner, receiver: Writable): Promise<void> {
    const run = this.writeAll(filter, manner, receiver).catch((error: unknown) => {
      receiver.destroy();
      this.logger.debug(error, 'an export broke off');
    });
    this.running.add(run);
    await run.finally(() => this.running.delete(run));
  }

  private writeAll(filter: EntryFilter, manner: EntryManner, receiver: Writable): Promise<void> {
    const signal = AbortSignal.any([this.leaving.signal, AbortSignal.timeout(EXPORT_LIMITS.longestMs)]);
    const toLine = lineWriter(manner);
    return this.database.transaction(async (tx) => {
      async function* lines(): AsyncGenerator<string> {
        yield stringify([[...ENTRY_COLUMNS]]);
        for await (const entries of streamEntries(tx, filter, EXPORT_LIMITS.rowsAtOnce)) {
          // What begins like a formula is a text to every spreadsheet.
          yield stringify(entries.map(toLine), { escape_formulas: true });
        }
      }
      await pipeline(Readable.from(lines(), { objectMode: true, highWaterMark: 1 }), receiver, { signal });
    });
  }
}
