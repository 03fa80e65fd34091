import { plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import type { KnownRefund, NewRefund, RefundableCharge } from './refund-plan';

/** Locks what is to be given back from, in the order of ids. */
export async function lockRefundable(tx: Tx, chargeIds: readonly number[]): Promise<RefundableCharge[]> {
  const rows = await tx.sql.query<{
    id: number;
    isCharged: boolean;
    amountMinor: string;
    refundedMinor: string;
    currency: string;
  }>({
    text: `select id, state = 'charged' as "isCharged", amount_minor::text as "amountMinor", refunded_minor::text as "refundedMinor", currency
           from charges where id = any($1::bigint[]) order by id for no key update`,
    values: [plain(chargeIds)],
  });
  return rows.map((row) => ({
    ...row,
    amountMinor: BigInt(row.amountMinor),
    refundedMinor: BigInt(row.refundedMinor),
  }));
}

/** Refunds of these keys; the charges they belong to are locked, so that none appears meanwhile. */
export async function readKnown(tx: Tx, keys: readonly string[]): Promise<KnownRefund[]> {
  const rows = await tx.sql.query<{ id: number; key: string; chargeId: number; amountMinor: string }>({
    text: `select id, key, charge_id as "chargeId", amount_minor::text as "amountMinor" from refunds where key = any($1::text[])`,
    values: [texts(keys)],
  });
  return rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
}

/** Writes refunds and takes them off what may still be given back; the database refuses what would exceed a charge. @returns ids by key */
export async function insertRefunds(
  tx: Tx,
  refunds: readonly NewRefund[],
  at: Date,
): Promise<ReadonlyMap<string, number>> {
  if (refunds.length === 0) return new Map();
  const inOrder = [...refunds].sort((one, other) => one.chargeId - other.chargeId);
  const amounts = inOrder.map(({ amountMinor }) => String(amountMinor));
  await tx.sql.run({
    text: `update charges c set refunded_minor = c.refunded_minor + g.amount_minor
           from (select charge_id, sum(amount_minor) as amount_minor
                 from unnest($1::bigint[], $2::bigint[]) as r(charge_id, amount_minor) group by charge_id) g
           where c.id = g.charge_id`,
    values: [plain(inOrder.map(({ chargeId }) => chargeId)), words(amounts)],
  });
  const rows = await tx.sql.query<{ id: number; key: string }>({
    text: `insert into refunds (key, charge_id, amount_minor, currency, reason, actor, due_at, created_at)
           select r.*, $7::timestamptz, $7::timestamptz
           from unnest($1::text[], $2::bigint[], $3::bigint[], $4::char(3)[], $5::text[], $6::text[])
             as r(key, charge_id, amount_minor, currency, reason, actor)
           order by r.charge_id, r.key returning id, key`,
    values: [
      texts(inOrder.map(({ key }) => key)),
      plain(inOrder.map(({ chargeId }) => chargeId)),
      words(amounts),
      words(inOrder.map(({ currency }) => currency)),
      texts(inOrder.map(({ reason }) => reason)),
      texts(inOrder.map(({ actor }) => actor)),
      at,
    ],
  });
  return new Map(rows.map(({ key, id }) => [key, id]));
}
