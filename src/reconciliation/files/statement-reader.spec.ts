import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFileName, type NamedFile } from './file-name';
import { readFileProfile, type FileProfile } from './file-profile';
import type { Detail, LineFault, StatementLine } from './statement-line';
import { StatementReader } from './statement-reader';
import { decoderFor } from './statement-text';

const DATA = join(__dirname, '../../../test/data/statements');

function profileOf(raw: unknown): FileProfile {
  const read = readFileProfile(raw);
  if (read.type === 'faulty') throw new Error(JSON.stringify(read.faults));
  return read.profile;
}

const stored = (name: string, own: object = {}): FileProfile =>
  profileOf({ ...(JSON.parse(readFileSync(join(DATA, `${name}.profile.json`), 'utf8')) as object), ...own });

const NAMELESS: NamedFile = { day: null, sequence: null };

function readAll(profile: FileProfile, text: string, named = NAMELESS) {
  const reader = new StatementReader(profile, named);
  const lines: StatementLine[] = [];
  const early = reader.take(text, (line) => lines.push(line));
  const end = early ?? reader.end((line) => lines.push(line));
  return {
    end,
    totals: reader.totals,
    details: lines.filter((line): line is Detail => line.type === 'detail'),
    faults: lines.filter((line): line is LineFault => line.type === 'fault'),
  };
}

function readStored(file: string, profile: FileProfile) {
  const bytes = readFileSync(join(DATA, file));
  const named = readFileName(profile, file);
  if (!named) throw new Error(`no file of the profile is called ${file}`);
  return readAll(profile, decoderFor(profile.encoding).decode(bytes), named);
}

const SIMPLE = {
  layout: { type: 'delimited', delimiter: ',' },
  columns: { operatorTxnId: 1, msisdn: 2, chargedAt: 3, amount: 4, status: 5 },
  time: { format: 'yyyy-MM-dd HH:mm:ss', zone: 'UTC' },
  amount: { unit: 'minor', currency: 'EUR' },
  statuses: { S: 'charged', F: 'refused', R: 'refunded' },
};
const simple = (own: object = {}): FileProfile => profileOf({ ...SIMPLE, ...own });
const GOOD = 'a1,393331234567,2026-05-01 10:00:00,499,S';

describe('operators’ files as they are', () => {
  test('REC-01 Iran: Jalali dates, Persian digits, rials, 23:59:58 in Tehran', () => {
    const { end, details, faults } = readStored('mci_14050211_0007.csv', stored('mci'));
    expect(end).toEqual({ type: 'whole', day: '2026-05-01', sequence: 7 });
    expect(faults).toEqual([]);
    expect(details[0]).toEqual({
      type: 'detail',
      line: 2,
      operatorTxnId: 'SDP-1',
      partnerRef: 'C1',
      msisdn: '989120000001',
      msisdnHash: null,
      service: 'خبر',
      chargedAt: new Date('2026-05-01T08:00:00Z'),
      amountMinor: 5_000n,
      currency: 'IRR',
      status: 'charged',
      day: '2026-05-01',
      writtenMinor: 5_000n,
    });
    expect(details.map(({ status, amountMinor }) => [status, amountMinor])).toEqual([
      ['charged', 5_000n],
      ['charged', 4_000n],
      ['refused', 5_000n],
      ['charged', 5_000n],
      ['refunded', -5_000n],
    ]);
    expect(details[3]).toMatchObject({
      msisdn: '989120000008',
      chargedAt: new Date('2026-05-01T20:29:58Z'),
      day: '2026-05-01',
    });
  });

  test('REC-01 Italy: fixed width, ISO 8859-15, decimal comma, a day that ends at two', () => {
    const { end, details, faults } = readStored('tim_20260501_42.txt', stored('tim'));
    expect(end).toEqual({ type: 'whole', day: '2026-05-01', sequence: 42 });
    expect(faults).toEqual([]);
    expect(
      details.map(({ operatorTxnId, amountMinor, status, day }) => [operatorTxnId, amountMinor, status, day]),
    ).toEqual([
      ['T-1001', 499n, 'charged', '2026-05-01'],
      ['T-1002', 120_450n, 'charged', '2026-05-01'],
      ['T-1003', 499n, 'refused', '2026-05-01'],
      ['T-1001R', -499n, 'refunded', '2026-05-01'],
    ]);
    expect(details[0]).toMatchObject({
      service: 'Città €',
      msisdn: '393331234567',
      chargedAt: new Date('2026-05-01T08:15:00Z'),
    });
    expect(details[2]?.partnerRef).toBeNull();
  });

  test('REC-01 Saudi Arabia: windows-1256, Umm al-Qura, hashed numbers, net of tax', () => {
    const { end, details } = readStored('stc-2026-05-01.csv', stored('stc'));
    expect(end).toEqual({ type: 'whole', day: '2026-05-01', sequence: null });
    expect(details.map(({ amountMinor, writtenMinor }) => [amountMinor, writtenMinor])).toEqual([
      [1_150n, 1_000n],
      [6n, 5n],
      [1_150n, 1_000n],
    ]);
    expect(details[1]).toMatchObject({
      msisdn: null,
      msisdnHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      service: 'أخبار, عاجل',
      chargedAt: new Date('2026-05-01T06:00:01Z'),
    });
    expect(details[2]?.status).toBe('refused');
  });

  test('REC-01 Kuwait: UTF-16, Arabic digits and separators, three decimals; two lines are set aside', () => {
    const { end, details, faults, totals } = readStored('zain.tsv', stored('zain'));
    expect(end).toMatchObject({ type: 'whole', day: '2026-05-01' });
    expect(details.map(({ amountMinor }) => amountMinor)).toEqual([125n, 1_250_500n]);
    expect(faults.map(({ line, fault, field }) => [line, fault, field])).toEqual([
      [4, 'amount', 'amount'],
      [5, 'msisdn', 'msisdn'],
    ]);
    expect(totals.figures()).toEqual([
      { status: 'charged', currency: 'KWD', count: 2, amountMinor: 1_250_625n },
    ]);
  });
});

describe('lines that are set aside', () => {
  test.each([
    ['a1,393331234567,2026-05-01 10:00:00,499', 'columns', null],
    ['a1,393331234567,2026-05-01 10:00:00,4.99,S', 'amount', '4.99'],
    ['a1,393331234567,2026-05-32 10:00:00,499,S', 'time', '2026-05-32 10:00:00'],
    ['a1,393331234567,2026-05-01 10:00:00,499,X', 'status', 'X'],
    ['a1,393331234567,2026-05-01 10:00:00,-499,F', 'amount', '-499'],
    ['a1,12,2026-05-01 10:00:00,499,S', 'msisdn', null],
    [',,2026-05-01 10:00:00,499,S', 'nobody', null],
    ['a1,"393331234567,2026-05-01 10:00:00,499,S', 'quote', null],
    ['a\ufffd,393331234567,2026-05-01 10:00:00,499,S', 'unreadable', null],
    ['a\0,393331234567,2026-05-01 10:00:00,499,S', 'unreadable', null],
    [`${'a'.repeat(101)},393331234567,2026-05-01 10:00:00,499,S`, 'id', 'a'.repeat(60)],
    [`a1,393331234567,2026-05-01 10:00:00,499,S,${' '.repeat(9_000)}`, 'too long', null],
    // Columns that have slipped put a number where none is expected: it is not shown.
    ['a1,x,2026-05-01 10:00:00,499,393331234567', 'status', '39333***4567'],
  ])('REC-01 %#', (line, fault, found) => {
    const { details, faults, end } = readAll(simple(), `${GOOD}\n${line}\n${GOOD}\n`);
    expect(details.map((detail) => detail.line)).toEqual([1, 3]);
    expect(faults).toEqual([expect.objectContaining({ line: 2, fault, found }) as LineFault]);
    expect(end.type).toBe('whole');
  });

  test('REC-01 more of them than the profile allows refuse the file', () => {
    const bad = 'a1,12,2026-05-01 10:00:00,499,S';
    const profile = simple({ mostFaults: 2 });
    expect(readAll(profile, [GOOD, bad, bad].join('\n')).end.type).toBe('whole');
    expect(readAll(profile, [GOOD, bad, bad, bad].join('\n')).end).toMatchObject({ reason: 'faults' });
  });
});

describe('files that are not what they claim', () => {
  const whole = { header: { mark: 'H', day: 2, sequence: 3 }, trailer: { mark: 'T', count: 2, sum: 3 } };
  const lines = ['H,20260501,7', GOOD, GOOD.replace('S', 'F'), 'T,2,998'];
  const edited = (at: number, line: string): string =>
    lines.map((old, n) => (n === at ? line : old)).join('\n');

  test('REC-02 count and sum agree: the file is whole', () => {
    expect(readAll(simple(whole), lines.join('\n')).end).toEqual({
      type: 'whole',
      day: '2026-05-01',
      sequence: 7,
    });
  });

  test.each([
    ['count', edited(3, 'T,3,998')],
    ['sum', edited(3, 'T,2,997')],
    ['trailer', edited(3, 'T,two,998')],
    ['trailer', edited(3, '')],
    ['trailer', lines.slice(0, 2).join('\n')],
    ['header', edited(0, GOOD)],
    ['header', edited(0, 'H,20260532,7')],
    ['header', ''],
    ['behind the trailer', [...lines, GOOD].join('\n')],
    ['sum', edited(1, GOOD.replace('499', 'many'))],
  ])('REC-02 %s: %#', (reason, text) => {
    expect(readAll(simple(whole), text).end).toMatchObject({ type: 'broken', reason });
  });

  test('REC-02 a line set aside still counts, and its amount with it', () => {
    const { end, faults } = readAll(simple(whole), edited(1, GOOD.replace('393331234567', '12')));
    expect(faults).toHaveLength(1);
    expect(end.type).toBe('whole');
  });

  test('REC-01 rows are counted by day and by what became of them, in whichever order they come', () => {
    const lines = [
      ['2026-05-02', 'S'],
      ['2026-05-01', 'F'],
      ['2026-05-01', 'S'],
      ['2026-05-02', 'R'],
      ['2026-05-02', 'S'],
      ['2026-04-30', 'R'],
    ].map(([day, status], at) => `a${at},393331234567,${day} 10:00:00,499,${status}`);
    const { totals } = readAll(simple(), [...lines, 'not a line', ''].join('\n'));
    expect(totals.days()).toEqual([
      { day: '2026-04-30', charged: 0, refused: 0, refunded: 1 },
      { day: '2026-05-01', charged: 1, refused: 1, refunded: 0 },
      { day: '2026-05-02', charged: 2, refused: 0, refunded: 1 },
    ]);
    expect(totals.figures().map(({ status, count }) => [status, count])).toEqual([
      ['charged', 3],
      ['refunded', 2],
      ['refused', 1],
    ]);
  });

  test('REC-02 a net sum leaves out what was refused and takes off what was refunded', () => {
    const net = simple({ trailer: { mark: 'T', sum: 2, sumOf: 'net' } });
    const refund = GOOD.replace('S', 'R');
    const text = [GOOD, GOOD, GOOD.replace('S', 'F'), refund, refund.replace('499', '-200')].join('\n');
    expect(readAll(net, `${text}\nT,299`).end.type).toBe('whole');
    expect(readAll(net, `${text}\nT,499`).end).toMatchObject({ reason: 'sum' });
  });

  test('REC-02 the header contradicts the name of the file', () => {
    const text = lines.join('\n');
    expect(readAll(simple(whole), text, { day: '2026-05-02', sequence: 7 }).end).toMatchObject({
      reason: 'name',
    });
    expect(readAll(simple(whole), text, { day: '2026-05-01', sequence: 8 }).end).toMatchObject({
      reason: 'name',
    });
    expect(readAll(simple(whole), text, { day: '2026-05-01', sequence: 7 }).end.type).toBe('whole');
  });

  test('REC-02 a file without lines is whole only where a trailer says so', () => {
    expect(readAll(simple(), '').end).toMatchObject({ reason: 'empty' });
    expect(readAll(simple(whole), 'H,20260501,7\nT,0,0').end).toMatchObject({
      type: 'whole',
      day: '2026-05-01',
    });
  });

  test('REC-01 a column that no line names', () => {
    const profile = simple({ columnNames: true, columns: { ...SIMPLE.columns, amount: 'Amount' } });
    expect(readAll(profile, 'id,msisdn,at,AMOUNT,st\n'.concat(GOOD)).end.type).toBe('whole');
    expect(readAll(profile, 'id,msisdn,at,sum,st\n'.concat(GOOD)).end).toMatchObject({
      reason: 'column names',
    });
  });
});
