import type { PlayEffect, SubscriptionEffect } from '../campaigns/effect';
import { redeem } from '../campaigns/codes/redemptions.store';
import { documents, instants, plain, texts, words } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { foldCode } from '../text/fold';
import { queueCalls } from './call-queue.store';
import type { Cause } from './cause';

type Played<T extends PlayEffect['type']> = {
  readonly cause: Cause;
  readonly effect: Extract<PlayEffect, { type: T }>;
};

/** What a batch's plays change, by type, in the order in which it was decided. */
export type Plays = {
  readonly [
    T in Exclude<PlayEffect['type'], 'event' | 'paid by text' | 'ask operator' | SubscriptionEffect['type']>
  ]: Played<T>[];
};

export const noPlays = (): Plays => ({
  ...{ player: [], count: [], entry: [], tally: [], redeem: [] },
  ...{ give: [], ticket: [], learn: [], call: [] },
});

/** Writes all of it: one statement per table, tables in one fixed order, rows in key order. */
export async function writePlays(tx: Tx, plays: Plays): Promise<void> {
  await writePlayers(tx, plays.player);
  await writeAttributes(tx, plays.learn);
  await openTickets(tx, plays.ticket);
  await redeemCodes(tx, plays.redeem);
  await giveCoupons(tx, plays.give);
  await moveCounters(tx, plays.count);
  await writeEntries(tx, plays.entry);
  await moveTallies(tx, plays.tally);
  await queueCalls(tx, plays.call);
}

/** The last word of the batch for each key, in key order. */
function newest<R>(rows: readonly R[], keyOf: (row: R) => string, order: (a: R, b: R) => number): R[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()].sort(order);
}

async function writePlayers(tx: Tx, played: Plays['player']): Promise<void> {
  if (played.length === 0) return;
  const rows = newest(
    played,
    ({ cause, effect }) => `${cause.person.id}:${effect.campaignId}`,
    (a, b) => a.cause.person.id - b.cause.person.id || a.effect.campaignId - b.effect.campaignId,
  );
  await tx.sql.run({
    name: 'players-write',
    text: `insert into players (subscriber_id, campaign_id, state)
           select * from rows from (unnest($1::bigint[], $2::int[]), jsonb_array_elements($3::jsonb))
           on conflict (subscriber_id, campaign_id) do update set state = excluded.state`,
    values: [
      plain(rows.map(({ cause }) => cause.person.id)),
      plain(rows.map(({ effect }) => effect.campaignId)),
      documents(rows.map(({ effect }) => effect.state)),
    ],
  });
}

async function writeAttributes(tx: Tx, played: Plays['learn']): Promise<void> {
  if (played.length === 0) return;
  const all = played.flatMap(({ cause, effect }) =>
    Object.entries(effect.values).map(([name, value]) => ({ cause, effect, name, value })),
  );
  const rows = newest(
    all,
    ({ cause, effect, name }) => `${cause.person.id}:${effect.brandId}:${name}`,
    (a, b) =>
      a.cause.person.id - b.cause.person.id ||
      a.effect.brandId - b.effect.brandId ||
      (a.name < b.name ? -1 : 1),
  );
  await tx.sql.run({
    name: 'attributes-write',
    text: `insert into attributes (subscriber_id, brand_id, name, value, purpose, text_id, at)
           select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[])
           on conflict (subscriber_id, brand_id, name) do update set value = excluded.value, purpose = excluded.purpose,
             text_id = excluded.text_id, at = excluded.at`,
    values: [
      plain(rows.map(({ cause }) => cause.person.id)),
      plain(rows.map(({ effect }) => effect.brandId)),
      texts(rows.map(({ name }) => name)),
      texts(rows.map(({ value }) => value)),
      texts(rows.map(({ effect }) => effect.purpose)),
      plain(rows.map(({ cause }) => cause.textId)),
      instants(rows.map(({ cause }) => cause.saidAt)),
    ],
  });
}

async function openTickets(tx: Tx, played: Plays['ticket']): Promise<void> {
  if (played.length === 0) return;
  await tx.sql.run({
    name: 'tickets-open',
    text: `insert into tickets (code, brand_id, campaign_id, subscriber_id, text_id, words, opened_at, changed_at)
           select t.*, t.at from unnest($1::text[], $2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::text[], $7::timestamptz[])
             as t(code, brand_id, campaign_id, subscriber_id, text_id, words, at) order by t.code`,
    values: [
      texts(played.map(({ effect }) => effect.code)),
      plain(played.map(({ effect }) => effect.brandId)),
      plain(played.map(({ effect }) => effect.campaignId)),
      plain(played.map(({ cause }) => cause.person.id)),
      plain(played.map(({ cause }) => cause.textId)),
      texts(played.map(({ effect }) => effect.words)),
      instants(played.map(({ cause }) => cause.now)),
    ],
  });
}

const redeemCodes = (tx: Tx, played: Plays['redeem']): Promise<void> =>
  redeem(
    tx,
    played.map(({ cause, effect: { hash, lotId, campaignId } }) => ({
      ...{ hash, lotId, campaignId, subscriberId: cause.person.id },
      ...{ textId: cause.textId, redeemedAt: cause.saidAt },
    })),
  );

async function giveCoupons(tx: Tx, played: Plays['give']): Promise<void> {
  const made = played.filter(({ effect }) => effect.couponId === null);
  const pooled = played.filter(({ effect }) => effect.couponId !== null);
  if (pooled.length > 0) {
    await tx.sql.run({
      name: 'coupons-give',
      text: `update coupons c set subscriber_id = g.subscriber_id, text_id = g.text_id, given_at = g.at, expires_at = g.expires_at
             from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::timestamptz[])
               as g(id, subscriber_id, text_id, at, expires_at)
             where c.id = g.id and c.id = any($1::bigint[]) and c.subscriber_id is null`,
      values: [plain(pooled.map(({ effect }) => effect.couponId)), ...givenTo(pooled)],
    });
  }
  if (made.length > 0) {
    await tx.sql.run({
      name: 'coupons-make',
      text: `insert into coupons (campaign_id, code, key, subscriber_id, text_id, given_at, expires_at)
             select * from unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::timestamptz[])
               as c(campaign_id, code, key) order by c.campaign_id, c.key`,
      values: [
        plain(made.map(({ effect }) => effect.campaignId)),
        texts(made.map(({ effect }) => effect.code)),
        texts(made.map(({ effect }) => foldCode(effect.code))),
        ...givenTo(made),
      ],
    });
  }
}

const givenTo = (played: Plays['give']): string[] => [
  plain(played.map(({ cause }) => cause.person.id)),
  plain(played.map(({ cause }) => cause.textId)),
  instants(played.map(({ cause }) => cause.saidAt)),
  instants(played.map(({ effect }) => effect.expiresAt)),
];

async function moveCounters(tx: Tx, played: Plays['count']): Promise<void> {
  if (played.length === 0) return;
  const sums = new Map<string, { campaignId: number; name: string; amount: number }>();
  for (const {
    effect: { campaignId, name, amount },
  } of played) {
    const key = `${campaignId}:${name}`;
    const sum = sums.get(key);
    if (sum) sum.amount += amount;
    else sums.set(key, { campaignId, name, amount });
  }
  const rows = [...sums.values()].sort((a, b) => a.campaignId - b.campaignId || (a.name < b.name ? -1 : 1));
  await tx.sql.run({
    name: 'counters-move',
    text: `insert into counters as c (campaign_id, name, taken) select * from unnest($1::int[], $2::text[], $3::bigint[])
           on conflict (campaign_id, name) do update set taken = c.taken + excluded.taken`,
    values: [
      plain(rows.map(({ campaignId }) => campaignId)),
      texts(rows.map(({ name }) => name)),
      plain(rows.map(({ amount }) => amount)),
    ],
  });
}

async function writeEntries(tx: Tx, played: Plays['entry']): Promise<void> {
  if (played.length === 0) return;
  await tx.sql.run({
    name: 'entries-write',
    text: `insert into entries (campaign_id, subscriber_id, text_id, route, outcome, counted, tickets, said_at, at, operator, data)
           select campaign_id, subscriber_id, text_id, route, outcome, counted, tickets, said_at, at, operator, nullif(data, 'null')
           from rows from (
             unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::boolean[], $7::smallint[], $8::timestamptz[],
               $9::timestamptz[], $10::text[]),
             jsonb_array_elements($11::jsonb)
           ) as e(campaign_id, subscriber_id, text_id, route, outcome, counted, tickets, said_at, at, operator, data)`,
    values: [
      plain(played.map(({ effect }) => effect.campaignId)),
      plain(played.map(({ cause }) => cause.person.id)),
      plain(played.map(({ cause }) => cause.textId)),
      words(played.map(({ cause }) => cause.route ?? 'text')),
      texts(played.map(({ effect }) => effect.outcome)),
      plain(played.map(({ effect }) => effect.counted)),
      plain(played.map(({ effect }) => effect.tickets ?? 1)),
      instants(played.map(({ cause, effect }) => effect.saidAt ?? cause.saidAt)),
      instants(played.map(({ cause }) => cause.now)),
      texts(played.map(({ cause }) => cause.person.operator)),
      documents(played.map(({ effect }) => effect.data)),
    ],
  });
}

/** Every zone begins its hours at a quarter of ours. */
const QUARTER_MS = 900_000;

/** One change per choice and quarter of an hour of a batch: nothing to lock, and nothing to add up twice. */
async function moveTallies(tx: Tx, played: Plays['tally']): Promise<void> {
  if (played.length === 0) return;
  const sums = new Map<string, { campaignId: number; choice: string; quarter: Date; amount: number }>();
  for (const {
    cause,
    effect: { campaignId, choice, amount },
  } of played) {
    const quarterMs = cause.saidAt.getTime() - (cause.saidAt.getTime() % QUARTER_MS);
    const key = `${campaignId}:${quarterMs}:${choice}`;
    const sum = sums.get(key);
    if (sum) sum.amount += amount;
    else sums.set(key, { campaignId, choice, quarter: new Date(quarterMs), amount });
  }
  const rows = [...sums.values()].filter(({ amount }) => amount !== 0);
  await tx.sql.run({
    name: 'tallies-move',
    text: `insert into tally_changes (campaign_id, choice, quarter, amount)
           select * from unnest($1::int[], $2::text[], $3::timestamptz[], $4::int[])`,
    values: [
      plain(rows.map(({ campaignId }) => campaignId)),
      texts(rows.map(({ choice }) => choice)),
      instants(rows.map(({ quarter }) => quarter)),
      plain(rows.map(({ amount }) => amount)),
    ],
  });
}
