import type { Tx } from '../../platform/database.service';
import type { Frame } from './frame.store';

// Both sides by service and price. Their rows name no tariff: the newest one of that price speaks for them.
const SIDES = `
create temp table sides on commit drop as
with priced as (
  select r.service_id, r.currency, r.status, r.amount_minor, count(*) as entries
  from statement_rows r where r.file_id = any($1) and r.day = $2 and r.status <> 'refused' group by 1, 2, 3, 4
), theirs as (
  select p.service_id, t.id as tariff_id, p.currency, p.status = 'refunded' as is_refund, p.entries,
    abs(p.amount_minor)::numeric * p.entries as minor, 0 as submitted
  from priced p left join lateral (
    select t.id from tariffs t
    where t.service_id = p.service_id and t.currency = p.currency and t.amount_minor = abs(p.amount_minor) and t.effective_from < $3
    order by t.effective_from desc limit 1) t on true
)
select true as is_ours, service_id, tariff_id, currency, is_refund, entries, minor, submitted from met where ours > 0
union all select false, * from theirs`;

const TOTALS = `
insert into control_totals (run_id, service_id, tariff_id, currency, submitted, ours, ours_minor, ours_refunds, ours_refunded_minor,
  theirs, theirs_minor, theirs_refunds, theirs_refunded_minor)
select $1, service_id, tariff_id, currency, sum(submitted),
  coalesce(sum(entries) filter (where is_ours and not is_refund), 0), coalesce(sum(minor) filter (where is_ours and not is_refund), 0),
  coalesce(sum(entries) filter (where is_ours and is_refund), 0), coalesce(sum(minor) filter (where is_ours and is_refund), 0),
  coalesce(sum(entries) filter (where not is_ours and not is_refund), 0),
  coalesce(sum(minor) filter (where not is_ours and not is_refund), 0),
  coalesce(sum(entries) filter (where not is_ours and is_refund), 0),
  coalesce(sum(minor) filter (where not is_ours and is_refund), 0)
from sides group by service_id, tariff_id, currency`;

/** Counts and sums both sides of the day by service and tariff: what has to be equal when every pair is. Ours stand in met. */
export async function keepTotals(tx: Tx, runId: number, frame: Frame): Promise<void> {
  const { day, files } = frame;
  await tx.sql.run({ text: SIDES, values: [files.ofDay, day.day, day.until] });
  await tx.sql.run({ text: TOTALS, values: [runId] });
}

/** What a run came to, in numbers. */
export interface RunFigures {
  /** Entries of ours that moved money, and rows of theirs that did. */
  readonly ours: number;
  readonly theirs: number;
  /** Entries of ours that stand in their files without any difference. */
  readonly matched: number;
  /** Of these, those that only person, service, amount and time brought together. */
  readonly fuzzy: number;
  readonly byCategory: Readonly<Record<string, number>>;
}

const FIGURES = `
select t.ours, t.theirs, t.ours - v.not_matched as matched, v.fuzzy, v.by_category as "byCategory"
from (select coalesce(sum(ours + ours_refunds), 0)::int as ours, coalesce(sum(theirs + theirs_refunds), 0)::int as theirs
      from control_totals where run_id = $1) t
cross join (
  select (count(*) filter (where ours_state in ('charged', 'refunded') and category <> 'MATCHED'))::int as not_matched,
    (count(*) filter (where category = 'MATCHED' and ours_state in ('charged', 'refunded')))::int as fuzzy,
    (select coalesce(jsonb_object_agg(category, entries), '{}')
     from (select category, count(*)::int as entries from verdicts where category <> 'MATCHED' group by category) c) as by_category
  from verdicts) v`;

export async function figuresOf(tx: Tx, runId: number): Promise<RunFigures> {
  const [row] = await tx.sql.query<RunFigures & Record<string, unknown>>({ text: FIGURES, values: [runId] });
  if (!row) throw new Error('a run has no figures');
  return row;
}
