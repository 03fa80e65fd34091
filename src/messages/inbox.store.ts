import { instants, plain, texts, words } from '../platform/array-literal';
import type { Sql, Tx } from '../platform/database.service';
import { LOCKS } from '../platform/lanes';

/** A text as the door hands it to the inbox: normalised, storable, and not yet anything to anybody. */
export interface NewText {
  readonly connectorId: number;
  /** What makes it the same text again: a hash of the carrier's id, or of its content. */
  readonly keyHash: string;
  readonly senderHash: string;
  readonly lane: number;
  readonly sender: string;
  readonly code: string;
  readonly body: string;
  readonly original: Buffer | null;
  readonly remoteId: string | null;
  readonly linkId: string | null;
  readonly operator: string | null;
  readonly flags: readonly string[] | null;
  readonly urgent: boolean;
  readonly sentAt: Date | null;
  readonly saidAt: Date;
  readonly receivedAt: Date;
}

export interface Stored {
  readonly id: number;
  readonly duplicate: boolean;
}

/**
 * Ids are drawn in the order of arrival; rows are entered in the order of their keys, so that two doors that hear the same
 * redelivery wait for each other instead of deadlocking. One statement, however many texts.
 */
const STORE = `
with said as materialized (
  select nextval('text_ids') as id, n.*
  from unnest($1::int[], $2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::boolean[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[]) with ordinality
    as n(connector_id, key_hash, sender_hash, lane, sender, code, body, original, remote_id, link_id, operator, flags, urgent,
    sent_at, said_at, received_at, ord)
  order by ord
), fresh as (
  insert into heard (connector_id, key_hash, text_id) select connector_id, key_hash, id from said order by key_hash
  on conflict (key_hash) do nothing returning text_id
), stored as (
  insert into texts (id, connector_id, sender_hash, lane, sender, code, body, original, remote_id, link_id, operator, flags, sent_at,
    said_at, received_at)
  select id, connector_id, sender_hash, lane, sender, code, body, original, remote_id, link_id, operator, flags::text[], sent_at, said_at,
    received_at
  from said join fresh on fresh.text_id = said.id order by id
), queued as (
  insert into pending (lane, text_id, sender, urgent)
  select lane, id, sender_hash, urgent from said join fresh on fresh.text_id = said.id order by lane, id
)
select said.ord::int as ord, said.id, fresh.text_id is not null as fresh from said left join fresh on fresh.text_id = said.id`;

/** Stores what is new and finds what is not. Keys must differ within one call. @returns one answer per text, in order. */
export async function storeTexts(sql: Sql, news: readonly NewText[]): Promise<Stored[]> {
  const rows = await sql.query<{ ord: number; id: number; fresh: boolean }>({
    name: 'texts-store',
    text: STORE,
    values: columnsOf(news),
  });
  const answers = new Array<Stored>(news.length);
  const known: number[] = [];
  for (const { ord, id, fresh } of rows) {
    answers[ord - 1] = { id, duplicate: !fresh };
    if (!fresh) known.push(ord - 1);
  }
  if (known.length > 0) await answerDuplicates(sql, news, known, answers);
  return answers;
}

async function answerDuplicates(
  sql: Sql,
  news: readonly NewText[],
  known: readonly number[],
  answers: Stored[],
): Promise<void> {
  const rows = await sql.query<{ key_hash: string; text_id: number }>({
    name: 'texts-heard',
    text: 'select key_hash, text_id from heard where key_hash = any($1::uuid[])',
    values: [known.map((index) => news[index]?.keyHash)],
  });
  const ids = new Map(rows.map((row) => [row.key_hash, row.text_id]));
  for (const index of known) {
    const id = ids.get(news[index]?.keyHash ?? '');
    // Aged out of the ninety days between the two statements: it is new after all, and the carrier will come again.
    if (id === undefined) throw new Error('a duplicate vanished while it was answered');
    answers[index] = { id, duplicate: true };
  }
}

/** Without an id and a time from the carrier, the same words within this time are the same text. */
export const SAME_TEXT_MS = 2_000;

/** The slow way in, for dialects that give neither: under the person's own lock, look back two seconds, then store. */
export async function storeWithinWindow(tx: Tx, text: NewText): Promise<Stored> {
  await tx.sql.run({
    name: 'door-lock',
    text: 'select pg_advisory_xact_lock($1, $2)',
    values: [LOCKS.door, text.lane],
  });
  const [same] = await tx.sql.query<{ id: number }>({
    name: 'texts-same',
    text: `select id from texts where sender_hash = $1 and code = $2 and body = $3 and connector_id = $4
             and received_at > $5::timestamptz - $6 * interval '1 millisecond' order by id limit 1`,
    values: [text.senderHash, text.code, text.body, text.connectorId, text.receivedAt, SAME_TEXT_MS],
  });
  if (same) return { id: same.id, duplicate: true };
  const [stored] = await storeTexts(tx.sql, [text]);
  if (!stored) throw new Error('nothing was stored');
  return stored;
}

/** In the order of the statement's parameters. */
function columnsOf(rows: readonly NewText[]): string[] {
  return [
    plain(rows.map((row) => row.connectorId)),
    words(rows.map((row) => row.keyHash)),
    words(rows.map((row) => row.senderHash)),
    plain(rows.map((row) => row.lane)),
    texts(rows.map((row) => row.sender)),
    words(rows.map((row) => row.code)),
    texts(rows.map((row) => row.body)),
    texts(rows.map((row) => (row.original === null ? null : `\\x${row.original.toString('hex')}`))),
    texts(rows.map((row) => row.remoteId)),
    texts(rows.map((row) => row.linkId)),
    texts(rows.map((row) => row.operator)),
    texts(rows.map((row) => (row.flags === null ? null : `{${row.flags.join(',')}}`))),
    plain(rows.map((row) => row.urgent)),
    instants(rows.map((row) => row.sentAt)),
    instants(rows.map((row) => row.saidAt)),
    instants(rows.map((row) => row.receivedAt)),
  ];
}
