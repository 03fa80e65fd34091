import { Transform, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Request } from 'express';
import { expectFile } from '../platform/arrivals.service';
import { Problem } from '../platform/problem';

export const CSV_LIMITS = { bytes: 10 * 1_024 * 1_024, lines: 100_000, lineBytes: 10_000 } as const;

/** The body of a request as it arrives, over however slow a line, for routes that take text/csv and nothing else. */
export function uploadOf(request: Request): Readable {
  if (!request.is('text/csv'))
    throw new Problem('UNSUPPORTED_TYPE', 'Send the file as the body, as text/csv.');
  expectFile(request);
  return request;
}

/** One record of an uploaded file; `line` is where it ends, the header being line 1. */
export interface CsvLine {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The records of an uploaded CSV file (RFC 4180, UTF-8, a header row), as they arrive. Throws a Problem when the header
 * lacks a column or has one nobody knows, when the file is no CSV, and past the limits.
 */
export async function* readCsv(
  upload: Readable,
  columns: { readonly required: readonly string[]; readonly optional: readonly string[] },
  limits: { readonly bytes: number; readonly lines: number } = CSV_LIMITS,
): AsyncGenerator<CsvLine> {
  const parser = parse({
    bom: true,
    columns: (header: string[]) => checkedHeader(header, columns),
    info: true,
    max_record_size: CSV_LIMITS.lineBytes,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  });
  const counted = limitBytes(limits.bytes);
  upload.on('error', (error) => counted.destroy(error));
  counted.on('error', (error) => parser.destroy(error));
  upload.pipe(counted).pipe(parser);
  let count = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (++count > limits.lines)
        throw new Problem('TOO_LARGE', `A file may have ${limits.lines} lines at most.`);
      yield { line: info.lines, fields: record };
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new Problem('MALFORMED', `The file cannot be read as CSV: ${error.message}`);
    throw error;
  }
}

interface Parsed {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

function checkedHeader(
  header: readonly string[],
  { required, optional }: { readonly required: readonly string[]; readonly optional: readonly string[] },
): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = required.find((name) => !names.includes(name));
  if (missing !== undefined)
    throw new Problem('VALIDATION_FAILED', `The header row must have a column "${missing}".`);
  const unknown = names.find((name) => !required.includes(name) && !optional.includes(name));
  if (unknown !== undefined)
    throw new Problem('VALIDATION_FAILED', `The header row has a column "${unknown}" that nobody knows.`);
  return names;
}

function limitBytes(most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most) done(new Problem('TOO_LARGE', `A file may have ${most} bytes at most.`));
      else done(null, chunk);
    },
  });
}
