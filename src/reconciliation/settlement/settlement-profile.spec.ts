import fc from 'fast-check';
import { readFileName } from '../files/file-name';
import { readFileProfile } from '../files/file-profile';
import { serviceFinder } from '../files/service-names';
import type { Detail } from '../files/statement-line';
import { StatementReader } from '../files/statement-reader';
import {
  detailLine,
  headerLine,
  settlementFileName,
  trailerLine,
  type SettlementDetail,
} from './settlement-lines';
import { settlementProfile } from './settlement-profile';

const HEAD = { operator: 'mci', day: '2026-05-01', sequence: 12 };
const profile = settlementProfile('mci', { zone: 'Asia/Tehran', dayStartsMinutes: 0 });

const written = (details: readonly SettlementDetail[]): string => {
  const net = details.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return headerLine(HEAD) + details.map(detailLine).join('') + trailerLine(details.length, net);
};

const id = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019-:,." é'), minLength: 1, maxLength: 40 })
  .map((raw) => `x${raw}x`);

const details: fc.Arbitrary<SettlementDetail> = fc.record({
  operatorTxnId: fc.option(id, { nil: null }),
  partnerRef: id,
  msisdn: fc.option(fc.stringMatching(/^989[0-9]{9}$/), { nil: null }),
  serviceId: fc.integer({ min: 1, max: 999_999_999 }),
  at: fc.date({ min: new Date('2015-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
  amountMinor: fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }).filter((minor) => minor !== 0n),
  currency: fc.constantFrom('IRR', 'EUR', 'KWD'),
});

describe('our own settlement file', () => {
  test('REC-10 its profile is one that could be posted', () => {
    expect(readFileProfile(profile)).toEqual({ type: 'profile', profile });
  });

  test('REC-10 whatever it says is read back by its profile, with its totals', () => {
    const serviceOf = serviceFinder(profile);
    fc.assert(
      fc.property(fc.array(details, { maxLength: 12 }), (all) => {
        const named = readFileName(profile, settlementFileName(HEAD));
        expect(named).toEqual({ day: HEAD.day, sequence: HEAD.sequence });
        const reader = new StatementReader(profile, named ?? { day: null, sequence: null });
        const read: Detail[] = [];
        reader.take(written(all), (line) => {
          expect(line.type).toBe('detail');
          if (line.type === 'detail') read.push(line);
        });
        expect(reader.end(() => undefined)).toEqual({
          type: 'whole',
          day: HEAD.day,
          sequence: HEAD.sequence,
        });
        expect(
          read.map((line) => ({
            operatorTxnId: line.operatorTxnId,
            partnerRef: line.partnerRef,
            msisdn: line.msisdn,
            serviceId: serviceOf(line.service),
            at: line.chargedAt,
            amountMinor: line.amountMinor,
            currency: line.currency,
          })),
        ).toEqual(all);
        expect(read.map(({ status }) => status === 'refunded')).toEqual(
          all.map(({ amountMinor }) => amountMinor < 0n),
        );
      }),
    );
  });

  test('REC-10 what breaks a line in an id is a blank', () => {
    const line = detailLine({
      operatorTxnId: 'a\r\nb',
      partnerRef: 'say "c", d',
      msisdn: null,
      serviceId: 7,
      at: new Date('2026-05-01T08:00:00Z'),
      amountMinor: -499n,
      currency: 'EUR',
    });
    expect(line).toBe('D,"a b","say ""c"", d",,7,2026-05-01T08:00:00.000Z,-499,EUR,refunded\n');
  });
});
