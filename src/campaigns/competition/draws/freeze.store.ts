import { plain, texts, words } from '../../../platform/array-literal';
import type { Sql, Tx } from '../../../platform/database.service';
import type { Exclusion } from '../draw/proof';

/** What was said to a code before an instant and has not been decided. */
export interface Unhandled {
  readonly texts: number;
  readonly parts: number;
  readonly setAside: number;
}

/** Only texts of this code count: what is said to another cannot be an entry here. */
export async function unhandledBefore(sql: Sql, code: string, before: Date): Promise<Unhandled> {
  const [row] = await sql.query<Unhandled & Record<string, unknown>>({
    text: `select
             (select count(*) from pending p join texts t on t.id = p.text_id where t.code = $1 and t.said_at < $2) as texts,
             (select count(*) from parts where whole_id is null and code = $1 and said_at < $2) as parts,
             (select count(*) from set_aside a join texts t on t.id = a.text_id
              where a.released_at is null and t.code = $1 and t.said_at < $2) as "setAside"`,
    values: [code, before],
  });
  return row ?? { texts: 0, parts: 0, setAside: 0 };
}

/** Somebody who may not win, by the keyed hash of their number. */
export interface NewExclusion {
  readonly senderHash: string;
  readonly reason: string;
}

/** The newest reason holds. */
export async function excludePeople(
  tx: Tx,
  campaignId: number,
  people: readonly NewExclusion[],
  madeBy: string,
  at: Date,
): Promise<void> {
  const rows = [...new Map(people.map((one) => [one.senderHash, one])).values()];
  if (rows.length === 0) return;
  await tx.sql.run({
    text: `insert into draw_exclusions (campaign_id, sender_hash, reason, made_by, at)
           select $1, n.*, $4, $5 from unnest($2::uuid[], $3::text[]) as n(sender_hash, reason) order by n.sender_hash
           on conflict (campaign_id, sender_hash) do update set reason = excluded.reason, made_by = excluded.made_by, at = excluded.at`,
    values: [
      campaignId,
      words(rows.map(({ senderHash }) => senderHash)),
      texts(rows.map(({ reason }) => reason)),
      madeBy,
      at,
    ],
  });
}

/** Lines of the list that do not take part, and why: the person was barred, tries things out, is named, or was forgotten. */
export async function readExclusions(
  sql: Sql,
  campaignId: number,
  lines: number,
  limit: number,
): Promise<Exclusion[]> {
  return sql.query<Exclusion & Record<string, unknown>>({
    text: `with named as (
             select subscriber_id, 1 as place, 'barred: ' || (state->>'barred') as reason from players
             where campaign_id = $1 and state->>'barred' is not null
             union all
             select subscriber_id, 2, 'tries the competition out' from players
             where campaign_id = $1 and state->'tryOut' = 'true'::jsonb
             union all
             select s.id, 3, x.reason from draw_exclusions x join subscribers s on s.sender_hash = x.sender_hash
             where x.campaign_id = $1
           ), one as (
             select distinct on (subscriber_id) subscriber_id, reason from named order by subscriber_id, place
           )
           select l.number as line, coalesce(o.reason, 'asked to be forgotten') as reason
           from contest_lines l left join one o using (subscriber_id) left join subscribers s on s.id = l.subscriber_id
           where l.campaign_id = $1 and l.number <= $2 and (o.subscriber_id is not null or s.msisdn is null)
           order by l.number limit $3`,
    values: [campaignId, lines, limit],
  });
}

export interface NewResult {
  readonly rank: number;
  readonly line: number;
  readonly ticket: number;
}

/** Whoever was drawn, in draw order: the first so many are winners and have until the deadline, the others wait. */
export async function insertResults(
  tx: Tx,
  draw: { readonly id: number; readonly campaignId: number; readonly prizes: number },
  results: readonly NewResult[],
  at: Date,
  deadline: Date,
): Promise<void> {
  await tx.sql.run({
    text: `insert into draw_results (draw_id, rank, role, line, ticket, entry_id, subscriber_id, prize, state, notified_at, deadline)
           select $1, r.rank, case when r.rank <= $3 then 'winner' else 'reserve' end, r.line, r.ticket, l.entry_id, l.subscriber_id,
             case when r.rank <= $3 then r.rank end, case when r.rank <= $3 then 'notified' else 'waiting' end,
             case when r.rank <= $3 then $7::timestamptz end, case when r.rank <= $3 then $8::timestamptz end
           from unnest($4::int[], $5::int[], $6::int[]) as r(rank, line, ticket)
           join contest_lines l on l.campaign_id = $2 and l.number = r.line order by r.rank`,
    values: [
      draw.id,
      draw.campaignId,
      draw.prizes,
      plain(results.map(({ rank }) => rank)),
      plain(results.map(({ line }) => line)),
      plain(results.map(({ ticket }) => ticket)),
      at,
      deadline,
    ],
  });
}

/** Takes an exclusion back. @returns whether there was one. */
export async function includePerson(sql: Sql, campaignId: number, senderHash: string): Promise<boolean> {
  const removed = await sql.run({
    text: 'delete from draw_exclusions where campaign_id = $1 and sender_hash = $2',
    values: [campaignId, senderHash],
  });
  return removed > 0;
}
