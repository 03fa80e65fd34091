import type { Sql } from '../platform/database.service';

/** One request that its sender may repeat. */
export interface Request {
  readonly apiKeyId: number;
  readonly key: string;
  readonly requestHash: string;
}

export type Claim =
  | { readonly type: 'ours' }
  | { readonly type: 'running' }
  | { readonly type: 'other request' }
  | { readonly type: 'answered'; readonly status: number; readonly answer: unknown };

/**
 * Claims the key, or says who has it. A claim without an answer is taken over after 60 seconds: nothing of ours runs that
 * long, so its process died. After a day a key may be used anew.
 */
export async function claim(sql: Sql, { apiKeyId, key, requestHash }: Request): Promise<Claim> {
  const claimed = await sql.run({
    name: 'idempotency-claim',
    text: CLAIM,
    values: [apiKeyId, key, requestHash],
  });
  if (claimed > 0) return { type: 'ours' };
  const [row] = await sql.query<{
    request_hash: string;
    status: number | null;
    answer: { body?: unknown } | null;
  }>({
    name: 'idempotency-read',
    text: 'select request_hash, status, answer from idempotency_keys where api_key_id = $1 and key = $2',
    values: [apiKeyId, key],
  });
  if (!row) return { type: 'running' };
  if (row.request_hash !== requestHash) return { type: 'other request' };
  if (row.status === null) return { type: 'running' };
  return { type: 'answered', status: row.status, answer: row.answer?.body };
}

const CLAIM = `
insert into idempotency_keys as held (api_key_id, key, request_hash) values ($1, $2, $3)
on conflict (api_key_id, key) do update
  set request_hash = excluded.request_hash, status = null, answer = null, created_at = now()
  where held.created_at < now() - interval '1 day'
     or (held.status is null and held.request_hash = excluded.request_hash and held.created_at < now() - interval '60 seconds')`;

export async function keepAnswer(
  sql: Sql,
  { apiKeyId, key, requestHash }: Request,
  status: number,
  body: unknown,
): Promise<void> {
  await sql.run({
    name: 'idempotency-answer',
    text: `update idempotency_keys set status = $4, answer = $5
           where api_key_id = $1 and key = $2 and request_hash = $3 and status is null`,
    values: [apiKeyId, key, requestHash, status, JSON.stringify({ body })],
  });
}

/** The request was refused and did nothing: it may be made again. */
export async function release(sql: Sql, { apiKeyId, key, requestHash }: Request): Promise<void> {
  await sql.run({
    name: 'idempotency-release',
    text: 'delete from idempotency_keys where api_key_id = $1 and key = $2 and request_hash = $3 and status is null',
    values: [apiKeyId, key, requestHash],
  });
}
