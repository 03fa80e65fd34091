import type { Tx } from '../platform/database.service';
import { isDatabaseAway } from '../platform/problem.filter';
import { isRefusedData, sqlStateOf } from '../platform/sql-state';

export interface Failed<T> {
  readonly item: T;
  readonly error: unknown;
}

/** What would fail again whenever it is tried: a mistake of ours, or data that PostgreSQL refuses. */
export const isPoison = (error: unknown): boolean =>
  isRefusedData(error) || (sqlStateOf(error) === '' && !isDatabaseAway(error));

/** Works on each by itself, in one transaction: what fails leaves nothing behind, and its neighbours are done. */
export async function eachAlone<T>(
  tx: Tx,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<Failed<T>[]> {
  const failed: Failed<T>[] = [];
  for (const item of items) {
    await tx.sql.run({ text: 'savepoint alone' });
    try {
      await work(item);
      await tx.sql.run({ text: 'release savepoint alone' });
    } catch (error) {
      if (!isPoison(error)) throw error;
      await tx.sql.run({ text: 'rollback to savepoint alone' });
      failed.push({ item, error });
    }
  }
  return failed;
}
