import { hash } from 'node:crypto';
import { AUDIT_COLUMNS, type AuditRow, type ChainedAuditRow } from '../draw/audit-chain';
import { plainWords } from './plain-words';

const WORD_CHARS = 100;
const REASON_CHARS = 500;
const NEEDS_QUOTES = /[",\r\n]/;

/** An entry as it is exported; no field of it names the person. */
export function auditRow(entry: {
  readonly id: number;
  readonly person: string | null;
  readonly saidAt: Date;
  readonly route: string;
  readonly isTryOut: boolean;
  readonly shortcode: string;
  readonly body: string | null;
  readonly outcome: string;
  readonly because: string | null;
  readonly replyId: number | null;
}): AuditRow {
  const { body, because, route, isTryOut, replyId } = entry;
  const reason = `${isTryOut ? 'tried out: ' : ''}${because ?? `entered by ${route}`}`;
  const [word = ''] = plainWords(body ?? '', WORD_CHARS).split(/\s/);
  return {
    id: String(entry.id),
    person: entry.person ?? '',
    saidAt: entry.saidAt.toISOString(),
    // Unique codes are kept as keyed hashes: nobody can write down which one it was.
    code: '',
    shortcode: plainWords(entry.shortcode, WORD_CHARS),
    keyword: word,
    textHash: body === null ? '' : hash('sha256', body, 'hex'),
    decision: plainWords(entry.outcome, WORD_CHARS),
    reason: plainWords(reason, REASON_CHARS),
    replyId: replyId === null ? '' : String(replyId),
    chargeId: '',
  };
}

export const AUDIT_HEADER = `${AUDIT_COLUMNS.join(',')}\r\n`;

/** RFC 4180. Nothing is escaped for spreadsheets: the hash covers the fields as they read. */
export function auditLine(row: ChainedAuditRow): string {
  return `${AUDIT_COLUMNS.map((column) => quoted(row[column])).join(',')}\r\n`;
}

const quoted = (field: string): string =>
  NEEDS_QUOTES.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
