import { texts } from '../../platform/array-literal';
import type { Sql } from '../../platform/database.service';

export const REFUND_STATES = ['requested', 'sending', 'unknown', 'refunded', 'refused', 'manual'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** A refund as staff see it. */
export interface RefundCard {
  readonly id: number;
  readonly chargeId: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly state: RefundState;
  readonly reason: string;
  readonly actor: string;
  readonly attempts: number;
  readonly failure: string | null;
  readonly remoteId: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

export interface RefundFilter {
  readonly id?: number;
  readonly chargeId?: number;
  readonly state?: RefundState;
  /** The only brand whose refunds are shown. */
  readonly brandId?: number | null;
  readonly after: number;
  readonly limit: number;
}

type Row = Omit<RefundCard, 'amountMinor'> & {
  readonly amountMinor: string;
  readonly key: string;
  readonly [column: string]: unknown;
};

const CARD = `
select r.id, r.key, r.charge_id as "chargeId", r.amount_minor::text as "amountMinor", r.currency, r.state, r.reason, r.actor, r.attempts,
  r.failure, r.remote_id as "remoteId", r.created_at as "createdAt", r.settled_at as "settledAt"
from refunds r`;

const toCard = ({ key: _key, amountMinor, ...row }: Row): RefundCard => ({
  ...row,
  amountMinor: BigInt(amountMinor),
});

/** Refunds behind `after`, oldest first. */
export async function readRefunds(sql: Sql, filter: RefundFilter): Promise<RefundCard[]> {
  const { id = null, chargeId = null, state = null, brandId = null, after, limit } = filter;
  const rows = await sql.query<Row>({
    text: `${CARD} where r.id > $1 and ($2::bigint is null or r.id = $2) and ($3::bigint is null or r.charge_id = $3)
             and ($4::text is null or r.state = $4)
             and ($5::int is null or exists (select 1 from charges c where c.id = r.charge_id and c.brand_id = $5))
           order by r.id limit $6`,
    values: [after, id, chargeId, state, brandId, limit],
  });
  return rows.map(toCard);
}

/** Refunds by the key that names each. */
export async function refundsNamed(
  sql: Sql,
  keys: readonly string[],
): Promise<ReadonlyMap<string, RefundCard>> {
  const rows = await sql.query<Row>({
    text: `${CARD} where r.key = any($1::text[]) order by r.id`,
    values: [texts(keys)],
  });
  return new Map(rows.map((row) => [row.key, toCard(row)]));
}
