import type { Sql } from '../platform/database.service';

/**
 * The last text received before an instant; 0 when there is none. Ids are drawn in the order of arrival, so a few look-ups by key
 * find it: texts have no index by time, and every text would pay for one.
 */
export async function lastTextBefore(sql: Sql, before: Date): Promise<number> {
  const [newest] = await sql.query<{ id: number | null }>({ text: 'select max(id) as id from texts' });
  let below = 0;
  let above = (newest?.id ?? 0) + 1;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    const [next] = await sql.query<{ id: number; is_before: boolean }>({
      name: 'texts-from',
      text: 'select id, received_at < $2 as is_before from texts where id >= $1 order by id limit 1',
      values: [middle, before],
    });
    if (next?.is_before) below = next.id;
    else above = middle;
  }
  return below;
}

/** How many pages the memory of what was heard fills. */
export async function pagesOfHeard(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ pages: number }>({
    text: `select (pg_relation_size('heard') / current_setting('block_size')::int)::int as pages`,
  });
  return row?.pages ?? 0;
}

/** Forgets, on these pages alone, what was heard up to a text: rows lie about in the order they came, and no index is needed. */
export function forgetHeard(sql: Sql, upToText: number, fromPage: number, toPage: number): Promise<number> {
  return sql.run({
    text: 'delete from heard where ctid >= $1::tid and ctid < $2::tid and text_id <= $3',
    values: [`(${fromPage},0)`, `(${toPage},0)`, upToText],
  });
}
