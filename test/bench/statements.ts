import { writeFile } from 'node:fs/promises';
import type { Client } from 'pg';

/** A server setting; without it PostgreSQL does not count its statements. */
export const COUNTING = { shared_preload_libraries: 'pg_stat_statements' } as const;

const MOST = 25;
const QUERY_CHARS = 160;

interface Statement {
  readonly calls: number;
  readonly seconds: number;
  readonly ms: number;
  readonly rows: number;
  readonly blocks: number;
  readonly query: string;
}

export async function startCounting(sql: Client): Promise<void> {
  await sql.query('create extension pg_stat_statements');
}

/** Where PostgreSQL's time went since the counting began: the costliest statements of the engine's database first. */
export async function writeStatements(sql: Client, path: string): Promise<void> {
  const { rows } = await sql.query<Statement>(
    `select calls::float8, total_exec_time / 1000 as seconds, mean_exec_time as ms, rows::float8,
       (shared_blks_hit + shared_blks_read)::float8 / calls as blocks, left(regexp_replace(query, '\\s+', ' ', 'g'), $1) as query
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
     order by total_exec_time desc limit $2`,
    [QUERY_CHARS, MOST],
  );
  const lines = rows.map(
    ({ calls, seconds, ms, rows: count, blocks, query }) =>
      [seconds.toFixed(1), calls, ms.toFixed(2), Math.round(count), Math.round(blocks)]
        .map((cell) => String(cell).padStart(10))
        .join('') + `  ${query}`,
  );
  const heading = ['seconds', 'calls', 'ms each', 'rows', 'blocks'].map((cell) => cell.padStart(10)).join('');
  await writeFile(path, `${[heading, ...lines].join('\n')}\n`);
}
