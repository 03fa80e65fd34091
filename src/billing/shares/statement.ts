import type { Line, LineKind } from './closing-line';
import { mapParts, NOTHING, plus, type Parts } from './share';

export const PARTIES = ['brand', 'provider', 'operator'] as const;

/** For whom a statement is. */
export type Party = (typeof PARTIES)[number];

/** A line as a statement shows it. */
export interface StatementLine extends Line {
  readonly service: string;
  readonly operator: string;
  /** The month that was shared out: an earlier one when this takes back from it. */
  readonly ofMonth: string;
}

/** What earlier closings of the brand came to for one provider at one operator, signed; oldest first. */
export interface EarlierMonth {
  readonly month: string;
  readonly provider: string;
  readonly operator: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly parts: Parts;
}

/** What stands between a party and us. We owe brands and providers; an operator owes us what it does not keep. */
export interface Balance {
  /** Never more than zero: more was taken back than came, and the next months make up for it. */
  readonly broughtForwardMinor: bigint;
  readonly ofMonthMinor: bigint;
  readonly dueMinor: bigint;
  readonly carriedForwardMinor: bigint;
}

export interface Totals {
  readonly chargedMinor: bigint;
  readonly refundedMinor: bigint;
  readonly badDebtMinor: bigint;
  /** After what was taken back. */
  readonly parts: Parts;
}

export interface Statement {
  readonly party: string;
  readonly currency: string;
  readonly lines: readonly StatementLine[];
  readonly totals: Totals;
  readonly balance: Balance;
}

/**
 * The statements of one closing for each party of that sort, one per currency, by name. They are sums of what the closing stored
 * and of what was stored before it, so they never change.
 */
export function statements(
  sort: Party,
  brand: string,
  lines: readonly StatementLine[],
  earlier: readonly EarlierMonth[],
): readonly Statement[] {
  const nameOf = (row: { readonly provider: string; readonly operator: string }): string =>
    sort === 'brand' ? brand : row[sort];
  const isOf = (party: string, currency: string) => (row: StatementLine | EarlierMonth) =>
    nameOf(row) === party && row.currency === currency;
  return accountsOf([...lines, ...earlier].map((row) => ({ party: nameOf(row), currency: row.currency })))
    .map(({ party, currency }) => {
      const own = lines.filter(isOf(party, currency));
      const before = byMonth(earlier.filter(isOf(party, currency)), (row) => DUE[sort](row));
      const totals = totalsOf(own);
      const netMinor = totals.chargedMinor - totals.refundedMinor - totals.badDebtMinor;
      const balance = balanceOf([...before, DUE[sort]({ amountMinor: netMinor, parts: totals.parts })]);
      return { party, currency, lines: own, totals, balance };
    })
    .filter(({ lines: own, balance }) => own.length > 0 || balance.broughtForwardMinor < 0n);
}

const DUE: {
  readonly [P in Party]: (of: { readonly amountMinor: bigint; readonly parts: Parts }) => bigint;
} = {
  brand: ({ parts }) => parts.brand,
  provider: ({ parts }) => parts.provider,
  operator: ({ amountMinor, parts }) => amountMinor - parts.operator,
};

/** What the last of these months comes to, after what the ones before it left owing. */
export function balanceOf(months: readonly bigint[]): Balance {
  const broughtForwardMinor = months.slice(0, -1).reduce((owing, month) => least(owing + month, 0n), 0n);
  const ofMonthMinor = months.at(-1) ?? 0n;
  const sum = broughtForwardMinor + ofMonthMinor;
  return {
    broughtForwardMinor,
    ofMonthMinor,
    dueMinor: sum > 0n ? sum : 0n,
    carriedForwardMinor: least(sum, 0n),
  };
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

/** Whether a line came or went. */
export const SIGNS: Readonly<Record<LineKind, bigint>> = { charges: 1n, refunds: -1n, 'bad debt': -1n };

export function totalsOf(lines: readonly Line[]): Totals {
  const sumOf = (kind: LineKind): bigint =>
    lines.filter((line) => line.kind === kind).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return {
    chargedMinor: sumOf('charges'),
    refundedMinor: sumOf('refunds'),
    badDebtMinor: sumOf('bad debt'),
    parts: lines
      .map(({ kind, parts }) => mapParts((part) => SIGNS[kind] * parts[part]))
      .reduce(plus, NOTHING),
  };
}

interface PartyAccount {
  readonly party: string;
  readonly currency: string;
}

function accountsOf(rows: readonly PartyAccount[]): readonly PartyAccount[] {
  const distinct = new Map(rows.map((row) => [`${row.currency} ${row.party}`, row]));
  return [...distinct.values()].sort((a, b) => order(a.party, b.party) || order(a.currency, b.currency));
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function byMonth(rows: readonly EarlierMonth[], amountOf: (row: EarlierMonth) => bigint): readonly bigint[] {
  const months = new Map<string, bigint>();
  for (const row of rows) months.set(row.month, (months.get(row.month) ?? 0n) + amountOf(row));
  return [...months].sort(([a], [b]) => order(a, b)).map(([, amount]) => amount);
}
