import type { Sql } from '../platform/database.service';
import { Problem } from '../platform/problem';
import { readReference, type Reference } from '../platform/reference';
import { invalid } from '../platform/validation.pipe';

/** What a request may point at, the column it goes by, and which rows a brand's own key sees ($3 is the brand). */
const REFERABLE = {
  operator: { table: 'operators', column: 'code', visible: 'true' },
  connector: { table: 'connectors', column: 'name', visible: 'false' },
  brand: { table: 'brands', column: 'code', visible: 'id = $3' },
  shortcode: { table: 'shortcodes', column: 'number', visible: '(brand_id is null or brand_id = $3)' },
} as const;

export type Referable = keyof typeof REFERABLE;

/**
 * The id a reference means, null when there is none that the caller may see. A code, number or name goes before an id: of
 * a shortcode 112 and a shortcode with the id 112, "112" means the first.
 * @param brandId the only brand whose rows count; null for an administrator
 */
export async function findId(
  sql: Sql,
  what: Referable,
  raw: Reference,
  brandId: number | null,
): Promise<number | null> {
  const { table, column, visible } = REFERABLE[what];
  const { name, id } = readReference(raw);
  const [row] = await sql.query<{ id: number }>({
    text: `select id from ${table} where (${column} = $1 or id = $2) and ($3::int is null or ${visible})
           order by (${column} = $1) desc limit 1`,
    values: [name, id, brandId],
  });
  return row?.id ?? null;
}

/** The id in a path, or NOT_FOUND. */
export async function idInPath(
  sql: Sql,
  what: Referable,
  raw: Reference,
  brandId: number | null,
): Promise<number> {
  const id = await findId(sql, what, raw, brandId);
  if (id === null) throw new Problem('NOT_FOUND', `There is no ${what} "${raw}".`);
  return id;
}

/** The id in a body, or VALIDATION_FAILED at that field. */
export async function idInBody(
  sql: Sql,
  what: Referable,
  raw: Reference,
  brandId: number | null,
  path: string = what,
): Promise<number> {
  const id = await findId(sql, what, raw, brandId);
  if (id === null) throw invalid([{ path, message: `"${raw}" is no ${what} there is` }]);
  return id;
}
