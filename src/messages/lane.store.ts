import { documents, plain, texts } from '../platform/array-literal';
import type { Sql, Tx } from '../platform/database.service';
import { LANES, LOCKS } from '../platform/lanes';

/** A text whose turn has come. */
export interface TakenText {
  readonly id: number;
  /** Where its row of the queue lies: it is never moved, and nobody else touches it while we own its lane. */
  readonly place: string;
  readonly lane: number;
  readonly connectorId: number;
  readonly senderHash: string;
  readonly sender: string | null;
  readonly code: string;
  readonly operator: string | null;
  readonly linkId: string | null;
  readonly body: string;
  readonly flags: readonly string[] | null;
  readonly saidAt: Date;
}

interface TakenRow {
  readonly id: number;
  readonly place: string;
  readonly lane: number;
  readonly connector_id: number;
  readonly sender_hash: string;
  readonly sender: string | null;
  readonly code: string;
  readonly operator: string | null;
  readonly link_id: string | null;
  readonly body: string | null;
  readonly flags: string[] | null;
  readonly said_at: Date;
}

/** Those of the wanted lanes that nobody else works on, owned until the transaction ends. Its own statement, before any read. */
export async function ownFreeLanes(tx: Tx, wanted: readonly number[]): Promise<number[]> {
  const rows = await tx.sql.query<{ lane: number }>({
    name: 'lanes-own',
    text: 'select lane from unnest($2::int[]) as w(lane) where pg_try_advisory_xact_lock($1, lane)',
    values: [LOCKS.lane, wanted],
  });
  return rows.map(({ lane }) => lane);
}

export interface Opening {
  readonly version: number;
  readonly hasParts: boolean;
  readonly hasTimers: boolean;
}

/** What a batch has to know before it begins, in one look. */
export async function openLanes(tx: Tx, lanes: readonly number[], now: Date): Promise<Opening> {
  const [row] = await tx.sql.query<{ version: number; has_parts: boolean; has_timers: boolean }>({
    name: 'lanes-open',
    text: `select version,
             exists (select 1 from parts where whole_id is null and lane = any($1::smallint[])) as has_parts,
             exists (select 1 from timers where lane = any($1::smallint[]) and due_at <= $2) as has_timers
           from configuration`,
    values: [lanes, now],
  });
  if (!row) throw new Error('the configuration table is empty');
  return { version: row.version, hasParts: row.has_parts, hasTimers: row.has_timers };
}

/** A look-up by key, whatever the planner believes about the table's size. */
const WHOLE_TEXT = 'cross join lateral (select * from texts where id = p.text_id offset 0) t';
const TAKEN = `t.id, p.ctid as place, t.lane, t.connector_id, t.sender_hash, t.sender, t.code, t.operator, t.link_id, t.body, t.flags, t.said_at`;

/** Each lane's oldest through its own stretch of the index; `after` spares the stretch that is known to be handled. */
const TAKE = `
select ${TAKEN}
from unnest($1::smallint[], $2::bigint[]) as l(lane, after)
cross join lateral (
  select ctid, text_id from pending p where p.lane = l.lane and p.text_id > l.after order by p.text_id limit $3
) p
${WHOLE_TEXT}
order by t.id`;

export interface TakeFrom {
  readonly lane: number;
  readonly after: number;
}

/** The oldest unhandled texts of the lanes, in the order they arrived. */
export async function takeOldest(tx: Tx, from: readonly TakeFrom[], perLane: number): Promise<TakenText[]> {
  const rows = await tx.sql.query<TakenRow>({
    name: 'texts-take',
    text: TAKE,
    values: [from.map(({ lane }) => lane), from.map(({ after }) => after), perLane],
  });
  return rows.map(toTaken);
}

/**
 * The oldest urgent words of each lane, and with each of them what its person said before it: they come forward together, in
 * their own order. A person's texts are found by the person, not by reading the lane: under backlog the lane is long.
 */
const TAKE_URGENT = `
select ${TAKEN}
from unnest($1::smallint[], $2::bigint[]) as l(lane, after)
cross join lateral (
  select text_id, sender from pending where urgent and lane = l.lane and text_id > l.after order by text_id limit $3
) u
cross join lateral (
  select q.ctid, q.text_id from texts own
  cross join lateral (select ctid, text_id from pending where lane = l.lane and text_id = own.id offset 0) q
  where own.sender_hash = u.sender and own.id > l.after and own.id <= u.text_id order by own.id limit $4
) p
${WHOLE_TEXT}`;

/** @returns in no order, and a text as often as it was found. */
export async function takeUrgent(
  tx: Tx,
  from: readonly TakeFrom[],
  perLane: number,
  perPerson: number,
): Promise<TakenText[]> {
  const rows = await tx.sql.query<TakenRow>({
    name: 'texts-take-urgent',
    text: TAKE_URGENT,
    values: [from.map(({ lane }) => lane), from.map(({ after }) => after), perLane, perPerson],
  });
  return rows.map(toTaken);
}

/** The oldest texts of a lane leaving out people whose share of the batch is full. */
export async function takeOthers(
  tx: Tx,
  lanes: readonly number[],
  full: readonly string[],
  limit: number,
): Promise<TakenText[]> {
  const rows = await tx.sql.query<TakenRow>({
    name: 'texts-take-others',
    text: `select ${TAKEN}
           from unnest($1::smallint[]) as l(lane)
           cross join lateral (
             select ctid, text_id from pending p where p.lane = l.lane and p.sender <> all($2::uuid[]) order by p.text_id limit $3
           ) p
           ${WHOLE_TEXT}
           order by t.id`,
    values: [lanes, full, limit],
  });
  return rows.map(toTaken);
}

/** Only these, if they still wait: for finding the one that poisons a batch. */
export async function takeThese(tx: Tx, ids: readonly number[]): Promise<TakenText[]> {
  const rows = await tx.sql.query<TakenRow>({
    name: 'texts-take-these',
    text: `select ${TAKEN} from texts t join pending p on p.lane = t.lane and p.text_id = t.id where t.id = any($1::bigint[]) order by t.id`,
    values: [ids],
  });
  return rows.map(toTaken);
}

/** Lanes in which something waits. */
export async function lanesWithWork(sql: Sql, now: Date): Promise<number[]> {
  const rows = await sql.query<{ lane: number }>({
    name: 'lanes-with-work',
    text: `select lane from generate_series(0, ${LANES - 1}) as l(lane)
           where exists (select 1 from pending p where p.lane = l.lane)
              or exists (select 1 from timers t where t.lane = l.lane and t.due_at <= $1)
              or exists (select 1 from parts w where w.lane = l.lane and w.whole_id is null and w.received_at <= $1)`,
    values: [now],
  });
  return rows.map(({ lane }) => lane);
}

export interface Handled {
  readonly id: number;
  readonly place: string;
  readonly subscriberId: number | null;
  readonly shortcodeId: number | null;
  readonly campaignId: number | null;
  readonly rule: string;
  readonly because: string;
  readonly facts: unknown;
}

/** Out of the queue, and into the record of what was decided. */
export async function markHandled(
  tx: Tx,
  handled: readonly Handled[],
  version: number,
  at: Date,
): Promise<void> {
  await tx.sql.run({
    name: 'texts-handled',
    text: `
      with gone as (
        delete from pending where ctid = any($2::tid[])
      )
      insert into decisions (text_id, subscriber_id, shortcode_id, campaign_id, rule, because, facts, config_version, decided_at)
      select text_id, subscriber_id, shortcode_id, campaign_id, rule, because, nullif(facts, 'null'), $8::bigint, $9::timestamptz
      from rows from (
        unnest($1::bigint[], $3::bigint[], $4::int[], $5::int[], $6::text[], $10::text[]),
        jsonb_array_elements($7::jsonb)
      ) as h(text_id, subscriber_id, shortcode_id, campaign_id, rule, because, facts)`,
    values: [
      plain(handled.map((row) => row.id)),
      texts(handled.map((row) => row.place)),
      plain(handled.map((row) => row.subscriberId)),
      plain(handled.map((row) => row.shortcodeId)),
      plain(handled.map((row) => row.campaignId)),
      texts(handled.map((row) => row.rule)),
      documents(handled.map((row) => row.facts)),
      version,
      at,
      texts(handled.map((row) => row.because)),
    ],
  });
}

/** Sets one text aside: out of the queue, with its error, for staff to look at. */
export async function setAside(
  tx: Tx,
  text: TakenText,
  error: string,
  tries: number,
  at: Date,
): Promise<void> {
  await tx.sql.run({
    text: `with gone as (delete from pending where lane = $2 and text_id = $1)
           insert into set_aside (text_id, lane, sender, error, tries, at) values ($1, $2, $3, $4, $5, $6)
           on conflict (text_id) do update set error = excluded.error, tries = excluded.tries, at = excluded.at, released_at = null`,
    values: [text.id, text.lane, text.senderHash, error.slice(0, 2_000), tries, at],
  });
}

function toTaken(row: TakenRow): TakenText {
  return {
    id: row.id,
    place: row.place,
    lane: row.lane,
    connectorId: row.connector_id,
    senderHash: row.sender_hash,
    sender: row.sender,
    code: row.code,
    operator: row.operator,
    linkId: row.link_id,
    body: row.body ?? '',
    flags: row.flags,
    saidAt: row.said_at,
  };
}
