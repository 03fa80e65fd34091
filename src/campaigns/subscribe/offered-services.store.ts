import type { Sql } from '../../platform/database.service';
import type { OfferedService } from '../campaign-kind';

/** The paid services of a brand, whatever their state. */
export async function servicesOfBrand(
  sql: Sql,
  brandId: number,
): Promise<ReadonlyMap<number, OfferedService>> {
  const rows = await sql.query<OfferedService & Record<string, unknown>>({
    text: `select s.id, s.list_id as "listId", s.brand_id as "brandId", s.shortcode_id as "shortcodeId", l.name, s.state
           from services s join lists l on l.id = s.list_id where s.brand_id = $1`,
    values: [brandId],
  });
  return new Map(rows.map((row) => [row.id, row]));
}
