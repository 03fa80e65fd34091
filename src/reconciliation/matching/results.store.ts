import type { Sql } from '../../platform/database.service';
import type { Via } from './category';

/** What a run said of one thing. */
export interface ResultCard {
  /** Its place in the run, for paging. */
  readonly id: number;
  readonly key: string;
  readonly category: string;
  readonly via: Via | null;
  readonly charge: number | null;
  readonly refund: number | null;
  readonly file: number | null;
  readonly line: number | null;
  readonly deltaMinor: string;
  readonly currency: string;
}

type Row = Readonly<Record<string, unknown>>;

export function readResults(sql: Sql, runId: number, after: number, limit: number): Promise<ResultCard[]> {
  return sql.query<ResultCard & Row>({
    text: `select * from (
             select row_number() over (order by key) as id, key, category, via, charge_id as charge, refund_id as refund, file_id as file,
               line, delta_minor::text as "deltaMinor", currency
             from matching_results where run_id = $1) r
           where id > $2 order by id limit $3`,
    values: [runId, after, limit],
  });
}

/** What one run says otherwise than another. */
export interface ChangeCard {
  readonly id: number;
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly minorBefore: string | null;
  readonly minorAfter: string | null;
  readonly currency: string;
}

export function readDiff(
  sql: Sql,
  runs: { readonly before: number; readonly after: number },
  place: number,
  limit: number,
): Promise<ChangeCard[]> {
  return sql.query<ChangeCard & Row>({
    text: `select * from (
             select row_number() over (order by coalesce(b.key, a.key)) as id, coalesce(b.key, a.key) as key, b.category as before,
               a.category as after, b.delta_minor::text as "minorBefore", a.delta_minor::text as "minorAfter",
               coalesce(a.currency, b.currency) as currency
             from (select * from matching_results where run_id = $1) b
             full join (select * from matching_results where run_id = $2) a on a.key = b.key
             where (b.category, b.delta_minor) is distinct from (a.category, a.delta_minor)) d
           where id > $3 order by id limit $4`,
    values: [runs.before, runs.after, place, limit],
  });
}

/** The run of the same day that ended before this one; null for the first. */
export async function runBefore(sql: Sql, runId: number): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: `select b.id from reconciliations r join reconciliations b on b.operator_id = r.operator_id and b.day = r.day
             and b.ordinal < r.ordinal and b.state = 'done'
           where r.id = $1 order by b.ordinal desc limit 1`,
    values: [runId],
  });
  return row?.id ?? null;
}
