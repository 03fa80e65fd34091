import type { Sql, Tx } from '../platform/database.service';
import { LOCKS } from '../platform/lanes';
import { hashOfAnchor, isSameAs, type Anchor, type SealedHead } from './anchor';

/** The first of this product's singletons; the second key of their lock. */
const ANCHORING = 1;

interface AnchorRow {
  readonly id: number;
  readonly at: Date;
  readonly heads: readonly SealedHead[];
  readonly previous: Buffer;
  readonly hash: Buffer;
}

const toAnchor = ({ id, at, heads, previous, hash }: AnchorRow): Anchor => ({
  id,
  at: at.toISOString(),
  heads,
  previous: previous.toString('hex'),
  hash: hash.toString('hex'),
});

/** Whether this transaction may anchor; one process at a time does. */
export async function ownAnchoring(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql.query<{ owned: boolean }>({
    text: 'select pg_try_advisory_xact_lock($1, $2) as owned',
    values: [LOCKS.singleton, ANCHORING],
  });
  return row?.owned ?? false;
}

/** Seals all heads as they stand, unless none has moved since the last seal. */
export async function sealHeads(tx: Tx, at: Date): Promise<Anchor | null> {
  const heads = await readHeads(tx.sql);
  const last = await lastAnchor(tx.sql);
  if (last && isSameAs(heads, last.heads)) return null;
  const sealed = { at: at.toISOString(), heads, previous: last?.hash ?? '' };
  const hash = hashOfAnchor(sealed);
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into consent_anchors (at, heads, previous, hash)
           values ($1, $2::jsonb, decode($3, 'hex'), decode($4, 'hex')) returning id`,
    values: [at, JSON.stringify(heads), sealed.previous, hash],
  });
  if (!row) throw new Error('an insert returned no row');
  return { id: row.id, ...sealed, hash };
}

/** All heads at one instant, in lane order. */
export async function readHeads(sql: Sql): Promise<SealedHead[]> {
  return sql.query<{ lane: number; seq: number; hash: string }>({
    text: `select lane, seq, encode(hash, 'hex') as hash from consent_heads order by lane`,
  });
}

async function lastAnchor(sql: Sql): Promise<Anchor | undefined> {
  const [row] = await sql.query<AnchorRow>({
    text: 'select id, at, heads, previous, hash from consent_anchors order by id desc limit 1',
  });
  return row && toAnchor(row);
}

/** The next anchors after one, oldest first. */
export async function anchorsAfter(sql: Sql, id: number, limit: number): Promise<Anchor[]> {
  const rows = await sql.query<AnchorRow>({
    text: 'select id, at, heads, previous, hash from consent_anchors where id > $1 order by id limit $2',
    values: [id, limit],
  });
  return rows.map(toAnchor);
}

export interface BrokenSeal {
  readonly anchor_id: number;
  readonly lane: number;
  readonly seq: number;
}

/** Heads these anchors sealed that are no row of the ledger any more. */
export async function brokenSeals(sql: Sql, anchors: readonly Anchor[]): Promise<BrokenSeal[]> {
  return sql.query<BrokenSeal & Record<string, unknown>>({
    text: `select (a->>'id')::bigint as anchor_id, h.lane::int as lane, h.seq
           from jsonb_array_elements($1::jsonb) a
           cross join lateral jsonb_to_recordset(a->'heads') as h(lane int, seq bigint, hash text)
           left join consents c on c.lane = h.lane and c.seq = h.seq
           where h.seq > 0 and encode(c.hash, 'hex') is distinct from h.hash
           order by anchor_id, lane`,
    values: [JSON.stringify(anchors.map(({ id, heads }) => ({ id, heads })))],
  });
}

/** The first anchor that sealed a row: heads only ever grow, so halving finds it. Null while the row is younger than the last anchor. */
export async function firstAnchorOver(sql: Sql, lane: number, seq: number): Promise<Anchor | null> {
  const [bounds] = await sql.query<{ first: number | null; last: number | null }>({
    text: 'select min(id) as first, max(id) as last from consent_anchors',
  });
  let low = bounds?.first ?? 1;
  let high = bounds?.last ?? 0;
  let found: Anchor | null = null;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const [anchor] = await anchorsAfter(sql, middle - 1, 1);
    if (!anchor || anchor.id > high) high = middle - 1;
    else if ((anchor.heads.find((head) => head.lane === lane)?.seq ?? 0) < seq) low = anchor.id + 1;
    else {
      found = anchor;
      high = middle - 1;
    }
  }
  return found;
}
