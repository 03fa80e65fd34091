import type { Server } from 'node:http';
import supertest from 'supertest';
import { boot, type Parola } from '../../src/boot.service';
import { PRODUCTION_KINDS, type AnyKind } from '../../src/campaigns/kinds';
import { MovableClock } from '../../src/platform/clock.service';
import { readConfig } from '../../src/platform/config';
import { Database } from '../../src/platform/database.service';
import { Sweep } from '../../src/messages/sweep.service';
import { createTestDatabase } from './database';

const ADMIN_KEY = 'pk_the-administrator-of-this-world';
const SETTLE_TIMEOUT_MS = 15_000;
const DRAIN_MS = 9_000;

export interface WorldOptions {
  /** The demo catalogue: 2050, 48400 and 70070. On unless a test wants an empty engine. */
  readonly demo?: boolean;
  /** Kinds beside production's. */
  readonly kinds?: readonly AnyKind[];
  /** The instant at which the world begins. */
  readonly now?: string;
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
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
  if (options.now !== undefined) clock.set(options.now);
  const redisUrl = process.env['PAROLA_TEST_REDIS_URL'];
  const parola: Parola = await boot({
    config: readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      ...options.env,
    }),
    databaseUrl: database.url,
    clock,
    engineUrl: { value: '' },
    kinds: [...PRODUCTION_KINDS, ...(options.kinds ?? [])],
    administratorKey: ADMIN_KEY,
    loadDemo: options.demo ?? true,
  });
  const http = supertest(parola.app.getHttpServer() as Server);
  const db = parola.app.get(Database);

  /** Everything said is handled, everything due has left, every report is matched. */
  const settle = async (): Promise<void> => {
    const giveUpAt = Date.now() + SETTLE_TIMEOUT_MS;
    await parola.app.get(Sweep).sweep();
    for (;;) {
      const [left] = await db.sql.query<{ waiting: number }>({
        text: `select (select count(*) from pending)::int
                    + (select count(*) from outbox where state = 'sending' or (state in ('queued', 'unknown') and due_at <= $1::timestamptz))::int
                    + (select count(*) from reports where effect is null)::int
                    + (select count(*) from simulator.reports where due_ms <= extract(epoch from $1::timestamptz) * 1000)::int
                    + (select count(*) from timers where due_at <= $1)::int
                    + (select count(*) from (
                         select 1 from parts where whole_id is null group by sender_hash, connector_id, code, ref, width, total
                         having count(distinct part) = max(total) or min(received_at) <= $1::timestamptz - interval '10 minutes') p)::int as waiting`,
        values: [clock.now()],
      });
      if (left?.waiting === 0) return;
      if (Date.now() > giveUpAt)
        throw new Error(`the world does not settle: ${left?.waiting ?? '?'} rows wait`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };

  // The links that the demo has just made are opened by the sweep.
  await settle();
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

    faults: async (faults: object): Promise<void> => {
      const response = await http.put('/simulator/faults').send(faults);
      if (response.status >= 300) throw new Error(`faults refused: ${response.text}`);
    },

    close: async (): Promise<void> => {
      // As in production: whoever does not drain in time is not waited for.
      await Promise.race([parola.close(), new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
      await database.drop();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
