import { stringify } from 'csv-stringify/sync';
import { formatMoney, money } from '../../platform/money';
import type { ClosedMonth } from './closings.service';
import { PARTS } from './share';
import { SIGNS, type Party, type Statement, type StatementLine } from './statement';

export const STATEMENT_COLUMNS = [
  'month',
  'per',
  'party',
  'kind',
  'of_month',
  'service',
  'provider',
  'operator',
  'currency',
  'vat_bp',
  'rule',
  'count',
  'amount',
  ...PARTS,
  'receivable_on',
  'payable_on',
] as const;

/** One row per line and, at the end of each party's, its balance; what was taken back is negative, in whole units and decimals. */
export function statementFile({ closing, statements }: ClosedMonth, per: Party): string {
  const rows = statements.flatMap((statement) => [
    ...statement.lines.map((line) => [closing.month, per, statement.party, ...lineCells(line)]),
    ...balanceRows(statement).map((row) => [closing.month, per, statement.party, ...row]),
  ]);
  // What begins like a formula is a text to every spreadsheet; our own amounts are not, and may be negative.
  return stringify([[...STATEMENT_COLUMNS], ...rows.map((row) => row.map(escaped))]);
}

function lineCells(line: StatementLine): readonly (string | number)[] {
  const { kind, ofMonth, service, provider, operator, currency, vatBp, ruleId, count } = line;
  const amount = (minor: bigint) => formatMoney(money(SIGNS[kind] * minor, currency));
  return [
    ...[kind, ofMonth, service, provider, operator, currency, vatBp, ruleId, count],
    amount(line.amountMinor),
    ...PARTS.map((part) => amount(line.parts[part])),
    line.receivableOn,
    line.payableOn,
  ];
}

function balanceRows({ currency, balance }: Statement): readonly (readonly string[])[] {
  const { broughtForwardMinor, dueMinor, carriedForwardMinor } = balance;
  const row = (kind: string, minor: bigint): readonly string[] => [
    ...[kind, '', '', '', '', currency, '', '', ''],
    formatMoney(money(minor, currency)),
    ...PARTS.map(() => ''),
    '',
    '',
  ];
  return [
    row('brought forward', broughtForwardMinor),
    row('due', dueMinor),
    row('carried forward', carriedForwardMinor),
  ];
}

const escaped = (cell: string | number): string | number =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
