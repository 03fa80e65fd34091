import { plain, texts, words } from '../../platform/array-literal';
import type { Sql, Tx } from '../../platform/database.service';
import { LOCKS } from '../../platform/lanes';
import type { Flagged, JoinGroup, StopGroup } from './signals';

/** The third of this product's singletons; the second key of their lock. */
const WATCHING = 3;

/** Whether this transaction may look; one process at a time does. */
export async function ownWatching(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql.query<{ owned: boolean }>({
    text: 'select pg_try_advisory_xact_lock($1, $2) as owned',
    values: [LOCKS.singleton, WATCHING],
  });
  return row?.owned ?? false;
}

/** A stretch of time, without its beginning. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/** What the statements have to know of the services they look at. */
export interface Watched {
  readonly serviceId: number;
  readonly quickYesMs: number;
  readonly stopHours: number;
}

/** Services that somebody has said yes to in that time. */
export async function servicesJoined(sql: Sql, { from, to }: Stretch): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    text: `select distinct s.service_id as id from subscription_events e join subscriptions s on s.id = e.subscription_id
           where e.event = 'confirmed' and e.at > $1::timestamptz and e.at <= $2::timestamptz order by 1`,
    values: [from, to],
  });
  return rows.map(({ id }) => id);
}

/** Fewer than this is nothing that any limit speaks of. */
const LEAST = 3;
/** Answers that took equally long, to this. */
const BEAT_MS = 500;

/**
 * Every yes of the watched services that led somewhere, with what it may have in common with others. What an operator began is the
 * operator's to watch. $1 and $2: the stretch; $3, $4, $5: services, their quickest yes, and the hours in which a STOP counts.
 */
const JOINS = `
with watched as (select * from unnest($3::int[], $4::int[], $5::int[]) as w(service_id, quick_ms, stop_hours)),
joins as materialized (
  select s.id, s.service_id, s.subscriber_id, s.ended_at is null as is_live, s.device, e.at, w.quick_ms, left(p.msisdn, -3) as block,
    s.channel || coalesce(' ' || s.campaign_id, '') as source, extract(epoch from e.at - s.asked_at) * 1000 as answer_ms,
    s.state = 'unsubscribed' and s.end_reason <> 'fraud' and s.ended_at <= e.at + w.stop_hours * interval '1 hour' as is_stopped,
    e.at > $2::timestamptz - w.stop_hours * interval '1 hour' as is_recent
  from subscription_events e join subscriptions s on s.id = e.subscription_id join watched w on w.service_id = s.service_id
    join subscribers p on p.id = s.subscriber_id
  where e.event = 'confirmed' and e.to_state in ('trial', 'activating', 'active') and e.at > $1::timestamptz
    and e.at <= $2::timestamptz and s.channel <> 'operator'
)`;

/** Each join under everything it has in common with others. */
const MEMBERS = `${JOINS},
counted as materialized (
  select *, count(*) over (partition by service_id, source) as of_source, count(*) over (partition by subscriber_id) as of_sender
  from joins
),
members as (
  select j.*, g.by, g.of from counted j cross join lateral (values
    ('service', 'all'), ('source', j.source), ('block', j.block), ('sender', j.subscriber_id::text),
    (split_part(j.device, ':', 1), j.device),
    ('quick', case when j.answer_ms < j.quick_ms then j.source end),
    ('beat', j.source || ' ' || floor(j.answer_ms / ${BEAT_MS}) * ${BEAT_MS} || ' ms')) as g(by, of)
  where g.of is not null
)`;

const columnsOf = (watched: readonly Watched[]): string[] => [
  plain(watched.map(({ serviceId }) => serviceId)),
  plain(watched.map(({ quickYesMs }) => quickYesMs)),
  plain(watched.map(({ stopHours }) => stopHours)),
];

/** What the joins of a stretch have in common, by service; groups too small for any limit are left out. */
export async function readGroups(
  sql: Sql,
  { from, to }: Stretch,
  watched: readonly Watched[],
): Promise<JoinGroup[]> {
  return sql.query<JoinGroup & Record<string, unknown>>({
    text: `${MEMBERS},
           groups as (
             select service_id, by, of, count(*) as own, count(distinct subscriber_id) as people, max(of_source) as of_source,
               max(of_sender) as of_sender
             from members group by service_id, by, of
           ),
           beside as (
             select *, count(*) over kind - 1 as others, sum(people) over kind - people as other_people
             from groups window kind as (partition by service_id, by)
           )
           select service_id as "serviceId", by, of, (case when by = 'sender' then of_sender else own end)::int as joins,
             people::int, others::int, other_people::int as "otherPeople", of_source::int as "ofSource"
           from beside where (case when by = 'sender' then of_sender else own end) >= ${LEAST} order by service_id, by, of`,
    values: [from, to, ...columnsOf(watched)],
  });
}

/** A week of joins by source, and how many of them stopped at once. */
export async function readStops(
  sql: Sql,
  { from, to }: Stretch,
  watched: readonly Watched[],
): Promise<StopGroup[]> {
  return sql.query<StopGroup & Record<string, unknown>>({
    text: `${JOINS},
           sources as (
             select service_id, source, count(*) as joins, count(*) filter (where is_stopped) as stops
             from joins group by service_id, source
           )
           select service_id as "serviceId", source as of, joins::int, stops::int,
             (sum(joins) over service - joins)::int as "otherJoins", (sum(stops) over service - stops)::int as "otherStops"
           from sources window service as (partition by service_id) order by service_id, source`,
    values: [from, to, ...columnsOf(watched)],
  });
}

const FLAGGED = `flagged as (
  select * from unnest($6::int[], $7::text[], $8::text[], $9::text[]) as f(service_id, by, of, signal)
)`;

/**
 * Opens a case for every subscription behind these signals that still runs and was never judged. A case that is open keeps its charges
 * from leaving. Of a source whose people stop, only those are held who could still stop at once.
 * @returns the subscriptions that are held from now on
 */
export async function openCases(
  tx: Tx,
  { from, to }: Stretch,
  watched: readonly Watched[],
  flagged: readonly Flagged[],
): Promise<number[]> {
  if (flagged.length === 0) return [];
  const rows = await tx.sql.query<{ id: number }>({
    text: `${MEMBERS}, ${FLAGGED}
           insert into fraud_cases (subscription_id, service_id, signals, opened_at)
           select m.id, m.service_id, jsonb_agg(f.signal::jsonb order by f.by, f.of), $2::timestamptz
           from members m join flagged f on f.service_id = m.service_id and f.by = m.by and f.of = m.of
           where m.is_live and (f.signal::jsonb ->> 'signal' <> 'stop ratio' or m.is_recent)
           group by m.id, m.service_id order by m.id
           on conflict (subscription_id) do nothing returning subscription_id as id`,
    values: [
      from,
      to,
      ...columnsOf(watched),
      plain(flagged.map(({ serviceId }) => serviceId)),
      words(flagged.map(({ by }) => by)),
      texts(flagged.map(({ of }) => of)),
      texts(flagged.map(({ serviceId: _, ...signal }) => JSON.stringify(signal))),
    ],
  });
  return rows.map(({ id }) => id);
}

/** How many wait for a verdict. */
export async function countOpen(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ open: number }>({
    text: 'select count(*)::int as open from fraud_cases where verdict is null',
    values: [],
  });
  return row?.open ?? 0;
}
