import type { Sql } from '../platform/database.service';

/** The operator that a number's last text came through; null for a number we have not heard, or not through a named operator. */
export async function lastOperatorOf(sql: Sql, senderHash: string): Promise<string | null> {
  const [row] = await sql.query<{ operator: string | null }>({
    name: 'number-operator',
    text: 'select operator from subscribers where sender_hash = $1::uuid and ended_at is null',
    values: [senderHash],
  });
  return row?.operator ?? null;
}
