import type { Sql } from '../../platform/database.service';
import { USUAL_TERMS, type Terms } from './terms';

type Row = Readonly<Record<string, unknown>>;

const TERMS = `
select zone, cut_off_minutes as "cutOffMinutes", amount_minor::text as "amountMinor", percent_bp as "percentBp",
  time_ms as "timeMs", edge_ms as "edgeMs", late_days as "lateDays", file_days as "fileDays"
from reconciliation_terms where operator_id = $1`;

/** Where its newest file profile says that its days begin. */
const CLOCK = `
select settings -> 'time' ->> 'zone' as zone, coalesce((settings -> 'time' ->> 'dayStartsMinutes')::int, 0) as "cutOffMinutes"
from file_profiles where operator_id = $1 order by id desc limit 1`;

/** What was agreed with an operator; where nothing was, the usual, by the clock of its files. */
export async function readTerms(sql: Sql, operatorId: number): Promise<Terms> {
  const [row] = await sql.query<Omit<Terms, 'amountMinor'> & { amountMinor: string } & Row>({
    text: TERMS,
    values: [operatorId],
  });
  if (row) return { ...row, amountMinor: BigInt(row.amountMinor) };
  const [clock] = await sql.query<Pick<Terms, 'zone' | 'cutOffMinutes'> & Row>({
    text: CLOCK,
    values: [operatorId],
  });
  return { ...USUAL_TERMS, ...clock };
}

export async function writeTerms(
  sql: Sql,
  operatorId: number,
  terms: Terms,
  by: { readonly actor: string; readonly at: Date },
): Promise<void> {
  await sql.run({
    text: `insert into reconciliation_terms (operator_id, zone, cut_off_minutes, amount_minor, percent_bp, time_ms, edge_ms, late_days,
             file_days, updated_by, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           on conflict (operator_id) do update set zone = excluded.zone, cut_off_minutes = excluded.cut_off_minutes,
             amount_minor = excluded.amount_minor, percent_bp = excluded.percent_bp, time_ms = excluded.time_ms,
             edge_ms = excluded.edge_ms, late_days = excluded.late_days, file_days = excluded.file_days,
             updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
    values: [
      operatorId,
      terms.zone,
      terms.cutOffMinutes,
      terms.amountMinor.toString(),
      terms.percentBp,
      terms.timeMs,
      terms.edgeMs,
      terms.lateDays,
      terms.fileDays,
      by.actor,
      by.at,
    ],
  });
}

/** The operator a request names; null when there is none. */
export async function findOperator(
  sql: Sql,
  { name, id }: { readonly name: string; readonly id: number | null },
): Promise<{ readonly id: number; readonly code: string } | null> {
  const [row] = await sql.query<{ id: number; code: string }>({
    text: 'select id, code from operators where code = $1 or id = $2',
    values: [name, id],
  });
  return row ?? null;
}
