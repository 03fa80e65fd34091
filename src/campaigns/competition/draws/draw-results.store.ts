import { plain, texts, words } from '../../../platform/array-literal';
import type { Sql, Tx } from '../../../platform/database.service';
import type { Language } from '../../../text/language';
import type { TextsByLanguage } from '../../texts-by-language';

export const RESULT_STATES = ['waiting', 'notified', 'claimed', 'expired', 'replaced'] as const;
export type ResultState = (typeof RESULT_STATES)[number];

export const CONTACT_EVENTS = [
  'drawn',
  'called',
  'told',
  'not_told',
  'contacted',
  'claimed',
  'expired',
  'replaced',
] as const;
export type ContactEvent = (typeof CONTACT_EVENTS)[number];

export interface ResultCard {
  readonly rank: number;
  readonly role: 'winner' | 'reserve';
  readonly line: number;
  readonly ticket: number;
  readonly entryId: number;
  readonly msisdn: string | null;
  readonly prize: number | null;
  readonly state: ResultState;
  readonly notifiedAt: Date | null;
  readonly deadline: Date | null;
  readonly settledAt: Date | null;
}

/** In draw order, behind a rank. */
export async function readResults(
  sql: Sql,
  drawId: number,
  after: number,
  limit: number,
): Promise<ResultCard[]> {
  return sql.query<ResultCard & Record<string, unknown>>({
    text: `select r.rank, r.role, r.line, r.ticket, r.entry_id as "entryId", s.msisdn, r.prize, r.state,
             r.notified_at as "notifiedAt", r.deadline, r.settled_at as "settledAt"
           from draw_results r left join subscribers s on s.id = r.subscriber_id
           where r.draw_id = $1 and r.rank > $2 order by r.rank limit $3`,
    values: [drawId, after, limit],
  });
}

export interface ContactCard {
  readonly id: number;
  readonly rank: number;
  readonly event: ContactEvent;
  readonly note: string;
  readonly madeBy: string;
  readonly at: Date;
}

export async function readContacts(
  sql: Sql,
  drawId: number,
  after: number,
  limit: number,
): Promise<ContactCard[]> {
  return sql.query<ContactCard & Record<string, unknown>>({
    text: `select id, rank, event, note, made_by as "madeBy", at from draw_contacts
           where draw_id = $1 and id > $2 order by id limit $3`,
    values: [drawId, after, limit],
  });
}

export interface NewContact {
  readonly drawId: number;
  readonly rank: number;
  readonly event: ContactEvent;
  readonly note: string;
}

export async function logContacts(
  sql: Sql,
  contacts: readonly NewContact[],
  madeBy: string,
  at: Date,
): Promise<void> {
  if (contacts.length === 0) return;
  await sql.run({
    text: `insert into draw_contacts (draw_id, rank, event, note, made_by, at)
           select n.*, $5, $6 from unnest($1::int[], $2::int[], $3::text[], $4::text[]) as n(draw_id, rank, event, note)`,
    values: [
      plain(contacts.map(({ drawId }) => drawId)),
      plain(contacts.map(({ rank }) => rank)),
      words(contacts.map(({ event }) => event)),
      texts(contacts.map(({ note }) => note)),
      madeBy,
      at,
    ],
  });
}

export async function lockResult(
  tx: Tx,
  drawId: number,
  rank: number,
): Promise<{ readonly state: ResultState; readonly deadline: Date | null } | undefined> {
  const [row] = await tx.sql.query<{ state: ResultState; deadline: Date | null }>({
    text: 'select state, deadline from draw_results where draw_id = $1 and rank = $2::bigint for update',
    values: [drawId, rank],
  });
  return row;
}

export async function settleResult(
  tx: Tx,
  drawId: number,
  rank: number,
  state: Exclude<ResultState, 'waiting' | 'notified'>,
  at: Date,
): Promise<void> {
  await tx.sql.run({
    text: 'update draw_results set state = $3, settled_at = $4 where draw_id = $1 and rank = $2',
    values: [drawId, rank, state, at],
  });
}

/** Draws in which somebody's time has run out. */
export async function drawsWithDeadlines(
  sql: Sql,
  now: Date,
): Promise<{ readonly drawId: number; readonly campaignId: number; readonly claimMs: number }[]> {
  return sql.query({
    text: `select d.id as "drawId", d.campaign_id as "campaignId", d.claim_ms as "claimMs" from draws d
           where d.id in (select draw_id from draw_results where state = 'notified' and deadline <= $1) order by d.id`,
    values: [now],
  });
}

export interface Lapsed {
  readonly rank: number;
  readonly prize: number;
}

/** Who let their time pass, in draw order, locked; whatever somebody else is settling is left to them. */
export async function takeLapsed(tx: Tx, drawId: number, now: Date, limit: number): Promise<Lapsed[]> {
  return tx.sql.query<Lapsed & Record<string, unknown>>({
    text: `select rank, prize from draw_results where draw_id = $1 and state = 'notified' and deadline <= $2
           order by rank limit $3 for update skip locked`,
    values: [drawId, now, limit],
  });
}

/** The next reserve in draw order steps in for a prize. Null when nobody is left. */
export async function callReserve(
  tx: Tx,
  drawId: number,
  prize: number,
  at: Date,
  deadline: Date,
): Promise<number | null> {
  const [row] = await tx.sql.query<{ rank: number }>({
    text: `update draw_results set state = 'notified', prize = $2, notified_at = $3, deadline = $4
           where draw_id = $1 and rank = (
             select rank from draw_results where draw_id = $1 and state = 'waiting' order by rank limit 1 for update)
           returning rank`,
    values: [drawId, prize, at, deadline],
  });
  return row?.rank ?? null;
}

/** One at a time settles a draw. @returns false when somebody else does. */
export async function ownResults(tx: Tx, drawId: number): Promise<boolean> {
  const rows = await tx.sql.query<{ id: number }>({
    text: 'select id from draws where id = $1 for update skip locked',
    values: [drawId],
  });
  return rows.length > 0;
}

export interface Winner {
  readonly rank: number;
  readonly prize: number;
  readonly line: number;
  readonly subscriberId: number;
  readonly person: string | null;
}

/** Who holds a prize, by rank; all who do when no ranks are given. */
export async function readWinners(
  sql: Sql,
  drawId: number,
  ranks: readonly number[] | null,
): Promise<Winner[]> {
  return sql.query<Winner & Record<string, unknown>>({
    text: `select r.rank, r.prize, r.line, r.subscriber_id as "subscriberId", s.sender_hash as person
           from draw_results r left join subscribers s on s.id = r.subscriber_id
           where r.draw_id = $1 and r.prize is not null and ($2::int[] is null or r.rank = any($2)) order by r.rank`,
    values: [drawId, ranks],
  });
}

/** Somebody who is to be told by text that they won. */
export interface Untold {
  readonly drawId: number;
  readonly rank: number;
  readonly prize: number;
  readonly deadline: Date;
  readonly msisdn: string | null;
  readonly language: Language | null;
  readonly notice: TextsByLanguage;
  readonly campaignId: number;
}

export async function readUntold(sql: Sql, limit: number): Promise<Untold[]> {
  return sql.query<Untold & Record<string, unknown>>({
    text: `select r.draw_id as "drawId", r.rank, r.prize, r.deadline, s.msisdn, s.language, d.notice, d.campaign_id as "campaignId"
           from draw_results r join draws d on d.id = r.draw_id left join subscribers s on s.id = r.subscriber_id
           where r.state = 'notified' and r.told is null and d.notice is not null order by r.draw_id, r.rank limit $1`,
    values: [limit],
  });
}

/** @returns how many were marked: somebody else may have told them meanwhile. */
export async function markTold(
  sql: Sql,
  told: readonly { readonly drawId: number; readonly rank: number; readonly told: 'queued' | 'refused' }[],
): Promise<number> {
  return sql.run({
    text: `update draw_results r set told = n.told from unnest($1::int[], $2::int[], $3::text[]) as n(draw_id, rank, told)
           where r.draw_id = n.draw_id and r.rank = n.rank and r.told is null`,
    values: [
      plain(told.map(({ drawId }) => drawId)),
      plain(told.map(({ rank }) => rank)),
      words(told.map((one) => one.told)),
    ],
  });
}
