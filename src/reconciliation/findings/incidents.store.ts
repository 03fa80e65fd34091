import type { Sql, Tx } from '../../platform/database.service';

/** When nothing was said of a currency: any amount, above ten percent. Escalation by share and sum is the trade's own rule. */
const USUAL_ESCALATION_BP = 1_000;

/** A day on which an operator's books and ours are too far apart to wait for somebody to look. */
export interface Incident {
  readonly id: number;
  readonly operator: string;
  readonly day: string;
  readonly currency: string;
  readonly run: number;
  readonly oursMinor: string;
  /** Theirs less ours, of all findings that are not merely late. */
  readonly differenceMinor: string;
  /** In hundredths of a percent of ours; null where ours is nothing. */
  readonly differenceBp: number | null;
  readonly findings: number;
  readonly raisedAt: Date;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
}

type Row = Readonly<Record<string, unknown>>;

const RAISE = `
with ours as (
  select currency, sum(ours_minor - ours_refunded_minor) as minor from control_totals where run_id = $1 group by currency
), apart as (
  select currency, sum(delta_minor) as minor, count(*)::int as findings from verdicts
  where category not in ('MATCHED', 'PENDING_LATE') group by currency
), judged as (
  select a.currency, coalesce(o.minor, 0) as ours_minor, a.minor as difference_minor, a.findings,
    case when coalesce(o.minor, 0) <> 0 then least(round(abs(a.minor) * 10000 / abs(o.minor)), 2147483647)::int end as bp
  from apart a left join ours o on o.currency = a.currency
)
insert into reconciliation_incidents
  (operator_id, day, currency, run_id, ours_minor, difference_minor, difference_bp, findings, raised_at)
select $2, $3, j.currency, $1, j.ours_minor, j.difference_minor, j.bp, j.findings, $4
from judged j left join reconciliation_limits l on l.currency = j.currency
where abs(j.difference_minor) > coalesce(l.escalation_minor, 0) and (j.bp is null or j.bp > coalesce(l.escalation_bp, $5))
order by j.currency
on conflict (operator_id, day, currency) do update set run_id = excluded.run_id, ours_minor = excluded.ours_minor,
  difference_minor = excluded.difference_minor, difference_bp = excluded.difference_bp, findings = excluded.findings
returning id, currency, difference_minor::text as "differenceMinor", difference_bp as "differenceBp", findings, raised_at = $4 as "isNew"`;

/** Raises an incident for each currency in which a day is too far apart; a later run brings its figures up to date. @returns the new ones */
export async function raiseIncidents(
  tx: Tx,
  run: { readonly id: number; readonly operatorId: number; readonly day: string },
  at: Date,
): Promise<
  readonly (Pick<Incident, 'id' | 'currency' | 'differenceMinor' | 'differenceBp' | 'findings'> & Row)[]
> {
  const rows = await tx.sql.query<
    Pick<Incident, 'id' | 'currency' | 'differenceMinor' | 'differenceBp' | 'findings'> & { isNew: boolean }
  >({ text: RAISE, values: [run.id, run.operatorId, run.day, at, USUAL_ESCALATION_BP] });
  return rows.filter(({ isNew }) => isNew).map(({ isNew: _, ...incident }) => incident);
}

const CARD = `
select i.id, o.code as operator, i.day, i.currency, i.run_id as run, i.ours_minor::text as "oursMinor",
  i.difference_minor::text as "differenceMinor", i.difference_bp as "differenceBp", i.findings, i.raised_at as "raisedAt",
  i.acknowledged_by as "acknowledgedBy", i.acknowledged_at as "acknowledgedAt"
from reconciliation_incidents i join operators o on o.id = i.operator_id`;

export function readIncidents(sql: Sql, after: number, limit: number): Promise<Incident[]> {
  return sql.query<Incident & Row>({
    text: `${CARD} where i.id > $1 order by i.id limit $2`,
    values: [after, limit],
  });
}

export async function findIncident(sql: Sql, id: number): Promise<Incident | undefined> {
  const [incident] = await sql.query<Incident & Row>({ text: `${CARD} where i.id = $1`, values: [id] });
  return incident;
}

/** Whoever says first that they have seen it is remembered. */
export async function acknowledge(sql: Sql, id: number, actor: string, at: Date): Promise<void> {
  await sql.run({
    text: `update reconciliation_incidents set acknowledged_by = $2, acknowledged_at = $3 where id = $1 and acknowledged_at is null`,
    values: [id, actor, at],
  });
}

/** The charges of an incident's largest findings, largest first. */
export async function chargesBehind(sql: Sql, id: number, most: number): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    text: `select f.charge_id as id from reconciliation_incidents i
           join findings f on f.operator_id = i.operator_id and f.day = i.day and f.currency = i.currency
           where i.id = $1 and f.charge_id is not null and f.category <> 'PENDING_LATE'
           group by f.charge_id order by max(abs(f.delta_minor)) desc, f.charge_id limit $2`,
    values: [id, most],
  });
  return rows.map((row) => row.id);
}
