import type { Sql, Tx } from '../platform/database.service';

export interface SetAsideText {
  readonly id: number;
  readonly sender: string | null;
  readonly code: string;
  readonly body: string | null;
  readonly error: string;
  readonly tries: number;
  readonly at: Date;
}

/** Texts that could not be decided and that nobody has released, by their ids. */
export async function readSetAside(sql: Sql, after: number, limit: number): Promise<SetAsideText[]> {
  return sql.query<SetAsideText & Record<string, unknown>>({
    text: `select t.id, t.sender, t.code, t.body, s.error, s.tries, s.at from set_aside s join texts t on t.id = s.text_id
           where s.released_at is null and s.text_id > $1 order by s.text_id limit $2`,
    values: [after, limit],
  });
}

export type Release =
  | { readonly type: 'released'; readonly lane: number }
  | { readonly type: 'unknown' }
  | { readonly type: 'not set aside' };

/** Puts a text back into its lane's queue, where it is decided as if it had just come. */
export async function release(tx: Tx, textId: number, at: Date): Promise<Release> {
  const [row] = await tx.sql.query<{ lane: number; sender: string }>({
    text: `update set_aside set released_at = $2 where text_id = $1 and released_at is null returning lane, sender`,
    values: [textId, at],
  });
  if (!row) return { type: (await isText(tx, textId)) ? 'not set aside' : 'unknown' };
  await tx.sql.run({
    text: 'insert into pending (lane, text_id, sender, urgent) values ($1, $2, $3, false) on conflict do nothing',
    values: [row.lane, textId, row.sender],
  });
  return { type: 'released', lane: row.lane };
}

async function isText(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx.sql.query<{ id: number }>({
    text: 'select id from texts where id = $1',
    values: [id],
  });
  return rows.length > 0;
}
