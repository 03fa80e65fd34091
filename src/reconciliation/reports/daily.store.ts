import type { Sql } from '../../platform/database.service';

type Row = Readonly<Record<string, unknown>>;

/** Business days of an operator's, both ends included; all operators where none is named. */
export interface DaysFilter {
  readonly operatorId: number | null;
  readonly from: string;
  readonly to: string;
}

/** The last run of each day speaks for it. */
const LAST_RUNS = `
last_runs as (
  select distinct on (r.operator_id, r.day) r.id, r.operator_id, r.day, r.figures
  from reconciliations r
  where r.state = 'done' and ($1::int is null or r.operator_id = $1) and r.day between $2::date and $3::date
  order by r.operator_id, r.day, r.ordinal desc
)`;

/** One service and tariff of one day, both sides. */
export interface TotalsRow {
  readonly operator: string;
  readonly day: string;
  readonly service: number | null;
  readonly tariff: number | null;
  readonly currency: string;
  readonly submitted: number;
  readonly ours: number;
  readonly oursMinor: string;
  readonly oursRefunds: number;
  readonly oursRefundedMinor: string;
  readonly theirs: number;
  readonly theirsMinor: string;
  readonly theirsRefunds: number;
  readonly theirsRefundedMinor: string;
}

export function readControlTotals(
  sql: Sql,
  { operatorId, from, to }: DaysFilter,
  most: number,
): Promise<TotalsRow[]> {
  return sql.query<TotalsRow & Row>({
    text: `with ${LAST_RUNS}
           select o.code as operator, r.day, t.service_id as service, t.tariff_id as tariff, t.currency, t.submitted, t.ours,
             t.ours_minor::text as "oursMinor", t.ours_refunds as "oursRefunds", t.ours_refunded_minor::text as "oursRefundedMinor",
             t.theirs, t.theirs_minor::text as "theirsMinor", t.theirs_refunds as "theirsRefunds",
             t.theirs_refunded_minor::text as "theirsRefundedMinor"
           from last_runs r join operators o on o.id = r.operator_id join control_totals t on t.run_id = r.id
           order by o.code, r.day, t.service_id, t.tariff_id, t.currency limit $4`,
    values: [operatorId, from, to, most],
  });
}

/** How well one day agrees. */
export interface AgreementRow {
  readonly operator: string;
  readonly day: string;
  readonly submitted: number;
  readonly charged: number;
  /** As the operator has it. */
  readonly billed: number;
  readonly ours: number;
  readonly matched: number;
  readonly fuzzy: number;
}

export function readAgreement(
  sql: Sql,
  { operatorId, from, to }: DaysFilter,
  most: number,
): Promise<AgreementRow[]> {
  return sql.query<AgreementRow & Row>({
    text: `with ${LAST_RUNS}
           select o.code as operator, r.day, coalesce(sum(t.submitted), 0)::int as submitted, coalesce(sum(t.ours), 0)::int as charged,
             coalesce(sum(t.theirs), 0)::int as billed, (r.figures ->> 'ours')::int as ours, (r.figures ->> 'matched')::int as matched,
             (r.figures ->> 'fuzzy')::int as fuzzy
           from last_runs r join operators o on o.id = r.operator_id left join control_totals t on t.run_id = r.id
           group by o.code, r.day, r.figures order by o.code, r.day limit $4`,
    values: [operatorId, from, to, most],
  });
}

/** Open findings of one kind and age. */
export interface AgeingRow {
  readonly operator: string;
  readonly category: string;
  readonly days: string;
  readonly currency: string;
  readonly findings: number;
  readonly deltaMinor: string;
}

export function readAgeing(sql: Sql, operatorId: number | null, now: Date): Promise<AgeingRow[]> {
  return sql.query<AgeingRow & Row>({
    text: `select o.code as operator, f.category, a.days, f.currency, count(*)::int as findings, sum(f.delta_minor)::text as "deltaMinor"
           from findings f join operators o on o.id = f.operator_id
           cross join lateral (select extract(epoch from $2::timestamptz - f.opened_at) / 86400 as old) d
           cross join lateral (select case when d.old < 4 then 1 when d.old < 8 then 2 when d.old < 31 then 3 when d.old < 61 then 4
             else 5 end as place) p
           cross join lateral (select (array['0-3', '4-7', '8-30', '31-60', '61+'])[p.place] as days) a
           where f.closed_at is null and ($1::int is null or f.operator_id = $1)
           group by o.code, f.category, p.place, a.days, f.currency order by o.code, f.category, p.place, f.currency`,
    values: [operatorId, now],
  });
}
