import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { idInBody } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem, type InputError } from '../../platform/problem';
import { spoolUpload, type Spooled } from '../../platform/upload-spool.service';
import { invalid } from '../../platform/validation.pipe';
import { readCsv, type CsvLine } from '../../subscribers/csv-upload.service';
import { lookupKey, LOOKUP_LIMITS } from './lookup-key';
import type { NewLookupTableDto } from './lookup-table.dto';
import {
  beginVersion,
  dropOlder,
  dropVersion,
  findTable,
  insertRows,
  insertTable,
  putInForce,
  readTables,
  type LookupTableCard,
  type TableRow,
} from './lookup-tables.store';

const BATCH_ROWS = 5_000;
/** Enough to see what is wrong with a file. */
const MOST_FAULTS = 100;

/** Tables that brands upload and people ask. */
@Injectable()
export class LookupTables {
  private arriving = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  page({ brandId }: ApiCaller, after: number, limit: number): Promise<LookupTableCard[]> {
    return readTables(this.database.sql, brandId, after, limit);
  }

  async get({ brandId }: ApiCaller, id: number): Promise<LookupTableCard> {
    const table = await findTable(this.database.sql, id, brandId);
    if (!table) throw new Problem('NOT_FOUND', `There is no table ${id}.`);
    return table;
  }

  async create(caller: ApiCaller, wish: NewLookupTableDto): Promise<LookupTableCard> {
    if (!wish.columns.includes(wish.key))
      throw invalid([{ path: 'key', message: 'must be one of the columns' }]);
    const { name, columns, key } = wish;
    const table = { brandId: await this.brandOf(caller, wish), name: name.trim(), columns, key };
    const id = await insertTable(this.database.sql, { ...table, createdAt: this.clock.now() });
    if (id === null) throw new Problem('CONFLICT', `The brand has a table "${table.name}" already.`);
    return this.get(caller, id);
  }

  /**
   * Replaces all rows by those of a file. They are stored beside the rows in force and put in force at once, when the whole file is
   * right: whoever asks meanwhile is answered from the old file. Throws a Problem that names the lines where it is not.
   */
  async replace(caller: ApiCaller, id: number, upload: Readable): Promise<LookupTableCard> {
    const table = await this.get(caller, id);
    const spooled = await this.takeIn(upload);
    try {
      await this.replaceBy(table, spooled);
    } finally {
      await spooled.close();
    }
    return this.get(caller, id);
  }

  /** The whole file first: its sender is not held up by what is stored, nor a connection of the database by a slow line. */
  private async takeIn(upload: Readable): Promise<Spooled> {
    if (this.arriving >= LOOKUP_LIMITS.arriving)
      throw new Problem('TOO_MANY', 'Other files are arriving: ask again when they are done.');
    this.arriving++;
    try {
      return await spoolUpload(upload, { limitBytes: LOOKUP_LIMITS.bytes });
    } finally {
      this.arriving--;
    }
  }

  private async replaceBy(table: LookupTableCard, spooled: Spooled): Promise<void> {
    const { id } = table;
    const { sql } = this.database;
    const version = await beginVersion(sql, id);
    try {
      const size = await this.store(table, version, spooled.stream());
      if (!(await putInForce(sql, id, version, size, this.clock.now())))
        throw new Problem('CONFLICT', 'A file that was sent later is in force already.');
    } catch (error) {
      await dropVersion(sql, id, version);
      throw error;
    }
    await dropOlder(sql, id);
  }

  private async store(table: LookupTableCard, version: number, upload: Readable): Promise<number> {
    const { sql } = this.database;
    const faults: InputError[] = [];
    let size = 0;
    const lines = readCsv(
      upload,
      { required: table.columns, optional: [] },
      { bytes: LOOKUP_LIMITS.bytes, lines: LOOKUP_LIMITS.rows },
    );
    for await (const batch of batchesOf(lines)) {
      const rows = rowsOf(table, batch, faults);
      const stored = await insertRows(
        sql,
        table.id,
        version,
        [...rows.values()].map(({ row }) => row),
      );
      for (const [key, { line }] of rows)
        if (!stored.has(key))
          faults.push({ path: `line ${line}`, message: `has a key of an earlier line: ${key}` });
      size += stored.size;
      if (faults.length >= MOST_FAULTS) break;
    }
    if (faults.length > 0) throw invalid(faults);
    return size;
  }

  private async brandOf(caller: ApiCaller, { brand }: NewLookupTableDto): Promise<number> {
    if (brand !== undefined) return idInBody(this.database.sql, 'brand', brand, caller.brandId);
    if (caller.brandId !== null) return caller.brandId;
    throw invalid([{ path: 'brand', message: 'must say whose table it is' }]);
  }
}

interface ReadRow {
  readonly line: number;
  readonly row: TableRow;
}

function rowsOf(
  { key: keyColumn, columns }: LookupTableCard,
  batch: readonly CsvLine[],
  faults: InputError[],
): Map<string, ReadRow> {
  const rows = new Map<string, ReadRow>();
  for (const { line, fields } of batch) {
    const key = lookupKey(fields[keyColumn] ?? '');
    const isLong = columns.some((column) => (fields[column] ?? '').length > LOOKUP_LIMITS.fieldChars);
    if (key === '')
      faults.push({
        path: `line ${line}`,
        message: `has no key of 1 to ${LOOKUP_LIMITS.keyChars} characters`,
      });
    else if (rows.has(key))
      faults.push({ path: `line ${line}`, message: `has a key of an earlier line: ${key}` });
    else if (isLong)
      faults.push({
        path: `line ${line}`,
        message: `has a field of more than ${LOOKUP_LIMITS.fieldChars} characters`,
      });
    else rows.set(key, { line, row: { key, fields: storable(columns, fields) } });
  }
  return rows;
}

/** Without NUL, which PostgreSQL does not keep. */
const storable = (columns: readonly string[], fields: CsvLine['fields']): TableRow['fields'] =>
  Object.fromEntries(
    columns.map((column) => [column, (fields[column] ?? '').toWellFormed().replaceAll('\0', '')]),
  );

async function* batchesOf(lines: AsyncIterable<CsvLine>): AsyncGenerator<CsvLine[]> {
  let batch: CsvLine[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
