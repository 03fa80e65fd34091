import { plain, words } from '../../../platform/array-literal';
import type { Sql, Tx } from '../../../platform/database.service';
import { LANES, LOCKS } from '../../../platform/lanes';
import type { Seal } from '../draw/seal';

/** A carrier's clock may run ahead of ours by as much: no seal may close a line said later than this after it. */
const AHEAD = `interval '5 minutes'`;

/** What the list holds: what counted, of people who have a nonce. Try-outs never count. */
const LISTED = `e.counted and e.tickets > 0 and e.data ? 'nonce'`;

/**
 * Waits, lane by lane, until whatever was under way in it has ended; nobody is held up. Entries are written in their person's lane,
 * so those whose ids were drawn before this began are committed, or never will be, when it returns.
 */
export async function passLanes(sql: Sql): Promise<void> {
  for (let lane = 0; lane < LANES; lane++) {
    await sql.query({
      name: 'lane-pass',
      text: 'select pg_advisory_xact_lock($1, $2)',
      values: [LOCKS.lane, lane],
    });
  }
}

/** Of each of these campaigns the newest entry that has been committed; none for one without. */
export async function newestEntries(sql: Sql, campaignIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql.query<{ id: number; newest: number }>({
    text: `select c.id, (select max(e.id) from entries e where e.campaign_id = c.id) as newest
           from unnest($1::int[]) as c(id) where exists (select 1 from entries e where e.campaign_id = c.id)`,
    values: [campaignIds],
  });
  return new Map(rows.map(({ id, newest }) => [id, newest]));
}

export interface Sealable {
  readonly campaignId: number;
  readonly opensAt: Date;
}

/**
 * Draws that have no seal yet of an hour that has struck. Once a list is announced, or a month after its close, nobody waits for
 * its seals: whoever freezes it again makes up for them.
 */
export async function campaignsToSeal(sql: Sql, hour: Date): Promise<Sealable[]> {
  return sql.query<Sealable & Record<string, unknown>>({
    text: `select c.id as "campaignId", c.opens_at as "opensAt" from campaigns c
           where c.state <> 'draft' and c.settings->'mode'->>'type' = 'draw'
             and c.opens_at < $1 and coalesce(c.closes_at, $1) > $1::timestamptz - interval '31 days'
             and not exists (select 1 from entry_hours h where h.campaign_id = c.id and h.at >= $1)
             and not exists (select 1 from draws d where d.campaign_id = c.id)
           order by c.id`,
    values: [hour],
  });
}

/** One at a time grows a contest's list, and nobody changes the contest meanwhile. */
export async function lockList(tx: Tx, campaignId: number): Promise<void> {
  await tx.sql.query({
    text: 'select id from campaigns where id = $1 for no key update',
    values: [campaignId],
  });
}

export interface SealedHour extends Seal {
  readonly lastEntryId: number;
}

export async function lastSeal(sql: Sql, campaignId: number): Promise<SealedHour | null> {
  const [row] = await sql.query<HourRow>({
    text: `select at, count, hash, last_entry_id as "lastEntryId" from entry_hours where campaign_id = $1 order by at desc limit 1`,
    values: [campaignId],
  });
  return row ? toSeal(row) : null;
}

/** The seals after an instant and before another, oldest first. */
export async function readSeals(
  sql: Sql,
  campaignId: number,
  after: Date,
  before: Date,
  limit: number,
): Promise<Seal[]> {
  const rows = await sql.query<HourRow>({
    text: `select at, count, hash, last_entry_id as "lastEntryId" from entry_hours
           where campaign_id = $1 and at > $2 and at < $3 order by at limit $4`,
    values: [campaignId, after, before, limit],
  });
  return rows.map(toSeal).map(({ at, count, hash }) => ({ at, count, hash }));
}

export async function insertSeals(
  tx: Tx,
  campaignId: number,
  seals: readonly SealedHour[],
  sealedAt: Date,
): Promise<void> {
  if (seals.length === 0) return;
  await tx.sql.run({
    text: `insert into entry_hours (campaign_id, at, count, last_entry_id, hash, sealed_at)
           select $1, s.at, s.count, s.last_entry_id, s.hash, $6
           from unnest($2::timestamptz[], $3::int[], $4::bigint[], $5::text[]) as s(at, count, last_entry_id, hash)`,
    values: [
      campaignId,
      words(seals.map(({ at }) => at)),
      plain(seals.map(({ count }) => count)),
      plain(seals.map(({ lastEntryId }) => lastEntryId)),
      words(seals.map(({ hash }) => hash)),
      sealedAt,
    ],
  });
}

/** The next entry that belongs into the list, behind one and up to another. */
export async function nextListed(
  sql: Sql,
  campaignId: number,
  after: number,
  upToEntry: number,
): Promise<{ readonly at: Date; readonly saidAt: Date } | null> {
  const [row] = await sql.query<{ at: Date; saidAt: Date }>({
    text: `select e.at, e.said_at as "saidAt" from entries e where e.campaign_id = $1 and e.id > $2 and e.id <= $3 and ${LISTED}
           order by e.campaign_id, e.id limit 1`,
    values: [campaignId, after, upToEntry],
  });
  return row ?? null;
}

/** Where the list ends, and the last entry that was looked at for it. */
export interface ListEnd {
  readonly count: number;
  readonly lastEntryId: number;
}

export async function endOfList(sql: Sql, campaignId: number): Promise<ListEnd> {
  const [row] = await sql.query<ListEnd & Record<string, unknown>>({
    text: `select number as count, entry_id as "lastEntryId" from contest_lines where campaign_id = $1
           order by number desc limit 1`,
    values: [campaignId],
  });
  return row ?? { count: 0, lastEntryId: 0 };
}

/** People are looked up by key: the planner, who knows no bound, would read all of them for every hour. */
const APPEND = `
with bound as (
  select coalesce(min(e.id) - 1, $3::bigint) as last from entries e
  where e.campaign_id = $1 and e.id > $2 and e.id <= $3 and ${LISTED}
    and $5::timestamptz is not null and (e.at >= $5 or e.said_at > $5::timestamptz + ${AHEAD})
), added as (
  insert into contest_lines (campaign_id, number, entry_id, subscriber_id, line)
  select $1, n.number, n.id, n.subscriber_id,
    n.number || '|' || n.person || '|' || n.tickets || '|' || to_char(n.said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  from (
    select $4::int + row_number() over (order by e.id) as number, e.id, e.subscriber_id, e.tickets, e.said_at,
      encode(sha256(convert_to((e.data->>'nonce') || coalesce(s.msisdn, ''), 'UTF8')), 'hex') as person
    from entries e left join lateral (select msisdn from subscribers where id = e.subscriber_id offset 0) s on true
    where e.campaign_id = $1 and e.id > $2 and e.id <= (select last from bound) and ${LISTED}
  ) n
  returning 1
)
select (select last from bound) as "lastEntryId", $4::int + (select count(*) from added) as count`;

/**
 * Writes what was recorded into the list, in the order of recording: everything up to an entry, or only what stood there before an
 * hour struck. One statement, however many entries.
 */
export async function appendLines(
  tx: Tx,
  campaignId: number,
  from: ListEnd,
  upToEntry: number,
  before: Date | null,
): Promise<ListEnd> {
  const [row] = await tx.sql.query<ListEnd & Record<string, unknown>>({
    text: APPEND,
    values: [campaignId, from.lastEntryId, Math.max(upToEntry, from.lastEntryId), from.count, before],
  });
  return row ?? from;
}

/** Lines of the list after a number and up to another, in order. */
export async function readLines(
  sql: Sql,
  campaignId: number,
  after: number,
  upTo: number,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ line: string }>({
    name: 'contest-lines',
    text: `select line from contest_lines where campaign_id = $1 and number > $2 and number <= $3 order by number limit $4`,
    values: [campaignId, after, upTo, limit],
  });
  return rows.map(({ line }) => line);
}

/** Entries that counted and can stand in no list. */
export async function countNameless(sql: Sql, campaignId: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>({
    text: `select count(*) as count from entries e where e.campaign_id = $1 and e.counted and e.tickets > 0
             and (e.data ? 'nonce') is not true`,
    values: [campaignId],
  });
  return row?.count ?? 0;
}

interface HourRow {
  readonly at: Date;
  readonly count: number;
  readonly hash: string;
  readonly lastEntryId: number;
  readonly [column: string]: unknown;
}

const toSeal = ({ at, count, hash, lastEntryId }: HourRow): SealedHour => ({
  at: at.toISOString(),
  count,
  hash,
  lastEntryId,
});
