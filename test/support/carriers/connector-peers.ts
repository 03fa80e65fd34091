import { Pool } from 'pg';
import type {
  Connector,
  ConnectorIdentity,
  Ear,
  HeardReport,
  HeardText,
  OutboundText,
} from '../../../src/connectors/connector';
import { createProtocols } from '../../../src/connectors/protocols.service';
import { NO_FAULTS, seededRandom } from '../../../src/connectors/simulator/faults';
import { SimulatedNetwork } from '../../../src/connectors/simulator/network.service';
import { NetworkStore } from '../../../src/connectors/simulator/network.store';
import { ReportPost } from '../../../src/connectors/simulator/report-post.service';
import { SystemClock } from '../../../src/platform/clock.service';
import { createTestDatabase } from '../database';
import type { CarrierServer, Mood, Taken } from './carrier-server';
import { HTTP_CARRIER_KEY, startHttpCarrier } from './http-carrier';
import { KANNEL_USER, startKannelCarrier } from './kannel-carrier';
import { startTwilioCarrier, TWILIO_ACCOUNT } from './twilio-carrier';

/** One dialect, connected to something that speaks it for real. */
export interface Peer {
  readonly connector: Connector;
  /** A second link, for a carrier that says nothing: it gives up after a quarter of a second. */
  readonly hasty: Connector;
  /** Everything that must never be seen in an outcome. */
  readonly secrets: readonly string[];
  /** Whether the same id twice is one message over there. */
  readonly deduplicates: boolean;
  /** What makes a text one that the other side refuses while it behaves as 'refuse'. */
  readonly unwelcome: Partial<OutboundText>;
  /** The server of a dialect that speaks HTTP. */
  readonly carrier?: CarrierServer;
  /** A link to where nobody listens. */
  nowhere(): Promise<Connector>;
  /** How the other side behaves until told otherwise. */
  behave(mood: 'well' | 'throttle' | 'refuse' | 'hang' | 'cut' | 'slow'): Promise<void>;
  taken(): Promise<readonly Taken[]>;
  close(): Promise<void>;
}

/** Longer than a test machine stalls, and the most a link may be set to. */
const PATIENT_MS = 30_000;
export const HASTY_MS = 250;

export const IDENTITY: ConnectorIdentity = {
  id: 7,
  name: 'peer',
  keyHash: '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8',
  publicUrl: 'https://parola.example',
};

/** Keeps what it hears. */
export function anEar(): Ear & { readonly texts: HeardText[]; readonly reports: HeardReport[] } {
  const texts: HeardText[] = [];
  const reports: HeardReport[] = [];
  return {
    texts,
    reports,
    hearTexts: async (heard) => {
      texts.push(...heard);
      return heard.map((_, at) => ({ id: `t${texts.length - heard.length + at}`, duplicate: false }));
    },
    hearReports: async (heard) => void reports.push(...heard),
  };
}

/** A network of our own on a database, as a process that has just started would have it. */
export function networkOn(
  url: string,
  seed = 1,
): { readonly network: SimulatedNetwork; readonly pool: Pool } {
  const pool = new Pool({ connectionString: url, max: 5, connectionTimeoutMillis: 60_000 });
  pool.on('error', () => undefined);
  const store = new NetworkStore(pool);
  const clock = new SystemClock();
  return {
    network: new SimulatedNetwork(store, new ReportPost(store, clock), clock, seededRandom(seed)),
    pool,
  };
}

/** Opens a link of any protocol with raw settings, as the catalogue would. */
export function openLink(
  protocolName: string,
  raw: unknown,
  network: SimulatedNetwork,
  ear: Ear = anEar(),
): Connector {
  const protocol = createProtocols({ network }).get(protocolName);
  if (protocol === undefined) throw new Error(`there is no protocol ${protocolName}`);
  const read = protocol.readSettings(raw);
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return protocol.open(IDENTITY, read.settings, ear);
}

const NOWHERE = 'http://127.0.0.1:9';

async function overHttp(
  carrier: CarrierServer & { taken(): readonly Taken[] },
  protocolName: string,
  settingsAt: (url: string) => object,
  secrets: readonly string[],
  deduplicates: boolean,
): Promise<Peer> {
  const { network, pool } = networkOn('postgres://nobody@127.0.0.1:9/none');
  const openAt = (url: string, timeoutMs: number): Connector =>
    openLink(protocolName, { ...settingsAt(url), timeoutMs }, network);
  const connector = openAt(carrier.url, PATIENT_MS);
  const hasty = openAt(carrier.url, HASTY_MS);
  return {
    connector,
    hasty,
    secrets,
    deduplicates,
    unwelcome: {},
    carrier,
    nowhere: async () => openAt(NOWHERE, PATIENT_MS),
    behave: async (mood: Mood) => void (carrier.mood = mood),
    taken: async () => carrier.taken(),
    async close() {
      await Promise.all([connector.close(), hasty.close()]);
      await carrier.close();
      await pool.end();
    },
  };
}

export const peers: Readonly<Record<string, () => Promise<Peer>>> = {
  http: async () =>
    overHttp(
      await startHttpCarrier(),
      'http',
      (url) => ({ url: `${url}/sms`, outboundKey: HTTP_CARRIER_KEY }),
      [HTTP_CARRIER_KEY],
      true,
    ),
  'http in batches': async () =>
    overHttp(
      await startHttpCarrier(),
      'http',
      (url) => ({ url: `${url}/sms`, outboundKey: HTTP_CARRIER_KEY, batch: 3 }),
      [HTTP_CARRIER_KEY],
      true,
    ),
  kannel: async () =>
    overHttp(
      await startKannelCarrier(),
      'kannel',
      (url) => ({ url: `${url}/cgi-bin/sendsms`, ...KANNEL_USER }),
      [KANNEL_USER.password, encodeURIComponent(KANNEL_USER.password)],
      false,
    ),
  'kannel by POST': async () =>
    overHttp(
      await startKannelCarrier(),
      'kannel',
      (url) => ({ url: `${url}/cgi-bin/sendsms`, ...KANNEL_USER, method: 'POST' }),
      [KANNEL_USER.password, encodeURIComponent(KANNEL_USER.password)],
      false,
    ),
  twilio: async () =>
    overHttp(
      await startTwilioCarrier(),
      'twilio',
      (url) => ({ baseUrl: url, ...TWILIO_ACCOUNT }),
      [
        TWILIO_ACCOUNT.authToken,
        Buffer.from(`${TWILIO_ACCOUNT.accountSid}:${TWILIO_ACCOUNT.authToken}`).toString('base64'),
      ],
      false,
    ),
  simulator: overDatabase,
};

async function overDatabase(): Promise<Peer> {
  const database = await createTestDatabase();
  const { network, pool } = networkOn(database.url);
  const other = new Pool({ connectionString: database.url, max: 2 });
  other.on('error', () => undefined);
  const connector = openLink('simulator', { timeoutMs: PATIENT_MS }, network);
  const hasty = openLink('simulator', { timeoutMs: HASTY_MS }, network);
  const away = networkOn('postgres://nobody@127.0.0.1:9/none');
  let release = async (): Promise<void> => undefined;
  return {
    connector,
    hasty,
    secrets: [new URL(database.url).password].filter((password) => password !== ''),
    deduplicates: true,
    unwelcome: { to: 'nobody' },
    nowhere: async () => openLink('simulator', { timeoutMs: PATIENT_MS }, away.network),
    async behave(mood) {
      await release();
      release = async () => undefined;
      const delayMs: [number, number] = mood === 'slow' ? [150, 150] : [0, 0];
      await network.setFaults({ ...NO_FAULTS, delayMs, throttle: mood === 'throttle' ? 1 : 0 });
      if (mood === 'hang' || mood === 'cut') release = await holdUp(other, mood === 'cut');
    },
    taken: () => takenFrom(other),
    async close() {
      await release();
      await Promise.all([connector.close(), hasty.close()]);
      await Promise.all([pool.end(), other.end(), away.pool.end()]);
      await database.drop();
    },
  };
}

/** Keeps the handsets' table to itself; when cutting, throws out whoever waits for it. */
async function holdUp(pool: Pool, isCutting: boolean): Promise<() => Promise<void>> {
  const holder = await pool.connect();
  await holder.query('begin; lock table simulator.received in access exclusive mode');
  const evict = `select pg_terminate_backend(pid) from pg_stat_activity
                 where wait_event_type = 'Lock' and datname = current_database()`;
  const evictions = isCutting
    ? setInterval(() => void holder.query(evict).catch(() => undefined), 20)
    : undefined;
  return async () => {
    clearInterval(evictions);
    await holder.query('rollback');
    holder.release();
  };
}

async function takenFrom(pool: Pool): Promise<Taken[]> {
  const text =
    'select outbound_id as id, code as "from", msisdn as "to", body as text from simulator.received order by seq';
  return (await pool.query<Taken>(text)).rows;
}
