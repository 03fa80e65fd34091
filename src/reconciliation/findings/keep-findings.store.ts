import type { Tx } from '../../platform/database.service';

// A verdict of a day becomes a finding, and stays the same one however often the day is run. What nobody doubts any more closes
// itself; what a person closed stays closed unless the files say something else now.
const OPENED = `
with opened as (
  insert into findings (operator_id, day, key, category, differences, via, charge_id, refund_id, file_id, line, operator_txn_id,
    service_id, brand_id, ours_minor, theirs_minor, delta_minor, currency, ours_state, theirs_status, ours_at, theirs_at, late_until,
    opened_at)
  select $1, $2, key, category, differences, via, charge_id, refund_id, file_id, line, operator_txn_id, service_id, brand_id,
    ours_minor, theirs_minor, delta_minor, currency, ours_state, theirs_status, ours_at, theirs_at, late_until, $4
  from verdicts where category <> 'MATCHED' order by key
  on conflict (operator_id, day, key) do nothing
  returning id, category
)
insert into finding_steps (finding_id, step, to_state, category, run_id, actor, reason, at)
select id, 'opened', 'OPEN', category, $3, 'system', 'found by a comparison', $4 from opened order by id`;

const IS_SAME = `
(f.category, f.differences, f.via, f.delta_minor, f.ours_minor, f.theirs_minor, f.ours_state, f.theirs_status, f.late_until)
  is not distinct from
(v.category, v.differences, v.via, v.delta_minor, v.ours_minor, v.theirs_minor, v.ours_state, v.theirs_status, v.late_until)`;

const LOCKED = `
locked as materialized (
  select f.* from findings f where f.operator_id = $1 and f.day = $2 order by f.id for update
)`;

const CHANGED = `
with ${LOCKED}, changed as (
  select f.id, f.state as from_state, v.*,
    case when f.state = 'RESOLVED' or (f.closed_at is not null and (f.category, f.delta_minor) is distinct from (v.category, v.delta_minor))
         then 'OPEN' else f.state end as to_state
  from locked f join verdicts v on v.key = f.key and v.category <> 'MATCHED'
  where (f.state = 'RESOLVED' or not (${IS_SAME}))
    and (f.closed_at is null or f.state = 'RESOLVED' or (f.category, f.delta_minor) is distinct from (v.category, v.delta_minor))
), updated as (
  update findings f set category = c.category, differences = c.differences, via = c.via, charge_id = c.charge_id,
    refund_id = c.refund_id, file_id = c.file_id, line = c.line, operator_txn_id = c.operator_txn_id, service_id = c.service_id,
    brand_id = c.brand_id, ours_minor = c.ours_minor, theirs_minor = c.theirs_minor, delta_minor = c.delta_minor,
    currency = c.currency, ours_state = c.ours_state, theirs_status = c.theirs_status, ours_at = c.ours_at,
    theirs_at = c.theirs_at, late_until = c.late_until, state = c.to_state,
    closed_at = case when c.to_state = 'OPEN' then null else f.closed_at end
  from changed c where c.id = f.id
  returning f.id, c.from_state, c.to_state, c.category
), forgotten as (
  delete from finding_proposals p using updated u where p.finding_id = u.id
)
insert into finding_steps (finding_id, step, from_state, to_state, category, run_id, actor, reason, at)
select id, case when from_state in ('RESOLVED', 'ACCEPTED', 'REJECTED', 'WRITTEN_OFF') then 'reopened' else 'changed' end, from_state,
  to_state, category, $3, 'system', 'a later comparison says something else', $4
from updated order by id`;

// An adjustment that was posted stands against two sides that agree by now: somebody has to take it back.
const GONE = `
with ${LOCKED}, gone as (
  select f.id, f.state as from_state, v.via, f.closed_at is not null as was_closed
  from locked f left join verdicts v on v.key = f.key
  where (v.key is null or v.category = 'MATCHED')
    and (f.closed_at is null or (f.state in ('ACCEPTED', 'WRITTEN_OFF') and f.adjusted_minor <> 0 and f.delta_minor <> 0))
), updated as (
  update findings f set delta_minor = 0, late_until = null, via = coalesce(g.via, f.via),
    state = case when g.was_closed or f.adjusted_minor <> 0 then 'OPEN' else 'RESOLVED' end,
    closed_at = case when g.was_closed or f.adjusted_minor <> 0 then null else $4::timestamptz end
  from gone g where g.id = f.id
  returning f.id, g.from_state, f.state as to_state, f.category, g.via
), forgotten as (
  delete from finding_proposals p using updated u where p.finding_id = u.id
)
insert into finding_steps (finding_id, step, from_state, to_state, category, run_id, actor, reason, at)
select id, case when to_state = 'OPEN' then 'reopened' else 'resolved' end, from_state, to_state, category, $3, 'system',
  case when to_state = 'OPEN' then 'both sides agree now, and an adjustment stands against them'
    when via = 'fuzzy' then 'matched by person, service, amount and time' else 'both sides agree now' end, $4
from updated order by id`;

/** Brings the findings of a day to what a run has just found: opened, changed, resolved, each with a step that says so. */
export async function keepFindings(
  tx: Tx,
  run: { readonly id: number; readonly operatorId: number; readonly day: string },
  at: Date,
): Promise<void> {
  const values = [run.operatorId, run.day, run.id, at];
  // What changes first: what is opened in this run needs no second look.
  for (const text of [CHANGED, GONE, OPENED]) await tx.sql.run({ text, values });
}
