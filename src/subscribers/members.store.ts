import type { Sql, Tx } from '../platform/database.service';
import type { Language } from '../text/language';
import type { Standing } from './standing';

export interface Member {
  readonly subscriberId: number;
  readonly msisdn: string | null;
  readonly language: Language | null;
  readonly since: Date;
}

/** People who are on a list and whose newest word, on it or above it, is not "out"; in the order of their ids. */
export async function readMembers(
  sql: Sql,
  listId: number,
  scopes: readonly string[],
  after: number,
  limit: number,
): Promise<Member[]> {
  const rows = await sql.query<{
    subscriber_id: number;
    msisdn: string | null;
    language: Language | null;
    said_at: Date;
  }>({
    text: `select m.subscriber_id, s.msisdn, s.language, m.said_at
           from consent_states m join subscribers s on s.id = m.subscriber_id
           where m.list_id = $1 and m.status = 'in' and m.subscriber_id > $3
             and (select w.status from consent_states w
                  where w.subscriber_id = m.subscriber_id and w.scope = any($2::text[]) and w.status <> 'asked'
                  order by w.said_at desc, w.status desc limit 1) = 'in'
           order by m.subscriber_id limit $4`,
    values: [listId, scopes, after, limit],
  });
  return rows.map((row) => ({
    subscriberId: row.subscriber_id,
    msisdn: row.msisdn,
    language: row.language,
    since: row.said_at,
  }));
}

/** What each of these people last said about these scopes. */
export async function readStandings(
  tx: Tx,
  subscriberIds: readonly number[],
  scopes: readonly string[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, Standing>>> {
  const rows = await tx.sql.query<{
    subscriber_id: number;
    scope: string;
    status: Standing['status'];
    said_at: Date;
    list_id: number | null;
    shortcode_id: number | null;
  }>({
    name: 'standings-of-scopes',
    text: `select subscriber_id, scope, status, said_at, list_id, shortcode_id from consent_states
           where subscriber_id = any($1::bigint[]) and scope = any($2::text[])`,
    values: [subscriberIds, scopes],
  });
  const people = new Map<number, Map<string, Standing>>();
  for (const row of rows) {
    const standings = people.get(row.subscriber_id) ?? new Map<string, Standing>();
    standings.set(row.scope, {
      status: row.status,
      saidAt: row.said_at,
      listId: row.list_id,
      shortcodeId: row.shortcode_id,
    });
    people.set(row.subscriber_id, standings);
  }
  return people;
}

/** Puts people on a list, in key order. The caller owns their lanes and has written the ledger. */
export async function joinMembers(
  tx: Tx,
  list: { readonly id: number; readonly shortcodeId: number },
  subscriberIds: readonly number[],
  at: Date,
): Promise<void> {
  await tx.sql.run({
    name: 'members-join',
    text: `insert into consent_states (subscriber_id, scope, shortcode_id, list_id, status, said_at)
           select id, $2, $3, $4, 'in', $5 from unnest($1::bigint[]) id order by id
           on conflict (subscriber_id, scope) do update set status = excluded.status, said_at = excluded.said_at`,
    values: [subscriberIds, `list:${list.id}`, list.shortcodeId, list.id, at],
  });
}
