/** One row of the printed table: at most three figures, and what they should reach. */
export interface Line {
  readonly label: string;
  readonly cells: readonly string[];
  readonly reach?: string;
}

const LABEL_CHARS = 46;
const CELL_CHARS = 12;

export function line(label: string, cells: readonly string[], reach?: string): Line {
  return { label, cells, ...(reach !== undefined && { reach }) };
}

export function print({ label, cells, reach }: Line): string {
  const columns = Array.from({ length: Math.max(3, cells.length) }, (_, at) => cells[at] ?? '');
  const padded = columns.map((cell) => cell.padStart(CELL_CHARS)).join('');
  return `${label.padEnd(LABEL_CHARS)}${padded}${reach === undefined ? '' : `   reach ${reach}`}`;
}

export const count = (value: number): string =>
  Number.isNaN(value) ? '–' : Math.round(value).toLocaleString('en');
export const ratio = (value: number): string => value.toFixed(2);
export const tenths = (value: number): string => value.toFixed(1);
export const hundredths = (value: number): string => value.toFixed(2);
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
