import type { Sql } from '../../platform/database.service';

export interface LookupTableCard {
  readonly id: number;
  readonly brand: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: string;
  readonly size: number;
  readonly createdAt: Date;
  /** When the rows in force were uploaded; null before the first file. */
  readonly replacedAt: Date | null;
}

export interface NewLookupTable {
  readonly brandId: number;
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: string;
  readonly createdAt: Date;
}

export interface TableRow {
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
}

const CARD = `
select t.id, b.code as brand, t.name, t.columns, t.key_column as key, t.size, t.created_at as "createdAt",
       t.replaced_at as "replacedAt"
from lookup_tables t join brands b on b.id = t.brand_id`;

export async function readTables(
  sql: Sql,
  brandId: number | null,
  after: number,
  limit: number,
): Promise<LookupTableCard[]> {
  return sql.query<LookupTableCard & Record<string, unknown>>({
    text: `${CARD} where t.id > $2::bigint and ($1::int is null or t.brand_id = $1) order by t.id limit $3`,
    values: [brandId, after, limit],
  });
}

export async function findTable(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<LookupTableCard | undefined> {
  const [card] = await sql.query<LookupTableCard & Record<string, unknown>>({
    text: `${CARD} where t.id = $1::bigint and ($2::int is null or t.brand_id = $2)`,
    values: [id, brandId],
  });
  return card;
}

/** @returns null when the brand has a table of that name. */
export async function insertTable(sql: Sql, table: NewLookupTable): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: `insert into lookup_tables (brand_id, name, columns, key_column, created_at) values ($1, $2, $3, $4, $5)
           on conflict (brand_id, name) do nothing returning id`,
    values: [table.brandId, table.name, table.columns, table.key, table.createdAt],
  });
  return row?.id ?? null;
}

/** The version under which a new file is stored, beside the rows in force. */
export async function beginVersion(sql: Sql, tableId: number): Promise<number> {
  const [row] = await sql.query<{ version: number }>({
    text: 'update lookup_tables set newest_version = newest_version + 1 where id = $1 returning newest_version as version',
    values: [tableId],
  });
  if (!row) throw new Error(`table ${tableId} is gone`);
  return row.version;
}

/** @returns the keys that are new in this version; whatever is missing came before. */
export async function insertRows(
  sql: Sql,
  tableId: number,
  version: number,
  rows: readonly TableRow[],
): Promise<Set<string>> {
  const stored = await sql.query<{ key: string }>({
    text: `insert into table_rows (table_id, version, key, fields) select $1, $2, * from unnest($3::text[], $4::jsonb[])
           on conflict (table_id, version, key) do nothing returning key`,
    values: [tableId, version, rows.map(({ key }) => key), rows.map(({ fields }) => JSON.stringify(fields))],
  });
  return new Set(stored.map(({ key }) => key));
}

/** From its commit on every look-up sees this version. @returns false when a newer file was faster. */
export async function putInForce(
  sql: Sql,
  tableId: number,
  version: number,
  size: number,
  at: Date,
): Promise<boolean> {
  const changed = await sql.run({
    text: 'update lookup_tables set version = $2, size = $3, replaced_at = $4 where id = $1 and version < $2',
    values: [tableId, version, size, at],
  });
  return changed > 0;
}

/** Rows of a file that was given up. */
export async function dropVersion(sql: Sql, tableId: number, version: number): Promise<void> {
  await sql.run({
    text: 'delete from table_rows where table_id = $1 and version = $2',
    values: [tableId, version],
  });
}

/** What came before the rows in force: the last file, and files whose process died. */
export async function dropOlder(sql: Sql, tableId: number): Promise<void> {
  await sql.run({
    text: 'delete from table_rows where table_id = $1 and version < (select version from lookup_tables where id = $1)',
    values: [tableId],
  });
}

/** The columns of the brand's tables, for whoever names one in a campaign. */
export async function tablesOfBrand(
  sql: Sql,
  brandId: number,
): Promise<ReadonlyMap<number, { readonly columns: readonly string[] }>> {
  const rows = await sql.query<{ id: number; columns: string[] }>({
    text: 'select id, columns from lookup_tables where brand_id = $1',
    values: [brandId],
  });
  return new Map(rows.map(({ id, columns }) => [id, { columns }]));
}
