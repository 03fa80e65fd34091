import { formatMoney, money } from '../../platform/money';

/** One month as it went. */
export interface MonthRow {
  readonly month: string;
  readonly joins: number;
  /** Left of their own will. */
  readonly stops: number;
  /** Never paid, stopped paying, barred. */
  readonly churned: number;
  /** In the base at its end. */
  readonly active: number;
  readonly charged: number;
  readonly refused: number;
  readonly refunded: number;
  /** Taken less given back, in minor units. */
  readonly revenue: ReadonlyMap<string, bigint>;
  readonly ours: number;
  readonly matched: number;
  readonly findings: number;
  readonly foots: boolean;
}

const COUNTS = ['joins', 'stops', 'churned', 'active', 'charged', 'refused', 'refunded'] as const;

/** The months as lines, a header first and the sum of all last; numbers stand to the right. */
export function monthTable(rows: readonly MonthRow[], currencies: readonly string[]): string[] {
  const header = [
    'month',
    ...COUNTS,
    ...currencies.map((currency) => `revenue ${currency}`),
    'match rate',
    'findings',
  ];
  const cells = [header, ...[...rows, totalOf(rows)].map((row) => cellsOf(row, currencies))];
  const widths = header.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)));
  return cells.map((line) => line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '));
}

function cellsOf(row: MonthRow, currencies: readonly string[]): string[] {
  const revenue = currencies.map((currency) => formatMoney(money(row.revenue.get(currency) ?? 0n, currency)));
  return [
    row.month,
    ...COUNTS.map((name) => String(row[name])),
    ...revenue,
    rateOf(row),
    String(row.findings),
  ];
}

/** Rounded down, so that only all of it is a hundred. */
const rateOf = ({ ours, matched }: MonthRow): string =>
  ours === 0 ? '-' : `${(Math.floor((matched * 10_000) / ours) / 100).toFixed(2)}%`;

function totalOf(rows: readonly MonthRow[]): MonthRow {
  const sum = (of: (row: MonthRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const revenue = new Map<string, bigint>();
  for (const row of rows)
    for (const [currency, minor] of row.revenue) revenue.set(currency, (revenue.get(currency) ?? 0n) + minor);
  return {
    month: 'all',
    joins: sum(({ joins }) => joins),
    stops: sum(({ stops }) => stops),
    churned: sum(({ churned }) => churned),
    active: rows.at(-1)?.active ?? 0,
    charged: sum(({ charged }) => charged),
    refused: sum(({ refused }) => refused),
    refunded: sum(({ refunded }) => refunded),
    revenue,
    ours: sum(({ ours }) => ours),
    matched: sum(({ matched }) => matched),
    findings: sum(({ findings }) => findings),
    foots: rows.every(({ foots }) => foots),
  };
}
