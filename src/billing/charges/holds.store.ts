import { plain } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';

/**
 * Puts held charges off. The time in which they may leave moves with them, to the end of what they pay for at most: what is over is not
 * charged for.
 */
export async function putOffHeld(tx: Tx, ids: readonly number[], until: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql.run({
    name: 'charges-put-off-held',
    text: `update charges set due_at = $2::timestamptz,
             expires_at = greatest(expires_at, least(expires_at + ($2::timestamptz - due_at), coalesce(period_end, 'infinity')))
           where id = any($1::bigint[])`,
    values: [plain(ids), until],
  });
}

/** What was held may leave now. @returns the gateways it leaves by */
export async function releaseHeld(tx: Tx, subscriptionIds: readonly number[], now: Date): Promise<number[]> {
  if (subscriptionIds.length === 0) return [];
  // Whoever is putting them off just now is waited for: they would be put off behind our back.
  await tx.sql.run({
    text: `select 1 from charges
           where subscription_id = any($1::bigint[]) and not is_void and settled_at is null
           order by id for no key update`,
    values: [plain(subscriptionIds)],
  });
  const rows = await tx.sql.query<{ gatewayId: number }>({
    text: `with released as (
             update charges set due_at = $2::timestamptz
             where subscription_id = any($1::bigint[]) and not is_void and state = 'requested'
               and due_at > $2::timestamptz
             returning gateway_id
           )
           select distinct gateway_id as "gatewayId" from released order by 1`,
    values: [plain(subscriptionIds), now],
  });
  return rows.map(({ gatewayId }) => gatewayId);
}
