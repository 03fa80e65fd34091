import { instants, plain, texts, words } from '../platform/array-literal';
import type { Sql, Tx } from '../platform/database.service';
import type { Scope } from '../subscribers/standing';
import type { JoinOrigin, Subscription } from './subscription';
import type { Change } from './turn-all';

type Row = Omit<Subscription, 'spentMinor'> & { readonly spentMinor: string } & Record<string, unknown>;

const COLUMNS = `
s.id, s.service_id as "serviceId", s.subscriber_id as "subscriberId", s.shortcode_id as "shortcodeId", s.connector_id as "connectorId",
s.operator_id as "operatorId", s.language, s.channel, s.campaign_id as "campaignId", s.state, s.token, s.tariff_id as "tariffId", s.shown, s.anchor_at as "anchorAt",
s.period_ordinal as "periodOrdinal", s.period_start as "periodStart", s.period_end as "periodEnd", s.failing_since as "failingSince",
s.attempts, s.next_at as "nextAt", s.next_step as "nextStep", s.reminded_at as "remindedAt", s.spent_minor::text as "spentMinor",
s.joined_at as "joinedAt", s.ended_at as "endedAt", s.end_reason as "endReason"`;

/** Field by field: to spread a row this wide costs more than to read it. */
const toSubscription = (row: Row): Subscription => ({
  id: row.id,
  serviceId: row.serviceId,
  subscriberId: row.subscriberId,
  shortcodeId: row.shortcodeId,
  connectorId: row.connectorId,
  operatorId: row.operatorId,
  language: row.language,
  channel: row.channel,
  state: row.state,
  token: row.token,
  tariffId: row.tariffId,
  shown: row.shown,
  anchorAt: row.anchorAt,
  periodOrdinal: row.periodOrdinal,
  periodStart: row.periodStart,
  periodEnd: row.periodEnd,
  failingSince: row.failingSince,
  attempts: row.attempts,
  nextAt: row.nextAt,
  nextStep: row.nextStep,
  remindedAt: row.remindedAt,
  spentMinor: BigInt(row.spentMinor),
  joinedAt: row.joinedAt,
  endedAt: row.endedAt,
  endReason: row.endReason,
});

/** Locks subscriptions, always in the order of their ids; whoever wants one waits for whoever has it. */
export async function lockSubscriptions(tx: Tx, ids: readonly number[]): Promise<Subscription[]> {
  const rows = await tx.sql.query<Row>({
    name: 'subscriptions-lock',
    text: `select ${COLUMNS} from subscriptions s where s.id = any($1::bigint[]) order by s.id for no key update`,
    values: [plain(ids)],
  });
  return rows.map(toSubscription);
}

/** Subscriptions whose hour has come, of any service, that nobody else is working on: theirs who waited longest. */
export async function claimDue(tx: Tx, now: Date, limit: number): Promise<Subscription[]> {
  const rows = await tx.sql.query<Row>({
    name: 'subscriptions-claim-due',
    text: `select ${COLUMNS} from subscriptions s where s.next_at <= $1::timestamptz
           order by s.next_at limit $2 for no key update skip locked`,
    values: [now, limit],
  });
  return rows.map(toSubscription);
}

/** Since when somebody's hour has been there; null when nobody's is. */
export async function oldestDue(sql: Sql, now: Date): Promise<Date | null> {
  const [row] = await sql.query<{ oldest: Date }>({
    name: 'subscriptions-oldest-due',
    text: 'select next_at as oldest from subscriptions where next_at <= $1::timestamptz order by next_at limit 1',
    values: [now],
  });
  return row?.oldest ?? null;
}

/** Looked at again later, as they are. */
export async function putOffDue(tx: Tx, ids: readonly number[], until: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql.run({
    text: 'update subscriptions set next_at = $2::timestamptz where id = any($1::bigint[])',
    values: [plain(ids), until],
  });
}

/** What people are subscribed to now, by subscription. */
export async function liveSubscriptions(sql: Sql, subscriberIds: readonly number[]): Promise<Subscription[]> {
  const rows = await sql.query<Row>({
    name: 'subscriptions-live',
    text: `select ${COLUMNS} from subscriptions s where s.subscriber_id = any($1::bigint[]) and s.ended_at is null order by s.id`,
    values: [plain(subscriberIds)],
  });
  return rows.map(toSubscription);
}

/** Each person's newest subscription to a service, live or ended, and whether they ever had its trial. */
export async function newestSubscriptions(
  sql: Sql,
  wanted: readonly { readonly subscriberId: number; readonly serviceId: number }[],
): Promise<(Subscription & { readonly hadTrial: boolean })[]> {
  if (wanted.length === 0) return [];
  const rows = await sql.query<Row & { readonly hadTrial: boolean }>({
    name: 'subscriptions-newest',
    text: `select ${COLUMNS}, ${HAD_TRIAL} as "hadTrial"
           from unnest($1::bigint[], $2::int[]) as w(subscriber_id, service_id)
           cross join lateral (
             select * from subscriptions n where n.subscriber_id = w.subscriber_id and n.service_id = w.service_id
             order by n.id desc limit 1
           ) s order by s.id`,
    values: [
      plain(wanted.map(({ subscriberId }) => subscriberId)),
      plain(wanted.map(({ serviceId }) => serviceId)),
    ],
  });
  return rows.map(({ hadTrial, ...row }) => ({ ...toSubscription(row as Row), hadTrial }));
}

/** A trial is once: whatever became of the subscription in which it was had. */
export const HAD_TRIAL = `exists (
  select from subscriptions p join subscription_events e on e.subscription_id = p.id and e.to_state = 'trial'
  where p.subscriber_id = w.subscriber_id and p.service_id = w.service_id)`;

/** Somebody's live subscription within a scope they left. */
export interface Left {
  readonly subscriptionId: number;
  readonly subscriberId: number;
  readonly serviceId: number;
}

const WITHIN = `
select s.id as "subscriptionId", s.subscriber_id as "subscriberId", s.service_id as "serviceId"
from unnest($1::bigint[], $2::int[], $3::int[], $4::int[]) as w(subscriber_id, list_id, brand_id, shortcode_id)
join subscriptions s on s.subscriber_id = w.subscriber_id and s.ended_at is null
join services v on v.id = s.service_id
where (w.list_id is null or v.list_id = w.list_id) and (w.brand_id is null or v.brand_id = w.brand_id)
  and (w.shortcode_id is null or v.shortcode_id = w.shortcode_id)
order by s.id`;

/** Which live subscriptions lie within scopes: a list's, a brand's on a code, a code's, or all of the person's. */
export async function liveWithin(
  sql: Sql,
  scopes: readonly { readonly subscriberId: number; readonly scope: Scope }[],
): Promise<Left[]> {
  if (scopes.length === 0) return [];
  return sql.query<Left & Record<string, unknown>>({
    name: 'subscriptions-within',
    text: WITHIN,
    values: [
      plain(scopes.map(({ subscriberId }) => subscriberId)),
      plain(scopes.map(({ scope }) => (scope.type === 'list' ? scope.listId : null))),
      plain(scopes.map(({ scope }) => (scope.type === 'brand' ? scope.brandId : null))),
      plain(scopes.map(({ scope }) => ('shortcodeId' in scope ? scope.shortcodeId : null))),
    ],
  });
}

const INSERT = `
insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state, token,
  tariff_id, shown, next_at, next_step, joined_at, asked_at, campaign_id, device)
select service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, 'pending', token, tariff_id, shown,
  next_at, next_step, joined_at, asked_at, campaign_id, device
from unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::int[], $10::text[],
  $11::timestamptz[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::int[], $16::text[])
  as n(service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, token, tariff_id, shown, next_at,
  next_step, joined_at, asked_at, campaign_id, device)
order by subscriber_id, service_id
on conflict (subscriber_id, service_id) where ended_at is null do nothing
returning id, subscriber_id as "subscriberId", service_id as "serviceId"`;

type Opened = { readonly id: number; readonly subscriberId: number; readonly serviceId: number };

export type JoiningSubscription = Omit<Subscription, 'id'> & Partial<JoinOrigin>;

/** @returns those that were opened; who has a live one already keeps it. */
export async function insertSubscriptions(tx: Tx, news: readonly JoiningSubscription[]): Promise<Opened[]> {
  return tx.sql.query<Opened & Record<string, unknown>>({
    name: 'subscriptions-insert',
    text: INSERT,
    values: [
      plain(news.map(({ serviceId }) => serviceId)),
      plain(news.map(({ subscriberId }) => subscriberId)),
      plain(news.map(({ shortcodeId }) => shortcodeId)),
      plain(news.map(({ connectorId }) => connectorId)),
      plain(news.map(({ operatorId }) => operatorId)),
      words(news.map(({ language }) => language)),
      texts(news.map(({ channel }) => channel)),
      texts(news.map(({ token }) => token)),
      plain(news.map(({ tariffId }) => tariffId)),
      texts(news.map(({ shown }) => shown)),
      instants(news.map(({ nextAt }) => nextAt)),
      texts(news.map(({ nextStep }) => nextStep)),
      instants(news.map(({ joinedAt }) => joinedAt)),
      instants(news.map(({ askedAt }) => askedAt)),
      plain(news.map(({ campaignId }) => campaignId)),
      texts(news.map(({ device }) => device)),
    ],
  });
}

const UPDATE = `
update subscriptions s set state = n.state, token = n.token, anchor_at = n.anchor_at, period_ordinal = n.period_ordinal,
  period_start = n.period_start, period_end = n.period_end, failing_since = n.failing_since, attempts = n.attempts,
  next_at = n.next_at, next_step = n.next_step, reminded_at = n.reminded_at, spent_minor = n.spent_minor, ended_at = n.ended_at,
  end_reason = n.end_reason
from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::int[], $6::timestamptz[], $7::timestamptz[],
  $8::timestamptz[], $9::int[], $10::timestamptz[], $11::text[], $12::timestamptz[], $13::bigint[], $14::timestamptz[], $15::text[])
  as n(id, state, token, anchor_at, period_ordinal, period_start, period_end, failing_since, attempts, next_at, next_step,
  reminded_at, spent_minor, ended_at, end_reason)
where s.id = any($1::bigint[]) and s.id = n.id`;

/** Writes what may change; who, what and since when stay as they are. */
export async function updateSubscriptions(tx: Tx, changed: readonly Subscription[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.sql.run({
    name: 'subscriptions-update',
    text: UPDATE,
    values: [
      plain(changed.map(({ id }) => id)),
      words(changed.map(({ state }) => state)),
      texts(changed.map(({ token }) => token)),
      instants(changed.map(({ anchorAt }) => anchorAt)),
      plain(changed.map(({ periodOrdinal }) => periodOrdinal)),
      instants(changed.map(({ periodStart }) => periodStart)),
      instants(changed.map(({ periodEnd }) => periodEnd)),
      instants(changed.map(({ failingSince }) => failingSince)),
      plain(changed.map(({ attempts }) => attempts)),
      instants(changed.map(({ nextAt }) => nextAt)),
      texts(changed.map(({ nextStep }) => nextStep)),
      instants(changed.map(({ remindedAt }) => remindedAt)),
      words(changed.map(({ spentMinor }) => String(spentMinor))),
      instants(changed.map(({ endedAt }) => endedAt)),
      texts(changed.map(({ endReason }) => endReason)),
    ],
  });
}

export async function insertChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.sql.run({
    name: 'subscription-events-insert',
    text: `insert into subscription_events (subscription_id, event, from_state, to_state, charge_id, reason, channel, actor, at)
           select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[],
             $9::timestamptz[])`,
    values: [
      plain(changes.map(({ subscriptionId }) => subscriptionId)),
      words(changes.map(({ event }) => event)),
      words(changes.map(({ fromState }) => fromState)),
      words(changes.map(({ toState }) => toState)),
      plain(changes.map(({ chargeId }) => chargeId)),
      texts(changes.map(({ reason }) => reason)),
      texts(changes.map(({ channel }) => channel)),
      texts(changes.map(({ actor }) => actor)),
      instants(changes.map(({ at }) => at)),
    ],
  });
}
