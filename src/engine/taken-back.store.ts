import type { Tx } from '../platform/database.service';
import { scopeKey } from '../subscribers/standing';
import type { LedgerEntry, Restored } from './taken-back';

/** A handset that joins and leaves all day makes a few hundred; beyond this somebody has to look at it by hand. */
const MOST_ENTRIES = 20_000;

export interface LedgerPerson {
  readonly id: number;
  readonly lane: number;
  /** Keyed hash of the number. */
  readonly senderHash: string;
}

/** One person's ledger in the order of its chain, or null when it is longer than we would read. The caller owns their lane. */
export async function readLedger(tx: Tx, subscriberId: number): Promise<LedgerEntry[] | null> {
  const entries = await tx.sql.query<LedgerEntry & Record<string, unknown>>({
    name: 'ledger-of-person',
    text: `select seq, scope, shortcode_id as "shortcodeId", brand_id as "brandId", list_id as "listId", event, purpose, language,
             said_at as "saidAt", evidence->'read' as read, evidence->'takesBack' as "takesBack"
           from consents where subscriber_id = $1 order by lane, seq limit $2`,
    values: [subscriberId, MOST_ENTRIES + 1],
  });
  return entries.length > MOST_ENTRIES ? null : entries;
}

export async function findLedgerPerson(tx: Tx, subscriberId: number): Promise<LedgerPerson | undefined> {
  const [person] = await tx.sql.query<LedgerPerson & Record<string, unknown>>({
    text: 'select id, lane, sender_hash as "senderHash" from subscribers where id = $1',
    values: [subscriberId],
  });
  return person;
}

/** Puts the standings back to what they were, each with its own instant; where there was none, none stays. */
export async function restoreStandings(
  tx: Tx,
  subscriberId: number,
  scopes: readonly Restored[],
): Promise<void> {
  const byKey = scopes.map(({ scope, standing }) => ({ key: scopeKey(scope), standing }));
  await tx.sql.run({
    name: 'standings-forget',
    text: 'delete from consent_states where subscriber_id = $1 and scope = any($2::text[])',
    values: [subscriberId, byKey.filter(({ standing }) => !standing).map(({ key }) => key)],
  });
  const kept = byKey.flatMap(({ key, standing }) => (standing ? [{ key, standing }] : []));
  kept.sort((a, b) => (a.key < b.key ? -1 : 1));
  await tx.sql.run({
    name: 'standings-restore',
    text: `update consent_states c set status = r.status, said_at = r.said_at
           from unnest($2::text[], $3::text[], $4::timestamptz[]) r(scope, status, said_at)
           where c.subscriber_id = $1 and c.scope = r.scope`,
    values: [
      subscriberId,
      kept.map(({ key }) => key),
      kept.map(({ standing }) => standing.status),
      kept.map(({ standing }) => standing.saidAt),
    ],
  });
}
