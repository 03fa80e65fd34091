import { instants, plain, words } from '../../platform/array-literal';
import type { Sql, Tx } from '../../platform/database.service';
import type { CodeAttributes, HeldCode } from './held-code';

export interface Redemption {
  readonly hash: string;
  readonly lotId: number;
  readonly campaignId: number;
  readonly subscriberId: number;
  readonly textId: number | null;
  readonly redeemedAt: Date;
}

/**
 * The codes with these hashes, each with its row locked (`for update`, in the order of the hashes) until the transaction ends:
 * of two batches that hold one code the second waits here, and then sees that it was redeemed. What is missing from the map is
 * no code: nobody ever made it, or it was made for a file that never arrived in full.
 */
export async function lockCodes(tx: Tx, hashes: readonly string[]): Promise<Map<string, HeldCode>> {
  if (hashes.length === 0) return new Map();
  const locked = await tx.sql.query<{ hash: string; lotId: number; loadId: number }>({
    name: 'lock-codes',
    text: `select hash, lot_id as "lotId", load_id as "loadId" from unique_codes where hash = any($1::uuid[])
           order by hash for update`,
    values: [words(hashes)],
  });
  if (locked.length === 0) return new Map();
  return readHeld(tx, locked);
}

/** A statement of its own, begun when the locks are ours: the one that waits for them would still see the world from before. */
async function readHeld(
  tx: Tx,
  locked: readonly { readonly hash: string; readonly lotId: number; readonly loadId: number }[],
): Promise<Map<string, HeldCode>> {
  const rows = await tx.sql.query<HeldRow>({
    name: 'held-codes',
    text: `select u.hash, u.lot_id as "lotId", l.state as "lotState", l.campaign_id as "campaignId", l.expires_at as "expiresAt",
             l.attributes, r.subscriber_id as "byId", r.text_id as "byText", r.campaign_id as "byCampaign", r.redeemed_at as "at"
           from unnest($1::uuid[], $2::int[], $3::int[]) as u (hash, lot_id, load_id)
           join code_lots l on l.id = u.lot_id
           join code_loads d on d.id = u.load_id and (d.kind = 'import' or d.state = 'done')
           left join code_redemptions r on r.hash = u.hash`,
    values: [
      words(locked.map(({ hash }) => hash)),
      plain(locked.map(({ lotId }) => lotId)),
      plain(locked.map(({ loadId }) => loadId)),
    ],
  });
  return new Map(rows.map((row) => [row.hash, heldOf(row)]));
}

interface HeldRow extends Record<string, unknown> {
  readonly hash: string;
  readonly lotId: number;
  readonly lotState: HeldCode['lotState'];
  readonly campaignId: number | null;
  readonly expiresAt: Date | null;
  readonly attributes: CodeAttributes;
  readonly byId: number | null;
  readonly byText: number | null;
  readonly byCampaign: number | null;
  readonly at: Date | null;
}

function heldOf({ lotId, lotState, campaignId, expiresAt, attributes, ...by }: HeldRow): HeldCode {
  const redeemed =
    by.byId === null || by.byCampaign === null || by.at === null
      ? null
      : { subscriberId: by.byId, textId: by.byText, campaignId: by.byCampaign, at: by.at };
  return { lotId, lotState, campaignId, expiresAt, attributes, redeemed };
}

/**
 * Redeems codes that `lockCodes` has locked in this transaction and nobody had redeemed, each of them once. Throws 23505 for a
 * code that is redeemed already: whoever decided did not look.
 */
export async function redeem(tx: Tx, redemptions: readonly Redemption[]): Promise<void> {
  if (redemptions.length === 0) return;
  await tx.sql.run({
    name: 'redeem-codes',
    text: `insert into code_redemptions (hash, lot_id, campaign_id, subscriber_id, text_id, redeemed_at)
           select * from unnest($1::uuid[], $2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::timestamptz[]) as r (hash)
           order by r.hash`,
    values: [
      words(redemptions.map(({ hash }) => hash)),
      plain(redemptions.map(({ lotId }) => lotId)),
      plain(redemptions.map(({ campaignId }) => campaignId)),
      plain(redemptions.map(({ subscriberId }) => subscriberId)),
      plain(redemptions.map(({ textId }) => textId)),
      instants(redemptions.map(({ redeemedAt }) => redeemedAt)),
    ],
  });
}

export interface RedemptionCard {
  readonly id: number;
  readonly campaignId: number;
  /** Null for somebody who was forgotten. */
  readonly msisdn: string | null;
  readonly textId: number | null;
  readonly redeemedAt: Date;
}

/** Who redeemed codes of a lot, in the order in which it happened. */
export async function readRedemptions(
  sql: Sql,
  lotId: number,
  after: number,
  limit: number,
): Promise<RedemptionCard[]> {
  return sql.query<RedemptionCard & Record<string, unknown>>({
    text: `select r.id, r.campaign_id as "campaignId", s.msisdn, r.text_id as "textId", r.redeemed_at as "redeemedAt"
           from code_redemptions r left join subscribers s on s.id = r.subscriber_id
           where r.lot_id = $1 and r.id > $2 order by r.id limit $3`,
    values: [lotId, after, limit],
  });
}

export async function countRedemptions(sql: Sql, lotId: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>({
    text: 'select count(*) as count from code_redemptions where lot_id = $1',
    values: [lotId],
  });
  return row?.count ?? 0;
}
