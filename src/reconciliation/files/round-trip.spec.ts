import fc from 'fast-check';
import { DateTime } from 'luxon';
import { formatMoney } from '../../platform/money';
import { ENCODINGS, readFileProfile, type FileProfile, type RowStatus } from './file-profile';
import type { Detail } from './statement-line';
import { StatementReader } from './statement-reader';
import { decoderFor } from './statement-text';

/** A charge as the operator knows it, before anybody writes it down. */
interface Told {
  readonly id: string;
  readonly ref: string;
  readonly msisdn: string;
  readonly service: string;
  readonly at: number;
  readonly minor: bigint;
  readonly status: RowStatus;
}

/** The ways of writing that a statement may have. */
interface Style {
  readonly encoding: FileProfile['encoding'];
  readonly delimiter: string | null;
  readonly digits: 'plain' | 'persian' | 'arabic';
  readonly calendar: FileProfile['time']['calendar'];
  readonly zone: string;
  readonly dayStartsMinutes: number;
  readonly currency: string;
  readonly unit: 'minor' | 'major';
  readonly comma: boolean;
  readonly isFramed: boolean;
  readonly hasNames: boolean;
  readonly newline: string;
}

const ZERO = { plain: 0x30, persian: 0x6f0, arabic: 0x660 };
const WORDS: { readonly [S in RowStatus]: string } = { charged: 'OK', refused: 'KO', refunded: 'RF' };
const FIELDS = ['id', 'ref', 'msisdn', 'service', 'at', 'amount', 'status'] as const;
const WIDTHS = [14, 14, 16, 16, 24, 20, 4];
const INTL = { gregorian: 'gregory', jalali: 'persian', hijri: 'islamic-umalqura' };

const formats = new Map<string, Intl.DateTimeFormat>();
/** The library's own calendars, which the reader does not use for writing. */
function writtenTime(at: number, { calendar, zone }: Style): string {
  const key = `${calendar} ${zone}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(`en-u-ca-${INTL[calendar]}-nu-latn`, {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(key, format);
  const parts = format.formatToParts(at);
  const valueOf = (type: Intl.DateTimeFormatPartTypes): string =>
    (parts.find((part) => part.type === type)?.value ?? '').padStart(2, '0');
  return `${valueOf('year')}/${valueOf('month')}/${valueOf('day')} ${valueOf('hour')}:${valueOf('minute')}:${valueOf('second')}`;
}

function writtenAmount(minor: bigint, { unit, comma, currency }: Style): string {
  const text = unit === 'minor' ? String(minor) : formatMoney({ minor, currency });
  return comma ? text.replace('.', ',') : text;
}

const inDigits = (text: string, { digits }: Style): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(ZERO[digits] + Number(digit)));

function lineOf(columns: readonly string[], { delimiter }: Style): string {
  if (delimiter === null) return columns.map((column, at) => column.padEnd(WIDTHS[at] ?? 0)).join('');
  return columns
    .map((column) =>
      column.includes(delimiter) || column.includes('"') ? `"${column.replaceAll('"', '""')}"` : column,
    )
    .join(delimiter);
}

function written(rows: readonly Told[], style: Style): string {
  const details = rows.map((row) =>
    lineOf(
      [
        row.id,
        row.ref,
        inDigits(row.msisdn, style),
        row.service,
        inDigits(writtenTime(row.at, style), style),
        inDigits(writtenAmount(row.minor, style), style),
        WORDS[row.status],
      ],
      style,
    ),
  );
  const sum = rows.reduce((all, { minor }) => all + minor, 0n);
  const frame = (columns: readonly string[]): string[] => (style.isFramed ? [lineOf(columns, style)] : []);
  return [
    ...frame(['HEAD', '7']),
    ...(style.hasNames && style.delimiter !== null ? [FIELDS.join(style.delimiter)] : []),
    ...details,
    ...frame(['TAIL', String(rows.length), inDigits(writtenAmount(sum, style), style)]),
    '',
  ].join(style.newline);
}

function profileFor(style: Style): FileProfile {
  const { delimiter, hasNames, isFramed, zone, calendar, dayStartsMinutes, comma, currency, unit } = style;
  const starts = WIDTHS.map((_, at) => WIDTHS.slice(0, at).reduce((sum, width) => sum + width, 1));
  const place = (at: number) =>
    delimiter === null ? { from: starts[at], chars: WIDTHS[at] } : hasNames ? FIELDS[at] : at + 1;
  const framePlace = (at: number) => (delimiter === null ? { from: starts[at], chars: WIDTHS[at] } : at + 1);
  const read = readFileProfile({
    layout: delimiter === null ? { type: 'fixed width' } : { type: 'delimited', delimiter },
    encoding: style.encoding,
    columnNames: hasNames && delimiter !== null,
    header: isFramed ? { mark: 'HEAD', sequence: framePlace(1) } : null,
    trailer: isFramed ? { mark: 'TAIL', count: framePlace(1), sum: framePlace(2) } : null,
    columns: {
      operatorTxnId: place(0),
      partnerRef: place(1),
      msisdn: place(2),
      service: place(3),
      chargedAt: place(4),
      amount: place(5),
      status: place(6),
    },
    time: { format: 'yyyy/MM/dd HH:mm:ss', calendar, zone, dayStartsMinutes },
    amount: { unit, decimal: comma ? ',' : '.', currency },
    statuses: { OK: 'charged', KO: 'refused', RF: 'refunded' },
  });
  if (read.type === 'faulty') throw new Error(JSON.stringify(read.faults));
  return read.profile;
}

/** Node writes UTF only; the single bytes of the others are looked up the other way round. */
function encoded(text: string, encoding: FileProfile['encoding']): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  const decoder = decoderFor(encoding);
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
  );
  return Buffer.from(Array.from(text, (char) => bytes.get(char) ?? 0x3f));
}

function readBack(bytes: Buffer, style: Style, pieceBytes: number) {
  const reader = new StatementReader(profileFor(style), { day: null, sequence: null });
  const decoder = decoderFor(style.encoding);
  const details: Detail[] = [];
  const handOn = (line: { readonly type: string }): void => {
    if (line.type !== 'detail')
      throw new Error(
        `set aside: ${JSON.stringify(line, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
      );
    details.push(line as Detail);
  };
  for (let at = 0; at < bytes.length; at += pieceBytes)
    expect(reader.take(decoder.decode(bytes.subarray(at, at + pieceBytes)), handOn)).toBeNull();
  reader.take(decoder.end(), handOn);
  return { end: reader.end(handOn), details };
}

const SERVICES: { readonly [E in FileProfile['encoding']]: readonly string[] } = {
  'utf-8': ['فال روز', 'نجمة', 'Città', 'a,b;c', 'say "hi"'],
  'utf-16le': ['فال روز', 'نجمة', 'Città', '新聞'],
  'windows-1256': ['أخبار', 'نجمة', 'NEWS'],
  'windows-1252': ['Città', 'Offre d’été', 'NEWS'],
  'iso-8859-15': ['Città', '5 € al mese', 'NEWS'],
};

const styles: fc.Arbitrary<Style> = fc
  .record({
    encoding: fc.constantFrom(...ENCODINGS),
    delimiter: fc.constantFrom(',', ';', '|', '\t', null),
    digits: fc.constantFrom('plain' as const, 'persian' as const, 'arabic' as const),
    calendar: fc.constantFrom('gregorian' as const, 'jalali' as const, 'hijri' as const),
    zone: fc.constantFrom('Asia/Tehran', 'Europe/Rome', 'Asia/Kathmandu', 'America/Sao_Paulo', 'UTC'),
    dayStartsMinutes: fc.integer({ min: -719, max: 719 }),
    currency: fc.constantFrom('IRR', 'EUR', 'KWD'),
    unit: fc.constantFrom('minor' as const, 'major' as const),
    comma: fc.boolean(),
    isFramed: fc.boolean(),
    hasNames: fc.boolean(),
    newline: fc.constantFrom('\n', '\r\n'),
  })
  .map((style) => (style.encoding.startsWith('utf') ? style : { ...style, digits: 'plain' as const }));

const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,12}$/).filter((id) => !/^(HEAD|TAIL)/.test(id));

const toldIn = ({ encoding, zone }: Style): fc.Arbitrary<Told> =>
  fc
    .record({
      id: word,
      ref: fc.oneof(word, fc.constant('')),
      msisdn: fc.stringMatching(/^989[0-9]{9}$/),
      service: fc.constantFrom(...SERVICES[encoding]),
      at: fc.integer({ min: Date.parse('2015-01-01') / 1_000, max: Date.parse('2035-01-01') / 1_000 }),
      minor: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      status: fc.constantFrom('charged' as const, 'refused' as const, 'refunded' as const),
    })
    .map((row) => ({
      ...row,
      at: said(row.at * 1_000, zone),
      minor: row.status === 'refunded' ? -row.minor - 1n : row.minor,
    }));

/** An hour that comes twice cannot be told apart by a wall clock: the first is meant. */
const said = (at: number, zone: string): number => {
  const wall = (ms: number): string => DateTime.fromMillis(ms, { zone }).toFormat('yyyyMMddHHmmss');
  const earlier = at - 3_600_000;
  return wall(earlier) === wall(at) ? earlier : at;
};

const dayThere = (at: number, { zone, dayStartsMinutes }: Style): string | null =>
  DateTime.fromMillis(at, { zone })
    .setZone('utc', { keepLocalTime: true })
    .minus({ minutes: dayStartsMinutes })
    .toISODate();

test('REC-01 whatever is written by a profile is read back by it, wherever the pieces end', () => {
  const cases = styles.chain((style) =>
    fc.tuple(
      fc.constant(style),
      fc.array(toldIn(style), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 300 }),
    ),
  );
  fc.assert(
    fc.property(cases, ([style, rows, pieceBytes]) => {
      const { end, details } = readBack(encoded(written(rows, style), style.encoding), style, pieceBytes);
      expect(end).toEqual({
        type: 'whole',
        day: dayThere(rows[0]?.at ?? 0, style),
        sequence: style.isFramed ? 7 : null,
      });
      expect(
        details.map(
          ({ type: _type, line: _line, msisdnHash: _hash, writtenMinor: _written, ...rest }) => rest,
        ),
      ).toEqual(
        rows.map((row) => ({
          operatorTxnId: row.id,
          partnerRef: row.ref === '' ? null : row.ref,
          msisdn: row.msisdn,
          service: row.service,
          chargedAt: new Date(row.at),
          amountMinor: row.minor,
          currency: style.currency,
          status: row.status,
          day: dayThere(row.at, style),
        })),
      );
    }),
    { numRuns: 200 },
  );
});

test('REC-02 a file that loses any one of its lines is never taken for a whole one', () => {
  const cases = styles.chain((style) =>
    fc.tuple(
      fc.constant({ ...style, isFramed: true, digits: 'plain' as const }),
      fc.array(toldIn(style), { minLength: 2, maxLength: 6 }),
      fc.nat(),
    ),
  );
  fc.assert(
    fc.property(cases, ([style, rows, pick]) => {
      const at = pick % rows.length;
      const lost = written(
        rows.filter((_, n) => n !== at),
        style,
      );
      const trailer = written(rows, style).trimEnd().split(style.newline).at(-1) ?? '';
      const text = [...lost.trimEnd().split(style.newline).slice(0, -1), trailer].join(style.newline);
      const reader = new StatementReader(profileFor(style), { day: null, sequence: null });
      reader.take(text, () => undefined);
      expect(reader.end(() => undefined)).toMatchObject({ type: 'broken', reason: 'count' });
    }),
  );
});
