import type { Client } from 'pg';
import type { Mark } from './rows';

/** A table that a text leaves a row in, and how a copy of that row differs. `$1` and `$2` shift texts and messages. */
interface Grown {
  readonly table: string;
  readonly since: string;
  readonly shifted: Readonly<Record<string, string>>;
}

const GROWN: readonly Grown[] = [
  { table: 'texts', since: 'id', shifted: { id: 'id + $1', remote_id: `remote_id || '-' || $1` } },
  { table: 'heard', since: 'text_id', shifted: { text_id: 'text_id + $1', key_hash: 'gen_random_uuid()' } },
  { table: 'decisions', since: 'text_id', shifted: { text_id: 'text_id + $1' } },
  { table: 'outbound', since: 'text_id', shifted: { id: 'id + $2', text_id: 'text_id + $1' } },
  {
    table: 'deliveries',
    since: 'outbound_id',
    shifted: { outbound_id: 'outbound_id + $2', remote_id: '(remote_id::numeric + $2)::text' },
  },
  {
    table: 'simulator.received',
    since: 'outbound_id::bigint',
    shifted: {
      seq: 'seq + $2',
      outbound_id: '(outbound_id::bigint + $2)::text',
      remote_id: '(remote_id::numeric + $2)::text',
    },
  },
];

interface Span {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

/**
 * Lays `texts` handled texts into the database, copies of those that a run has just left: the same shapes, ids of their
 * own, random hashes. Nothing is in the queues afterwards, and every index and statistic is as after a good night.
 */
export async function growTo(
  sql: Client,
  mark: Mark,
  texts: number,
  say: (line: string) => void,
): Promise<void> {
  const said = await spanOf(
    sql,
    `select min(id)::float8 as from, max(id)::float8 as to, count(*)::float8 as rows from texts where id > $1`,
    mark.textId,
  );
  const sent = await spanOf(
    sql,
    `select min(id)::float8 as from, max(id)::float8 as to, count(*)::float8 as rows from outbound where text_id > $1`,
    mark.textId,
  );
  const copies = Math.max(1, Math.round(texts / said.rows));
  await sql.query(`set maintenance_work_mem = '512MB'`);
  for (const grown of GROWN) {
    say(`Growing ${grown.table} by ${copies} × ${said.rows.toLocaleString('en')} rows …`);
    await withoutIndexes(sql, grown.table, () => copy(sql, grown, said, sent, copies));
    await sql.query(`vacuum (analyze) ${grown.table}`);
  }
  await sql.query(`select setval('text_ids', $1)`, [said.to + copies * widthOf(said)]);
  await sql.query(`select setval(pg_get_serial_sequence('outbound', 'id'), $1)`, [
    sent.to + copies * widthOf(sent),
  ]);
  await sql.query(`select setval('simulator.received_seq', (select max(seq) from simulator.received))`);
}

const widthOf = ({ from, to }: Span): number => to - from + 1;

async function spanOf(sql: Client, text: string, after: number): Promise<Span> {
  const { rows } = await sql.query<Span>(text, [after]);
  if (!rows[0]?.rows) throw new Error('there is nothing to grow from');
  return rows[0];
}

async function copy(
  sql: Client,
  { table, since, shifted }: Grown,
  said: Span,
  sent: Span,
  copies: number,
): Promise<void> {
  const { rows } = await sql.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) =>
    (shifted[name] ?? name).replaceAll('$1', '$1::bigint').replaceAll('$2', '$2::bigint'),
  );
  const { from, to } = since.startsWith('outbound_id') ? sent : said;
  await sql.query(
    `create temp table base as select * from ${table} where ${since} between ${from} and ${to}`,
  );
  for (let at = 1; at <= copies; at++) {
    await sql.query(
      `insert into ${table} (${names.join(', ')}) overriding system value select ${values.join(', ')}
       from base where ($1::bigint, $2::bigint) is not null`,
      [at * widthOf(said), at * widthOf(sent)],
    );
  }
  await sql.query('drop table base');
}

/** Built at once over all rows: ten times faster, and not different from what years would have made after a reindex. */
async function withoutIndexes(sql: Client, table: string, work: () => Promise<void>): Promise<void> {
  const { rows: constraints } = await sql.query<{ name: string; definition: string }>(
    `select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = $1::regclass and contype in ('p', 'u')`,
    [table],
  );
  const { rows: indexes } = await sql.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = $1::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid)`,
    [table],
  );
  for (const { name } of constraints) await sql.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await sql.query(`drop index ${name}`);
  await work();
  for (const { name, definition } of constraints)
    await sql.query(`alter table ${table} add constraint ${name} ${definition}`);
  for (const { definition } of indexes) await sql.query(definition);
}
