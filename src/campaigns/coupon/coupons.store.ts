import type { Sql, Tx } from '../../platform/database.service';

export interface NewCoupon {
  readonly code: string;
  /** `foldCode` of the code: however it is typed, it is found by this. */
  readonly key: string;
}

/** What happened at the till. */
export interface TillRedemption {
  readonly till: string;
  readonly reference: string;
  readonly amountMinor: number | null;
  readonly at: Date;
  /** Whose key the till used. */
  readonly by: string;
}

/** A redemption that was taken back. */
export interface TillReversal {
  readonly redemption: unknown;
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
}

export interface CouponRow {
  readonly id: number;
  readonly campaignId: number;
  readonly brandId: number;
  readonly code: string;
  readonly subscriberId: number | null;
  readonly person: string | null;
  readonly givenAt: Date | null;
  readonly expiresAt: Date | null;
  /** As it was written; `at` in ISO 8601. */
  readonly redemption: (Omit<TillRedemption, 'at'> & { readonly at: string }) | null;
  readonly reversals: number;
}

const ROW = `
select c.id, c.campaign_id as "campaignId", k.brand_id as "brandId", c.code, c.subscriber_id as "subscriberId",
       s.sender_hash as person, c.given_at as "givenAt", c.expires_at as "expiresAt", c.redemption,
       jsonb_array_length(c.reversals) as reversals
from coupons c join campaigns k on k.id = c.campaign_id left join subscribers s on s.id = c.subscriber_id`;

/** Whether a campaign takes imported coupons; null when there is none that the brand may see. */
export async function findPool(
  sql: Sql,
  campaignId: number,
  brandId: number | null,
): Promise<{ readonly isPool: boolean } | null> {
  const [row] = await sql.query<{ isPool: boolean }>({
    text: `select kind = 'coupon' and coalesce(settings ->> 'source', '') = 'pool' as "isPool" from campaigns
           where id = $1::bigint and ($2::int is null or brand_id = $2)`,
    values: [campaignId, brandId],
  });
  return row ?? null;
}

/** In the order of their keys, so that two files do not wait for each other crosswise. @returns how many are new; the others were there. */
export async function insertCoupons(
  sql: Sql,
  campaignId: number,
  coupons: readonly NewCoupon[],
): Promise<number> {
  return sql.run({
    text: `insert into coupons (campaign_id, code, key) select $1, * from unnest($2::text[], $3::text[]) as c(code, key) order by c.key
           on conflict (campaign_id, key) do nothing`,
    values: [campaignId, coupons.map(({ code }) => code), coupons.map(({ key }) => key)],
  });
}

export async function countCoupons(
  sql: Sql,
  campaignId: number,
): Promise<{ readonly total: number; readonly given: number; readonly redeemed: number }> {
  const [row] = await sql.query<{ total: number; given: number; redeemed: number }>({
    text: `select count(*) as total, count(*) filter (where subscriber_id is not null) as given,
             count(*) filter (where redeemed_at is not null) as redeemed from coupons where campaign_id = $1`,
    values: [campaignId],
  });
  return row ?? { total: 0, given: 0, redeemed: 0 };
}

/** Coupons that somebody got, with one of these keys; of one brand or of all, of one campaign or of any. */
export async function findGiven(
  sql: Sql,
  keys: readonly string[],
  { brandId, campaignId }: { readonly brandId: number | null; readonly campaignId: number | null },
): Promise<CouponRow[]> {
  return sql.query<CouponRow & Record<string, unknown>>({
    text: `${ROW} where c.key = any($1::text[]) and c.subscriber_id is not null
             and ($2::int is null or k.brand_id = $2) and ($3::int is null or c.campaign_id = $3) order by c.id limit 10`,
    values: [keys, brandId, campaignId],
  });
}

/** The coupon, its row locked until the transaction ends: of two tills the second sees what the first did. */
export async function lockCoupon(tx: Tx, id: number, brandId: number | null): Promise<CouponRow | undefined> {
  await tx.sql.query({ text: 'select id from coupons where id = $1 for update', values: [id] });
  const [row] = await tx.sql.query<CouponRow & Record<string, unknown>>({
    text: `${ROW} where c.id = $1 and ($2::int is null or k.brand_id = $2)`,
    values: [id, brandId],
  });
  return row;
}

/** The caller has locked it. */
export async function redeemCoupon(tx: Tx, id: number, redemption: TillRedemption): Promise<void> {
  await tx.sql.run({
    text: 'update coupons set redeemed_at = $2, redeemed_by = $3, redemption = $4 where id = $1 and redeemed_at is null',
    values: [id, redemption.at, redemption.till, JSON.stringify(redemption)],
  });
}

/** The coupon can be redeemed again, and what was taken back stays on record. The caller has locked it. */
export async function reverseCoupon(tx: Tx, id: number, reversal: TillReversal): Promise<void> {
  await tx.sql.run({
    text: `update coupons set redeemed_at = null, redeemed_by = null, redemption = null, reversals = reversals || $2::jsonb
           where id = $1`,
    values: [id, JSON.stringify([reversal])],
  });
}
