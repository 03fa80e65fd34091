import type { Sql } from '../platform/database.service';
import type { Reference } from '../platform/reference';
import { readReference } from '../platform/reference';
import type { ApiCaller, ApiRole } from './caller.decorator';

export interface ApiKeyRow {
  readonly id: number;
  readonly name: string;
  readonly role: ApiRole;
  readonly brand: string | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const COLUMNS = `k.id, k.name, k.role, b.code as brand, k.created_at as "createdAt", k.revoked_at as "revokedAt"`;

/** Whose key this is, unless it was revoked. */
export async function findCaller(sql: Sql, keyHash: string): Promise<ApiCaller | null> {
  const [row] = await sql.query<ApiCaller & { apiKeyId: number }>({
    name: 'find-caller',
    text: `select id as "apiKeyId", name, role, brand_id as "brandId" from api_keys where key_hash = $1 and revoked_at is null`,
    values: [keyHash],
  });
  return row ?? null;
}

export async function insertAdministrator(sql: Sql, keyHash: string): Promise<void> {
  await sql.run({
    text: `insert into api_keys (name, role, key_hash)
           select case when exists (select 1 from api_keys where name = 'administrator')
                       then 'administrator ' || left($1, 8) else 'administrator' end, 'administrator', $1
           on conflict do nothing`,
    values: [keyHash],
  });
}

/** The new key's id; 'taken' when another key has or had the name. */
export async function insertKey(
  sql: Sql,
  key: {
    readonly name: string;
    readonly role: ApiRole;
    readonly brandId: number | null;
    readonly keyHash: string;
    readonly at: Date;
  },
): Promise<number | 'taken'> {
  const [row] = await sql.query<{ id: number }>({
    text: `insert into api_keys (name, role, brand_id, key_hash, created_at) values ($1, $2, $3, $4, $5)
           on conflict (name) do nothing returning id`,
    values: [key.name, key.role, key.brandId, key.keyHash, key.at],
  });
  return row?.id ?? 'taken';
}

export async function findBrand(sql: Sql, brand: Reference): Promise<number | null> {
  const { name, id } = readReference(brand);
  const [row] = await sql.query<{ id: number }>({
    text: 'select id from brands where code = $1 or id = $2',
    values: [name, id],
  });
  return row?.id ?? null;
}

/** One more than the page holds, oldest first. */
export async function listKeys(sql: Sql, after: number, limit: number): Promise<ApiKeyRow[]> {
  return sql.query<ApiKeyRow>({
    text: `select ${COLUMNS} from api_keys k left join brands b on b.id = k.brand_id where k.id > $1 order by k.id limit $2`,
    values: [after, limit + 1],
  });
}

export async function findKey(sql: Sql, id: number): Promise<ApiKeyRow | null> {
  const [row] = await sql.query<ApiKeyRow>({
    text: `select ${COLUMNS} from api_keys k left join brands b on b.id = k.brand_id where k.id = $1`,
    values: [id],
  });
  return row ?? null;
}

/** Of two administrators who revoke each other at once, one is left: the rows are locked before they are counted. */
export async function revokeKey(sql: Sql, id: number, at: Date): Promise<'revoked' | 'unknown' | 'last'> {
  const administrators = await sql.query<{ id: number }>({
    text: `select id from api_keys where role = 'administrator' and revoked_at is null order by id for update`,
  });
  if (administrators.length === 1 && administrators[0]?.id === id) return 'last';
  const revoked = await sql.run({
    text: 'update api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1',
    values: [id, at],
  });
  return revoked === 0 ? 'unknown' : 'revoked';
}
