/** One page of a list: the rows, and the cursor that gives the next page (null on the last). */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export const PAGE_LIMITS = { least: 1, most: 200, usual: 50 } as const;

const CURSOR = /^after:([0-9]{1,15})$/;

/** The opaque cursor that stands behind the row with this id. */
export function cursorAfter(id: number): string {
  return Buffer.from(`after:${id}`, 'utf8').toString('base64url');
}

/** The id a cursor stands behind; null for what is no cursor of ours. */
export function readCursor(cursor: string): number | null {
  const plain = Buffer.from(cursor, 'base64url').toString('utf8');
  const id = Number(CURSOR.exec(plain)?.[1] ?? NaN);
  return Number.isInteger(id) && cursorAfter(id) === cursor ? id : null;
}

/** A page out of `limit + 1` rows in the order of their ids: the one too many tells that there is more. */
export function pageOf<R extends { readonly id: number }, T>(
  rows: readonly R[],
  limit: number,
  show: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(show), next: rows.length > limit && last ? cursorAfter(last.id) : null };
}
