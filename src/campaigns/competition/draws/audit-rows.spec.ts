import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { auditChain, AUDIT_COLUMNS, checkAudit } from '../draw/audit-chain';
import { AUDIT_HEADER, auditLine, auditRow } from './audit-rows';

const entry = fc.record({
  id: fc.integer({ min: 1 }),
  person: fc.option(fc.uuid(), { nil: null }),
  saidAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
  route: fc.constantFrom('text', 'web', 'post', 'agent'),
  isTryOut: fc.boolean(),
  shortcode: fc.constantFrom('2050', ''),
  body: fc.option(fc.string({ unit: 'binary' }), { nil: null }),
  outcome: fc.constantFrom('entered', 'late'),
  because: fc.option(fc.string({ unit: 'binary' }), { nil: null }),
  replyId: fc.option(fc.integer({ min: 1 }), { nil: null }),
});

test('CON-13 whatever was texted, the export is one chain, and nothing hides in a cell', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
      const csv = AUDIT_HEADER + [...auditChain(entries.map(auditRow))].map(auditLine).join('');
      const rows = parse(csv, { relax_column_count: true });
      expect(rows).toHaveLength(entries.length + 1);
      expect(checkAudit(rows)).toMatchObject({ ok: true, rows: entries.length });
    }),
  );
});

test('CON-13 a formula stands as it was texted, and a comma in quotes', () => {
  const [row] = auditChain([
    auditRow({
      ...{ id: 4, person: 'p', saidAt: new Date(0), route: 'text', isTryOut: true, shortcode: '2050' },
      ...{ body: '=1+1 x', outcome: 'entered', because: 'is in, "so"', replyId: 9 },
    }),
  ]);
  const line = row ? auditLine(row) : '';
  expect(line).toMatch(
    /^4,p,1970-01-01T00:00:00\.000Z,,2050,=1\+1,[0-9a-f]{64},entered,"tried out: is in, ""so""",9,,0{64},/,
  );
  expect(line.endsWith('\r\n')).toBe(true);
  expect(AUDIT_HEADER.trim().split(',')).toEqual([...AUDIT_COLUMNS]);
});
