import { createHmac } from 'node:crypto';
import { WebhookSweep } from '../../src/outreach/webhook-sweep.service';
import type { EventType } from '../../src/platform/events';
import { appendEvents } from '../../src/platform/events.store';
import { Identity } from '../../src/platform/identity.service';
import { startBrandServer, type BrandServer, type ToldRequest } from './brand-server';
import { until } from './waiting';
import { createWorld } from './world';

/** Brands' servers stand on this machine. */
export const ALLOWED = { OUTBOUND_ALLOW: '127.0.0.0/8' };

export interface Shown {
  readonly id: number;
  readonly secret: string;
}

/** Something that happens to a brand; to nobody in particular unless a person is named. */
export interface Happening {
  readonly type?: EventType;
  readonly brand?: string;
  readonly person?: string | null;
  readonly n?: number;
}

/** A delivery as the API shows it. */
export interface Delivery {
  readonly event: string;
  readonly state: string;
  readonly attempts: number;
  readonly status: number | null;
  readonly reason: string | null;
  readonly replay: boolean;
  readonly msisdn: string | null;
}

/** An engine in whose world things happen that brands' servers are told of; the brand is radio-shahr unless another is named. */
export async function createBrandWorld() {
  // Less than a lease: whoever is called hangs only where a test has it hang, and then nobody gives up on it meanwhile.
  const world = await createWorld({ env: ALLOWED, waits: { outboundMs: 25_000 } });
  const { items } = (await world.api.get('/brands')).body as { items: { id: number; code: string }[] };
  const brandId = (code = 'radio-shahr'): number => items.find((brand) => brand.code === code)?.id ?? 0;
  const servers: BrandServer[] = [];

  const happen = (...happenings: readonly Happening[]): Promise<number[]> => {
    const identity = world.app.get(Identity);
    const events = happenings.map(({ type = 'entry', brand, person = null, n = 0 }) => ({
      type,
      brandId: brandId(brand),
      subscriberId: null,
      person: person === null ? null : identity.hashOf(person),
      payload: { person, n },
      at: world.clock.now(),
    }));
    return world.database.transaction((tx) => appendEvents(tx, events));
  };
  const sweep = (): Promise<void> => world.app.get(WebhookSweep).sweep();
  const waiting = async (): Promise<number> => {
    const [row] = await world.database.sql.query<{ count: number }>({
      text: `select count(*)::int as count from webhook_queue q join webhooks w on w.id = q.webhook_id where w.state = 'active'`,
    });
    return row?.count ?? 0;
  };

  return {
    ...world,
    brandId,
    happen,
    sweep,
    waiting,

    aServer: async (): Promise<BrandServer> => {
      const server = await startBrandServer();
      servers.push(server);
      return server;
    },

    aWebhook: async (url: string, types: readonly EventType[], brand = 'radio-shahr'): Promise<Shown> => {
      const { status, body, text } = await world.api.post('/webhooks', { brand, url, types });
      if (status !== 201) throw new Error(`no webhook was made: ${status} ${text}`);
      return body as Shown;
    },

    /** Until nothing waits, with as many moments of the world's time as that takes. */
    everythingIsTold: (): Promise<void> =>
      until('everything was told', async () => {
        await sweep();
        if ((await waiting()) === 0) return true;
        world.clock.advance(500);
        return false;
      }),

    deliveries: async (id: number, query = ''): Promise<readonly Delivery[]> => {
      const { body } = await world.api.get(`/webhooks/${id}/deliveries${query}`);
      return (body as { items: readonly Delivery[] }).items;
    },

    /** As if the test had just begun: no webhooks, no servers. */
    clear: async (): Promise<void> => {
      const { items: webhooks } = (await world.api.get('/webhooks?limit=200')).body as { items: Shown[] };
      for (const { id } of webhooks) await world.api.delete(`/webhooks/${id}`);
      await Promise.all(servers.splice(0).map((server) => server.close()));
    },
  };
}

export type BrandWorld = Awaited<ReturnType<typeof createBrandWorld>>;

export const numbers = (told: readonly ToldRequest[]): unknown[] => told.map(({ event }) => event.data['n']);

/** What a brand's own program would do, by the documentation alone. */
export function isGenuine({ headers, body }: ToldRequest, secret: string, nowMs: number): boolean {
  const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['parola-signature'])) ?? [];
  const expected = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  return v1 === expected && Math.abs(nowMs / 1_000 - Number(t)) <= 300;
}
