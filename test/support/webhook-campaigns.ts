import { WAITS } from '../../src/platform/config';
import { CallSweep } from '../../src/outreach/call-sweep.service';
import { ALLOWED } from './brand-events';
import { startAnsweringServer, type AnsweringServer, type Manners } from './answering-server';
import { until } from './waiting';
import { createWorld } from './world';

/** Radio Shahr's campaigns stand on the shared 2050, in Persian; Caffè Aurora's on its own 48400, in Italian. */
const HOMES = {
  'radio-shahr': { shortcode: '2050', timezone: 'Asia/Tehran', language: 'fa' },
  'caffe-aurora': { shortcode: '48400', timezone: 'Europe/Rome', language: 'it' },
} as const;

export interface ACampaign {
  readonly brand: keyof typeof HOMES;
  readonly word: string;
  readonly settings: object;
}

/** A call as the database has it. */
export interface StoredCall {
  readonly id: number;
  readonly state: string;
  readonly attempts: number;
  readonly reason: string | null;
}

/** An engine whose campaigns ask the servers of brands, on this machine. Nobody's patience runs out unless the test moves the clock. */
export async function createAskingWorld() {
  const world = await createWorld({ env: ALLOWED, waits: WAITS });
  world.clock.freeze(world.clock.now());
  const servers: AnsweringServer[] = [];
  let people = 0;

  const made = async ({ brand, word, settings }: ACampaign): Promise<number> => {
    const home = HOMES[brand];
    if (home.shortcode === '2050') {
      const terms = { leasedFrom: '2026-04-01T00:00:00Z', leasedUntil: '2027-05-01T00:00:00Z' };
      const lease = await world.api.post('/keywords', { shortcode: '2050', brand, word, ...terms });
      if (lease.status !== 201) throw new Error(lease.text);
    }
    const campaign = { brand, name: word, kind: 'webhook', keywords: [word], settings, ...home };
    const when = { opensAt: '2026-01-01T00:00:00Z', closesAt: '2027-01-01T00:00:00Z' };
    const { status, body, text } = await world.api.post('/campaigns', { ...campaign, ...when });
    if (status !== 201) throw new Error(text);
    return (body as { readonly id: number }).id;
  };

  return {
    ...world,
    made,

    published: async (campaign: ACampaign): Promise<number> => {
      const id = await made(campaign);
      const { status, text } = await world.api.post(`/campaigns/${id}/publish`);
      if (status !== 200) throw new Error(text);
      return id;
    },

    aServer: async (manners?: Manners): Promise<AnsweringServer> => {
      const server = await startAnsweringServer(manners);
      servers.push(server);
      return server;
    },

    somebody: (prefix = '98912') => world.subscriber(`${prefix}${7_100_000 + ++people}`),

    calls: (): Promise<StoredCall[]> =>
      world.database.sql.query<StoredCall & Record<string, unknown>>({
        text: 'select id, state, attempts, reason from calls order by id',
      }),

    sweep: (): Promise<void> => world.app.get(CallSweep).sweep(),

    /** So much time passes, once every call under way is over; whatever is due then is begun. */
    passes: async (ms: number): Promise<void> => {
      await until('no call was under way', async () => {
        const open = await world.database.sql.query({ text: 'select 1 from calls where lease is not null' });
        return open.length === 0;
      });
      world.clock.advance(ms);
      await world.app.get(CallSweep).sweep();
      await world.settle();
    },

    close: async (): Promise<void> => {
      await Promise.all(servers.map((server) => server.close()));
      await world.close();
    },
  };
}

export type AskingWorld = Awaited<ReturnType<typeof createAskingWorld>>;
