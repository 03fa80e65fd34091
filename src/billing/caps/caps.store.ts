import { instants, plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import {
  bySpending,
  nameOf,
  readCaps,
  takeCaps,
  type Limit,
  type Spending,
  type SpendingKey,
  type Taken,
  type Terms,
  type Wish,
} from './caps';

/** What billing has to know of these services. One that does not exist has no terms, and no caps. */
export async function readTerms(tx: Tx, serviceIds: readonly number[]): Promise<Map<number, Terms>> {
  const rows = await tx.sql.query<{ serviceId: number; name: string; zone: string; caps: unknown }>({
    name: 'billing-terms',
    text: `select s.id as "serviceId", l.name, coalesce(s.settings ->> 'zone', 'UTC') as zone, s.settings -> 'caps' as caps
           from services s join lists l on l.id = s.list_id where s.id = any($1::int[])`,
    values: [plain(serviceIds)],
  });
  return new Map(
    rows.map(({ caps, ...terms }) => [terms.serviceId, { ...terms, caps: readCaps(caps) }] as const),
  );
}

/**
 * Counts charges in their caps, in turn, under the locks of the spendings they touch: of two that race for the last of a cap, in
 * whatever processes, one fits.
 */
export async function take(tx: Tx, wishes: readonly Wish[]): Promise<Taken> {
  const limits = new Map(wishes.flatMap((wish) => wish.limits.map((one) => [nameOf(one.key), one] as const)));
  if (limits.size === 0) return takeCaps(wishes, []);
  const all = [...limits.values()];
  const rolling = all.filter(({ since }) => since !== null);
  const locked = await lockSpendings(tx, distinct(all.map(lockOf)).sort(bySpending));
  const taken = takeCaps(wishes, [...locked, ...(await spentSince(tx, rolling))]);
  await add(tx, taken.added);
  return taken;
}

/** Stands before everything that is spent of a rolling cap, and is locked for all of it. */
const HEAD = new Date(0);
const lockOf = ({ key, since }: Limit): SpendingKey => (since === null ? key : { ...key, windowStart: HEAD });

const distinct = (keys: readonly SpendingKey[]): SpendingKey[] => [
  ...new Map(keys.map((key) => [nameOf(key), key])).values(),
];

/** What still counts of rolling caps whose heads are locked; a statement of its own, to see what whoever held them has written. */
async function spentSince(tx: Tx, rolling: readonly Limit[]): Promise<Spending[]> {
  if (rolling.length === 0) return [];
  const rows = await tx.sql.query<{ at: number; spentMinor: string }>({
    name: 'spendings-since',
    text: `select k.at::int as at, spent.minor::text as "spentMinor"
           from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::char(3)[]) with ordinality as k(subscriber_id, cap, since, currency, at)
           cross join lateral (
             select coalesce(sum(s.spent_minor), 0) as minor from spendings s
             where s.subscriber_id = k.subscriber_id and s.cap = k.cap and s.currency = k.currency and s.window_start > k.since
           ) spent`,
    values: columnsOf(rolling.map(({ key, since }) => ({ ...key, windowStart: since ?? HEAD }))),
  });
  return rows.flatMap(({ at, spentMinor }) => {
    const limit = rolling[at - 1];
    return limit ? [{ ...limit.key, spentMinor: BigInt(spentMinor) }] : [];
  });
}

const KEYS = '(subscriber_id, cap, window_start, currency)';
const GIVEN = 'unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::char(3)[])';
const MATCHES =
  's.subscriber_id = k.subscriber_id and s.cap = k.cap and s.window_start = k.window_start and s.currency = k.currency';
const IN_ORDER = 'subscriber_id, cap collate "C", window_start, currency collate "C"';
const LOCKED_IN_ORDER = 's.subscriber_id, s.cap collate "C", s.window_start, s.currency collate "C"';

async function lockSpendings(tx: Tx, inOrder: readonly SpendingKey[]): Promise<Spending[]> {
  const values = columnsOf(inOrder);
  await tx.sql.run({
    name: 'spendings-open',
    text: `insert into spendings (subscriber_id, cap, window_start, currency, spent_minor)
           select subscriber_id, cap, window_start, currency, 0 from ${GIVEN} as k${KEYS} order by ${IN_ORDER}
           on conflict do nothing`,
    values,
  });
  const rows = await tx.sql.query<SpendingKey & { spentMinor: string } & Record<string, unknown>>({
    name: 'spendings-lock',
    text: `select s.subscriber_id as "subscriberId", s.cap, s.window_start as "windowStart", s.currency, s.spent_minor::text as "spentMinor"
           from ${GIVEN} as k${KEYS} join spendings s on ${MATCHES} order by ${LOCKED_IN_ORDER} for no key update of s`,
    values,
  });
  return rows.map(({ spentMinor, ...key }) => ({ ...key, spentMinor: BigInt(spentMinor) }));
}

async function add(tx: Tx, added: readonly Spending[]): Promise<void> {
  if (added.length === 0) return;
  await tx.sql.run({
    name: 'spendings-add',
    text: `insert into spendings as s (subscriber_id, cap, window_start, currency, spent_minor)
           select * from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::char(3)[], $5::bigint[])
             as k(subscriber_id, cap, window_start, currency, amount_minor) order by ${IN_ORDER}
           on conflict (subscriber_id, cap, window_start, currency) do update set spent_minor = s.spent_minor + excluded.spent_minor`,
    values: [...columnsOf(added), words(added.map(({ spentMinor }) => String(spentMinor)))],
  });
}

const columnsOf = (keys: readonly SpendingKey[]): unknown[] => [
  plain(keys.map(({ subscriberId }) => subscriberId)),
  texts(keys.map(({ cap }) => cap)),
  instants(keys.map(({ windowStart }) => windowStart)),
  words(keys.map(({ currency }) => currency)),
];

const COUNTED = `
select c.subscriber_id, w.cap, w.window_start, c.currency, sum(c.amount_minor) as amount_minor
from charges c cross join lateral unnest(c.caps, c.cap_windows) as w(cap, window_start)
where c.id = any($1::bigint[]) group by c.subscriber_id, w.cap, w.window_start, c.currency`;

/** What was not spent after all, back into the very windows it was counted in. The charges' rows are locked. */
export async function giveBack(tx: Tx, chargeIds: readonly number[]): Promise<void> {
  if (chargeIds.length === 0) return;
  const values = [plain(chargeIds)];
  await tx.sql.run({
    name: 'spendings-lock-counted',
    text: `select 1 from (${COUNTED}) k join spendings s on ${MATCHES} order by ${LOCKED_IN_ORDER} for no key update of s`,
    values,
  });
  await tx.sql.run({
    name: 'spendings-give-back',
    text: `update spendings s set spent_minor = s.spent_minor - k.amount_minor from (${COUNTED}) k where ${MATCHES}`,
    values,
  });
}
