import type { Sql, Tx } from '../../platform/database.service';
import type { Terms } from './terms';
import type { RunFigures } from './totals.store';

export const RUN_STATES = ['queued', 'running', 'done', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** One comparison of a day, asked for or made. */
export interface RunCard {
  readonly id: number;
  readonly operator: string;
  readonly day: string;
  /** The how manieth of this day. */
  readonly ordinal: number;
  readonly state: RunState;
  readonly error: string | null;
  readonly terms: Readonly<Record<string, unknown>> | null;
  readonly figures: RunFigures | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly asOf: Date | null;
  readonly endedAt: Date | null;
}

type Row = Readonly<Record<string, unknown>>;

const CARD = `
select r.id, o.code as operator, r.day, r.ordinal, r.state, r.error, r.terms, r.figures, r.asked_by as "askedBy",
  r.asked_at as "askedAt", r.as_of as "asOf", r.ended_at as "endedAt"
from reconciliations r join operators o on o.id = r.operator_id`;

export async function findRun(sql: Sql, id: number): Promise<RunCard | undefined> {
  const [card] = await sql.query<RunCard & Row>({ text: `${CARD} where r.id = $1`, values: [id] });
  return card;
}

export function readRuns(
  sql: Sql,
  filter: { readonly operatorId: number | null; readonly day: string | null },
  after: number,
  limit: number,
): Promise<RunCard[]> {
  return sql.query<RunCard & Row>({
    text: `${CARD} where r.id > $3 and ($1::int is null or r.operator_id = $1) and ($2::date is null or r.day = $2)
           order by r.id limit $4`,
    values: [filter.operatorId, filter.day, after, limit],
  });
}

const QUEUE = `
insert into reconciliations (operator_id, day, ordinal, asked_by, asked_at)
select w.operator_id, w.day, 1 + coalesce((
    select max(r.ordinal) from reconciliations r where r.operator_id = w.operator_id and r.day = w.day), 0), $1, $2
from`;
const UNLESS_QUEUED = `order by w.operator_id, w.day on conflict do nothing`;

/** Each time a worker may just begin the run that was queued; nobody is that unlucky for long. */
const ASK_TRIES = 10;

/** Asks for a run of a day. @returns its id: of the one that is queued, if one is. */
export async function queueRun(
  tx: Tx,
  { operatorId, day }: { readonly operatorId: number; readonly day: string },
  by: { readonly actor: string; readonly at: Date },
): Promise<number> {
  for (let tries = 0; tries < ASK_TRIES; tries++) {
    const [made] = await tx.sql.query<{ id: number }>({
      text: `${QUEUE} (values ($3::int, $4::date)) as w(operator_id, day) ${UNLESS_QUEUED} returning id`,
      values: [by.actor, by.at, operatorId, day],
    });
    if (made) return made.id;
    const [waiting] = await tx.sql.query<{ id: number }>({
      text: `select id from reconciliations where operator_id = $1 and day = $2 and state = 'queued'`,
      values: [operatorId, day],
    });
    if (waiting) return waiting.id;
  }
  throw new Error('every run that was queued began before it was found');
}

// A file is looked at once: its own days, those of the version it amends, and the days before it that still miss something.
const QUEUE_FOR_FILE = `${QUEUE} (
  select f.operator_id, d.day from statement_days d join statement_files f on f.id = d.file_id where d.file_id = any($3::bigint[])
  union select f.operator_id, f.day from statement_files f where f.id = any($3::bigint[])
  union select n.operator_id, n.day from findings n join statement_files f on f.id = $4 and f.operator_id = n.operator_id
    where n.closed_at is null and n.day between f.day - 62 and f.day
      and n.category in ('PENDING_LATE', 'MISSING_AT_OPERATOR', 'REFUND_UNMATCHED', 'DUPLICATE_AT_US')
) as w ${UNLESS_QUEUED}`;

const NEW_FILES = `
select f.id, f.supersedes from statement_files f
where f.state = 'imported' and not exists (select from reconciled_files k where k.file_id = f.id)
order by f.id limit 1 for update of f skip locked`;

/** Queues the days that one newly imported file is about. @returns whether there was one */
export async function queueForNewFile(tx: Tx, at: Date): Promise<boolean> {
  const [file] = await tx.sql.query<{ id: number; supersedes: number | null }>({ text: NEW_FILES });
  if (!file) return false;
  const files = file.supersedes === null ? [file.id] : [file.id, file.supersedes];
  await tx.sql.run({ text: QUEUE_FOR_FILE, values: ['system', at, files, file.id] });
  await tx.sql.run({
    text: 'insert into reconciled_files (file_id, at) values ($1, $2)',
    values: [file.id, at],
  });
  return true;
}

/** Queues the days for whose late rows nobody waits any longer. */
export async function queueLapsed(sql: Sql, at: Date): Promise<void> {
  await sql.run({
    text: `${QUEUE} (
             select distinct n.operator_id, n.day from findings n
             where n.closed_at is null and n.late_until <= $2 and not exists (
               select from reconciliations r where r.operator_id = n.operator_id and r.day = n.day and r.asked_at >= n.late_until
                 and r.state <> 'done')) as w
           ${UNLESS_QUEUED}`,
    values: ['system', at],
  });
}

/** From its commit on whoever asks for the same day asks for another run. */
export async function beginRun(sql: Sql): Promise<void> {
  await sql.run({
    text: `update reconciliations set state = 'running'
           where id = (select id from reconciliations where state = 'queued' order by id limit 1 for update skip locked)`,
  });
}

export interface Claimed {
  readonly id: number;
  readonly operatorId: number;
  readonly day: string;
}

/** The oldest run that nobody works at, locked until the transaction ends; nobody else works at its day meanwhile. */
export async function claimRun(tx: Tx): Promise<Claimed | null> {
  const [run] = await tx.sql.query<Claimed & Row>({
    text: `select id, operator_id as "operatorId", day from reconciliations where state = 'running'
           order by id limit 1 for update skip locked`,
  });
  if (!run) return null;
  await tx.sql.run({
    text: `select pg_advisory_xact_lock(hashtextextended('reconciliation ' || $1::int || ' ' || $2::date, 0))`,
    values: [run.operatorId, run.day],
  });
  return run;
}

export async function endRun(
  tx: Tx,
  id: number,
  { terms, figures, at }: { readonly terms: Terms; readonly figures: RunFigures; readonly at: Date },
): Promise<void> {
  await tx.sql.run({
    text: `update reconciliations set state = 'done', terms = $2, figures = $3, as_of = $4, ended_at = $4, error = null where id = $1`,
    values: [
      id,
      JSON.stringify({ ...terms, amountMinor: terms.amountMinor.toString() }),
      JSON.stringify(figures),
      at,
    ],
  });
}

/** A run that failed is tried again, three times in all. */
const TRIES = 3;

export async function noteFailure(sql: Sql, id: number, error: string, at: Date): Promise<void> {
  await sql.run({
    text: `update reconciliations set tries = tries + 1, error = $2, state = case when tries + 1 >= $4 then 'failed' else state end,
             ended_at = case when tries + 1 >= $4 then $3::timestamptz end
           where id = $1 and state = 'running'`,
    values: [id, error, at, TRIES],
  });
}
