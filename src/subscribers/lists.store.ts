import type { Sql } from '../platform/database.service';

export interface ListCard {
  readonly id: number;
  readonly brand: string;
  readonly brandId: number;
  readonly shortcode: string;
  readonly shortcodeId: number;
  readonly name: string;
  readonly key: string;
  readonly frequency: string;
  readonly doubleOptIn: boolean | null;
  readonly createdAt: Date;
}

export interface NewList {
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly name: string;
  readonly key: string;
  readonly frequency: string;
  readonly doubleOptIn: boolean | null;
}

export type ListChange = Partial<Pick<NewList, 'name' | 'frequency' | 'doubleOptIn'>>;

const CARD = `
select l.id, b.code as brand, l.brand_id as "brandId", s.number as shortcode, l.shortcode_id as "shortcodeId", l.name, l.key,
       l.frequency, l.double_opt_in as "doubleOptIn", l.created_at as "createdAt"
from lists l join brands b on b.id = l.brand_id join shortcodes s on s.id = l.shortcode_id`;

/** Lists behind `after`, oldest first; of one brand, or of all. */
export async function readLists(
  sql: Sql,
  brandId: number | null,
  after: number,
  limit: number,
): Promise<ListCard[]> {
  return sql.query<ListCard & Record<string, unknown>>({
    text: `${CARD} where l.id > $2 and ($1::int is null or l.brand_id = $1) order by l.id limit $3`,
    values: [brandId, after, limit],
  });
}

/** One list, if it is this brand's; any brand's when `brandId` is null. */
export async function findList(sql: Sql, id: number, brandId: number | null): Promise<ListCard | undefined> {
  const [card] = await sql.query<ListCard & Record<string, unknown>>({
    text: `${CARD} where l.id = $1 and ($2::int is null or l.brand_id = $2)`,
    values: [id, brandId],
  });
  return card;
}

/** @returns the new list's id; null when another list of the code has its key. */
export async function insertList(sql: Sql, list: NewList): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: `insert into lists (brand_id, shortcode_id, name, key, frequency, double_opt_in) values ($1, $2, $3, $4, $5, $6)
           on conflict (shortcode_id, key) do nothing returning id`,
    values: [list.brandId, list.shortcodeId, list.name, list.key, list.frequency, list.doubleOptIn],
  });
  return row?.id ?? null;
}

/** What is undefined stays; a double opt-in of null follows the code's rule profile. */
export async function updateList(
  sql: Sql,
  id: number,
  { name, frequency, doubleOptIn }: ListChange,
): Promise<void> {
  await sql.run({
    text: `update lists set name = coalesce($2, name), frequency = coalesce($3, frequency),
             double_opt_in = case when $4 then $5 else double_opt_in end where id = $1`,
    values: [id, name ?? null, frequency ?? null, doubleOptIn !== undefined, doubleOptIn ?? null],
  });
}

/** Whether a brand has anything to do with a shared code: a word, a list or a campaign there. */
export async function isBrandOnCode(
  sql: Sql,
  brandId: number,
  shortcodeId: number,
  at: Date,
): Promise<boolean> {
  const [row] = await sql.query<{ related: boolean }>({
    text: `select exists (select 1 from keywords where brand_id = $1 and shortcode_id = $2
                            and leased_from <= $3 and (leased_until is null or leased_until > $3))
               or exists (select 1 from lists where brand_id = $1 and shortcode_id = $2)
               or exists (select 1 from campaigns where brand_id = $1 and shortcode_id = $2) as related`,
    values: [brandId, shortcodeId, at],
  });
  return row?.related ?? false;
}
