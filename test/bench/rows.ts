import type { Client } from 'pg';

/** A moment in the life of the database: what comes after it is a run's. */
export interface Mark {
  /** The first transaction id that is not older. */
  readonly xid: number;
  readonly textId: number;
}

export interface RowsLeft {
  /** With its schema: `public.texts`. */
  readonly table: string;
  readonly rows: number;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isArray: boolean;
}

export interface Sample {
  readonly table: string;
  readonly columns: readonly Column[];
  /** Values as PostgreSQL writes them, row by row. */
  readonly rows: readonly (readonly (string | null)[])[];
}

export async function markOf(sql: Client): Promise<Mark> {
  const { rows } = await sql.query<Mark>(
    `select pg_snapshot_xmax(pg_current_snapshot())::text::float8 as xid,
       (select case when is_called then last_value else 0 end::float8 from text_ids) as "textId"`,
  );
  const [mark] = rows;
  if (!mark) throw new Error('the database has no text_ids');
  return mark;
}

/** How many rows stand in each table that transactions since the mark have put there, inserted or last updated. */
export async function rowsSince(sql: Client, mark: Mark): Promise<RowsLeft[]> {
  const { rows: tables } = await sql.query<{ table: string }>(
    `select format('%I.%I', schemaname, tablename) as table from pg_tables where schemaname in ('public', 'simulator') order by 1`,
  );
  const left: RowsLeft[] = [];
  for (const { table } of tables) {
    const { rows } = await sql.query<{ rows: number }>(
      `select count(*)::float8 as rows from ${table} ${SINCE}`,
      [mark.xid],
    );
    if (rows[0] && rows[0].rows > 0) left.push({ table, rows: rows[0].rows });
  }
  return left;
}

/** The first `limit` of these rows as they lie, without the columns that are empty in all of them or that nobody writes. */
export async function sampleOf(sql: Client, table: string, mark: Mark, limit: number): Promise<Sample> {
  const { rows: all } = await sql.query<Column>(
    `select quote_ident(attname) as name, format_type(atttypid, atttypmod) as type, attndims > 0 as "isArray"
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  const { rows } = await sql.query<(string | null)[]>({
    text: `select ${all.map(({ name }) => `${name}::text`).join(', ')} from ${table} ${SINCE} limit ${limit}`,
    values: [mark.xid],
    rowMode: 'array',
  });
  const filled = all.map((_, at) => rows.some((row) => row[at] !== null));
  return {
    table,
    columns: all.filter((_, at) => filled[at]),
    rows: rows.map((row) => row.filter((_, at) => filled[at])),
  };
}

/** A frozen row keeps its xmin, and no bench lives long enough for the counter to go round. */
const SINCE = 'where xmin::text::bigint >= $1';
