import { hash } from 'node:crypto';
import fc from 'fast-check';
import { AUDIT_COLUMNS, auditChain, checkAudit, NO_ROW, type AuditRow } from './audit-chain';

const aRow = (own: Partial<AuditRow> = {}): AuditRow => ({
  id: '1',
  person: 'aa',
  saidAt: '2026-05-01T08:00:00.000Z',
  code: '',
  shortcode: '2050',
  keyword: 'WIN',
  textHash: 'bb',
  decision: 'accepted',
  reason: 'is entry 1 of 3',
  replyId: '9',
  chargeId: '',
  ...own,
});
const rows = Array.from({ length: 6 }, (_, at) => aRow({ id: String(at + 1), code: `C${at}` }));

function exported(from: readonly AuditRow[], previous?: string): string[][] {
  const cells = [...auditChain(from, previous)].map((row) => AUDIT_COLUMNS.map((column) => row[column]));
  return [[...AUDIT_COLUMNS], ...cells];
}
const faultsOf = (cells: readonly (readonly string[])[], head?: string): string[] => {
  const checked = checkAudit(cells, head);
  return checked.ok ? [] : checked.faults.map(({ type, row }) => `${type} ${row}`);
};
const headOf = (cells: readonly (readonly string[])[]): string => cells.at(-1)?.at(-1) ?? '';

describe('CON-13 the audit export', () => {
  test('CON-13 a row is chained as the page for strangers says', () => {
    const [row] = auditChain([aRow()]);
    const told = [
      NO_ROW,
      '1',
      'aa',
      '2026-05-01T08:00:00.000Z',
      '',
      '2050',
      'WIN',
      'bb',
      'accepted',
      'is entry 1 of 3',
      '9',
      '',
    ];
    expect(row).toEqual({ ...aRow(), previous: NO_ROW, hash: hash('sha256', told.join('\n'), 'hex') });
  });

  test('CON-13 a whole export checks, in one piece or in two', () => {
    const whole = exported(rows);
    expect(checkAudit(whole, headOf(whole))).toEqual({ ok: true, rows: 6, head: headOf(whole) });
    const first = exported(rows.slice(0, 3));
    const second = exported(rows.slice(3), headOf(first));
    expect(faultsOf(second, headOf(whole))).toEqual([]);
    expect(checkAudit(exported([]))).toEqual({ ok: true, rows: 0, head: NO_ROW });
  });

  test('CON-13 any character changed in any cell shows', () => {
    const whole = exported(rows);
    fc.assert(
      fc.property(
        fc.nat(6),
        fc.nat(12),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, column, where, char) => {
          const cell = whole[at]?.[column] ?? '';
          const place = where % (cell.length + 1);
          const changed = cell.slice(0, place) + char + cell.slice(place + 1);
          fc.pre(changed !== cell);
          const cells = whole.map((row, index) => (index === at ? row.with(column, changed) : row));
          expect(faultsOf(cells, headOf(whole))).not.toEqual([]);
        },
      ),
    );
  });

  test('CON-13 a row taken out, put in, doubled or moved shows, and a tail cut off shows by the head', () => {
    const whole = exported(rows);
    expect(faultsOf(whole.toSpliced(3, 1))).toEqual(['link 4']);
    expect(faultsOf(whole.toSpliced(3, 0, whole[1] ?? []))).toEqual(['link 4', 'link 5']);
    expect(faultsOf(whole.toSpliced(3, 2, whole[4] ?? [], whole[3] ?? []))).toEqual([
      'link 4',
      'link 5',
      'link 6',
    ]);
    expect(faultsOf(whole.slice(0, -1), headOf(whole))).toEqual(['head null']);
    expect(faultsOf(whole.slice(0, -1))).toEqual([]);
  });

  test('CON-13 what is no export says so', () => {
    expect(faultsOf([])).toEqual(['header null']);
    expect(faultsOf(exported(rows).slice(1))).toEqual(['header 1']);
    expect(faultsOf([[...AUDIT_COLUMNS], ['1', '2']])).toEqual(['cells 2']);
  });

  test('CON-13 no field can pass for two: a line break in one is refused', () => {
    expect(() => [...auditChain([aRow({ reason: 'a\nb' })])]).toThrow(RangeError);
    const [header, row] = exported([aRow()]);
    const moved = row?.with(7, 'accepted\nis entry 1 of 3').toSpliced(8, 1) ?? [];
    expect(faultsOf([header ?? [], moved])).toEqual(['cells 2']);
  });
});
