import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { CodeLines, type CodeLine } from '../codes/code-lines';
import { readLine } from '../codes/code-shape';
import type { CouponImportDto, CouponLineFaultDto } from './coupons.dto';
import { countCoupons, findPool, insertCoupons } from './coupons.store';

export const COUPON_IMPORT_LIMITS = {
  bytes: 40 * 1_024 * 1_024,
  lines: 1_000_000,
  array: 10_000,
  faults: 100,
  /** As it is printed and texted, with blanks and dashes. */
  codeChars: 40,
} as const;

const BATCH_LINES = 5_000;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** Fills a campaign's pool, batch by batch: what is stored stays, and the same file sent again adds the rest. */
@Injectable()
export class CouponImport {
  constructor(private readonly database: Database) {}

  /** @param source the body as it arrives, or an array of codes. Throws a Problem past the limits or where there is no pool. */
  async import(
    { brandId }: ApiCaller,
    campaignId: number,
    source: Readable | readonly unknown[],
  ): Promise<CouponImportDto> {
    const pool = await findPool(this.database.sql, campaignId, brandId);
    if (!pool) throw new Problem('NOT_FOUND', `There is no campaign ${campaignId}.`);
    if (!pool.isPool)
      throw new Problem('CONFLICT', 'Only a coupon campaign whose source is "pool" takes codes.');
    const report = new Report();
    const batches = isList(source) ? [linesOf(source)] : linesIn(source);
    for await (const batch of batches) {
      for (let from = 0; from < batch.length; from += BATCH_LINES)
        await this.store(campaignId, batch.slice(from, from + BATCH_LINES), report);
    }
    return report.shown();
  }

  async counts({ brandId }: ApiCaller, campaignId: number) {
    if (!(await findPool(this.database.sql, campaignId, brandId)))
      throw new Problem('NOT_FOUND', `There is no campaign ${campaignId}.`);
    return countCoupons(this.database.sql, campaignId);
  }

  private async store(campaignId: number, batch: readonly CodeLine[], report: Report): Promise<void> {
    const coupons = new Map<string, string>();
    for (const { line, text } of batch) {
      const reading = readLine({ type: 'free' }, text);
      const isPrinted = text.length <= COUPON_IMPORT_LIMITS.codeChars && !UNPRINTABLE.test(text);
      if ('fault' in reading || !isPrinted) report.reject({ line, fault: 'shape' });
      else if (coupons.has(reading.code)) report.reject({ line, fault: 'repeated' });
      else coupons.set(reading.code, text);
    }
    const rows = [...coupons].map(([key, code]) => ({ key, code }));
    const stored = await insertCoupons(this.database.sql, campaignId, rows);
    report.imported += stored;
    report.known += rows.length - stored;
  }
}

class Report {
  imported = 0;
  known = 0;
  private rejected = 0;
  private readonly faults: CouponLineFaultDto[] = [];

  reject(fault: CouponLineFaultDto): void {
    this.rejected++;
    if (this.faults.length < COUPON_IMPORT_LIMITS.faults) this.faults.push(fault);
  }

  shown(): CouponImportDto {
    const { imported, known, rejected, faults } = this;
    return { imported, known, rejected, faults };
  }
}

const isList = (source: Readable | readonly unknown[]): source is readonly unknown[] => Array.isArray(source);

function linesOf(codes: readonly unknown[]): CodeLine[] {
  if (codes.length === 0 || codes.length > COUPON_IMPORT_LIMITS.array)
    throw invalid([{ path: '', message: `must have 1 to ${COUPON_IMPORT_LIMITS.array} codes` }]);
  return codes.map((text, at) => {
    if (typeof text !== 'string') throw invalid([{ path: `[${at}]`, message: 'must be a code' }]);
    return { line: at + 1, text: text.trim() };
  });
}

async function* linesIn(upload: Readable): AsyncGenerator<CodeLine[]> {
  const lines = new CodeLines();
  const decoder = new TextDecoder();
  let bytes = 0;
  let hasHeader = false;
  // Whoever is refused in the middle of the file shall still hear why.
  const chunks = upload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > COUPON_IMPORT_LIMITS.bytes)
      throw new Problem('TOO_LARGE', `A file may have ${COUPON_IMPORT_LIMITS.bytes} bytes at most.`);
    const batch = lines.take(decoder.decode(chunk, { stream: true }));
    yield hasHeader ? within(batch) : withoutHeader(batch);
    hasHeader ||= batch.length > 0;
  }
  const last = lines.end();
  yield hasHeader ? within(last) : withoutHeader(last);
}

function withoutHeader([header, ...rest]: readonly CodeLine[]): CodeLine[] {
  if (header !== undefined && header.text.toLowerCase() !== 'code')
    throw new Problem('VALIDATION_FAILED', 'The file must have one column, and "code" as its first line.');
  return within(rest);
}

function within(batch: CodeLine[]): CodeLine[] {
  if ((batch.at(-1)?.line ?? 0) > COUPON_IMPORT_LIMITS.lines + 1)
    throw new Problem('TOO_LARGE', `A file may have ${COUPON_IMPORT_LIMITS.lines} lines at most.`);
  return batch;
}
