import type { Sql, Tx } from '../platform/database.service';
import type { Language } from '../text/language';

/** Somebody who may be new to us. */
export interface Newcomer {
  /** Keyed hash of the number. */
  readonly senderHash: string;
  readonly lane: number;
  /** E.164 digits. */
  readonly msisdn: string;
  readonly language?: Language | null;
}

/** A person as staff see them. */
export interface PersonCard {
  readonly id: number;
  readonly msisdn: string | null;
  readonly language: Language | null;
  readonly operator: string | null;
  readonly blocked: boolean;
  readonly createdAt: Date;
}

/** Enters whoever is new, in key order, and finds the rest. @returns everybody's id by their hash. */
export async function enterPeople(
  tx: Tx,
  newcomers: readonly Newcomer[],
  at: Date,
): Promise<ReadonlyMap<string, number>> {
  const byHash = new Map(newcomers.map((newcomer) => [newcomer.senderHash, newcomer]));
  const inOrder = [...byHash.values()].sort((a, b) => (a.senderHash < b.senderHash ? -1 : 1));
  if (inOrder.length === 0) return new Map();
  await tx.sql.run({
    name: 'people-enter-by-api',
    text: `insert into subscribers (sender_hash, lane, msisdn, language, created_at)
           select *, $5::timestamptz from unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[])
           on conflict (sender_hash) where ended_at is null do nothing`,
    values: [
      inOrder.map(({ senderHash }) => senderHash),
      inOrder.map(({ lane }) => lane),
      inOrder.map(({ msisdn }) => msisdn),
      inOrder.map(({ language }) => language ?? null),
      at,
    ],
  });
  // Its own statement: it must see those whom somebody else entered a moment ago.
  const rows = await tx.sql.query<{ id: number; sender_hash: string }>({
    name: 'people-ids',
    text: 'select id, sender_hash from subscribers where sender_hash = any($1::uuid[]) and ended_at is null',
    values: [inOrder.map(({ senderHash }) => senderHash)],
  });
  return new Map(rows.map((row) => [row.sender_hash, row.id]));
}

/** The person who has this number now; whoever had it before is somebody else. */
export async function findPerson(sql: Sql, senderHash: string): Promise<PersonCard | undefined> {
  const [row] = await sql.query<{
    id: number;
    msisdn: string | null;
    language: Language | null;
    operator: string | null;
    blocked: boolean;
    created_at: Date;
  }>({
    name: 'person-find',
    text: `select id, msisdn, language, operator, blocked, created_at from subscribers
           where sender_hash = $1 and ended_at is null`,
    values: [senderHash],
  });
  if (!row) return undefined;
  const { created_at: createdAt, ...card } = row;
  return { ...card, createdAt };
}

/** Under the person's lane, so that a batch at work decides with what it read. What is undefined stays. */
export async function changePerson(
  tx: Tx,
  id: number,
  {
    language,
    blocked,
  }: { readonly language?: Language | null | undefined; readonly blocked?: boolean | undefined },
): Promise<void> {
  await tx.sql.run({
    text: `update subscribers set language = case when $2 then $3 else language end, blocked = coalesce($4, blocked) where id = $1`,
    values: [id, language !== undefined, language ?? null, blocked ?? null],
  });
}

export interface StandingRow {
  readonly scope: string;
  readonly status: 'asked' | 'in' | 'out';
  readonly said_at: Date;
}

/** Everything one person last said, newest first. */
export async function standingsOf(sql: Sql, subscriberId: number): Promise<StandingRow[]> {
  return sql.query<StandingRow & Record<string, unknown>>({
    text: 'select scope, status, said_at from consent_states where subscriber_id = $1 order by said_at desc, scope',
    values: [subscriberId],
  });
}
