import type { MoneyJson } from '../../platform/money';

export type Cell = string | number | boolean | null | MoneyJson;

/** A report: rows that all have the same members, in the order in which a file has its columns. */
export interface Report {
  readonly name: string;
  readonly rows: readonly ReportRow[];
}

export type ReportRow = Readonly<Record<string, Cell>>;

/** A share in hundredths of a percent, rounded down; null of nothing. */
export const shareBp = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.floor((part * 10_000) / whole);

const isMoney = (cell: Cell): cell is MoneyJson => typeof cell === 'object' && cell !== null;

/** The lines of a report's file, the header first: an amount is its minor units, its currency a column of its own. */
export function linesOf({ rows }: Report): string[][] {
  const [first] = rows;
  if (!first) return [];
  return [Object.keys(first), ...rows.map((row) => Object.values(row).map(written))];
}

function written(cell: Cell): string {
  if (cell === null) return '';
  return isMoney(cell) ? cell.minor : plain(String(cell));
}

/** What begins like a formula is a text to every spreadsheet; a number may begin with its sign. */
const plain = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+$/.test(text) ? `'${text}` : text;
