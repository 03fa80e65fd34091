import { randomBytes } from 'node:crypto';
import type { Sql } from '../platform/database.service';

const SECRET_BYTES = 32;
const nameOf = (brandId: number): string => `calls of brand ${brandId}`;
const written = (value: Buffer): string => `whsec_${value.toString('base64url')}`;

/** What signs the calls to each of these brands' servers; whoever asks first makes it. */
export async function callSecrets(sql: Sql, brandIds: readonly number[]): Promise<Map<number, string>> {
  const secrets = await readSecrets(sql, brandIds);
  const missing = brandIds.filter((id) => !secrets.has(id));
  if (missing.length === 0) return secrets;
  await sql.run({
    text: `insert into secrets (name, value) select * from unnest($1::text[], $2::bytea[]) on conflict (name) do nothing`,
    values: [missing.map(nameOf), missing.map(() => randomBytes(SECRET_BYTES))],
  });
  return readSecrets(sql, brandIds);
}

/** Draws a new one; the next call is signed with it. */
export async function redrawCallSecret(sql: Sql, brandId: number): Promise<string> {
  const value = randomBytes(SECRET_BYTES);
  await sql.run({
    text: `insert into secrets (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`,
    values: [nameOf(brandId), value],
  });
  return written(value);
}

async function readSecrets(sql: Sql, brandIds: readonly number[]): Promise<Map<number, string>> {
  const ids = new Map(brandIds.map((id) => [nameOf(id), id]));
  const rows = await sql.query<{ name: string; value: Buffer }>({
    name: 'calls-secrets',
    text: 'select name, value from secrets where name = any($1::text[])',
    values: [[...ids.keys()]],
  });
  return new Map(
    rows.flatMap(({ name, value }) => {
      const id = ids.get(name);
      return id === undefined ? [] : [[id, written(value)] as const];
    }),
  );
}
