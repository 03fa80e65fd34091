import { ChargingService } from '../../src/billing/charges/charging.service';
import { RefundingService } from '../../src/billing/refunds/refunding.service';
import { CONFIG } from '../../src/platform/config.token';
import { Doorbell } from '../../src/platform/doorbell';
import { EventInterest } from '../../src/platform/events-interest.service';
import { Metrics } from '../../src/platform/metrics.service';
import { ChargeNews } from '../../src/subscriptions/charge-news.service';
import { Renewals } from '../../src/subscriptions/renewals.service';
import { publish } from './campaigns';
import { PaperOperator } from './paper-operator';
import { GIVE_UP_MS } from './waiting';
import type { World } from './world';

interface Place {
  readonly brand: string;
  readonly shortcode: string;
  readonly operator: string;
  readonly timezone: string;
  readonly language: string;
  readonly price: { readonly minor: string; readonly currency: string };
  readonly settings: object;
}

/** A shared Iranian code where a YES is enough, and an Italian one where only a one-time password is. */
export const IRAN: Place = {
  ...{ brand: 'radio-shahr', shortcode: '2050', operator: 'mci', timezone: 'Asia/Tehran', language: 'fa' },
  price: { minor: '5000', currency: 'IRR' },
  settings: { languages: ['fa', 'en'] },
};
export const ITALY: Place = {
  ...{ brand: 'caffe-aurora', shortcode: '48400', operator: 'tim', timezone: 'Europe/Rome', language: 'it' },
  price: { minor: '199', currency: 'EUR' },
  settings: { languages: ['it', 'en'], confirm: 'otp', otpDigits: 5, helpline: '800 442299' },
};

interface Wish {
  readonly name: string;
  readonly words?: readonly string[];
  readonly cycle?: string;
  readonly trialDays?: number;
  readonly minAge?: number;
  readonly price?: Place['price'];
  readonly settings?: object;
}

export interface Offer {
  readonly serviceId: number;
  readonly campaignId: number;
  readonly listId: number;
}

/**
 * Paid services of a world, and an operator on paper that takes the money for them. Its gateway is of a type that the engine's own
 * workers cannot open, so that nobody charges but this.
 */
export async function subscribing(world: World, place: Place) {
  const { api, database, clock } = world;
  const operator = new PaperOperator();
  const metrics = new Metrics();
  const source = { get: async () => operator };
  const doorbell = world.app.get(Doorbell);
  const interest = world.app.get(EventInterest);
  const charging = new ChargingService(database, source, clock, metrics, interest, doorbell);
  const refunding = new RefundingService(database, source, clock, metrics, interest, doorbell);
  const news = new ChargeNews(database, doorbell, metrics, clock, interest);
  const renewals = new Renewals(database, doorbell, clock, metrics, world.app.get(CONFIG), interest);

  const query = <R extends Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> =>
    database.sql.query<R>({ text, values });

  const [gateway] = await query<{ id: number; name: string }>(
    `insert into charge_gateways (name, type, operator_id, created_at)
     select $1 || '-paper', 'paper', id, $2 from operators where code = $1 returning id, name`,
    place.operator,
    clock.now(),
  );
  if (!gateway) throw new Error(`there is no operator ${place.operator}`);
  await api.patch('/connectors/simulator', { operator: place.operator }).expect(200);

  const must = async (request: PromiseLike<{ status: number; text: string; body: unknown }>) => {
    const answer = await request;
    if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body as { readonly id: number; readonly list: number };
  };

  return {
    operator,
    query,

    /** A service that is approved, and a campaign that leads to it. */
    offers: async (wish: Wish): Promise<Offer> => {
      const { name, words = [name], settings = {}, price = place.price, cycle = 'week', ...terms } = wish;
      const { brand, shortcode, timezone, language } = place;
      const { id, list } = await must(
        api.post('/services', {
          ...{ brand, shortcode, name, cycle, provider: 'Setareh', ...terms },
          settings: { ...place.settings, ...settings },
        }),
      );
      const effectiveFrom = '2026-01-01T00:00:00Z';
      await must(api.post(`/services/${id}/tariffs`, { amount: price, effectiveFrom }));
      const through = { gateway: gateway.name, isApproved: true };
      await must(api.put(`/services/${id}/operators/${place.operator}`, through));
      await must(api.post(`/services/${id}/submit`));
      await must(api.post(`/services/${id}/approve`));
      for (const word of shortcode === '2050' ? words : [])
        await must(
          api.post('/keywords', { brand, shortcode, language: 'en', word, leasedFrom: effectiveFrom }),
        );
      const campaign = await must(
        api.post('/campaigns', {
          ...{ brand, shortcode, timezone, language, name, kind: 'subscribe', keywords: words },
          ...{ opensAt: effectiveFrom, settings: { service: id } },
        }),
      );
      await publish(world, campaign.id);
      return { serviceId: id, campaignId: campaign.id, listId: list };
    },

    /** Takes money, tells subscriptions of it and gives back, until nothing is left to do at this instant. */
    works: async (): Promise<void> => {
      const giveUpAt = Date.now() + GIVE_UP_MS;
      for (;;) {
        const asked = await charging.ask(gateway.id);
        const charged = await charging.charge(gateway.id);
        const refunded = await refunding.send(gateway.id);
        const heard = await news.hear();
        const [left] = await query<{ waiting: number }>(
          `select (select count(*) from charge_news)::int
                + (select count(*) from charges where state in ('requested', 'reserved', 'unknown') and due_at <= $1)::int as waiting`,
          clock.now(),
        );
        if (asked + charged + refunded + heard === 0 && left?.waiting === 0) break;
        if (Date.now() > giveUpAt) throw new Error(`${left?.waiting ?? '?'} charges do not settle`);
      }
      await world.settle();
    },

    /** A worker's one look at what is due: it sends whatever may leave now. */
    sends: async (): Promise<void> => {
      await charging.charge(gateway.id);
    },

    /** Does what is due of subscriptions at this instant. */
    renews: async (): Promise<void> => {
      while ((await renewals.renew()) > 0);
      await world.settle();
    },

    /** Everything a person ever subscribed to, oldest first. */
    subscriptionsOf: (msisdn: string) =>
      query<{
        id: number;
        service: string;
        state: string;
        shown: string;
        token: string | null;
        endReason: string | null;
      }>(
        `select s.id, l.name as service, s.state, s.shown, s.token, s.end_reason as "endReason" from subscriptions s
         join services v on v.id = s.service_id join lists l on l.id = v.list_id
         join subscribers p on p.id = s.subscriber_id where p.msisdn = $1 order by s.id`,
        msisdn,
      ),

    /** The story of a person's subscriptions: what happened, to what it led, and by which door. */
    storyOf: (msisdn: string) =>
      query<{ event: string; to: string; channel: string; reason: string | null; actor: string | null }>(
        `select e.event, e.to_state as "to", e.channel, e.reason, e.actor from subscription_events e
         join subscriptions s on s.id = e.subscription_id join subscribers p on p.id = s.subscriber_id
         where p.msisdn = $1 order by e.id`,
        msisdn,
      ),

    /** The consent ledger's rows about lists. */
    consentsOf: (msisdn: string) =>
      query<{ event: string; channel: string; shown: string | null }>(
        `select c.event, c.channel, c.shown from consents c join subscribers p on p.id = c.subscriber_id
         where p.msisdn = $1 and c.list_id is not null order by c.seq`,
        msisdn,
      ),

    chargesOf: (msisdn: string) =>
      query<{ purpose: string; state: string; amount: number; refunded: number }>(
        `select c.purpose, c.state, c.amount_minor as amount, c.refunded_minor as refunded from charges c
         join subscribers p on p.id = c.subscriber_id where p.msisdn = $1 order by c.id`,
        msisdn,
      ),
  };
}

export type Subscribing = Awaited<ReturnType<typeof subscribing>>;
