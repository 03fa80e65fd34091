import type { Sql } from '../platform/database.service';
import type { MessageClass } from '../rules/message-class';

export interface NewSuppression {
  readonly senderHash: string;
  readonly registry: string;
  readonly brandId: number | null;
  readonly shortcodeId: number | null;
  readonly classes: readonly MessageClass[];
  readonly source: string;
}

export interface SuppressionCard {
  readonly id: number;
  /** Known only where the person is: a registry may name people we never met. */
  readonly msisdn: string | null;
  readonly registry: string;
  readonly brand: string | null;
  readonly shortcode: string | null;
  readonly classes: readonly MessageClass[];
  readonly source: string;
  readonly createdAt: Date;
}

/**
 * Enters rows in key order. A row that stands is kept and given the new classes. No two of a call may be the same.
 * @returns for each, in order, its id and whether it is new.
 */
export async function insertSuppressions(
  sql: Sql,
  rows: readonly NewSuppression[],
  at: Date,
): Promise<{ id: number; added: boolean }[]> {
  const answers = await sql.query<{ ord: number; id: number; added: boolean }>({
    name: 'suppressions-insert',
    text: `
      with news as (
        select * from unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[], $6::text[])
          with ordinality as n(sender_hash, registry, brand_id, shortcode_id, classes, source, ord)
      ), entered as (
        insert into suppressions as s (sender_hash, registry, brand_id, shortcode_id, classes, source, created_at)
        select sender_hash, registry, brand_id, shortcode_id, classes::text[], source, $7::timestamptz from news
        order by sender_hash, registry, brand_id, shortcode_id
        on conflict (sender_hash, registry, brand_id, shortcode_id) do update set classes = excluded.classes, source = excluded.source
        returning s.id, s.sender_hash, s.registry, s.brand_id, s.shortcode_id, s.xmax = 0 as added
      )
      select n.ord::int as ord, e.id, e.added from news n join entered e on e.sender_hash = n.sender_hash and e.registry = n.registry
        and e.brand_id is not distinct from n.brand_id and e.shortcode_id is not distinct from n.shortcode_id
      order by n.ord`,
    values: [
      rows.map(({ senderHash }) => senderHash),
      rows.map(({ registry }) => registry),
      rows.map(({ brandId }) => brandId),
      rows.map(({ shortcodeId }) => shortcodeId),
      rows.map(({ classes }) => `{${classes.join(',')}}`),
      rows.map(({ source }) => source),
      at,
    ],
  });
  return answers.map(({ id, added }) => ({ id, added }));
}

export interface SuppressionFilter {
  readonly brandId: number | null;
  readonly registry: string | null;
  readonly senderHash: string | null;
}

/** Suppressions behind `after`, oldest first. A brand sees its own rows only. */
export async function readSuppressions(
  sql: Sql,
  { brandId, registry, senderHash }: SuppressionFilter,
  after: number,
  limit: number,
): Promise<SuppressionCard[]> {
  return sql.query<SuppressionCard & Record<string, unknown>>({
    text: `select x.id, p.msisdn, x.registry, b.code as brand, c.number as shortcode, x.classes, x.source, x.created_at as "createdAt"
           from suppressions x
           left join subscribers p on p.sender_hash = x.sender_hash and p.ended_at is null
           left join brands b on b.id = x.brand_id left join shortcodes c on c.id = x.shortcode_id
           where x.id > $4 and ($1::int is null or x.brand_id = $1) and ($2::text is null or x.registry = $2)
             and ($3::uuid is null or x.sender_hash = $3)
           order by x.id limit $5`,
    values: [brandId, registry, senderHash, after, limit],
  });
}

/** @returns whether there was such a row, and it was this brand's. */
export async function deleteSuppression(sql: Sql, id: number, brandId: number | null): Promise<boolean> {
  const deleted = await sql.run({
    text: 'delete from suppressions where id = $1 and ($2::int is null or brand_id = $2)',
    values: [id, brandId],
  });
  return deleted > 0;
}
