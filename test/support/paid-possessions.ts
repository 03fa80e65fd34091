import type { World } from './world';

interface Owner {
  readonly brand: string;
  /** Any of the brand's. */
  readonly campaignId: number;
  readonly msisdn: string;
}

/** A service of the brand, its price, somebody who pays it, and what its subscribers were asked to have instead. */
export async function paidPossessions(
  world: World,
  made: (path: string, body: object) => Promise<string>,
  { brand, campaignId, msisdn }: Owner,
) {
  const draft = { brand, shortcode: '48400', provider: 'Aurora', name: 'OROLUX', cycle: 'week' };
  const services = await made('/services', { ...draft, settings: { languages: ['it'] } });
  const price = { amount: { minor: '299', currency: 'EUR' }, effectiveFrom: '2026-01-01T00:00:00Z' };
  const tariff = await made(`/services/${services}/tariffs`, price);
  const [row] = await world.database.sql.query<{ subscriptions: number; charges: number }>({
    text: `with gateway as (
             insert into charge_gateways (name, type, operator_id, created_at) select 'till', 'simulated', min(id), now() from operators
             returning id, operator_id),
           subscription as (
             insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state,
               tariff_id, shown, joined_at)
             select v.id, s.id, v.shortcode_id, 1, g.operator_id, 'it', 'text', 'active', $2, 'shown', now()
             from services v, subscribers s, gateway g where v.id = $1 and s.msisdn = $3 returning *),
           charge as (
             insert into charges (key, purpose, service_id, brand_id, shortcode_id, subscriber_id, subscription_id, operator_id, gateway_id,
               tariff_id, amount_minor, currency, due_at, expires_at, created_at)
             select 'first', 'first', b.service_id, v.brand_id, b.shortcode_id, b.subscriber_id, b.id, b.operator_id, g.id, $2, 299, 'EUR',
               now() + interval '1 year', now() + interval '2 years', now()
             from subscription b join services v on v.id = b.service_id, gateway g returning id)
           select b.id as subscriptions, c.id as charges from subscription b, charge c`,
    values: [Number(services), Number(tariff), msisdn],
  });
  const instead = await made('/services', { ...draft, name: 'OROPIU', settings: { languages: ['it'] } });
  const [asked] = await world.database.sql.query<{ id: number }>({
    text: `insert into service_migrations (from_service_id, to_service_id, campaign_id, state, created_by, created_at, ended_at)
           values ($1, $2, $3, 'done', 'till', now(), now()) returning id`,
    values: [Number(services), Number(instead), campaignId],
  });
  return {
    migration: String(asked?.id),
    ...{ services, tariff, subscriptions: String(row?.subscriptions), charges: String(row?.charges) },
    ...{ item: '1', operator: '1', gateway: 'till' },
  };
}
