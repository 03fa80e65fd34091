import { instants, plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import {
  bySpending,
  nameOf,
  readCaps,
  takeCaps,
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
  const keys = new Map(wishes.flatMap(({ limits }) => limits.map(({ key }) => [nameOf(key), key] as const)));
  if (keys.size === 0) return takeCaps(wishes, []);
  const inOrder = [...keys.values()].sort(bySpending);
  const taken = takeCaps(wishes, await lockSpendings(tx, inOrder));
  await add(tx, taken.added);
  return taken;
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
    text: `update spendings s set spent_minor = s.spent_minor + k.amount_minor
           from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::char(3)[], $5::bigint[])
             as k(subscriber_id, cap, window_start, currency, amount_minor)
           where ${MATCHES}`,
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
