import { readFileProfile } from './file-profile';

const GOOD = {
  layout: { type: 'delimited', delimiter: ';' },
  columns: { operatorTxnId: 1, chargedAt: 2, amount: 3 },
  time: { format: 'yyyy-MM-dd HH:mm:ss', zone: 'Asia/Tehran' },
  amount: { unit: 'minor', currency: 'IRR' },
};

describe('file profiles', () => {
  test('REC-01 says little where an operator does the usual', () => {
    expect(readFileProfile(GOOD)).toEqual({
      type: 'profile',
      profile: {
        layout: { type: 'delimited', delimiter: ';', quote: '"' },
        encoding: 'utf-8',
        header: null,
        columnNames: false,
        detailMark: null,
        trailer: null,
        columns: { operatorTxnId: 1, chargedAt: 2, amount: 3 },
        msisdn: { type: 'plain' },
        time: {
          format: 'yyyy-MM-dd HH:mm:ss',
          calendar: 'gregorian',
          zone: 'Asia/Tehran',
          dayStartsMinutes: 0,
        },
        amount: { unit: 'minor', decimal: '.', grouping: null, currency: 'IRR', vat: 'gross', vatBp: 0 },
        statuses: {},
        otherStatus: null,
        serviceNames: 'listed',
        services: {},
        fileName: null,
        sequenceRestarts: 'never',
        mostFaults: 1_000,
      },
    });
  });

  test('REC-01 what was read once is read the same again', () => {
    const once = readFileProfile(GOOD);
    if (once.type === 'faulty') throw new Error('it was good');
    expect(readFileProfile(JSON.parse(JSON.stringify(once.profile)))).toEqual(once);
  });

  test.each([
    ['layout.delimiter', { layout: { type: 'delimited', delimiter: 'a' } }],
    ['layout.delimiter', { layout: { type: 'delimited', delimiter: '::' } }],
    ['encoding', { encoding: 'latin2' }],
    ['time.zone', { time: { ...GOOD.time, zone: 'Asia/Teheran' } }],
    ['time.format', { time: { ...GOOD.time, format: 'HH:mm' } }],
    ['time.dayStartsMinutes', { time: { ...GOOD.time, dayStartsMinutes: 720 } }],
    ['amount.currency', { amount: { ...GOOD.amount, currency: 'XXX' } }],
    ['amount', { amount: { ...GOOD.amount, decimal: ',', grouping: ',' } }],
    ['amount.vatBp', { amount: { ...GOOD.amount, vatBp: 900 } }],
    ['columns', { columns: { chargedAt: 1, amount: 2 } }],
    ['columns.operatorTxnId', { columns: { ...GOOD.columns, operatorTxnId: 'TXN' } }],
    ['columns.amount', { columns: { ...GOOD.columns, amount: { from: 1, chars: 5 } } }],
    ['columns.operatorTxnId', { layout: { type: 'fixed width' } }],
    ['header.day', { header: { day: 'DAY' }, columnNames: true }],
    [
      'trailer.sum',
      {
        trailer: { mark: 'T', sum: 2 },
        columns: { ...GOOD.columns, currency: 4 },
        amount: { unit: 'major', currency: 'IRR' },
      },
    ],
    ['fileName.pattern', { fileName: { pattern: '{day}.csv' } }],
    ['statuses.S', { statuses: { S: 'paid' } }],
    ['services.NEWS', { services: { NEWS: -1 } }],
    ['surprise', { surprise: true }],
  ])('REC-01 a fault at %s is named: %#', (path, own) => {
    const read = readFileProfile({ ...GOOD, ...own });
    expect(read.type).toBe('faulty');
    if (read.type === 'faulty') expect(read.faults.map((fault) => fault.path)).toContain(path);
  });
});
