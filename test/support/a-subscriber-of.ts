import { ChargingWorker } from '../../src/billing/charges/charging-worker.service';
import { advanceSubscriptions, openSubscriptions } from '../../src/subscriptions/advance.store';
import { ChargeNews } from '../../src/subscriptions/charge-news.service';
import { Renewals } from '../../src/subscriptions/renewals.service';
import type { EventCause, Subscription, SubscriptionEvent } from '../../src/subscriptions/subscription';
import { lockSubscriptions } from '../../src/subscriptions/subscriptions.store';
import { GIVE_UP_MS } from './waiting';
import type { World } from './world';

interface Place {
  readonly subscriberId: number;
  readonly shortcodeId: number;
  readonly connectorId: number;
  readonly operatorId: number;
  readonly tariffId: number;
  readonly listId: number;
}

/** Where a person stands who texts the code of a service; the person is met first. */
async function placeOf(world: World, serviceId: number, msisdn: string): Promise<Place> {
  await world.subscriber(msisdn).texts('2050', 'HELLO');
  const [place] = await world.database.sql.query<Place & Record<string, unknown>>({
    text: `select p.id as "subscriberId", v.shortcode_id as "shortcodeId", r.connector_id as "connectorId", o.operator_id as "operatorId",
             v.list_id as "listId", (select id from tariffs where service_id = v.id and effective_from <= $3::timestamptz
                                     order by effective_from desc limit 1) as "tariffId"
           from services v join shortcode_routes r on r.shortcode_id = v.shortcode_id
           join service_operators o on o.service_id = v.id
           join subscribers p on p.msisdn = $2 and p.ended_at is null where v.id = $1 limit 1`,
    values: [serviceId, msisdn, world.clock.now()],
  });
  if (!place) throw new Error(`service ${serviceId} cannot be reached by ${msisdn}`);
  return place;
}

/** Somebody has asked for a service. @returns the subscription's id; null for who has a live one */
export async function asks(world: World, serviceId: number, msisdn: string): Promise<number | null> {
  const { listId, ...place } = await placeOf(world, serviceId, msisdn);
  const own = { language: 'en', channel: 'text', token: null, shown: 'the terms', actor: null } as const;
  const { ids } = await world.database.transaction((tx) =>
    openSubscriptions(tx, [{ serviceId, ...place, ...own, joinedAt: world.clock.now() }]),
  );
  await world.database.sql.run({
    text: `insert into consent_states (subscriber_id, scope, shortcode_id, list_id, status, said_at)
           values ($1, 'list:' || $3::int, $2, $3, 'in', $4)
           on conflict (subscriber_id, scope) do update set status = 'in', said_at = excluded.said_at`,
    values: [place.subscriberId, place.shortcodeId, listId, world.clock.now()],
  });
  return ids[0] ?? null;
}

/** Something happens to a subscription by another door than the clock's. */
export async function tell(
  world: World,
  subscriptionId: number,
  event: SubscriptionEvent,
  channel: EventCause['channel'] = 'text',
): Promise<void> {
  const cause = { channel, actor: null, at: world.clock.now() };
  await world.database.transaction((tx) => advanceSubscriptions(tx, [{ subscriptionId, event, cause }]));
}

/** Somebody who has asked and said yes. @returns the subscription's id */
export async function subscribes(world: World, serviceId: number, msisdn: string): Promise<number> {
  const id = await asks(world, serviceId, msisdn);
  if (id === null) throw new Error(`${msisdn} subscribes already`);
  await tell(world, id, { type: 'confirmed' });
  return id;
}

export const topUp = (world: World, msisdn: string, minor: number) =>
  world.http
    .put(`/simulator/handsets/${msisdn}/balance`)
    .send({ minor: String(minor), currency: 'IRR' })
    .expect(200);

const WAITING = `
select (select count(*) from subscriptions where next_at <= $1::timestamptz)
     + (select count(*) from charges where state in ('requested', 'reserved') or (state = 'unknown' and due_at <= $1::timestamptz))
     + (select count(*) from charge_news)
     + (select count(*) from refunds where state in ('requested', 'sending')) as waiting`;

/** Everything that is due now is charged, its outcome is heard, and everything said of it has arrived. */
export async function settleMoney(world: World): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    await world.app.get(Renewals).sweep();
    await world.app.get(ChargingWorker).sweep();
    await world.app.get(ChargeNews).sweep();
    const [left] = await world.database.sql.query<{ waiting: number }>({
      text: WAITING,
      values: [world.clock.now()],
    });
    if (left?.waiting === 0) return world.settle();
    if (Date.now() > giveUpAt) throw new Error(`money does not settle: ${left?.waiting ?? '?'} rows wait`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** It is so late, and everything due by then is done at once: the engine was down until now. */
export async function wakesAt(world: World, instant: string | Date): Promise<void> {
  world.clock.freeze(instant);
  await settleMoney(world);
}

const HOUR_MS = 3_600_000;

/** Time goes by, hour by hour, with the engine at work. */
export async function livesUntil(world: World, instant: string, stepHours = 6): Promise<void> {
  const end = new Date(instant).getTime();
  for (let at = world.clock.now().getTime(); at < end;) {
    at = Math.min(end, at + stepHours * HOUR_MS);
    await wakesAt(world, new Date(at));
  }
}

export async function subscriptionOf(world: World, id: number): Promise<Subscription> {
  const [subscription] = await world.database.transaction((tx) => lockSubscriptions(tx, [id]));
  if (!subscription) throw new Error(`there is no subscription ${id}`);
  return subscription;
}

export interface ChargeLine {
  readonly state: string;
  readonly amount: string;
  /** The local days of Tehran on which its period begins and ends. */
  readonly from: string;
  readonly to: string;
}

/** What somebody was asked to pay, in order. */
export const chargesOf = (world: World, subscriptionId: number): Promise<ChargeLine[]> =>
  world.database.sql.query<ChargeLine & Record<string, unknown>>({
    text: `select state, (amount_minor - refunded_minor)::text as amount,
             to_char(period_start at time zone 'Asia/Tehran', 'MM-DD') as from,
             to_char(period_end at time zone 'Asia/Tehran', 'MM-DD') as to
           from charges where subscription_id = $1 order by id`,
    values: [subscriptionId],
  });

/** The story of a subscription, as its events tell it. */
export async function storyOf(world: World, subscriptionId: number): Promise<string[]> {
  const rows = await world.database.sql.query<{ event: string; to_state: string }>({
    text: 'select event, to_state from subscription_events where subscription_id = $1 order by id',
    values: [subscriptionId],
  });
  return rows.map(({ event, to_state }) => `${event}: ${to_state}`);
}

/** What a handset was told since, without the answer to its own HELLO. */
export async function heardBy(world: World, msisdn: string): Promise<string[]> {
  const texts = await world.subscriber(msisdn).received();
  return texts.filter((text) => text.includes('FAL'));
}
