import type { World } from './world';

/** What a service is made of, as the API takes it. */
export interface ServiceWish {
  readonly name?: string;
  readonly cycle?: string;
  readonly price?: { readonly minor: string; readonly currency: string };
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Where an operator of the demo takes money; made once in a world. @returns its name */
export async function aGateway(world: World, operator = 'mci'): Promise<string> {
  const name = `${operator}-money`;
  await world.database.sql.run({
    text: `insert into charge_gateways (name, type, operator_id, created_at)
           select $1, 'simulated', id, $3 from operators where code = $2 on conflict do nothing`,
    values: [name, operator, world.clock.now()],
  });
  return name;
}

/** A draft of radio-shahr on 2050, with a price. @returns its id */
export async function aDraft(world: World, wish: ServiceWish = {}): Promise<number> {
  const { name = 'FAL', cycle = 'day', price = { minor: '5000', currency: 'IRR' }, settings = {} } = wish;
  const made = await world.api.post('/services', {
    ...{ brand: 'radio-shahr', shortcode: '2050', provider: 'Setareh', name, cycle },
    settings: { languages: ['fa', 'en'], ...settings },
  });
  if (made.status !== 201) throw new Error(made.text);
  const { id } = made.body as { readonly id: number };
  await world.api
    .post(`/services/${id}/tariffs`, { amount: price, effectiveFrom: '2026-01-01T00:00:00Z' })
    .expect(201);
  return id;
}

/** The same, approved and open to subscribers of mci. @returns its id */
export async function anApprovedService(world: World, wish: ServiceWish = {}): Promise<number> {
  const id = await aDraft(world, wish);
  const gateway = await aGateway(world);
  await world.api.put(`/services/${id}/operators/mci`, { gateway, isApproved: true }).expect(200);
  await world.api.post(`/services/${id}/submit`).expect(200);
  await world.api.post(`/services/${id}/approve`).expect(200);
  return id;
}

/** Somebody who has said yes and paid, as joining would leave them. @returns the subscription's id */
export async function aSubscriptionOf(
  world: World,
  serviceId: number,
  msisdn: string,
  own: { readonly state?: string; readonly language?: string; readonly joinedAt?: string } = {},
): Promise<number> {
  await world.subscriber(msisdn).texts('2050', 'HELLO');
  const { state = 'active', language = 'fa', joinedAt = world.clock.now().toISOString() } = own;
  const [row] = await world.database.sql.query<{ id: number }>({
    text: `with person as (select id from subscribers where msisdn = $2 and ended_at is null),
             wanted as (select v.*, r.connector_id, o.operator_id, t.id as tariff_id from services v
               join shortcode_routes r on r.shortcode_id = v.shortcode_id
               join service_operators o on o.service_id = v.id
               join lateral (select id from tariffs where service_id = v.id and effective_from <= $5::timestamptz
                             order by effective_from desc limit 1) t on true
               where v.id = $1 limit 1),
             joined as (
               insert into consent_states (subscriber_id, scope, shortcode_id, list_id, status, said_at)
               select p.id, 'list:' || w.list_id, w.shortcode_id, w.list_id, 'in', $5::timestamptz from person p, wanted w
               on conflict (subscriber_id, scope) do update set status = 'in', said_at = excluded.said_at)
           insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state,
             tariff_id, shown, joined_at, ended_at)
           select w.id, p.id, w.shortcode_id, w.connector_id, w.operator_id, $4, 'text', $3, w.tariff_id, 'shown', $5::timestamptz,
             case when $3 in ('unsubscribed', 'declined') then $5::timestamptz end
           from person p, wanted w returning id`,
    values: [serviceId, msisdn, state, language, joinedAt],
  });
  if (!row) throw new Error('nobody was subscribed');
  return row.id;
}
