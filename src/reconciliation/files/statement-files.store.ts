import { plain, texts } from '../../platform/array-literal';
import type { Sql } from '../../platform/database.service';
import type { DayCount, Figure } from './file-totals';
import type { LineFault, LineFaultName } from './statement-line';
import type { FileBreak } from './statement-reader';

export const FILE_STATES = ['importing', 'imported', 'superseded', 'refused', 'interrupted'] as const;
export type FileState = (typeof FILE_STATES)[number];

/** An operator's file, and what became of it. */
export interface StatementCard {
  readonly id: number;
  readonly operator: string;
  readonly profile: string;
  readonly profileVersion: number;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly readBytes: number;
  readonly state: FileState;
  readonly series: string | null;
  readonly sequence: number | null;
  /** Files of the series that should have come before this one. */
  readonly missingBefore: number;
  readonly day: string | null;
  readonly details: number;
  readonly faults: number;
  readonly figures: readonly StoredFigure[];
  readonly reason: FileBreak | null;
  readonly detail: string | null;
  readonly supersedes: number | null;
  readonly supersededBy: number | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** Amounts as strings: JSON has no numbers so large. */
export type StoredFigure = Omit<Figure, 'amountMinor'> & { readonly amountMinor: string };

type Row = StatementCard & Record<string, unknown>;

/**
 * A file that has shown no sign of life for a minute has lost its process. Whether a file is missing is asked each time: it may come.
 * A series that begins at 1 again misses what lies before its first file; of one that never does, nobody knows where it began.
 */
const CARD = `
select f.id, o.code as operator, p.name as profile, p.version as "profileVersion", f.name, f.sha256, f.bytes,
       f.read_bytes as "readBytes",
       case when f.state = 'importing' and f.beat_at < clock_timestamp() - interval '1 minute'
            then 'interrupted' else f.state end as state,
       f.series, f.sequence, f.day, f.details, f.faults, f.figures, f.reason, f.detail, f.supersedes,
       (select n.id from statement_files n where n.supersedes = f.id limit 1) as "supersededBy",
       case when f.state <> 'imported' or f.sequence is null then 0
            else greatest(0, f.sequence - 1 - coalesce(
              (select max(b.sequence) from statement_files b
               where b.operator_id = f.operator_id and b.series = f.series and b.state = 'imported' and b.sequence < f.sequence),
              case when p.settings ->> 'sequenceRestarts' = 'never' then f.sequence - 1 else 0 end))
       end as "missingBefore",
       f.created_by as "createdBy", f.created_at as "createdAt", f.ended_at as "endedAt"
from statement_files f join operators o on o.id = f.operator_id join file_profiles p on p.id = f.profile_id`;

export interface StatementFilter {
  readonly operatorId: number | null;
  readonly day: string | null;
  readonly state: FileState | null;
}

/** Files behind `after`, oldest first. */
export function readStatements(
  sql: Sql,
  { operatorId, day, state }: StatementFilter,
  after: number,
  limit: number,
): Promise<StatementCard[]> {
  return sql.query<Row>({
    text: `${CARD} where f.id > $1::bigint and ($2::int is null or f.operator_id = $2) and ($3::date is null or f.day = $3)
             and ($4::text is null or f.state = $4) order by f.id limit $5`,
    values: [after, operatorId, day, state, limit],
  });
}

export async function findStatement(sql: Sql, id: number): Promise<StatementCard | undefined> {
  const [card] = await sql.query<Row>({ text: `${CARD} where f.id = $1::bigint`, values: [id] });
  return card;
}

/** The same bytes, read by the same version of the profile: on their way in, counting, or counting until an amended file came. */
export async function findTwin(sql: Sql, profileId: number, sha256: string): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: `select f.id from statement_files f join file_profiles p on p.id = f.profile_id and p.operator_id = f.operator_id
           where p.id = $1 and f.sha256 = $2
             and (f.state in ('imported', 'superseded')
                  or (f.state = 'importing' and f.beat_at >= clock_timestamp() - interval '1 minute'))
           order by f.id desc limit 1`,
    values: [profileId, sha256],
  });
  return row?.id ?? null;
}

export interface NewStatement {
  readonly operatorId: number;
  readonly profileId: number;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** @returns the id of the file that is to be imported; null while another one of its operator is. */
export async function beginStatement(sql: Sql, file: NewStatement): Promise<number | null> {
  await sql.run({
    text: `update statement_files set state = 'interrupted', ended_at = $2, detail = 'the process that imported it is gone'
           where operator_id = $1 and state = 'importing' and beat_at < clock_timestamp() - interval '1 minute'`,
    values: [file.operatorId, file.createdAt],
  });
  const [row] = await sql.query<{ id: number }>({
    text: `insert into statement_files (operator_id, profile_id, name, sha256, bytes, created_by, created_at)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (operator_id) where state = 'importing' do nothing returning id`,
    values: [
      file.operatorId,
      file.profileId,
      file.name,
      file.sha256,
      file.bytes,
      file.createdBy,
      file.createdAt,
    ],
  });
  return row?.id ?? null;
}

export interface Progress {
  readonly readBytes: number;
  readonly details: number;
  readonly faults: number;
}

/** A sign of life. @returns false when the file is no longer to be imported: somebody took its process for dead. */
export async function noteProgress(sql: Sql, id: number, progress: Progress): Promise<boolean> {
  const rows = await sql.run({
    text: `update statement_files set read_bytes = $2, details = $3, faults = $4, beat_at = clock_timestamp()
           where id = $1 and state = 'importing'`,
    values: [id, progress.readBytes, progress.details, progress.faults],
  });
  return rows > 0;
}

/** How an import ended, with the lines it set aside. */
export interface StatementEnd {
  readonly id: number;
  readonly at: Date;
  readonly progress: Progress;
  readonly faults: readonly LineFault[];
}

export interface ImportedStatement extends StatementEnd {
  readonly series: string;
  readonly sequence: number | null;
  readonly day: string;
  readonly figures: readonly Figure[];
  readonly days: readonly DayCount[];
}

/**
 * From its commit on the file counts, and the version it amends no longer does. In the transaction that stored the rows.
 * @returns false when the file is no longer to be imported; the transaction is then to be rolled back.
 */
export async function acceptStatement(sql: Sql, end: ImportedStatement): Promise<boolean> {
  const [amended] = await sql.query<{ id: number }>({
    text: `update statement_files old set state = 'superseded' from statement_files new
           where new.id = $1 and old.operator_id = new.operator_id and old.series = $2 and old.state = 'imported'
             and old.sequence is not distinct from $3::int returning old.id`,
    values: [end.id, end.series, end.sequence],
  });
  const rows = await sql.run({
    text: `update statement_files set state = 'imported', series = $2, sequence = $3, day = $4, figures = $5, supersedes = $6,
             read_bytes = $7, details = $8, faults = $9, ended_at = $10
           where id = $1 and state = 'importing'`,
    values: [
      end.id,
      end.series,
      end.sequence,
      end.day,
      JSON.stringify(end.figures.map((figure) => ({ ...figure, amountMinor: String(figure.amountMinor) }))),
      amended?.id ?? null,
      end.progress.readBytes,
      end.progress.details,
      end.progress.faults,
      end.at,
    ],
  });
  if (rows > 0) await insertFaults(sql, end);
  if (rows > 0) await insertDays(sql, end);
  return rows > 0;
}

async function insertDays(sql: Sql, { id, days }: ImportedStatement): Promise<void> {
  if (days.length === 0) return;
  await sql.run({
    text: `insert into statement_days (file_id, day, charged, refused, refunded)
           select $1::bigint, * from unnest($2::date[], $3::int[], $4::int[], $5::int[])`,
    values: [
      id,
      texts(days.map(({ day }) => day)),
      plain(days.map(({ charged }) => charged)),
      plain(days.map(({ refused }) => refused)),
      plain(days.map(({ refunded }) => refunded)),
    ],
  });
}

/** Nothing of the file counts. A file that somebody else ended keeps that end. */
export async function dropStatement(
  sql: Sql,
  end: StatementEnd,
  state: 'refused' | 'interrupted',
  why: { readonly reason: FileBreak | null; readonly detail: string },
): Promise<void> {
  const rows = await sql.run({
    text: `update statement_files set state = $2, reason = $3, detail = $4, ended_at = $5, read_bytes = $6, details = $7,
             faults = $8
           where id = $1 and state = 'importing'`,
    values: [
      end.id,
      state,
      why.reason,
      why.detail,
      end.at,
      end.progress.readBytes,
      end.progress.details,
      end.progress.faults,
    ],
  });
  if (rows > 0) await insertFaults(sql, end);
}

async function insertFaults(sql: Sql, { id, faults }: StatementEnd): Promise<void> {
  if (faults.length === 0) return;
  await sql.run({
    text: `insert into statement_faults (file_id, line, fault, field, found)
           select $1::bigint, * from unnest($2::int[], $3::text[], $4::text[], $5::text[])`,
    values: [
      id,
      plain(faults.map(({ line }) => line)),
      texts(faults.map(({ fault }) => fault)),
      texts(faults.map(({ field }) => field)),
      texts(faults.map(({ found }) => found)),
    ],
  });
}

/** A line set aside; its place in the list is its line. */
export interface FaultCard {
  readonly id: number;
  readonly fault: LineFaultName;
  readonly field: string | null;
  readonly found: string | null;
}

export function readFaults(sql: Sql, fileId: number, after: number, limit: number): Promise<FaultCard[]> {
  return sql.query<FaultCard & Record<string, unknown>>({
    text: `select line as id, fault, field, found from statement_faults where file_id = $1 and line > $2::bigint
           order by line limit $3`,
    values: [fileId, after, limit],
  });
}
