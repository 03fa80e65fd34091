import type { Sql, Tx } from '../../platform/database.service';

/** A charge of which nobody knew what became of it, and what the operator's file says. */
export interface Healable {
  readonly findingId: number;
  readonly gatewayId: number;
  readonly correlator: string;
  readonly remoteId: string | null;
  readonly status: 'charged' | 'refused';
}

// Only what an id brought together, for the same person, service and amount: a likeness heals nothing.
const IS_HEALABLE = `
f.closed_at is null and f.ours_state in ('reserved', 'unknown') and f.category = 'STATUS_MISMATCH' and f.differences = '{status}'
and f.via in ('operator id', 'our reference') and f.theirs_status in ('charged', 'refused')`;

/** Findings behind `after` whose charge is still unknown, in the order of their ids. */
export function readHealable(sql: Sql, after: number, limit: number): Promise<Healable[]> {
  return sql.query<Healable & Record<string, unknown>>({
    text: `select f.id as "findingId", c.gateway_id as "gatewayId", a.correlator, f.operator_txn_id as "remoteId",
             f.theirs_status as status
           from findings f join charges c on c.id = f.charge_id and c.state in ('reserved', 'unknown')
           join lateral (
             select t.correlator from charge_attempts t where t.charge_id = c.id order by t.ordinal desc limit 1) a on true
           where ${IS_HEALABLE} and f.id > $1 order by f.id limit $2`,
    values: [after, limit],
  });
}

/** Closes the findings whose charge has become what the file says. @returns how many */
export async function closeHealed(tx: Tx, at: Date): Promise<number> {
  return tx.sql.run({
    text: `with healed as materialized (
             select f.id, f.state as from_state, c.state as ours_state from findings f join charges c on c.id = f.charge_id
             where ${IS_HEALABLE} and c.state = f.theirs_status order by f.id for update of f
           ), closed as (
             update findings f set state = 'RESOLVED', closed_at = $1, delta_minor = 0, ours_state = h.ours_state
             from healed h where h.id = f.id returning f.id, h.from_state, f.category
           )
           insert into finding_steps (finding_id, step, from_state, to_state, category, actor, reason, at)
           select id, 'resolved', from_state, 'RESOLVED', category, 'system', 'the file told what became of the charge', $1
           from closed order by id`,
    values: [at],
  });
}
