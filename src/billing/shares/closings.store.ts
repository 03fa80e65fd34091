import type { Sql } from '../../platform/database.service';

export interface ClosingRow {
  readonly id: number;
  readonly brandId: number;
  readonly brand: string;
  readonly month: string;
  readonly zone: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly closedBy: string;
  readonly closedAt: Date;
  /** Transfers it counted. */
  readonly transfers: number;
}

const CARD = `
select c.id, c.brand_id as "brandId", b.code as brand, c.month, c.zone, c.starts_at as "startsAt", c.ends_at as "endsAt",
       c.closed_by as "closedBy", c.closed_at as "closedAt",
       (select count(*)::int from closing_transfers t where t.closing_id = c.id) as transfers
from closings c join brands b on b.id = c.brand_id`;

type Row = ClosingRow & Record<string, unknown>;

/** One more than the page holds, oldest first; of one brand, or of all. */
export async function listClosings(
  sql: Sql,
  brandId: number | null,
  month: string | null,
  after: number,
  limit: number,
): Promise<ClosingRow[]> {
  return sql.query<Row>({
    text: `${CARD} where c.id > $3 and ($1::int is null or c.brand_id = $1) and ($2::text is null or c.month = $2)
           order by c.id limit $4`,
    values: [brandId, month, after, limit],
  });
}

export async function findClosing(sql: Sql, id: number): Promise<ClosingRow | undefined> {
  const [row] = await sql.query<Row>({ text: `${CARD} where c.id = $1`, values: [id] });
  return row;
}

export async function findClosingOf(
  sql: Sql,
  brandId: number,
  month: string,
): Promise<ClosingRow | undefined> {
  const [row] = await sql.query<Row>({
    text: `${CARD} where c.brand_id = $1 and c.month = $2`,
    values: [brandId, month],
  });
  return row;
}

/** A brand's months are closed one after the other: whoever comes second waits here. */
export async function lockBooksOf(sql: Sql, brandId: number): Promise<void> {
  await sql.query({ text: 'select id from brands where id = $1 for no key update', values: [brandId] });
}

export async function findLastClosing(
  sql: Sql,
  brandId: number,
): Promise<Pick<ClosingRow, 'month' | 'zone' | 'startsAt'> | undefined> {
  const [row] = await sql.query<Pick<ClosingRow, 'month' | 'zone' | 'startsAt'>>({
    text: `select month, zone, starts_at as "startsAt" from closings where brand_id = $1 order by month desc limit 1`,
    values: [brandId],
  });
  return row;
}

export interface NewClosing {
  readonly brandId: number;
  readonly month: string;
  readonly zone: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly closedBy: string;
  readonly closedAt: Date;
}

export async function insertClosing(sql: Sql, closing: NewClosing): Promise<number> {
  const [row] = await sql.query<{ id: number }>({
    text: `insert into closings (brand_id, month, zone, starts_at, ends_at, closed_by, closed_at)
           values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    values: [
      closing.brandId,
      closing.month,
      closing.zone,
      closing.startsAt,
      closing.endsAt,
      closing.closedBy,
      closing.closedAt,
    ],
  });
  if (!row) throw new Error('the new closing has no id');
  return row.id;
}
