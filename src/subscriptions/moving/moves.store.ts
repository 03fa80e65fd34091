import { plain, texts } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import type { NotAsked, Origin } from './move';

/** Somebody of a migration whose turn has come, and whom nobody has asked yet. */
interface Place {
  readonly migrationId: number;
  readonly subscriptionId: number;
}

/** Who was asked, by which subscription they may say yes; null where they had one to that service already. */
export interface AskedMove extends Place {
  readonly askedId: number | null;
}

export interface UnaskedMove extends Place {
  readonly because: NotAsked;
}

const HAS_IT: NotAsked = 'has it already';

/** Each once: what stands there stays. */
export async function noteAsked(tx: Tx, asked: readonly AskedMove[]): Promise<void> {
  if (asked.length === 0) return;
  await tx.sql.run({
    name: 'moves-asked',
    text: `update service_moves m set asked_id = a.asked_id, outcome = case when a.asked_id is null then $4::text else 'asked' end
           from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as a(migration_id, subscription_id, asked_id)
           where m.migration_id = a.migration_id and m.subscription_id = a.subscription_id and m.outcome is null`,
    values: [
      plain(asked.map(({ migrationId }) => migrationId)),
      plain(asked.map(({ subscriptionId }) => subscriptionId)),
      plain(asked.map(({ askedId }) => askedId)),
      HAS_IT,
    ],
  });
}

export async function noteUnasked(tx: Tx, unasked: readonly UnaskedMove[]): Promise<void> {
  if (unasked.length === 0) return;
  await tx.sql.run({
    name: 'moves-unasked',
    text: `update service_moves m set outcome = a.outcome
           from unnest($1::bigint[], $2::bigint[], $3::text[]) as a(migration_id, subscription_id, outcome)
           where m.migration_id = a.migration_id and m.subscription_id = a.subscription_id and m.outcome is null`,
    values: [
      plain(unasked.map(({ migrationId }) => migrationId)),
      plain(unasked.map(({ subscriptionId }) => subscriptionId)),
      texts(unasked.map(({ because }) => because)),
    ],
  });
}

/** What is paid and what is on its way is looked up by subscription, in the one index that has it. */
const ORIGINS = `
select m.asked_id as id, o.state, o.period_end as "periodEnd",
  (select max(c.period_end) from charges c
   where c.subscription_id = o.id and not c.is_void and c.state = 'charged' and c.refunded_minor = 0) as "paidUntil",
  exists (select from charges c
    where c.subscription_id = o.id and not c.is_void and c.state in ('requested', 'reserved', 'unknown')) as "isPaying"
from service_moves m join subscriptions o on o.id = m.subscription_id
where m.asked_id = any($1::bigint[])`;

/** What these people move from, by the subscriptions in which they were asked. */
export async function readOrigins(tx: Tx, askedIds: readonly number[]): Promise<ReadonlyMap<number, Origin>> {
  if (askedIds.length === 0) return new Map();
  const rows = await tx.sql.query<Origin & { readonly id: number } & Record<string, unknown>>({
    name: 'moves-origins',
    text: ORIGINS,
    values: [plain(askedIds)],
  });
  return new Map(rows.map(({ id, ...origin }) => [id, origin as Origin]));
}
