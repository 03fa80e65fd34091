import type { Sql } from './database.service';

/** The secret of this name; the first who asks makes it, and everybody gets that one. */
export async function secretNamed(sql: Sql, name: string, fresh: Buffer): Promise<Buffer> {
  await sql.run({
    text: 'insert into secrets (name, value) values ($1, $2) on conflict (name) do nothing',
    values: [name, fresh],
  });
  const [row] = await sql.query<{ value: Buffer }>({
    text: 'select value from secrets where name = $1',
    values: [name],
  });
  if (!row) throw new Error(`the secret "${name}" is gone`);
  return row.value;
}
