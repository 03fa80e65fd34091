import { instants, plain, texts } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import { PRIORITY } from '../../rules/message-class';
import type { Language } from '../../text/language';
import { MOVE, type Move, type NotAsked } from './move';
import type { Migration } from './migrations.store';

/** The next subscriber of a service, as a migration looks at them. */
export interface Candidate {
  readonly id: number;
  readonly subscriberId: number;
  readonly lane: number;
  readonly language: Language;
  readonly operatorId: number;
  readonly joinedAt: Date;
  /** What can be seen at once to stand in the way. */
  readonly hindrance: NotAsked | null;
}

/** Where the question would be asked. */
interface Place {
  readonly brandId: number;
  readonly shortcodeId: number;
}

/** In the order of the index of live subscriptions; who has not said yes to the old one yet is no subscriber. */
const CANDIDATES = `
select s.id, s.subscriber_id as "subscriberId", p.lane, s.language, s.operator_id as "operatorId", s.joined_at as "joinedAt",
  case
    when s.channel = 'operator' then 'operator-led'
    when p.ended_at is not null or p.msisdn is null then 'gone'
    when p.blocked then 'blocked'
    when exists (select from suppressions x where x.sender_hash = p.sender_hash and 'promotional' = any(x.classes)
      and (x.brand_id is null or x.brand_id = $5) and (x.shortcode_id is null or x.shortcode_id = $6)) then 'suppressed'
    when exists (select from service_moves b join service_migrations g on g.id = b.migration_id
      where b.subscription_id = s.id and b.asked_id is not null and g.to_service_id = $4) then 'asked before'
  end as hindrance
from subscriptions s join subscribers p on p.id = s.subscriber_id
where s.service_id = $1 and s.ended_at is null and s.id > $2 and s.state <> 'pending'
order by s.id limit $3`;

export async function nextCandidates(
  tx: Tx,
  { fromId, toId, afterId }: Migration,
  { brandId, shortcodeId }: Place,
  limit: number,
): Promise<Candidate[]> {
  return tx.sql.query<Candidate & Record<string, unknown>>({
    name: 'moves-candidates',
    text: CANDIDATES,
    values: [fromId, afterId, limit, toId, brandId, shortcodeId],
  });
}

/** Writes down who was looked at, and how far that was. */
export async function enterMoves(
  tx: Tx,
  { id }: Migration,
  candidates: readonly Candidate[],
  afterId: number,
): Promise<void> {
  await tx.sql.run({
    name: 'moves-enter',
    text: `with looked as (update service_migrations set after_id = $2 where id = $1)
           insert into service_moves (migration_id, subscription_id, outcome)
           select $1, subscription_id, outcome from unnest($3::bigint[], $4::text[]) as c(subscription_id, outcome)`,
    values: [
      id,
      afterId,
      plain(candidates.map((one) => one.id)),
      texts(candidates.map(({ hindrance }) => hindrance)),
    ],
  });
}

/** Whose turn it is, as a row of their own lane: a STOP they have said is handled before it or after it, never beside it. */
export interface TurnToAsk {
  readonly candidate: Candidate;
  readonly campaignId: number;
  readonly shortcodeId: number;
  readonly move: Move;
}

export async function setTurns(tx: Tx, turns: readonly TurnToAsk[], at: Date): Promise<void> {
  if (turns.length === 0) return;
  await tx.sql.run({
    name: 'moves-set-turns',
    text: `insert into timers (lane, due_at, subscriber_id, shortcode_id, type, key, data)
           select lane, at, subscriber_id, shortcode_id, $7::text, subscriber_id || ':' || $7::text || ':' || migration_id, data::jsonb
           from unnest($1::smallint[], $2::timestamptz[], $3::bigint[], $4::int[], $5::bigint[], $6::text[])
             as t(lane, at, subscriber_id, shortcode_id, migration_id, data)
           on conflict (key) do nothing`,
    values: [
      plain(turns.map(({ candidate }) => candidate.lane)),
      instants(turns.map(() => at)),
      plain(turns.map(({ candidate }) => candidate.subscriberId)),
      plain(turns.map(({ shortcodeId }) => shortcodeId)),
      plain(turns.map(({ move }) => move.migrationId)),
      texts(
        turns.map(({ candidate: { language }, campaignId, move }) =>
          JSON.stringify({ campaignId, language, move }),
        ),
      ),
      MOVE,
    ],
  });
}

/** How many turns have been set and not taken, and how much advertising the links have still to send; each counted up to `most`. */
export async function countAhead(
  tx: Tx,
  migrationId: number,
  connectorIds: readonly number[],
  most: number,
): Promise<{ readonly waiting: number; readonly queued: number }> {
  const [row] = await tx.sql.query<{ waiting: number; queued: number }>({
    name: 'moves-ahead',
    text: `select (select count(*)::int from (
               select from service_moves where migration_id = $1 and outcome is null limit $3) w) as waiting,
             (select count(*)::int from (
               select from outbox where connector_id = any($2::int[]) and priority = $4 limit $3) q) as queued`,
    values: [migrationId, plain(connectorIds), most, PRIORITY.promotional],
  });
  return row ?? { waiting: 0, queued: 0 };
}

/** Whose turn was lost with their number: nobody is there to be asked. */
export async function giveUpLost(tx: Tx, migrationId: number): Promise<void> {
  await tx.sql.run({
    name: 'moves-lost',
    text: `update service_moves m set outcome = 'gone' from subscriptions s
           where m.migration_id = $1 and m.outcome is null and s.id = m.subscription_id
             and not exists (select from timers t where t.key = s.subscriber_id || ':' || $2::text || ':' || m.migration_id)`,
    values: [migrationId, MOVE],
  });
}

/** Takes back every turn that has not been taken; whoever is being asked at this moment is waited for. */
export async function dropTurns(tx: Tx, migrationId: number): Promise<void> {
  await tx.sql.run({
    text: `delete from timers where key = any(array(
             select s.subscriber_id || ':' || $2::text || ':' || m.migration_id from service_moves m
             join subscriptions s on s.id = m.subscription_id where m.migration_id = $1 and m.outcome is null))`,
    values: [migrationId, MOVE],
  });
  await tx.sql.run({
    text: "update service_moves set outcome = 'cancelled' where migration_id = $1 and outcome is null",
    values: [migrationId],
  });
}
