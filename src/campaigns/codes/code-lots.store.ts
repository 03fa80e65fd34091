import type { Sql } from '../../platform/database.service';
import type { CodeShape } from './code-shape';
import type { CodeAttributes } from './held-code';
import type { LoadCard } from './code-loads.store';

export interface CodeLotCard {
  readonly id: number;
  readonly brand: string;
  readonly brandId: number;
  readonly campaignId: number | null;
  readonly name: string;
  readonly shape: CodeShape;
  readonly attributes: CodeAttributes;
  readonly expiresAt: Date | null;
  readonly state: 'active' | 'revoked';
  /** Codes that can be redeemed, or could have been. */
  readonly size: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  /** The newest; null for a lot that nobody has filled yet. */
  readonly load: LoadCard | null;
}

export interface NewCodeLot {
  readonly brandId: number;
  readonly campaignId: number | null;
  readonly name: string;
  readonly shape: CodeShape;
  readonly attributes: CodeAttributes;
  readonly expiresAt: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Codes of a generation count when all of them were handed over; a process that has been silent for a minute has died. */
const CARD = `
select l.id, b.code as brand, l.brand_id as "brandId", l.campaign_id as "campaignId", l.name, l.shape, l.attributes,
       l.expires_at as "expiresAt", l.state, l.created_by as "createdBy", l.created_at as "createdAt", l.revoked_at as "revokedAt",
       (select coalesce(sum(d.imported) filter (where d.kind = 'import' or d.state = 'done'), 0)::bigint
        from code_loads d where d.lot_id = l.id) as size,
       (select json_build_object('id', d.id, 'kind', d.kind, 'file', d.file,
                 'state', case when d.state = 'running' and d.beat_at < clock_timestamp() - interval '1 minute'
                               then 'interrupted' else d.state end,
                 'imported', d.imported, 'known', d.known, 'rejected', d.rejected, 'faults', d.faults, 'detail', d.detail,
                 'startedBy', d.started_by, 'startedAt', d.started_at, 'endedAt', d.ended_at)
        from code_loads d where d.lot_id = l.id order by d.id desc limit 1) as load
from code_lots l join brands b on b.id = l.brand_id`;

/** Lots behind `after`, oldest first; of one brand, or of all. */
export async function readLots(
  sql: Sql,
  brandId: number | null,
  after: number,
  limit: number,
): Promise<CodeLotCard[]> {
  return sql.query<CodeLotCard & Record<string, unknown>>({
    text: `${CARD} where l.id > $2::bigint and ($1::int is null or l.brand_id = $1) order by l.id limit $3`,
    values: [brandId, after, limit],
  });
}

/** One lot, if it is this brand's; any brand's when `brandId` is null. */
export async function findLot(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<CodeLotCard | undefined> {
  const [card] = await sql.query<CodeLotCard & Record<string, unknown>>({
    text: `${CARD} where l.id = $1::bigint and ($2::int is null or l.brand_id = $2)`,
    values: [id, brandId],
  });
  return card;
}

export async function insertLot(sql: Sql, lot: NewCodeLot): Promise<number> {
  const [row] = await sql.query<{ id: number }>({
    text: `insert into code_lots (brand_id, campaign_id, name, shape, attributes, expires_at, created_by, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    values: [
      lot.brandId,
      lot.campaignId,
      lot.name,
      JSON.stringify(lot.shape),
      JSON.stringify(lot.attributes),
      lot.expiresAt,
      lot.createdBy,
      lot.createdAt,
    ],
  });
  if (!row) throw new Error('the new lot has no id');
  return row.id;
}

/** From its commit on none of its codes is redeemed. A lot that was revoked before keeps its instant. */
export async function revokeLot(sql: Sql, id: number, at: Date): Promise<void> {
  await sql.run({
    text: `update code_lots set state = 'revoked', revoked_at = $2 where id = $1 and state = 'active'`,
    values: [id, at],
  });
}

export async function isCampaignOf(sql: Sql, campaignId: number, brandId: number): Promise<boolean> {
  const [row] = await sql.query<{ id: number }>({
    text: 'select id from campaigns where id = $1 and brand_id = $2',
    values: [campaignId, brandId],
  });
  return row !== undefined;
}
