import fc from 'fast-check';
import { seededRandom } from '../../connectors/simulator/faults';
import { readFileProfile } from '../../reconciliation/files/file-profile';
import type { StatementLine } from '../../reconciliation/files/statement-line';
import { StatementReader } from '../../reconciliation/files/statement-reader';
import { fileProfile, fileText, plant, type BookLine } from './operator-file';
import { monthsBetween } from './months';

const ZONE = 'Asia/Tehran';
const [JANUARY] = monthsBetween(new Date('2025-12-31T20:30:00Z'), new Date('2026-01-31T20:30:00Z'), ZONE);
if (!JANUARY) throw new Error('there is a January');

/** So many lines at noon in Tehran, of as many people; every fifth was given back. */
const books = (count: number): BookLine[] =>
  Array.from({ length: count }, (_, at) => {
    const isRefund = at % 5 === 4;
    return {
      ...{
        txnId: `p-${at}`,
        ref: `c-${at}`,
        msisdn: `98912${1_000_000 + at}`,
        service: 'FAL',
        currency: 'IRR',
      },
      at: new Date(Date.UTC(2026, 0, 1 + (at % 28), 8, 30)),
      amountMinor: isRefund ? -5_000n : 5_000n,
      status: isRefund ? 'R' : 'S',
    };
  });

function readBack(text: string): StatementLine[] {
  const read = readFileProfile(fileProfile({ FAL: 1 }, ZONE));
  if (read.type === 'faulty') throw new Error(JSON.stringify(read.faults));
  const lines: StatementLine[] = [];
  const reader = new StatementReader(read.profile, { day: null, sequence: null });
  const broken = reader.take(text, (line) => lines.push(line));
  expect(broken ?? reader.end((line) => lines.push(line))).toMatchObject({ type: 'whole', sequence: 3 });
  return lines;
}

test('REC-01 whatever is written is read back, to the unit and to the second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer(), (count, seed) => {
      const { lines } = plant(books(count), JANUARY, ZONE, seededRandom(seed));
      const read = readBack(fileText(lines, JANUARY, 3, ZONE));
      expect(read).toMatchObject(
        lines.map(({ txnId, ref, at, amountMinor, currency }) => ({
          ...{ type: 'detail', operatorTxnId: txnId, partnerRef: ref, chargedAt: at, amountMinor, currency },
        })),
      );
    }),
  );
});

test('REC-03 a month with enough lines gets every sort of difference, once each, and the rest is left alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 200 }), fc.integer(), (count, seed) => {
      const before = books(count);
      const { lines, planted } = plant(before, JANUARY, ZONE, seededRandom(seed));
      expect(new Set(planted.map(({ category }) => category)).size).toBe(planted.length);
      expect(planted).toHaveLength(8);
      expect(new Set(planted.map(({ txnId }) => txnId)).size).toBe(8);
      const untouched = before.filter((line) => lines.filter((one) => one === line).length === 1);
      // Two of them stand beside a line that stays as it is.
      expect(before.length - untouched.length).toBe(6);
    }),
  );
});

test('nothing is planted near midnight, and nothing where there is nobody', () => {
  const late = books(50).map((line) => ({ ...line, at: new Date('2026-01-05T20:29:00Z') }));
  expect(plant(late, JANUARY, ZONE, seededRandom(1))).toEqual({ lines: late, planted: [] });
  expect(plant([], JANUARY, ZONE, seededRandom(1))).toEqual({ lines: [], planted: [] });
});
