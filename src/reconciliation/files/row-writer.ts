import { dayNumberOfIso } from '../../text/calendar';
import type { Detail } from './statement-line';

/** What a row of statement_rows has of its line. */
export type StatementRow = Pick<
  Detail,
  'line' | 'operatorTxnId' | 'partnerRef' | 'chargedAt' | 'amountMinor' | 'currency' | 'status' | 'day'
>;

/** The order in which a row's columns are written. */
export const ROW_COLUMNS = [
  'file_id',
  'line',
  'operator_id',
  'operator_txn_id',
  'partner_ref',
  'msisdn_hash',
  'service_id',
  'charged_at',
  'amount_minor',
  'currency',
  'status',
  'day',
] as const;

/** A row has three texts of at most 100 characters, of at most three bytes each for those that are not pairs, and the rest. */
const ROW_BYTES = 1_500;
const CHUNK_BYTES = 256 * 1_024;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const END = Buffer.from([0xff, 0xff]);
const NULL_LENGTH = -1;
/** PostgreSQL counts from 2000-01-01. */
const EPOCH_MS = 946_684_800_000;
const EPOCH_DAY = 10_957;
const WORD = 0x1_0000_0000;
const UUID_BYTES = 16;
const ASCII = 0x80;

/**
 * Rows as COPY … (FORMAT binary) takes them, in big pieces of memory: the server need not read numbers, times and hashes out of text
 * again. See "Binary Format" in PostgreSQL's description of COPY. Written byte by byte where Node's own functions cost more to call
 * than to run; five million rows are read, hashed and written here while the server stores them.
 */
export class RowWriter {
  private readonly free: Buffer[] = [];
  private buffer: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  private view = viewOf(this.buffer);
  private at: number;
  private lastDay = '';
  private lastDayNumber = 0;

  constructor(
    private readonly fileId: number,
    private readonly operatorId: number,
  ) {
    this.at = SIGNATURE.copy(this.buffer);
  }

  /**
   * @param personHash in hex, of which a UUID is made: our keyed hash of the number, or the operator's
   * @returns a full piece, to be recycled once it has been sent; null while there is room
   */
  add(row: StatementRow, personHash: string | null, serviceId: number | null): Buffer | null {
    const full = this.at + ROW_BYTES > CHUNK_BYTES ? this.cut() : null;
    this.view.setInt16(this.at, ROW_COLUMNS.length);
    this.at += 2;
    this.bigint(this.fileId);
    this.int(row.line);
    this.int(this.operatorId);
    this.text(row.operatorTxnId);
    this.text(row.partnerRef);
    this.uuid(personHash);
    if (serviceId === null) this.int32(NULL_LENGTH);
    else this.int(serviceId);
    this.bigint((row.chargedAt.getTime() - EPOCH_MS) * 1_000);
    this.bigint(Number(row.amountMinor));
    this.text(row.currency);
    this.text(row.status);
    this.int(this.dayNumber(row.day));
    return full;
  }

  /** A piece that nobody reads any more. */
  recycle(piece: Buffer): void {
    if (piece.buffer.byteLength === CHUNK_BYTES) this.free.push(Buffer.from(piece.buffer));
  }

  /** The last piece. */
  end(): Buffer {
    return Buffer.concat([this.cut(), END]);
  }

  private cut(): Buffer {
    const piece = this.buffer.subarray(0, this.at);
    this.buffer = this.free.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
    this.view = viewOf(this.buffer);
    this.at = 0;
    return piece;
  }

  private dayNumber(day: string): number {
    if (day !== this.lastDay) {
      this.lastDay = day;
      this.lastDayNumber = dayNumberOfIso(day) - EPOCH_DAY;
    }
    return this.lastDayNumber;
  }

  private int32(value: number): void {
    this.view.setInt32(this.at, value);
    this.at += 4;
  }

  private int(value: number): void {
    this.int32(4);
    this.int32(value);
  }

  /** Exact for whole numbers below 2^53, below zero as well: the high word is rounded down, the low one is what is left. */
  private bigint(value: number): void {
    const high = Math.floor(value / WORD);
    this.int32(8);
    this.int32(high);
    this.view.setUint32(this.at, value - high * WORD);
    this.at += 4;
  }

  private text(text: string | null): void {
    if (text === null) return this.int32(NULL_LENGTH);
    const start = this.at + 4;
    let bytes = 0;
    for (; bytes < text.length; bytes++) {
      const code = text.charCodeAt(bytes);
      if (code >= ASCII) break;
      this.buffer[start + bytes] = code;
    }
    if (bytes < text.length) bytes = this.buffer.write(text, start);
    this.int32(bytes);
    this.at += bytes;
  }

  /** The first 128 bits, which is where every hash of a person is cut. */
  private uuid(hex: string | null): void {
    if (hex === null) return this.int32(NULL_LENGTH);
    this.int32(UUID_BYTES);
    for (let from = 0; from < UUID_BYTES * 2; from += 2)
      this.buffer[this.at++] = (hexDigit(hex.charCodeAt(from)) << 4) | hexDigit(hex.charCodeAt(from + 1));
  }
}

const viewOf = (buffer: Buffer): DataView => new DataView(buffer.buffer, buffer.byteOffset, buffer.length);

/** 0 to 15 for the codes of 0-9 and a-f. */
const hexDigit = (code: number): number => (code & 0x0f) + (code >> 6) * 9;
