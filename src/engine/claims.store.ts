import type { Claim, ClaimedAs, CodeCard, CouponCard, PlayerState, TicketCard } from '../campaigns/claim';
import { lockCodes } from '../campaigns/codes/redemptions.store';
import type { HeldCode } from '../campaigns/codes/held-code';
import { plain } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { ClaimBook, type Wanted } from './claim-book';
import { loadPaidServices, loadServices, loadSubscriptions } from './subscription-claims.store';

/**
 * Reads everything that was wanted into the book: one statement per type, in one fixed order of tables, rows in key order, so that
 * two processes that want the same prizes wait for each other instead of deadlocking.
 * @param isOurs lock what others might take; false only looks, and changes nothing.
 */
export async function loadClaims(
  tx: Tx,
  wanted: readonly Wanted[],
  book: ClaimBook,
  isOurs: boolean,
): Promise<void> {
  const news = wanted.filter(
    ({ claim, subscriberId }) => claim.type === 'coupon' || !book.has(claim, subscriberId),
  );
  for (const type of ORDER) {
    const ofType = news.filter(({ claim }) => claim.type === type);
    if (ofType.length > 0) await (loaders[type] as Load<Claim['type']>)(tx, ofType as never, book, isOurs);
  }
}

type WantedOf<T extends Claim['type']> = Wanted & { readonly claim: Extract<Claim, { type: T }> };
type Load<T extends Claim['type']> = (
  tx: Tx,
  wanted: readonly WantedOf<T>[],
  book: ClaimBook,
  isOurs: boolean,
) => Promise<void>;

const ORDER: readonly Claim['type'][] = [
  'player',
  'attributes',
  'row',
  'ticket',
  'service',
  'subscription',
  'paid services',
  'code',
  'coupon',
  'counter',
];

const loaders: { readonly [T in Claim['type']]: Load<T> } = {
  player: async (tx, wanted, book) => {
    const rows = await tx.sql.query<{ subscriber_id: number; campaign_id: number; state: PlayerState }>({
      name: 'claims-player',
      text: `select p.subscriber_id, p.campaign_id, p.state from unnest($1::bigint[], $2::int[]) as w(subscriber_id, campaign_id)
             cross join lateral (select * from players where subscriber_id = w.subscriber_id and campaign_id = w.campaign_id offset 0) p`,
      values: [
        plain(wanted.map(({ subscriberId }) => subscriberId)),
        plain(wanted.map(({ claim: { campaignId } }) => campaignId)),
      ],
    });
    enter(book, wanted, null);
    for (const { subscriber_id, campaign_id, state } of rows)
      book.enter({ type: 'player', campaignId: campaign_id }, subscriber_id, state);
  },

  attributes: async (tx, wanted, book) => {
    const rows = await tx.sql.query<{ subscriber_id: number; brand_id: number; values: Attributes }>({
      name: 'claims-attributes',
      text: `select a.subscriber_id, a.brand_id, jsonb_object_agg(a.name, a.value) as values
             from unnest($1::bigint[], $2::int[]) as w(subscriber_id, brand_id)
             cross join lateral (select * from attributes where subscriber_id = w.subscriber_id and brand_id = w.brand_id offset 0) a
             group by 1, 2`,
      values: [
        wanted.map(({ subscriberId }) => subscriberId),
        wanted.map(({ claim: { brandId } }) => brandId),
      ],
    });
    enter(book, wanted, NO_ATTRIBUTES);
    for (const { subscriber_id, brand_id, values } of rows)
      book.enter({ type: 'attributes', brandId: brand_id }, subscriber_id, values);
  },

  row: async (tx, wanted, book) => {
    const rows = await tx.sql.query<{ table_id: number; key: string; fields: Attributes }>({
      name: 'claims-row',
      text: `select r.table_id, r.key, r.fields from unnest($1::int[], $2::text[]) as w(table_id, key)
             cross join lateral (select * from table_rows where table_id = w.table_id and key = w.key
               and version = (select version from lookup_tables where id = w.table_id) offset 0) r`,
      values: [wanted.map(({ claim: { tableId } }) => tableId), wanted.map(({ claim: { key } }) => key)],
    });
    enter(book, wanted, null);
    for (const { table_id, key, fields } of rows)
      book.enter({ type: 'row', tableId: table_id, key }, 0, fields);
  },

  ticket: async (tx, wanted, book) => {
    const rows = await tx.sql.query<TicketCard & { code: string; subscriber_id: number }>({
      name: 'claims-ticket',
      text: `select t.code, t.subscriber_id, t.state, t.answer from unnest($1::text[], $2::bigint[]) as w(code, subscriber_id)
             cross join lateral (select * from tickets where code = w.code and subscriber_id = w.subscriber_id offset 0) t`,
      values: [wanted.map(({ claim: { code } }) => code), wanted.map(({ subscriberId }) => subscriberId)],
    });
    enter(book, wanted, null);
    for (const { code, subscriber_id, state, answer } of rows)
      book.enter({ type: 'ticket', code }, subscriber_id, { state, answer });
  },

  service: loadServices,
  subscription: loadSubscriptions,
  'paid services': loadPaidServices,

  code: async (tx, wanted, book) => {
    const hashes = [...new Set(wanted.map(({ claim: { hash } }) => hash))].sort();
    const held = await lockCodes(tx, hashes);
    for (const hash of hashes) {
      const code = held.get(hash);
      book.enter({ type: 'code', hash }, code?.redeemed?.subscriberId ?? 0, cardOf(code));
    }
  },

  coupon: async (tx, wanted, book, isOurs) => {
    const counts = new Map<number, number>();
    for (const { claim } of wanted) counts.set(claim.campaignId, (counts.get(claim.campaignId) ?? 0) + 1);
    const pools = [...counts].sort(([a], [b]) => a - b).map(([campaignId, count]) => ({ campaignId, count }));
    await loadCoupons(tx, pools, book, isOurs ? 'skip' : 'look');
    const short = pools.filter(({ campaignId }) => !book.has({ type: 'coupon', campaignId }, 0));
    // What another batch holds may come back: before anybody hears "sold out", it is waited for.
    if (short.length > 0 && isOurs) await loadCoupons(tx, short, book, 'wait');
    for (const { campaignId } of short) book.enter({ type: 'coupon', campaignId }, 0, null);
  },

  counter: async (tx, wanted, book, isOurs) => {
    const keys = [
      ...new Map(wanted.map(({ claim }) => [`${claim.campaignId}:${claim.name}`, claim])).values(),
    ].sort((a, b) => a.campaignId - b.campaignId || (a.name < b.name ? -1 : 1));
    const values = [keys.map(({ campaignId }) => campaignId), keys.map(({ name }) => name)];
    const rows = await tx.sql.query<{ campaign_id: number; name: string; taken: number }>(
      isOurs ? { name: 'claims-counter', text: LOCK_COUNTERS, values } : { text: LOOK_AT_COUNTERS, values },
    );
    enter(book, wanted, 0);
    for (const { campaign_id, name, taken } of rows)
      book.enter({ type: 'counter', campaignId: campaign_id, name }, 0, taken);
  },
};

interface PoolWanted {
  readonly campaignId: number;
  readonly count: number;
}

const COUPON_LOCKS = { look: '', skip: 'for update skip locked', wait: 'for update' } as const;

/** Without those the batch has: what it has locked itself it would be given again. */
async function loadCoupons(
  tx: Tx,
  pools: readonly PoolWanted[],
  book: ClaimBook,
  how: keyof typeof COUPON_LOCKS,
): Promise<void> {
  const rows = await tx.sql.query<CouponCard & { campaign_id: number }>({
    name: `claims-coupon-${how}`,
    text: `select c.campaign_id, c.id, c.code from unnest($1::int[], $2::int[]) as w(campaign_id, wanted)
           cross join lateral (
             select * from coupons where campaign_id = w.campaign_id and subscriber_id is null and not (id = any($3::bigint[]))
             order by id limit w.wanted ${COUPON_LOCKS[how]}
           ) c order by c.campaign_id, c.id`,
    values: [pools.map(({ campaignId }) => campaignId), pools.map(({ count }) => count), book.couponIds],
  });
  for (const { campaign_id, id, code } of rows)
    book.enter({ type: 'coupon', campaignId: campaign_id }, 0, { id, code });
}

/** As whoever redeemed it sees it; as it must survive JSON. */
const cardOf = (held: HeldCode | undefined): CodeCard | null =>
  held
    ? {
        ...held,
        expiresAt: held.expiresAt?.toISOString() ?? null,
        redeemed: held.redeemed && { byThem: true, at: held.redeemed.at.toISOString() },
      }
    : null;

type Attributes = ClaimedAs['attributes'];
const NO_ATTRIBUTES: Attributes = {};

/** A counter nobody took from yet is made here, or there would be nothing to lock. `do update` of nothing locks what is there. */
const LOCK_COUNTERS = `
insert into counters as c (campaign_id, name, taken) select w.campaign_id, w.name, 0
from unnest($1::int[], $2::text[]) as w(campaign_id, name)
on conflict (campaign_id, name) do update set taken = c.taken
returning campaign_id, name, taken`;

const LOOK_AT_COUNTERS = `
select c.campaign_id, c.name, c.taken from unnest($1::int[], $2::text[]) as w(campaign_id, name)
join counters c on c.campaign_id = w.campaign_id and c.name = w.name`;

/** What is not found is known not to be there. */
function enter<T extends Claim['type']>(
  book: ClaimBook,
  wanted: readonly WantedOf<T>[],
  nothing: ClaimedAs[T],
): void {
  for (const { claim, subscriberId } of wanted)
    if (!book.has(claim, subscriberId)) book.enter(claim as Claim, subscriberId, nothing as never);
}
