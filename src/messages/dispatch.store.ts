import { plain, texts, words } from '../platform/array-literal';
import type { OutboundText } from '../connectors/connector';
import type { Sql, Tx } from '../platform/database.service';
import { MESSAGE_CLASSES, type MessageClass } from '../rules/message-class';
import type { QueuedRow } from './dispatch-plan';

/** The most rows looked at in one go. */
export const MOST_LOOKED_AT = 4_000;

const LOOK_AT = `
select o.outbound_id as id, o.subscriber_id, o.priority, o.shortcode_id, o.state, o.due_at <= $4::timestamptz as is_due,
       coalesce(o.leased_until < clock_timestamp(), false) as is_lapsed
from unnest($2::smallint[], $3::bigint[]) as l(priority, after)
cross join lateral (
  select * from outbox o where o.connector_id = $1 and o.priority = l.priority and o.outbound_id > l.after
  order by o.outbound_id limit $5
) o
order by o.priority, o.outbound_id`;

/** The head of a connector's queue: most urgent first, then oldest. `after` spares stretches that are known to be gone. */
export async function lookAtQueue(
  tx: Tx,
  connectorId: number,
  after: readonly number[],
  limit: number,
  now: Date,
): Promise<QueuedRow[]> {
  const rows = await tx.sql.query<{
    id: number;
    subscriber_id: number;
    priority: number;
    shortcode_id: number;
    state: QueuedRow['state'];
    is_due: boolean;
    is_lapsed: boolean;
  }>({
    name: 'outbox-look',
    text: LOOK_AT,
    values: [connectorId, after.map((_, priority) => priority), after, now, limit],
  });
  return rows.map((row) => ({
    id: row.id,
    subscriberId: row.subscriber_id,
    priority: row.priority,
    shortcodeId: row.shortcode_id,
    state: row.state,
    isDue: row.is_due,
    isLapsed: row.is_lapsed,
  }));
}

/** A message that is about to go on the wire. */
export interface Leaving {
  readonly text: OutboundText;
  readonly id: number;
  readonly subscriberId: number;
  readonly priority: number;
  readonly shortcodeId: number;
  readonly attempts: number;
  readonly resends: number;
  readonly isResend: boolean;
  readonly isBilled: boolean;
  readonly mayLeave: 'yes' | 'has left' | 'expired' | 'opted out' | 'suppressed' | 'blocked' | 'erased';
}

interface LeavingRow {
  readonly id: number;
  readonly subscriber_id: number;
  readonly priority: number;
  readonly shortcode_id: number;
  readonly attempts: number;
  readonly resends: number;
  readonly msisdn: string | null;
  readonly body: string | null;
  readonly class: MessageClass;
  readonly link_id: string | null;
  readonly expires_at: Date;
  readonly is_billed: boolean;
  readonly may_leave: Leaving['mayLeave'];
}

/**
 * Marks rows as going on the wire and asks "may we still?" of each, in one statement, committed just before the submit. Replies
 * are answers and pass; for what we started the newest word among list, brand, code and all decides, by the profile's classes.
 * `offset 0` keeps each look-up a look-up by key, whatever the planner believes about the tables' sizes.
 */
const CLAIM = `
with blocked_classes as (select * from unnest($5::int[], $6::text[]) as b(shortcode_id, class)), leaving as (
  update outbox o set state = 'sending', attempts = o.attempts + 1, lease = $2::uuid,
    leased_until = clock_timestamp() + $3 * interval '1 millisecond',
    resends = o.resends + case when o.state = 'queued' then 0 else 1 end
  where o.connector_id = $7 and o.priority = any($8::smallint[]) and o.outbound_id = any($1::bigint[])
    and (o.lease is null or o.leased_until < clock_timestamp())
  returning o.outbound_id, o.subscriber_id, o.priority, o.shortcode_id, o.attempts, o.resends, o.is_billed
)
select l.outbound_id as id, l.subscriber_id, l.priority, l.shortcode_id, l.attempts, l.resends, l.is_billed, s.msisdn, m.body, m.class,
  m.link_id, m.expires_at,
  case
    when m.expires_at <= $4::timestamptz then 'expired'
    when s.msisdn is null or m.body is null then 'erased'
    when s.blocked then 'blocked'
    when m.class <> 'reply' and exists (
      select 1 from blocked_classes b where b.shortcode_id = l.shortcode_id and b.class = m.class
    ) and (
      select status from consent_states w
      where w.subscriber_id = l.subscriber_id and w.status <> 'asked'
        and w.scope in ('all', 'code:' || l.shortcode_id, 'brand:' || m.brand_id || ':' || l.shortcode_id, 'list:' || m.list_id)
      order by w.said_at desc, w.status desc limit 1
    ) = 'out' then 'opted out'
    when m.class <> 'reply' and exists (
      select 1 from suppressions x where x.sender_hash = s.sender_hash and m.class = any(x.classes)
        and (x.brand_id is null or x.brand_id = m.brand_id) and (x.shortcode_id is null or x.shortcode_id = l.shortcode_id)
    ) then 'suppressed'
    else 'yes'
  end as may_leave
from leaving l
cross join lateral (select * from outbound where id = l.outbound_id offset 0) m
cross join lateral (select * from subscribers where id = l.subscriber_id offset 0) s
order by l.priority, l.outbound_id`;

export interface Claim {
  readonly connectorId: number;
  /** In the order of the key, so that no two claims and no STOP wait for each other crosswise. */
  readonly rows: readonly QueuedRow[];
  readonly lease: string;
  readonly leaseMs: number;
  readonly now: Date;
  /** Classes an opt-out blocks, by code: the rule profiles' own words. */
  readonly blocked: ReadonlyMap<number, ReadonlySet<MessageClass>>;
  /** What a code is called, by its id. */
  readonly numbers: ReadonlyMap<number, { readonly number: string }>;
}

export async function claim(
  tx: Tx,
  { connectorId, rows: chosen, lease, leaseMs, now, blocked, numbers }: Claim,
): Promise<Leaving[]> {
  if (chosen.length === 0) return [];
  const codes: number[] = [];
  const classes: string[] = [];
  for (const [shortcodeId, names] of blocked) {
    for (const name of MESSAGE_CLASSES) {
      if (!names.has(name)) continue;
      codes.push(shortcodeId);
      classes.push(name);
    }
  }
  const rows = await tx.sql.query<LeavingRow>({
    name: 'outbox-claim',
    text: CLAIM,
    values: [
      plain(chosen.map(({ id }) => id)),
      lease,
      leaseMs,
      now,
      plain(codes),
      words(classes),
      connectorId,
      plain(prioritiesOf(chosen)),
    ],
  });
  const tried = new Set(chosen.filter(({ state }) => state !== 'queued').map(({ id }) => id));
  return rows.map((row) => toLeaving(row, numbers, (id) => tried.has(id)));
}

function toLeaving(row: LeavingRow, numbers: Claim['numbers'], isResend: (id: number) => boolean): Leaving {
  const text = {
    id: String(row.id),
    from: numbers.get(row.shortcode_id)?.number ?? '',
    to: row.msisdn ?? '',
    text: row.body ?? '',
    class: row.class,
    expiresAt: row.expires_at,
  };
  return {
    id: row.id,
    subscriberId: row.subscriber_id,
    priority: row.priority,
    shortcodeId: row.shortcode_id,
    attempts: row.attempts,
    resends: row.resends,
    isResend: isResend(row.id),
    isBilled: row.is_billed,
    // Whoever had it on the wire is gone. What costs money goes there once, whatever else stands against it.
    mayLeave: row.is_billed && isResend(row.id) ? 'has left' : row.may_leave,
    text: row.link_id === null ? text : { ...text, linkId: row.link_id },
  };
}

export interface Fate {
  readonly id: number;
  readonly priority: number;
  readonly attempts: number;
  readonly resends: number;
  readonly state: 'sent' | 'failed' | 'expired' | 'cancelled';
  readonly remoteId: string | null;
  readonly reason: string | null;
}

/**
 * What is decided leaves the queue for the record. A lease that is no longer ours changes nothing. Rows are found by arrays
 * rather than by a join: the planner cannot know how full a queue is, and a plan made while it was empty would be slow for ever.
 */
const SETTLE = `
with gone as (
  delete from outbox o
  where o.connector_id = $1 and o.priority = any($2::smallint[]) and o.outbound_id = any($3::bigint[]) and o.lease = $4::uuid
  returning o.outbound_id
)
insert into deliveries (outbound_id, connector_id, remote_id, state, reason, attempts, resends, at, final_at)
select id, $1, remote_id, state, reason, attempts, resends, $10::timestamptz, case when state = 'sent' then null else $10::timestamptz end
from unnest($3::bigint[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::smallint[])
  as f(id, state, remote_id, reason, attempts, resends)
where (id in (select outbound_id from gone)) is true`;

export async function settle(
  tx: Tx,
  connectorId: number,
  lease: string,
  fates: readonly Fate[],
  at: Date,
): Promise<void> {
  if (fates.length === 0) return;
  const inOrder = [...fates].sort(byKey);
  await tx.sql.run({
    name: 'outbox-settle',
    text: SETTLE,
    values: [
      connectorId,
      plain(prioritiesOf(inOrder)),
      plain(inOrder.map(({ id }) => id)),
      lease,
      words(inOrder.map(({ state }) => state)),
      texts(inOrder.map(({ remoteId }) => remoteId)),
      texts(inOrder.map(({ reason }) => reason)),
      plain(inOrder.map(({ attempts }) => attempts)),
      plain(inOrder.map(({ resends }) => resends)),
      at,
    ],
  });
}

const prioritiesOf = (rows: readonly Keyed[]): number[] => [...new Set(rows.map(({ priority }) => priority))];

export interface Again {
  readonly id: number;
  readonly priority: number;
  readonly state: 'queued' | 'unknown';
  readonly dueAt: Date;
}

type Keyed = { readonly id: number; readonly priority: number };

const byKey = (a: Keyed, b: Keyed): number => a.priority - b.priority || a.id - b.id;

/** Back into the queue, for later. */
export async function putBack(
  tx: Tx,
  connectorId: number,
  lease: string,
  again: readonly Again[],
): Promise<void> {
  if (again.length === 0) return;
  const inOrder = [...again].sort(byKey);
  await tx.sql.run({
    name: 'outbox-put-back',
    text: `update outbox o set state = a.state, due_at = a.due_at, leased_until = null, lease = null
           from unnest($2::bigint[], $3::text[], $4::timestamptz[]) as a(id, state, due_at)
           where o.connector_id = $6 and o.priority = any($5::smallint[]) and o.outbound_id = any($2::bigint[]) and o.outbound_id = a.id
             and o.lease = $1::uuid`,
    values: [
      lease,
      inOrder.map(({ id }) => id),
      inOrder.map(({ state }) => state),
      inOrder.map(({ dueAt }) => dueAt),
      prioritiesOf(inOrder),
      connectorId,
    ],
  });
}

/** Connectors that have something to send. */
export async function connectorsWithWork(sql: Sql, connectorIds: readonly number[]): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    name: 'outbox-waiting',
    text: 'select id from unnest($1::int[]) as c(id) where exists (select 1 from outbox where connector_id = c.id)',
    values: [connectorIds],
  });
  return rows.map(({ id }) => id);
}
