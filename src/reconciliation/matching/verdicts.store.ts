import type { Tx } from '../../platform/database.service';
import type { Frame } from './frame.store';

const VERDICTS = `
create temp table verdicts (
  key text primary key, category text not null, differences text[] not null, via text, charge_id bigint, refund_id bigint,
  file_id bigint, line int, operator_txn_id text, service_id int, brand_id int, ours_minor bigint, theirs_minor bigint,
  delta_minor bigint not null, currency char(3) not null, ours_state text, theirs_status text, ours_at timestamptz,
  theirs_at timestamptz, late_until timestamptz
) on commit drop`;

// One row, so that each statement below can say by name what was agreed.
const AGREED = `
create temp table agreed on commit drop as
select $1::int as operator_id, $2::date as day, $3::timestamptz as day_from, $4::timestamptz as day_until,
  $5::timestamptz as late_until, $6::timestamptz as as_of, $7::bigint as amount_minor, $8::int as percent_bp, $9::int as time_ms,
  make_interval(secs => $10::int / 1000.0) as edge, $11::int as late_days`;

const INTO_VERDICTS = `
insert into verdicts (key, category, differences, via, charge_id, refund_id, file_id, line, operator_txn_id, service_id, brand_id,
  ours_minor, theirs_minor, delta_minor, currency, ours_state, theirs_status, ours_at, theirs_at, late_until)`;

const IS_NEAR_CUT_OFF = `(o.at < g.day_from + g.edge or o.at >= g.day_until - g.edge)`;
const OUR_KEY = `case when is_refund then 'refund:' || id else 'charge:' || id end`;

// What was refused, and what nobody knows yet, is no money. A charge near the cut-off may stand in a neighbouring day's file, and
// one whose answer came late was made when it was sent: neither is of another day for that.
const PAIRED = `
with paired as (
  select o.*, p.via, r.file_id, r.line, r.operator_txn_id, r.status, r.at as their_at, r.amount_minor as their_minor,
    case when o.state in ('charged', 'refunded') then o.amount_minor else 0 end as counted_minor,
    array_remove(array[
      case when r.person <> o.person or r.service_id <> o.service_id then 'identity' end,
      case when r.status <> o.state and not (r.status = 'refused' and o.state = 'voided') then 'status' end,
      case when r.currency <> o.currency then 'currency' end,
      case when r.status <> 'refused'
        and abs(r.amount_minor - o.amount_minor) > greatest(g.amount_minor, abs(o.amount_minor) * g.percent_bp / 10000)
        then 'amount' end,
      case when r.status <> 'refused' and r.day <> g.day
        and not (${IS_NEAR_CUT_OFF} and r.day between g.day - 1 and g.day + g.late_days)
        and not ((o.sent_at < g.day_from or o.sent_at >= g.day_until)
                 and abs(extract(epoch from r.at - o.sent_at)) * 1000 <= g.time_ms)
        then 'period' end], null) as differences
  from agreed g join pairs p on true join odd_ours o on o.is_refund = p.is_refund and o.id = p.id
  join odd_rows r on r.file_id = p.file_id and r.line = p.line
  where o.at >= g.day_from and o.at < g.day_until
)
${INTO_VERDICTS}
select ${OUR_KEY},
  case when differences = '{}' then 'MATCHED' when differences[1] = 'identity' then 'IDENTITY_MISMATCH'
    when differences[1] = 'status' then 'STATUS_MISMATCH' when differences[1] = 'period' then 'PERIOD_MISMATCH'
    when is_refund then 'REFUND_AMOUNT_MISMATCH' else 'AMOUNT_MISMATCH' end,
  differences, (array['operator id', 'our reference', 'message id', 'fuzzy'])[via], charge_id, case when is_refund then id end,
  file_id, line, operator_txn_id, service_id, brand_id, amount_minor, their_minor,
  case when status = 'refused' then 0 else their_minor end - counted_minor, currency, state, status, at, their_at, null
from paired where differences <> '{}' or via = 4`;

// What is left of their rows: another row of a charge that has its own, money we know nothing of, or a price that is none of ours.
// What they refused and we never tried is nobody's loss.
const THEIR_LEFTOVERS = `
with left_over as (
  select r.*, k.charge_id, k.refund_id, k.brand_id,
    'row:' || coalesce(r.operator_txn_id, r.partner_ref, md5(concat_ws('|', r.person, r.service_id, r.at, r.amount_minor))) as name
  from agreed g join odd_rows r on r.day = g.day
  left join lateral (
    select o.charge_id, case when o.is_refund then o.id end as refund_id, o.brand_id
    from links l join pairs p on p.is_refund = l.is_refund and p.id = l.id
    join odd_ours o on o.is_refund = l.is_refund and o.id = l.id
    where l.file_id = r.file_id and l.line = r.line and l.via < 4 order by l.via, l.id limit 1) k on true
  where r.status <> 'refused' and not exists (select from pairs p where p.file_id = r.file_id and p.line = r.line)
), numbered as (
  select *, row_number() over (partition by is_refund, name order by file_id, line) as place from left_over
)
${INTO_VERDICTS}
select case when n.is_refund then 'refund ' else '' end || n.name || case when n.place > 1 then ':' || n.place else '' end,
  case when n.charge_id is not null then 'DUPLICATE_AT_OPERATOR' when n.is_refund then 'REFUND_UNMATCHED'
    when price.is_known then 'MISSING_AT_US' else 'TARIFF_UNKNOWN' end,
  '{}', null, n.charge_id, n.refund_id, n.file_id, n.line, n.operator_txn_id, n.service_id,
  coalesce(n.brand_id, (select v.brand_id from services v where v.id = n.service_id)), null, n.amount_minor, n.amount_minor,
  n.currency, null, n.status, null, n.at, null
from agreed g join numbered n on true
cross join lateral (select exists (
  select from tariffs t where t.service_id = n.service_id and t.currency = n.currency and t.effective_from <= n.at
    and (abs(n.amount_minor - t.amount_minor) <= greatest(g.amount_minor, t.amount_minor * g.percent_bp / 10000)
      or (n.amount_minor in (t.amount_minor / 4, t.amount_minor / 7, t.amount_minor / 14)
          and exists (select from service_operators w
                      where w.service_id = n.service_id and w.operator_id = g.operator_id and w.is_partial)))
) as is_known) as price`;

// What is left of ours: of two with one row, the one that row did not take; what may still come; what is not there.
const OUR_LEFTOVERS = `
with left_over as (
  select o.*, g.late_until,
    g.as_of < g.late_until and (o.state in ('reserved', 'unknown') or ${IS_NEAR_CUT_OFF}) as may_come,
    exists (select from links l join pairs p on p.file_id = l.file_id and p.line = l.line
            where l.is_refund = o.is_refund and l.id = o.id and l.via < 4) as is_second
  from agreed g join odd_ours o on o.at >= g.day_from and o.at < g.day_until
  where (o.state in ('charged', 'refunded') or (o.state in ('reserved', 'unknown') and not o.is_refund))
    and not exists (select from pairs p where p.is_refund = o.is_refund and p.id = o.id)
)
${INTO_VERDICTS}
select ${OUR_KEY},
  case when is_second then 'DUPLICATE_AT_US' when may_come then 'PENDING_LATE' when is_refund then 'REFUND_UNMATCHED'
    else 'MISSING_AT_OPERATOR' end,
  '{}', null, charge_id, case when is_refund then id end, null, null, remote_id, service_id, brand_id, amount_minor, null,
  case when state in ('charged', 'refunded') then -amount_minor else 0 end, currency, state, null, at, null,
  case when may_come and not is_second then late_until end
from left_over where state in ('charged', 'refunded') or not is_second`;

/** Says of everything that did not plainly match what it is, into the temporary table verdicts: of this day and of no other. */
export async function judge(tx: Tx, frame: Frame, asOf: Date): Promise<void> {
  const { operatorId, day, terms } = frame;
  await tx.sql.run({
    text: AGREED,
    values: [
      operatorId,
      day.day,
      day.from,
      day.until,
      day.lateUntil,
      asOf,
      terms.amountMinor.toString(),
      terms.percentBp,
      terms.timeMs,
      terms.edgeMs,
      terms.lateDays,
    ],
  });
  await tx.sql.run({ text: VERDICTS });
  await tx.sql.run({ text: 'analyze agreed' });
  for (const text of [PAIRED, THEIR_LEFTOVERS, OUR_LEFTOVERS]) await tx.sql.run({ text });
  await tx.sql.run({ text: 'analyze verdicts' });
}

/** Keeps the verdicts of a run, as it came to them. */
export async function keepVerdicts(tx: Tx, runId: number): Promise<void> {
  await tx.sql.run({
    text: `insert into matching_results (run_id, key, category, differences, via, charge_id, refund_id, file_id, line, delta_minor, currency)
           select $1, key, category, differences, via, charge_id, refund_id, file_id, line, delta_minor, currency
           from verdicts order by key`,
    values: [runId],
  });
}
