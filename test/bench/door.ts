// The least a carriers' door can be: a process of its own that hears texts, commits them in groups, and answers.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

interface WireText {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly sentAt: string;
}

interface Waiting {
  readonly texts: readonly WireText[];
  readonly answer: (ids: readonly string[] | null) => void;
}

/** As many as the engine's own door has. */
const WRITERS = 2;
const MOST_TEXTS = 1_000;

/** What nobody can do without: the text, and that it was heard. */
const STORE = `
with said as materialized (
  select nextval('text_ids') as id, n.*
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
    as n(key_hash, sender_hash, sender, code, body, remote_id, sent_at)
), fresh as (
  insert into heard (connector_id, key_hash, text_id) select 1, key_hash, id from said
  on conflict (key_hash) do nothing returning text_id
), stored as (
  insert into texts (id, connector_id, sender_hash, lane, sender, code, body, remote_id, sent_at, said_at, received_at)
  select id, 1, sender_hash, 0, sender, code, body, remote_id, sent_at, sent_at, sent_at from said join fresh on text_id = id
)
select id::text from said`;

class Door {
  private readonly queue: Waiting[] = [];
  private writing = 0;

  constructor(private readonly pool: Pool) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const said = JSON.parse(Buffer.concat(chunks).toString('utf8')) as WireText | WireText[];
    this.queue.push({
      texts: Array.isArray(said) ? said : [said],
      answer: (ids) => answer(response, ids, Array.isArray(said)),
    });
    if (this.writing < WRITERS) void this.write();
  }

  private async write(): Promise<void> {
    this.writing++;
    await new Promise((resolve) => setImmediate(resolve));
    for (let group = this.next(); group.length > 0; group = this.next()) await this.store(group);
    this.writing--;
  }

  private next(): Waiting[] {
    const group: Waiting[] = [];
    for (let size = 0; this.queue[0] && (size === 0 || size + this.queue[0].texts.length <= MOST_TEXTS);) {
      const request = this.queue.shift() as Waiting;
      size += request.texts.length;
      group.push(request);
    }
    return group;
  }

  private async store(group: readonly Waiting[]): Promise<void> {
    const texts = group.flatMap((request) => request.texts);
    try {
      const { rows } = await this.pool.query<{ id: string }>({
        name: 'door',
        text: STORE,
        values: columnsOf(texts),
      });
      let from = 0;
      for (const request of group)
        request.answer(rows.slice(from, (from += request.texts.length)).map(({ id }) => id));
    } catch {
      for (const request of group) request.answer(null);
    }
  }
}

function columnsOf(texts: readonly WireText[]): unknown[][] {
  return [
    texts.map(({ id }) => hash(id)),
    texts.map(({ from }) => hash(from)),
    texts.map(({ from }) => from),
    texts.map(({ to }) => to),
    texts.map(({ text }) => text),
    texts.map(({ id }) => id),
    texts.map(({ sentAt }) => sentAt),
  ];
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

function answer(response: ServerResponse, ids: readonly string[] | null, isArray: boolean): void {
  const answers = ids?.map((id) => ({ id, duplicate: false }));
  const body = JSON.stringify(isArray ? answers : answers?.[0]) ?? '';
  response.writeHead(ids ? 200 : 503, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

process.once('disconnect', () => process.exit(0));
process.once('message', (databaseUrl) => {
  const door = new Door(new Pool({ connectionString: String(databaseUrl), max: WRITERS }));
  const server = createServer((request, response) => void door.handle(request, response));
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
