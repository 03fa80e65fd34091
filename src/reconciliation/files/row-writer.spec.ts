import fc from 'fast-check';
import { ROW_COLUMNS, RowWriter, type StatementRow } from './row-writer';

/** Reads what PostgreSQL would: "Binary Format" in its description of COPY. */
function rowsIn(bytes: Buffer): (Buffer | null)[][] {
  expect(bytes.subarray(0, 11).toString('latin1')).toBe('PGCOPY\n\xff\r\n\0');
  expect(bytes.readBigUInt64BE(11)).toBe(0n);
  const rows: (Buffer | null)[][] = [];
  for (let at = 19; ;) {
    const columns = bytes.readInt16BE(at);
    at += 2;
    if (columns === -1) {
      expect(at).toBe(bytes.length);
      return rows;
    }
    const row: (Buffer | null)[] = [];
    for (let column = 0; column < columns; column++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? null : bytes.subarray(at, at + length));
      at += Math.max(0, length);
    }
    rows.push(row);
  }
}

const EPOCH_MS = Date.parse('2000-01-01T00:00:00Z');

/** As PostgreSQL would show them. */
function shown(row: readonly (Buffer | null)[]): unknown[] {
  const [fileId, line, operatorId, txn, ref, hash, service, at, amount, currency, status, day] = row;
  return [
    fileId?.readBigInt64BE(),
    line?.readInt32BE(),
    operatorId?.readInt32BE(),
    txn?.toString() ?? null,
    ref?.toString() ?? null,
    hash?.toString('hex') ?? null,
    service?.readInt32BE() ?? null,
    new Date(EPOCH_MS + Number((at?.readBigInt64BE() ?? 0n) / 1_000n)),
    amount?.readBigInt64BE(),
    currency?.toString(),
    status?.toString(),
    new Date(EPOCH_MS + (day?.readInt32BE() ?? 0) * 86_400_000).toISOString().slice(0, 10),
  ];
}

type Owned = StatementRow & { readonly personHash: string | null; readonly serviceId: number | null };

/** A hash as it is made, in hex. */
const digests = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

const rows: fc.Arbitrary<Owned> = fc.record({
  line: fc.integer({ min: 1, max: 2_000_000_000 }),
  operatorTxnId: fc.option(fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }), { nil: null }),
  partnerRef: fc.option(fc.string({ minLength: 1, maxLength: 100 }), { nil: null }),
  personHash: fc.option(digests, { nil: null }),
  serviceId: fc.option(fc.integer({ min: 1, max: 2_147_483_647 }), { nil: null }),
  chargedAt: fc.date({ min: new Date('1995-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  amountMinor: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  currency: fc.constantFrom('IRR', 'EUR', 'KWD'),
  status: fc.constantFrom('charged' as const, 'refused' as const, 'refunded' as const),
  day: fc.constantFrom('1999-12-31', '2000-01-01', '2026-05-01', '2026-05-02', '2099-12-31'),
});

test('REC-01 what is written for COPY is what PostgreSQL reads', () => {
  fc.assert(
    fc.property(
      fc.array(rows, { maxLength: 20 }),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      (all, fileId) => {
        const writer = new RowWriter(fileId, 9);
        for (const row of all) expect(writer.add(row, row.personHash, row.serviceId)).toBeNull();
        expect(rowsIn(writer.end()).map(shown)).toEqual(
          all.map((row) => [
            BigInt(fileId),
            row.line,
            9,
            row.operatorTxnId,
            row.partnerRef,
            row.personHash?.slice(0, 32) ?? null,
            row.serviceId,
            row.chargedAt,
            row.amountMinor,
            row.currency,
            row.status,
            row.day,
          ]),
        );
      },
    ),
  );
});

test('full pieces follow each other without losing a byte', () => {
  const row: StatementRow = {
    line: 1,
    operatorTxnId: 'ش'.repeat(100),
    partnerRef: '新'.repeat(100),
    chargedAt: new Date('2026-05-01T08:00:00Z'),
    amountMinor: 1n,
    currency: 'IRR',
    status: 'charged',
    day: '2026-05-01',
  };
  const writer = new RowWriter(1, 2);
  const pieces: Buffer[] = [];
  for (let line = 1; line <= 3_000; line++) {
    const full = writer.add({ ...row, line }, null, null);
    if (!full) continue;
    pieces.push(Buffer.from(full));
    // Sent: its memory is used for the piece after next.
    writer.recycle(full);
  }
  expect(pieces.length).toBeGreaterThan(3);
  const all = rowsIn(Buffer.concat([...pieces, writer.end()]));
  expect(all.map(([, line]) => line?.readInt32BE())).toEqual(
    Array.from({ length: 3_000 }, (_, at) => at + 1),
  );
  expect(new Set(all.map((columns) => columns.length))).toEqual(new Set([ROW_COLUMNS.length]));
});
