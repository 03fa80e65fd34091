import type { Sql, Tx } from '../../platform/database.service';
import { copyInto, type Copy } from './copy-in.store';
import { ROW_COLUMNS } from './row-writer';

/** Files below that size leave the planner's picture of the table as it is. */
const ROWS_TO_NOTICE = 10_000;

/** Begins to store rows. Those of operators that hash numbers wait beside the table until their people are found. */
export async function copyRows(tx: Tx, { isHashed }: { readonly isHashed: boolean }): Promise<Copy> {
  if (!isHashed) return copyInto(tx, 'statement_rows', ROW_COLUMNS);
  await tx.sql.run({ text: 'create temporary table arriving_rows (like statement_rows) on commit drop' });
  return copyInto(tx, 'arriving_rows', ROW_COLUMNS);
}

/**
 * Moves the waiting rows in, each with our own hash of its person: the operator's hash of everybody we know is made once. A hash of
 * nobody we know stays as it is, and is nobody.
 */
export async function nameHashedPeople(
  { sql }: Tx,
  { prefix, suffix }: { readonly prefix: string; readonly suffix: string },
): Promise<void> {
  const columns = ROW_COLUMNS.map((column) =>
    column === 'msisdn_hash' ? 'coalesce(p.sender_hash, r.msisdn_hash)' : `r.${column}`,
  );
  await sql.run({
    text: `insert into statement_rows (${ROW_COLUMNS.join(', ')})
           select ${columns.join(', ')} from arriving_rows r
           left join (select distinct sender_hash,
                        substr(encode(sha256(convert_to($1::text || msisdn || $2::text, 'UTF8')), 'hex'), 1, 32)::uuid as theirs
                      from subscribers where msisdn is not null) p on p.theirs = r.msisdn_hash
           order by r.line`,
    values: [prefix, suffix],
  });
}

/**
 * The planner learns of many new rows, from the transaction that stored them and to hold from its commit: nobody plans a join of
 * them as if the file were empty. Only the columns that a plan depends on, and from three thousand rows, which show as well as
 * thirty thousand that there are many.
 */
export async function learnOfRows({ sql }: Tx, details: number): Promise<void> {
  if (details < ROWS_TO_NOTICE) return;
  await sql.run({
    text: `set local default_statistics_target = 10;
           analyze (skip_locked) statement_rows (file_id, operator_txn_id, msisdn_hash, status, day)`,
  });
}

/** After a commit: the index learns of the new blocks. */
export async function indexRows(sql: Sql): Promise<void> {
  await sql.query({ text: `select brin_summarize_new_values('statement_rows_by_file')` });
}
