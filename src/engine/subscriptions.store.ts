import type { ChargePurpose } from '../billing/charge';
import type { ChargeState } from '../billing/charge-state';
import type { Sql } from '../platform/database.service';
import type { Cycle } from '../subscriptions/services/service';
import type { SubscriptionState } from '../subscriptions/subscription';
import type { Language } from '../text/language';

/** A subscription as the API shows it. */
export interface SubscriptionView {
  readonly id: number;
  readonly serviceId: number;
  readonly service: string;
  readonly brand: string;
  readonly shortcode: string;
  readonly msisdn: string | null;
  readonly operator: string;
  readonly state: SubscriptionState;
  readonly channel: string;
  readonly language: Language;
  /** What the person agreed to. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly cycle: Cycle;
  readonly joinedAt: Date;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly nextAt: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
}

const VIEW = `
select s.id, s.service_id as "serviceId", l.name as service, b.code as brand, c.number as shortcode, p.msisdn, o.code as operator,
  s.state, s.channel, s.language, t.amount_minor::text as "amountMinor", t.currency, v.cycle, s.joined_at as "joinedAt",
  s.period_start as "periodStart", s.period_end as "periodEnd", s.next_at as "nextAt", s.ended_at as "endedAt",
  s.end_reason as "endReason"
from subscriptions s join services v on v.id = s.service_id join lists l on l.id = v.list_id join brands b on b.id = v.brand_id
  join shortcodes c on c.id = s.shortcode_id join operators o on o.id = s.operator_id join subscribers p on p.id = s.subscriber_id
  join tariffs t on t.id = s.tariff_id`;

export interface SubscriptionFilter {
  /** The only brand whose rows are seen; null: all. */
  readonly brandId: number | null;
  readonly subscriberId?: number | undefined;
  readonly serviceId?: number | undefined;
  readonly state?: SubscriptionState | undefined;
  readonly isLive?: boolean;
}

/** Subscriptions behind `after`, oldest first. */
export async function readSubscriptions(
  sql: Sql,
  filter: SubscriptionFilter,
  after: number,
  limit: number,
): Promise<SubscriptionView[]> {
  const { brandId, subscriberId = null, serviceId = null, state = null, isLive = false } = filter;
  return sql.query<SubscriptionView & Record<string, unknown>>({
    text: `${VIEW} where s.id > $1 and ($2::int is null or v.brand_id = $2) and ($3::bigint is null or s.subscriber_id = $3)
             and ($4::int is null or s.service_id = $4) and ($5::text is null or s.state = $5)
             and (not $6::boolean or s.ended_at is null)
           order by s.id limit $7`,
    values: [after, brandId, subscriberId, serviceId, state, isLive, limit],
  });
}

export async function findSubscription(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<SubscriptionView | undefined> {
  const [view] = await sql.query<SubscriptionView & Record<string, unknown>>({
    text: `${VIEW} where s.id = $1 and ($2::int is null or v.brand_id = $2)`,
    values: [id, brandId],
  });
  return view;
}

/** Whose subscription it is and where it lives: what becomes of it happens in the person's lane. */
export interface SubscriptionOwner {
  readonly serviceId: number;
  readonly listId: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly language: Language;
  readonly subscriberId: number;
  readonly senderHash: string;
  readonly lane: number;
  readonly hasNumber: boolean;
}

const OWNERS = `
select s.service_id as "serviceId", v.list_id as "listId", v.brand_id as "brandId", v.shortcode_id as "shortcodeId", s.language,
  p.id as "subscriberId", p.sender_hash as "senderHash", p.lane, p.ended_at is null as "hasNumber"
from subscriptions s join services v on v.id = s.service_id join subscribers p on p.id = s.subscriber_id`;

export async function ownerOf(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<SubscriptionOwner | undefined> {
  const [owner] = await sql.query<SubscriptionOwner & Record<string, unknown>>({
    text: `${OWNERS} where s.id = $1 and ($2::int is null or v.brand_id = $2)`,
    values: [id, brandId],
  });
  return owner;
}

/** Whose these subscriptions are, whatever the brand: for staff. Of those that still run only, where that is asked for. */
export async function ownersOf(
  sql: Sql,
  ids: readonly number[],
  only: 'any' | 'live',
): Promise<SubscriptionOwner[]> {
  return sql.query<SubscriptionOwner & Record<string, unknown>>({
    text: `${OWNERS} where s.id = any($1::bigint[])${only === 'live' ? ' and s.ended_at is null' : ''} order by s.id`,
    values: [ids],
  });
}

export interface EventView {
  readonly event: string;
  readonly from: SubscriptionState | null;
  readonly to: SubscriptionState;
  readonly chargeId: number | null;
  readonly reason: string | null;
  readonly channel: string | null;
  readonly actor: string | null;
  readonly at: Date;
}

/** More than a daily service has in a year and a half; the newest are shown. */
const MOST_EVENTS = 1_000;
const MOST_CHARGES = 1_000;

/** A subscription's story, oldest first. */
export async function readEvents(sql: Sql, id: number): Promise<EventView[]> {
  const newest = await sql.query<EventView & Record<string, unknown>>({
    text: `select event, from_state as "from", to_state as "to", charge_id as "chargeId", reason, channel, actor, at
           from subscription_events where subscription_id = $1 order by id desc limit ${MOST_EVENTS}`,
    values: [id],
  });
  return newest.reverse();
}

export interface ChargeView {
  readonly id: number;
  readonly purpose: ChargePurpose;
  readonly state: ChargeState;
  readonly amountMinor: string;
  readonly refundedMinor: string;
  readonly currency: string;
  readonly failure: string | null;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** What was asked for, oldest first. */
export async function readCharges(sql: Sql, id: number, subscriberId: number): Promise<ChargeView[]> {
  const newest = await sql.query<ChargeView & Record<string, unknown>>({
    text: `select id, purpose, state, amount_minor::text as "amountMinor", refunded_minor::text as "refundedMinor", currency, failure,
             period_start as "periodStart", period_end as "periodEnd", created_at as "createdAt", settled_at as "settledAt"
           from charges where subscriber_id = $2 and subscription_id = $1 order by id desc limit ${MOST_CHARGES}`,
    values: [id, subscriberId],
  });
  return newest.reverse();
}

/** Passwords sent to a person since an instant, for whatever service: with how many somebody may have tried their luck. */
export async function passwordsSent(sql: Sql, subscriberId: number, since: Date): Promise<number> {
  const [row] = await sql.query<{ sent: number }>({
    text: `select count(*)::int as sent from subscriptions s join subscription_events e on e.subscription_id = s.id
           where s.subscriber_id = $1 and s.channel <> 'text' and e.event in ('asked', 'asked again') and e.at > $2`,
    values: [subscriberId, since],
  });
  return row?.sent ?? 0;
}
