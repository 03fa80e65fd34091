import { instants, plain, texts, words } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { PRIORITY, type MessageClass } from '../rules/message-class';
import type { Scope } from '../subscribers/standing';

export interface NewOutbound {
  /** The text it answers; null for what we start ourselves. */
  readonly textId: number | null;
  readonly ordinal: number | null;
  readonly subscriberId: number;
  readonly connectorId: number;
  readonly shortcodeId: number;
  readonly brandId: number | null;
  readonly campaignId: number | null;
  readonly listId: number | null;
  readonly class: MessageClass;
  readonly body: string;
  readonly linkId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface Cancellation {
  readonly subscriberId: number;
  readonly scope: Scope;
  /** What the opt-out forbids, by the rules of the code it was said to. */
  readonly classes: readonly MessageClass[];
  readonly at: Date;
}

const PRIORITY_OF_CLASS = `case class ${Object.entries(PRIORITY)
  .map(([name, priority]) => `when '${name}' then ${priority}`)
  .join(' ')} end`;

const ENQUEUE = `
with news as (
  insert into outbound (text_id, ordinal, subscriber_id, connector_id, shortcode_id, brand_id, campaign_id, list_id, class, body,
    link_id, created_at, expires_at)
  select text_id, ordinal, subscriber_id, connector_id, shortcode_id, brand_id, campaign_id, list_id, class, body, link_id,
    created_at, expires_at
  from unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::text[],
    $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[])
    as n(text_id, ordinal, subscriber_id, connector_id, shortcode_id, brand_id, campaign_id, list_id, class, body, link_id,
    created_at, expires_at)
  returning id, connector_id, class, subscriber_id, shortcode_id, created_at
)
insert into outbox (outbound_id, connector_id, priority, subscriber_id, shortcode_id, due_at, is_billed)
select id, connector_id, ${PRIORITY_OF_CLASS},
  subscriber_id, shortcode_id, created_at, $14::boolean
from news
returning outbound_id as id`;

/**
 * Queues messages, in order. They leave after the caller's commit.
 * @param cost what they cost the person: one that is billed is never submitted again once it may have left.
 * @returns their ids, in the same order.
 */
export async function enqueue(
  tx: Tx,
  news: readonly NewOutbound[],
  cost: 'free' | 'billed' = 'free',
): Promise<number[]> {
  if (news.length === 0) return [];
  const rows = await tx.sql.query<{ id: number }>({
    name: 'outbound-enqueue',
    text: ENQUEUE,
    values: [
      plain(news.map((row) => row.textId)),
      plain(news.map((row) => row.ordinal)),
      plain(news.map((row) => row.subscriberId)),
      plain(news.map((row) => row.connectorId)),
      plain(news.map((row) => row.shortcodeId)),
      plain(news.map((row) => row.brandId)),
      plain(news.map((row) => row.campaignId)),
      plain(news.map((row) => row.listId)),
      words(news.map((row) => row.class)),
      texts(news.map((row) => row.body)),
      texts(news.map((row) => row.linkId)),
      instants(news.map((row) => row.createdAt)),
      instants(news.map((row) => row.expiresAt)),
      cost === 'billed',
    ],
  });
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

/**
 * Replies (priority 1) are answers, not something we started: a STOP leaves them alone. So it does classes that the rules let
 * through, such as purchase texts in Iran.
 */
const CANCEL = `
with ended as materialized (
  select o.place, o.outbound_id, o.connector_id, o.attempts
  from unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $6::text[]) as c(subscriber_id, shortcode_id, brand_id, list_id, classes)
  cross join lateral (
    select q.ctid as place, q.outbound_id, q.connector_id, q.attempts from outbox q
    where q.subscriber_id = c.subscriber_id and q.priority >= 2 and q.state in ('queued', 'claimed')
      and (c.shortcode_id is null or q.shortcode_id = c.shortcode_id)
      and exists (
        select 1 from outbound m where m.id = q.outbound_id and m.class = any(string_to_array(c.classes, ','))
          and (c.brand_id is null or m.brand_id = c.brand_id) and (c.list_id is null or m.list_id = c.list_id))
    order by q.priority, q.outbound_id for update
  ) o
), gone as (
  delete from outbox where ctid = any(array(select place from ended)) returning outbound_id
)
insert into deliveries (outbound_id, connector_id, state, reason, attempts, at, final_at)
select distinct on (outbound_id) outbound_id, connector_id, 'cancelled', 'opted out', attempts, $5::timestamptz, $5::timestamptz
from ended where (outbound_id in (select outbound_id from gone)) is true`;

/** Takes back what has not left yet, within each scope. What is on the wire may arrive. */
export async function cancelQueued(tx: Tx, cancellations: readonly Cancellation[]): Promise<void> {
  const [first] = cancellations;
  if (!first) return;
  const inOrder = [...cancellations].sort((a, b) => a.subscriberId - b.subscriberId);
  const scopes = inOrder.map(({ scope }) => scope);
  await tx.sql.run({
    name: 'outbox-cancel',
    text: CANCEL,
    values: [
      inOrder.map(({ subscriberId }) => subscriberId),
      scopes.map((scope) => ('shortcodeId' in scope ? scope.shortcodeId : null)),
      scopes.map((scope) => (scope.type === 'brand' ? scope.brandId : null)),
      scopes.map((scope) => ('listId' in scope ? scope.listId : null)),
      first.at,
      inOrder.map(({ classes }) => classes.join(',')),
    ],
  });
}
