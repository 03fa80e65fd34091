import type { Tx } from '../platform/database.service';

/** Who has a number now, and since when. */
export interface Holder {
  readonly id: number;
  readonly senderHash: string;
  readonly since: Date;
}

export async function readHolders(tx: Tx, senderHashes: readonly string[]): Promise<Holder[]> {
  return tx.sql.query<Holder & Record<string, unknown>>({
    name: 'numbers-held',
    text: `select id, sender_hash as "senderHash", created_at as since from subscribers
           where sender_hash = any($1::uuid[]) and ended_at is null order by id`,
    values: [senderHashes],
  });
}

/** The number is nobody's: whoever texts from it next is somebody new. */
export async function closeTenures(
  tx: Tx,
  tenures: readonly { readonly id: number; readonly at: Date }[],
): Promise<void> {
  if (tenures.length === 0) return;
  await tx.sql.run({
    name: 'tenures-close',
    text: `update subscribers s set ended_at = greatest(e.at, s.created_at)
           from unnest($1::bigint[], $2::timestamptz[]) as e(id, at) where s.id = e.id and s.ended_at is null`,
    values: [tenures.map(({ id }) => id), tenures.map(({ at }) => at)],
  });
}

/** Their next text says which operator they have, where the file did not. */
export async function moveToOperators(
  tx: Tx,
  moves: readonly { readonly id: number; readonly operator: string | null }[],
): Promise<void> {
  if (moves.length === 0) return;
  await tx.sql.run({
    name: 'numbers-move',
    text: `update subscribers s set operator = m.operator from unnest($1::bigint[], $2::text[]) as m(id, operator) where s.id = m.id`,
    values: [moves.map(({ id }) => id), moves.map(({ operator }) => operator)],
  });
}
