import { Pool } from 'pg';
import { sqlOn } from '../../src/platform/database.service';
import { verifyConsents } from '../../src/subscribers/verification.service';

/** What the engine's database says happened. */
export interface Books {
  readonly texts: readonly {
    readonly id: string;
    readonly theirs: string;
    readonly decisions: number;
    readonly replies: number;
  }[];
  readonly messages: readonly Message[];
  /** When each STOP was committed, by the person's number. */
  readonly stops: readonly { readonly number: string; readonly committedAt: number }[];
  readonly setAside: number;
  readonly left: {
    readonly pending: number;
    readonly outbox: number;
    readonly reports: number;
    readonly parts: number;
  };
  readonly consents: number;
  readonly faultsInChain: readonly string[];
}

export interface Message {
  readonly id: string;
  readonly class: string;
  readonly body: string;
  readonly number: string;
  /** The carrier's id of the text it answers. */
  readonly answers: string | null;
  readonly state: string | null;
  readonly attempts: number;
  readonly resends: number;
  readonly remoteId: string | null;
  readonly reason: string | null;
}

export type Left = Books['left'];

/** Reads as one moment saw it. */
export async function readBooks(databaseUrl: string): Promise<Books> {
  return reading(databaseUrl, async (query, sql) => {
    const [texts, messages, stops] = [
      await query<Books['texts'][number]>(TEXTS),
      await query<Message>(MESSAGES),
      await query<Books['stops'][number]>(STOPS),
    ];
    const [{ aside = 0 } = {}] = await query<{ aside: number }>(
      'select count(*)::int as aside from set_aside',
    );
    const { rows, faults } = await verifyConsents(sql, []);
    return {
      texts,
      messages,
      stops,
      setAside: aside,
      left: await leftBy(query),
      consents: rows,
      faultsInChain: [...faults.keys()],
    };
  });
}

/** What still waits in the queues. Rejects while the database is away. */
export const readLeft = (databaseUrl: string): Promise<Left> => reading(databaseUrl, leftBy);

type Query = <R>(text: string) => Promise<R[]>;

async function reading<T>(
  url: string,
  work: (query: Query, sql: ReturnType<typeof sqlOn>) => Promise<T>,
): Promise<T> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 60_000 });
  pool.on('error', () => undefined); // a server that goes away is what these runs are about
  try {
    const client = await pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      return await work(async <R>(text: string) => (await client.query(text)).rows as R[], sqlOn(client));
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function leftBy(query: Query): Promise<Left> {
  const [left] = await query<Left>(LEFT);
  if (!left) throw new Error('the queues cannot be counted');
  return left;
}

const TEXTS = `
select t.id::text as id, t.remote_id as theirs,
  (select count(*) from decisions d where d.text_id = t.id)::int as decisions,
  (select count(*) from outbound o where o.text_id = t.id)::int as replies
from texts t order by t.id`;

const MESSAGES = `
select o.id::text as id, o.class, o.body, s.msisdn as number, t.remote_id as answers, d.state,
  coalesce(d.attempts, 0)::int as attempts, coalesce(d.resends, 0)::int as resends, d.remote_id as "remoteId", d.reason
from outbound o
join subscribers s on s.id = o.subscriber_id
left join texts t on t.id = o.text_id
left join deliveries d on d.outbound_id = o.id
order by o.id`;

const STOPS = `
select s.msisdn as number, (extract(epoch from pg_xact_commit_timestamp(c.xmin)) * 1000)::float8 as "committedAt"
from consents c join subscribers s on s.id = c.subscriber_id
where c.event = 'opt_out' and c.scope like 'code:%'`;

// A submit of which nobody knows and which was then taken back by a STOP: its report waits for a day and becomes an orphan.
const LEFT = `
select (select count(*) from pending)::int as pending, (select count(*) from outbox)::int as outbox,
  (select count(*) from reports where effect is null and not exists (
    select 1 from deliveries where outbound_id = substr(reports.remote_ids[1], 3)::bigint and state = 'cancelled'
  ))::int as reports,
  (select count(*) from parts where whole_id is null)::int as parts`;
