import type { Sql, Tx } from '../platform/database.service';
import type { MessageClass } from '../rules/message-class';
import type { Standing } from '../subscribers/standing';
import type { Recipient } from './may-start';

interface RecipientRow {
  readonly sender_hash: string;
  readonly blocked: boolean | null;
  readonly operator: string | null;
  readonly standings:
    | readonly {
        scope: string;
        status: Standing['status'];
        said_at: string;
        list_id: number | null;
        shortcode_id: number | null;
      }[]
    | null;
  readonly suppressions:
    | readonly {
        registry: string;
        brand_id: number | null;
        shortcode_id: number | null;
        classes: MessageClass[];
      }[]
    | null;
}

/** A recipient, and the network they are known on. */
export interface KnownRecipient extends Recipient {
  readonly operator: string | null;
}

const SNAPSHOT = `
select h.sender_hash, s.blocked, s.operator, w.standings, x.suppressions
from unnest($1::uuid[]) as h(sender_hash)
left join subscribers s on s.sender_hash = h.sender_hash and s.ended_at is null
left join lateral (select json_agg(c) as standings from consent_states c where c.subscriber_id = s.id and c.scope = any($2::text[])) w on true
left join lateral (select json_agg(p) as suppressions from suppressions p where p.sender_hash = h.sender_hash) x on true`;

/** Everything that may forbid writing to these people: one statement, however many. People we never met have said nothing. */
export async function readRecipients(
  sql: Sql,
  hashes: readonly string[],
  scopes: readonly string[],
): Promise<ReadonlyMap<string, KnownRecipient>> {
  const rows = await sql.query<RecipientRow & Record<string, unknown>>({
    name: 'recipients',
    text: SNAPSHOT,
    values: [hashes, scopes],
  });
  return new Map(rows.map((row) => [row.sender_hash, toRecipient(row)]));
}

function toRecipient(row: RecipientRow): KnownRecipient {
  const standings = (row.standings ?? []).map((c): [string, Standing] => [
    c.scope,
    { status: c.status, saidAt: new Date(c.said_at), listId: c.list_id, shortcodeId: c.shortcode_id },
  ]);
  return {
    blocked: row.blocked ?? false,
    operator: row.operator,
    standings: new Map(standings),
    suppressions: (row.suppressions ?? []).map((x) => ({
      registry: x.registry,
      brandId: x.brand_id,
      shortcodeId: x.shortcode_id,
      classes: x.classes,
    })),
  };
}

/** A brand has just spoken to a person on a code. */
export interface Spoke {
  readonly subscriberId: number;
  readonly shortcodeId: number;
  readonly brandId: number;
}

/** Remembers who spoke last: an answer without a keyword is theirs. Of several brands in one call the last counts; time decides. */
export async function noteLastBrands(tx: Tx, spoken: readonly Spoke[], at: Date): Promise<void> {
  const last = new Map(spoken.map((spoke) => [`${spoke.subscriberId}:${spoke.shortcodeId}`, spoke]));
  const inOrder = [...last.values()].sort(
    (a, b) => a.subscriberId - b.subscriberId || a.shortcodeId - b.shortcodeId,
  );
  await tx.sql.run({
    name: 'last-brands-note',
    text: `insert into subscriber_codes as c (subscriber_id, shortcode_id, last_brand_id, last_brand_at)
           select *, $4::timestamptz from unnest($1::bigint[], $2::int[], $3::int[])
           on conflict (subscriber_id, shortcode_id) do update
             set last_brand_id = excluded.last_brand_id, last_brand_at = excluded.last_brand_at
             where c.last_brand_at is null or c.last_brand_at <= excluded.last_brand_at`,
    values: [
      inOrder.map(({ subscriberId }) => subscriberId),
      inOrder.map(({ shortcodeId }) => shortcodeId),
      inOrder.map(({ brandId }) => brandId),
      at,
    ],
  });
}

/** Pairs of brand and shared code that have to do with each other: a word leased now, a list or a campaign. */
export async function readRelations(
  sql: Sql,
  brandIds: readonly number[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ pair: string }>({
    name: 'brands-on-codes',
    text: `select brand_id || ':' || shortcode_id as pair from keywords
           where brand_id = any($1::int[]) and leased_from <= $2 and (leased_until is null or leased_until > $2)
           union select brand_id || ':' || shortcode_id from lists where brand_id = any($1::int[])
           union select brand_id || ':' || shortcode_id from campaigns where brand_id = any($1::int[])`,
    values: [brandIds, at],
  });
  return new Set(rows.map(({ pair }) => pair));
}
