import { instants, plain, texts, words } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import type { BatchPerson } from './batch-person';

type Changed<R> = { readonly person: BatchPerson; readonly row: R };

/** Writes what the batch changed of its people: one row per key, as it stands at the end, in key order. */
export async function writePeople(tx: Tx, people: ReadonlySet<BatchPerson>): Promise<void> {
  const inOrder = [...people].sort((a, b) => a.id - b.id);
  await writeMemories(tx, inOrder);
  await writeStandings(tx, inOrder);
  await writeConfirmations(tx, inOrder);
  await writeConversations(tx, inOrder);
}

async function writeMemories(tx: Tx, people: readonly BatchPerson[]): Promise<void> {
  const rows = people.flatMap((person) =>
    [...person.changed.memories]
      .sort((a, b) => a - b)
      .map((shortcodeId) => ({ person, shortcodeId, row: person.memories.get(shortcodeId) ?? {} })),
  );
  if (rows.length === 0) return;
  await tx.sql.run({
    name: 'memories-write',
    text: `
      insert into subscriber_codes as c (subscriber_id, shortcode_id, last_brand_id, last_brand_at, language, window_at, window_texts,
        passive_replies, unknown_at, stopped_at)
      select * from unnest($1::bigint[], $2::int[], $3::int[], $4::timestamptz[], $5::text[], $6::timestamptz[], $7::smallint[],
        $8::smallint[], $9::timestamptz[], $10::timestamptz[])
      on conflict (subscriber_id, shortcode_id) do update set
        last_brand_id = case when excluded.last_brand_at >= c.last_brand_at or c.last_brand_at is null then excluded.last_brand_id else c.last_brand_id end,
        last_brand_at = greatest(excluded.last_brand_at, c.last_brand_at),
        language = excluded.language, window_at = excluded.window_at, window_texts = excluded.window_texts,
        passive_replies = excluded.passive_replies, unknown_at = excluded.unknown_at, stopped_at = excluded.stopped_at`,
    values: [
      plain(rows.map(({ person }) => person.id)),
      plain(rows.map(({ shortcodeId }) => shortcodeId)),
      plain(rows.map(({ row }) => row.lastBrandId)),
      instants(rows.map(({ row }) => row.lastBrandAt)),
      words(rows.map(({ row }) => row.language)),
      instants(rows.map(({ row }) => row.windowAt)),
      plain(rows.map(({ row }) => row.windowTexts ?? 0)),
      plain(rows.map(({ row }) => row.passiveReplies ?? 0)),
      instants(rows.map(({ row }) => row.unknownAt)),
      instants(rows.map(({ row }) => row.stoppedAt)),
    ],
  });
}

async function writeStandings(tx: Tx, people: readonly BatchPerson[]): Promise<void> {
  const rows = people.flatMap((person) =>
    [...person.changed.standings]
      .sort()
      .map((scope) => ({ person, scope, row: person.standings.get(scope) })),
  );
  if (rows.length === 0) return;
  await tx.sql.run({
    name: 'standings-write',
    text: `
      insert into consent_states as c (subscriber_id, scope, shortcode_id, list_id, status, said_at)
      select * from unnest($1::bigint[], $2::text[], $3::int[], $4::int[], $5::text[], $6::timestamptz[])
      on conflict (subscriber_id, scope) do update set status = excluded.status, said_at = excluded.said_at`,
    values: [
      plain(rows.map(({ person }) => person.id)),
      texts(rows.map(({ scope }) => scope)),
      plain(rows.map(({ row }) => row?.shortcodeId)),
      plain(rows.map(({ row }) => row?.listId)),
      words(rows.map(({ row }) => row?.status)),
      instants(rows.map(({ row }) => row?.saidAt)),
    ],
  });
}

async function writeConfirmations(tx: Tx, people: readonly BatchPerson[]): Promise<void> {
  const { kept, gone } = sift(people, (person) =>
    [...person.changed.confirmations]
      .sort((a, b) => a - b)
      .map((id) => [id, person.confirmations.get(id)] as const),
  );
  if (gone.length > 0) {
    await tx.sql.run({
      name: 'confirmations-settle',
      text: `delete from confirmations c using unnest($1::bigint[], $2::int[]) g(subscriber_id, list_id)
             where c.subscriber_id = g.subscriber_id and c.list_id = g.list_id`,
      values: [gone.map(({ person }) => person.id), gone.map(({ row }) => row)],
    });
  }
  if (kept.length === 0) return;
  await tx.sql.run({
    name: 'confirmations-ask',
    text: `insert into confirmations (subscriber_id, list_id, shortcode_id, campaign_id, language, shown, asked_at, until)
           select * from unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[])
           on conflict (subscriber_id, list_id) do update set shown = excluded.shown, asked_at = excluded.asked_at, until = excluded.until,
             language = excluded.language, campaign_id = excluded.campaign_id`,
    values: [
      kept.map(({ person }) => person.id),
      kept.map(({ row }) => row.listId),
      kept.map(({ row }) => row.shortcodeId),
      kept.map(({ row }) => row.campaignId),
      kept.map(({ row }) => row.language),
      kept.map(({ row }) => row.shown),
      kept.map(({ row }) => row.askedAt),
      kept.map(({ row }) => row.until),
    ],
  });
}

async function writeConversations(tx: Tx, people: readonly BatchPerson[]): Promise<void> {
  const { kept, gone } = sift(people, (person) =>
    [...person.changed.conversations].sort().map((key) => [key, person.conversations.get(key)] as const),
  );
  if (gone.length > 0) {
    const keys = gone.map(({ row }) => row.split(':').map(Number));
    await tx.sql.run({
      name: 'conversations-forget',
      text: `delete from conversations c using unnest($1::bigint[], $2::int[], $3::int[]) g(subscriber_id, shortcode_id, brand_id)
             where c.subscriber_id = g.subscriber_id and c.shortcode_id = g.shortcode_id and c.brand_id = g.brand_id`,
      values: [
        gone.map(({ person }) => person.id),
        keys.map(([code]) => code),
        keys.map(([, brand]) => brand),
      ],
    });
  }
  if (kept.length === 0) return;
  await tx.sql.run({
    name: 'conversations-remember',
    text: `insert into conversations (subscriber_id, shortcode_id, brand_id, campaign_id, question, state, asked_at, until)
           select * from unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $5::text[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[])
           on conflict (subscriber_id, shortcode_id, brand_id) do update set campaign_id = excluded.campaign_id,
             question = excluded.question, state = excluded.state, asked_at = excluded.asked_at, until = excluded.until`,
    values: [
      kept.map(({ person }) => person.id),
      kept.map(({ row }) => row.shortcodeId),
      kept.map(({ row }) => row.brandId),
      kept.map(({ row }) => row.campaignId),
      kept.map(({ row }) => row.question),
      kept.map(({ row }) => JSON.stringify(row.state)),
      kept.map(({ row }) => row.askedAt),
      kept.map(({ row }) => row.until),
    ],
  });
}

/** Changed rows that still stand, and keys of those that are gone. */
function sift<K, R>(
  people: readonly BatchPerson[],
  changedOf: (person: BatchPerson) => readonly (readonly [K, R | undefined])[],
) {
  const kept: Changed<R>[] = [];
  const gone: Changed<K>[] = [];
  for (const person of people) {
    for (const [key, row] of changedOf(person)) {
      if (row === undefined) gone.push({ person, row: key });
      else kept.push({ person, row });
    }
  }
  return { kept, gone };
}
