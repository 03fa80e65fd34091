import type { FileProfile } from '../files/file-profile';
import { MARKS } from './settlement-lines';

/**
 * How our own settlement files are written, in the words of a file profile: whoever imports one by this profile reads back exactly
 * what we charged. Every line names its currency, so the profile's own is never used.
 */
export function settlementProfile(
  operator: string,
  { zone, dayStartsMinutes }: { readonly zone: string; readonly dayStartsMinutes: number },
): FileProfile {
  return {
    layout: { type: 'delimited', delimiter: ',', quote: '"' },
    encoding: 'utf-8',
    header: { mark: MARKS.header, day: 4, sequence: 5 },
    columnNames: false,
    detailMark: MARKS.detail,
    trailer: { mark: MARKS.trailer, count: 2, sum: 3, sumOf: 'as written' },
    columns: {
      operatorTxnId: 2,
      partnerRef: 3,
      msisdn: 4,
      service: 5,
      chargedAt: 6,
      amount: 7,
      currency: 8,
      status: 9,
    },
    msisdn: { type: 'plain' },
    time: { format: 'yyyy-MM-ddTHH:mm:ss.SSSZZ', calendar: 'gregorian', zone, dayStartsMinutes },
    amount: { unit: 'minor', decimal: '.', grouping: null, currency: 'EUR', vat: 'gross', vatBp: 0 },
    statuses: { charged: 'charged', refunded: 'refunded' },
    otherStatus: null,
    serviceNames: 'our ids',
    services: {},
    fileName: { pattern: `parola_${operator}_{date}_{sequence}.csv`, date: 'yyyyMMdd' },
    sequenceRestarts: 'never',
    mostFaults: 0,
  };
}
