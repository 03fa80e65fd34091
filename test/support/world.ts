import type { Server } from 'node:http';
import supertest from 'supertest';
import { boot, type Parola } from '../../src/boot.service';
import { PRODUCTION_KINDS, type AnyKind } from '../../src/campaigns/kinds';
import type { ArrivalLimits } from '../../src/platform/arrivals.service';
import { MovableClock } from '../../src/platform/clock.service';
import { readConfig, type Waits } from '../../src/platform/config';
import { Database } from '../../src/platform/database.service';
import { ReportPost } from '../../src/connectors/simulator/report-post.service';
import { Connectors } from '../../src/messages/connectors.service';
import { Sweep } from '../../src/messages/sweep.service';
import { createTestDatabase } from './database';
import { GIVE_UP_MS } from './waiting';

const ADMIN_KEY = 'pk_the-administrator-of-this-world';
/** When a world begins unless it says otherwise: suites do not depend on the day they are run. */
const BEGINNING = '2026-05-01T08:00:00Z';
/** Nothing of this is what most suites are about: a machine that stands still for some seconds shall not change what they see. */
const PATIENT: Waits = { connectionMs: 60_000, doorMs: 60_000, outboundMs: 9_000 };
/** The longest that a link may be given. */
const LINK_TIMEOUT_MS = 30_000;
/** What a running clock will have reached while the queues are looked at. */
const AHEAD_MS = 500;
const DRAIN_MS = 9_000;

export interface WorldOptions {
  /** The demo catalogue: 2050, 48400 and 70070. On unless a test wants an empty engine. */
  readonly demo?: boolean;
  /** Kinds beside production's. */
  readonly kinds?: readonly AnyKind[];
  /** The instant at which the world begins. */
  readonly now?: string;
  readonly databaseUrl?: string;
  /** How long requests and files may take to arrive. */
  readonly arrivals?: ArrivalLimits;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the suite is about them. */
  readonly waits?: Partial<Waits>;
}

export interface ReceivedText {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly segments: number;
}

/** A whole engine on a database of its own, with handsets around it and a clock that the test owns. */
export async function createWorld(options: WorldOptions = {}) {
  const database =
    options.databaseUrl === undefined
      ? await createTestDatabase()
      : { url: options.databaseUrl, drop: async () => undefined };
  const clock = new MovableClock();
  const begins = options.now ?? BEGINNING;
  clock.freeze(begins); // until everything is there, however long that takes
  const redisUrl = process.env['PAROLA_TEST_REDIS_URL'];
  const parola: Parola = await boot({
    config: {
      ...readConfig({
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'silent',
        // People of a test join together from one block of numbers and answer at once, as machines do.
        FRAUD_SWEEP_SECONDS: '0',
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
        ...options.env,
      }),
      waits: { ...PATIENT, ...options.waits },
    },
    databaseUrl: database.url,
    clock,
    engineUrl: { value: '' },
    kinds: [...PRODUCTION_KINDS, ...(options.kinds ?? [])],
    administratorKey: ADMIN_KEY,
    loadDemo: options.demo ?? true,
    ...(options.arrivals && { arrivals: options.arrivals }),
  });
  const server = parola.app.getHttpServer() as Server;
  server.keepAliveTimeout = 0; // ours is the only caller, and no request of it shall meet a connection that is being closed
  const http = supertest(server);
  const db = parola.app.get(Database);
  await db.sql.run({
    text: `update connectors set settings = settings || jsonb_build_object('timeoutMs', $1::int)
           where protocol = 'simulator' and not settings ? 'timeoutMs'`,
    values: [LINK_TIMEOUT_MS],
  });

  /**
   * Everything said is handled, everything due has left, every report is matched. A look is believed only when no row can have
   * been written meanwhile that was not due yet by the instant it asked about. What was tried and put off is not waited for.
   */
  const settle = async (): Promise<void> => {
    const giveUpAt = Date.now() + GIVE_UP_MS;
    const [postman, connectors] = [parola.app.get(ReportPost), parola.app.get(Connectors)];
    await parola.app.get(Sweep).sweep();
    for (;;) {
      for (const { row } of connectors.all) postman.nudge(row.id); // its next round may be a tenth of a second away
      const now = clock.now();
      const soon = new Date(now.getTime() + (clock.isFrozen ? 0 : AHEAD_MS));
      const [left] = await db.sql.query<{ waiting: number }>({
        text: `select (select count(*) from pending)::int
                    + (select count(*) from outbox where state = 'sending'
                         or (state in ('queued', 'unknown') and due_at <= case when attempts = 0 then $2::timestamptz else $1::timestamptz end))::int
                    + (select count(*) from reports where effect is null)::int
                    + (select count(*) from simulator.reports where due_ms <= extract(epoch from $2::timestamptz) * 1000)::int
                    + (select count(*) from timers where due_at <= $2::timestamptz)::int
                    + (select count(*) from eligibility_questions)::int
                    + (select count(*) from (
                         select 1 from parts where whole_id is null group by sender_hash, connector_id, code, ref, width, total
                         having count(distinct part) = max(total) or min(received_at) <= $1::timestamptz - interval '10 minutes') p)::int as waiting`,
        values: [now, soon],
      });
      if (left?.waiting === 0 && clock.now() <= soon) return;
      if (Date.now() > giveUpAt)
        throw new Error(`the world does not settle: ${left?.waiting ?? '?'} rows wait`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };

  const faults = async (wanted: object): Promise<void> => {
    const response = await http.put('/simulator/faults').send(wanted);
    if (response.status >= 300) throw new Error(`faults refused: ${response.text}`);
  };

  // The links that the demo has just made are opened by the sweep.
  await settle();
  clock.set(begins);
  return {
    app: parola.app,
    url: parola.url,
    http,
    database: db,
    databaseUrl: database.url,
    clock,
    adminKey: ADMIN_KEY,
    settle,

    /** A management request with the administrator's key. */
    api: {
      get: (path: string) => http.get(`/api/v1${path}`).set('authorization', `Bearer ${ADMIN_KEY}`),
      post: (path: string, body?: object) =>
        http.post(`/api/v1${path}`).set('authorization', `Bearer ${ADMIN_KEY}`).send(body),
      put: (path: string, body?: object) =>
        http.put(`/api/v1${path}`).set('authorization', `Bearer ${ADMIN_KEY}`).send(body),
      patch: (path: string, body?: object) =>
        http.patch(`/api/v1${path}`).set('authorization', `Bearer ${ADMIN_KEY}`).send(body),
      delete: (path: string) => http.delete(`/api/v1${path}`).set('authorization', `Bearer ${ADMIN_KEY}`),
    },

    /** A person with a handset. */
    subscriber: (msisdn: string) => ({
      msisdn,
      /** Texts and waits until everything it causes has happened. @returns the id of the text. */
      texts: async (to: string, text: string): Promise<string> => {
        const response = await http.post(`/simulator/handsets/${msisdn}/texts`).send({ to, text });
        if (response.status !== 201)
          throw new Error(`the handset could not text: ${response.status} ${response.text}`);
        await settle();
        return String((response.body as { id: string }).id);
      },
      /** What the handset has received so far, oldest first. */
      received: async (): Promise<string[]> => {
        const rows = await db.sql.query<{ body: string }>({
          text: 'select body from simulator.received where msisdn = $1 order by received.seq',
          values: [msisdn],
        });
        return rows.map(({ body }) => body);
      },
    }),

    /** Why a text was answered as it was. */
    because: async (textId: string): Promise<string | undefined> => {
      const [row] = await db.sql.query<{ because: string }>({
        text: 'select because from decisions where text_id = $1',
        values: [textId],
      });
      return row?.because;
    },

    faults,

    /** From here on the carrier puts off whatever it is given, and time stands still: until it is moved nothing is tried again. */
    putsOff: async (): Promise<void> => {
      clock.freeze(clock.now());
      await faults({ throttle: 1 });
    },

    /** The carrier takes everything again, and time runs on. */
    takesAgain: async (): Promise<void> => {
      await faults({});
      clock.set(clock.now());
    },

    close: async (): Promise<void> => {
      // As in production: whoever does not drain in time is not waited for.
      await Promise.race([parola.close(), new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
      await database.drop();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
