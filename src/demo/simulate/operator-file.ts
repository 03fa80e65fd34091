import { DateTime } from 'luxon';
import type { Random } from '../../connectors/simulator/faults';
import type { Category } from '../../reconciliation/matching/category';
import type { Month } from './months';

/** A line of the operator's own books. */
export interface BookLine {
  readonly txnId: string;
  readonly ref: string;
  readonly msisdn: string;
  readonly service: string;
  readonly at: Date;
  /** Below zero for what was given back. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly status: 'S' | 'F' | 'R';
}

/** A difference that was put into a file, and has to be found: by the operator's id. */
export interface Planted {
  readonly category: Category;
  readonly txnId: string;
}

export interface PlantedFile {
  readonly lines: readonly BookLine[];
  readonly planted: readonly Planted[];
}

/** Far from the cut-off: what is missing there is missing, and not late. */
const FIRST_HOUR = 2;
const LAST_HOUR = 22;
const TOO_MUCH = 7n;

type Plant = (
  line: BookLine,
  other: BookLine,
  name: string,
) => { readonly lines: readonly BookLine[]; readonly planted: Planted };

/** Everything that books can differ in, each made of one honest line and the number of somebody else. */
const PLANTS: readonly Plant[] = [
  (line) => ({
    lines: [{ ...line, amountMinor: line.amountMinor + TOO_MUCH }],
    planted: { category: 'AMOUNT_MISMATCH', txnId: line.txnId },
  }),
  ({ txnId }) => ({ lines: [], planted: { category: 'MISSING_AT_OPERATOR', txnId } }),
  (line) => ({ lines: [line, line], planted: { category: 'DUPLICATE_AT_OPERATOR', txnId: line.txnId } }),
  (line, { msisdn }) => ({
    lines: [{ ...line, msisdn }],
    planted: { category: 'IDENTITY_MISMATCH', txnId: line.txnId },
  }),
  (line, _, name) => ({
    lines: [line, { ...line, txnId: `u-${name}`, ref: `nobody-u-${name}` }],
    planted: { category: 'MISSING_AT_US', txnId: `u-${name}` },
  }),
  (line, _, name) => ({
    lines: [
      line,
      { ...line, txnId: `t-${name}`, ref: `nobody-t-${name}`, amountMinor: line.amountMinor * 3n + TOO_MUCH },
    ],
    planted: { category: 'TARIFF_UNKNOWN', txnId: `t-${name}` },
  }),
  (line) => ({
    lines: [{ ...line, status: 'F' }],
    planted: { category: 'STATUS_MISMATCH', txnId: line.txnId },
  }),
];

/** The month's books with one difference of each sort, as far as there are lines for them; a refund that is not there is one too. */
export function plant(
  books: readonly BookLine[],
  { name }: Month,
  zone: string,
  random: Random,
): PlantedFile {
  const chosen = choose(
    books.filter((line) => isPlain(line, zone)),
    PLANTS.length + 1,
    random,
  );
  const [other, ...victims] = chosen;
  const refund = choose(
    books.filter((line) => line.status === 'R' && isMidday(line, zone)),
    1,
    random,
  )[0];
  const planted: Planted[] = refund ? [{ category: 'REFUND_UNMATCHED', txnId: refund.txnId }] : [];
  const changed = new Map<BookLine, readonly BookLine[]>(refund ? [[refund, []]] : []);
  victims.forEach((line, at) => {
    const done = other && PLANTS[at]?.(line, other, `${name}-${at}`);
    if (!done) return;
    changed.set(line, done.lines);
    planted.push(done.planted);
  });
  return { lines: books.flatMap((line) => changed.get(line) ?? [line]), planted };
}

function isMidday({ at }: BookLine, zone: string): boolean {
  const { hour } = DateTime.fromJSDate(at, { zone });
  return hour >= FIRST_HOUR && hour < LAST_HOUR;
}

const isPlain = (line: BookLine, zone: string): boolean => line.status === 'S' && isMidday(line, zone);

/** So many lines of different people; fewer when there are no more. */
function choose(lines: readonly BookLine[], most: number, random: Random): BookLine[] {
  const left = [...lines];
  const chosen = new Map<string, BookLine>();
  while (chosen.size < most && left.length > 0) {
    const [line] = left.splice(Math.floor(random() * left.length), 1);
    if (line && !chosen.has(line.msisdn)) chosen.set(line.msisdn, line);
  }
  return [...chosen.values()];
}

/** The file as the operator sends it: header, lines, and a trailer with count and sum. */
export function fileText(
  lines: readonly BookLine[],
  { lastDay }: Month,
  sequence: number,
  zone: string,
): string {
  const details = lines.map(({ txnId, ref, msisdn, service, at, amountMinor, currency, status }) => {
    const time = DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
    return [txnId, ref, msisdn, service, time, amountMinor, currency, status].join(',');
  });
  const sum = lines.reduce((all, { amountMinor }) => all + amountMinor, 0n);
  const header = `H,${lastDay.replaceAll('-', '')},${sequence}`;
  return [header, ...details, `T,${details.length},${sum}`, ''].join('\n');
}

/** How that file is to be read. @param services the operator's names with our ids */
export const fileProfile = (services: Readonly<Record<string, number>>, zone: string) => ({
  layout: { type: 'delimited', delimiter: ',' },
  header: { mark: 'H', day: 2, sequence: 3 },
  trailer: { mark: 'T', count: 2, sum: 3 },
  columns: {
    ...{
      operatorTxnId: 1,
      partnerRef: 2,
      msisdn: 3,
      service: 4,
      chargedAt: 5,
      amount: 6,
      currency: 7,
      status: 8,
    },
  },
  msisdn: { type: 'plain', country: 'IR' },
  time: { format: 'yyyy-MM-dd HH:mm:ss', zone },
  amount: { unit: 'minor', currency: 'IRR' },
  statuses: { S: 'charged', F: 'refused', R: 'refunded' },
  services,
});
