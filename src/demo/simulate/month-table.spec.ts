import { monthTable, type MonthRow } from './month-table';

const aMonth = (own: Partial<MonthRow> = {}): MonthRow => ({
  ...{ month: '2026-01', joins: 10, stops: 2, churned: 1, active: 7, charged: 900, refused: 30, refunded: 4 },
  revenue: new Map([
    ['IRR', 4_500_000n],
    ['KWD', -1_500n],
  ]),
  ...{ ours: 904, matched: 903, findings: 3, foots: true },
  ...own,
});

test('a month is told to the last unit of every currency, and all of it is only all of it', () => {
  const [header = '', first = ''] = monthTable([aMonth()], ['IRR', 'EUR', 'KWD']);
  expect(header.trim().split(/ {2,}/)).toEqual([
    ...['month', 'joins', 'stops', 'churned', 'active', 'charged', 'refused', 'refunded'],
    ...['revenue IRR', 'revenue EUR', 'revenue KWD', 'match rate', 'findings'],
  ]);
  expect(first.trim().split(/ +/)).toEqual([
    ...['2026-01', '10', '2', '1', '7', '900', '30', '4', '4500000', '0.00', '-1.500', '99.88%', '3'],
  ]);
});

test('the last line is the sum, with the base as it stands at the end', () => {
  const lines = monthTable([aMonth(), aMonth({ month: '2026-02', active: 12 })], ['IRR']);
  expect(lines.at(-1)?.trim().split(/ +/)).toEqual([
    ...['all', '20', '4', '2', '12', '1800', '60', '8', '9000000', '99.88%', '6'],
  ]);
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
});

test('nothing compared has no rate', () => {
  expect(monthTable([aMonth({ ours: 0, matched: 0 })], [])[1]).toMatch(/ - +3$/);
});
