import type { Tx } from '../platform/database.service';
import { decodeUcs2 } from '../text/segments';
import { storable } from '../text/storable';

/** A part as the door hands it over; its text is known once its neighbours are. */
export interface NewPart {
  readonly connectorId: number;
  readonly keyHash: string;
  readonly senderHash: string;
  readonly lane: number;
  readonly sender: string;
  readonly code: string;
  readonly ref: number;
  readonly width: 8 | 16;
  readonly part: number;
  readonly total: number;
  readonly body: string;
  readonly bytes: Buffer | null;
  readonly linkId: string | null;
  readonly operator: string | null;
  readonly saidAt: Date;
  readonly receivedAt: Date;
}

/** Parts still missing after this long are not waited for (rules 4.2: five to ten minutes). */
export const PARTS_WAIT_MS = 10 * 60_000;

const STORE = `
with said as materialized (
  select nextval('text_ids') as id, n.*
  from unnest($1::int[], $2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::int[], $8::smallint[], $9::smallint[],
    $10::smallint[], $11::text[], $12::bytea[], $13::text[], $14::text[], $15::timestamptz[], $16::timestamptz[]) with ordinality
    as n(connector_id, key_hash, sender_hash, lane, sender, code, ref, width, part, total, body, bytes, link_id, operator, said_at,
    received_at, ord)
  order by ord
), fresh as (
  insert into heard (connector_id, key_hash, text_id) select connector_id, key_hash, id from said order by key_hash
  on conflict (key_hash) do nothing returning text_id
), stored as (
  insert into parts (text_id, connector_id, sender_hash, lane, sender, code, ref, width, part, total, body, bytes, link_id, operator, said_at, received_at)
  select id, connector_id, sender_hash, lane, sender, code, ref, width, part, total, body, bytes, link_id, operator, said_at, received_at
  from said join fresh on fresh.text_id = said.id order by id
)
select said.ord::int as ord, coalesce(fresh.text_id, h.text_id) as id, fresh.text_id is null as duplicate
from said left join fresh on fresh.text_id = said.id left join heard h on fresh.text_id is null and h.key_hash = said.key_hash
order by said.ord`;

/** Stores parts; each is acknowledged by itself. @returns one answer per part, in order. */
export async function storeParts(
  tx: Tx,
  parts: readonly NewPart[],
): Promise<{ id: number; duplicate: boolean }[]> {
  const column = (pick: (part: NewPart) => unknown) => parts.map(pick);
  const rows = await tx.sql.query<{ id: number | null; duplicate: boolean }>({
    name: 'parts-store',
    text: STORE,
    values: [
      column((p) => p.connectorId),
      column((p) => p.keyHash),
      column((p) => p.senderHash),
      column((p) => p.lane),
      column((p) => p.sender),
      column((p) => p.code),
      column((p) => p.ref),
      column((p) => p.width),
      column((p) => p.part),
      column((p) => p.total),
      column((p) => p.body),
      column((p) => p.bytes),
      column((p) => p.linkId),
      column((p) => p.operator),
      column((p) => p.saidAt),
      column((p) => p.receivedAt),
    ],
  });
  const unanswered = rows.some(({ id }) => id === null);
  if (unanswered) return storeParts(tx, parts); // its twin committed between snapshot and insert: now it can be seen
  return rows.map(({ id, duplicate }) => ({ id: id ?? 0, duplicate }));
}

interface PartRow {
  readonly text_id: number;
  readonly connector_id: number;
  readonly sender_hash: string;
  readonly lane: number;
  readonly sender: string | null;
  readonly code: string;
  readonly ref: number;
  readonly width: number;
  readonly part: number;
  readonly total: number;
  readonly body: string | null;
  readonly bytes: Buffer | null;
  readonly link_id: string | null;
  readonly operator: string | null;
  readonly said_at: Date;
  readonly received_at: Date;
}

/** Joins what is complete, and what has waited long enough: called under the lanes' locks, before texts are taken. */
export async function joinParts(tx: Tx, lanes: readonly number[], now: Date): Promise<void> {
  const rows = await tx.sql.query<PartRow>({
    name: 'parts-waiting',
    text: `select text_id, connector_id, sender_hash, lane, sender, code, ref, width, part, total, body, bytes, link_id, operator, said_at, received_at
           from parts where whole_id is null and lane = any($1::smallint[]) order by text_id limit 5000`,
    values: [lanes],
  });
  for (const group of groupsOf(rows)) {
    const distinct = new Map(group.map((row) => [row.part, row]));
    const [first] = group;
    if (!first) continue;
    const isComplete = distinct.size === first.total;
    if (isComplete || now.getTime() - first.received_at.getTime() >= PARTS_WAIT_MS)
      await joinGroup(tx, group, isComplete);
  }
}

/** Same sender, code, link, reference and its width, total; and not a reference used again after the wait. */
function groupsOf(rows: readonly PartRow[]): PartRow[][] {
  const groups = new Map<string, PartRow[][]>();
  for (const row of rows) {
    const key = [row.sender_hash, row.connector_id, row.code, row.ref, row.width, row.total].join('|');
    const found = groups.get(key) ?? [];
    const open = found.at(-1);
    const isNew = !open || row.received_at.getTime() - (open[0]?.received_at.getTime() ?? 0) >= PARTS_WAIT_MS;
    if (isNew) groups.set(key, [...found, [row]]);
    else open.push(row);
  }
  return [...groups.values()].flat();
}

async function joinGroup(tx: Tx, group: readonly PartRow[], isComplete: boolean): Promise<void> {
  const parts = [...new Map([...group].reverse().map((row) => [row.part, row])).values()].sort(
    (a, b) => a.part - b.part,
  );
  const [first] = parts;
  if (!first) return;
  const { text, altered } = storable(bodyOf(parts));
  const flags = [...(isComplete ? [] : ['partial']), ...(altered ? ['altered'] : [])];
  await tx.sql.run({
    name: 'parts-join',
    text: `
      with whole as (
        insert into texts (id, connector_id, sender_hash, lane, sender, code, body, link_id, operator, flags, said_at, received_at, original)
        select nextval('text_ids'), connector_id, sender_hash, lane, sender, code, $2, link_id, operator, $3::text[], said_at, $4, $6
        from parts where text_id = $1
        returning id, lane, sender_hash
      ), queued as (
        insert into pending (lane, text_id, sender, urgent) select lane, id, sender_hash, false from whole
      )
      update parts set whole_id = whole.id from whole where text_id = any($5::bigint[])`,
    values: [
      first.text_id,
      text,
      flags.length > 0 ? flags : null,
      first.received_at,
      group.map(({ text_id }) => text_id),
      altered ? Buffer.from(bodyOf(parts), 'utf16le') : null,
    ],
  });
}

/** Bytes are joined before they are decoded: senders do split a surrogate pair over two parts. */
function bodyOf(parts: readonly PartRow[]): string {
  return decodeUcs2(Buffer.concat(parts.map(({ bytes, body }) => bytes ?? ucs2Of(body ?? ''))));
}

const ucs2Of = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
