import { instants, plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import type { AccountRef } from './accounts';
import { distinct, isSameAct, TRANSFER_LIMITS, type Moved, type NewTransfer } from './transfer';

export type { AccountRef } from './accounts';
export type { NewTransfer } from './transfer';

/**
 * Accounts that were once seen. A hint and no more: ids are always looked up inside the caller's transaction, so an account whose
 * opening was rolled back is found missing and opened again.
 */
const opened = new Set<string>();
const MOST_REMEMBERED = 100_000;

/**
 * Writes transfers into the caller's transaction, in the order of their keys; accounts that are missing are opened. A key that
 * exists with the same content is the same act, and its id is returned.
 * @returns the ids, in the order given
 * @throws RangeError for what is no transfer and for a key that exists with other content: both are mistakes of ours
 */
export async function writeTransfers(tx: Tx, transfers: readonly NewTransfer[]): Promise<number[]> {
  if (transfers.length > TRANSFER_LIMITS.batch) throw new RangeError('too many transfers at once');
  const ids = new Map<string, number>();
  for (const stage of distinct(transfers)) {
    const accounts = accountsOf(stage);
    if (accounts.some((account) => !opened.has(nameOf(account, account.currency))))
      await openAccounts(tx, accounts);
    for (const [key, id] of await insertOnce(tx, stage, accounts)) ids.set(key, id);
  }
  return transfers.map(({ key }) => ids.get(key) ?? missing(key));
}

async function insertOnce(
  tx: Tx,
  stage: readonly NewTransfer[],
  accounts: readonly Account[],
): Promise<Map<string, number>> {
  const ids = await insertTransfers(tx, stage, accounts);
  if (ids.size < stage.length) await readKnown(tx, stage, ids);
  if (ids.size < stage.length) {
    // Neither written nor known: an account that was remembered had never been committed.
    await openAccounts(tx, accounts);
    for (const [key, id] of await insertTransfers(tx, notIn(ids, stage), accounts)) ids.set(key, id);
  }
  return ids;
}

interface Account extends AccountRef {
  readonly currency: string;
}

const nameOf = ({ code, owner }: AccountRef, currency: string): string => `${currency} ${code} ${owner}`;

function accountsOf(stage: readonly NewTransfer[]): readonly Account[] {
  const accounts = new Map<string, Account>();
  for (const { debit, credit, currency } of stage) {
    for (const account of [debit, credit]) {
      const name = nameOf(account, currency);
      if (!accounts.has(name)) accounts.set(name, { ...account, currency });
    }
  }
  return [...accounts.values()];
}

const OPEN = `
insert into ledger_accounts (code, owner, currency)
select g.code, g.owner, g.currency
from unnest($1::text[], $2::text[], $3::char(3)[]) as g(code, owner, currency)
where not exists (
  select from ledger_accounts a where a.code = g.code and a.owner = g.owner and a.currency = g.currency)
order by g.code collate "C", g.owner collate "C", g.currency collate "C"
on conflict (code, owner, currency) do nothing`;

async function openAccounts(tx: Tx, accounts: readonly Account[]): Promise<void> {
  await tx.sql.run({
    name: 'ledger-open-accounts',
    text: OPEN,
    values: [
      words(accounts.map(({ code }) => code)),
      texts(accounts.map(({ owner }) => owner)),
      words(accounts.map(({ currency }) => currency)),
    ],
  });
  if (opened.size > MOST_REMEMBERED) opened.clear();
  for (const account of accounts) opened.add(nameOf(account, account.currency));
}

/** A batch moves money between a handful of accounts: each is looked up once, and a transfer names it by its place among them. */
const WRITE = `
with account as materialized (
  select array(
    select a.id from unnest($10::text[], $11::text[], $12::char(3)[]) with ordinality as w(code, owner, currency, place)
    left join ledger_accounts a on a.code = w.code and a.owner = w.owner and a.currency = w.currency
    order by w.place) as ids
)
insert into ledger_transfers
  (key, kind, debit_account, credit_account, amount_minor, currency, pending_id, reason, actor, at)
select g.key, g.kind, account.ids[g.debit], account.ids[g.credit], g.amount_minor, g.currency, p.id, g.reason, g.actor, g.at
from account cross join unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::bigint[], $6::char(3)[], $7::text[], $8::text[],
  $9::text[], $13::timestamptz[])
  as g(key, kind, debit, credit, amount_minor, currency, pending_key, reason, actor, at)
left join ledger_transfers p on p.key = g.pending_key
where account.ids[g.debit] is not null and account.ids[g.credit] is not null
order by g.key collate "C"
on conflict (key) do nothing
returning id, key`;

async function insertTransfers(
  tx: Tx,
  stage: readonly NewTransfer[],
  accounts: readonly Account[],
): Promise<Map<string, number>> {
  const places = new Map(accounts.map((account, at) => [nameOf(account, account.currency), at + 1]));
  const rows = await tx.sql.query<{ id: number; key: string }>({
    name: 'ledger-write',
    text: WRITE,
    values: [
      texts(stage.map(({ key }) => key)),
      words(stage.map(({ kind }) => kind)),
      plain(stage.map(({ debit, currency }) => places.get(nameOf(debit, currency)))),
      plain(stage.map(({ credit, currency }) => places.get(nameOf(credit, currency)))),
      words(stage.map(({ amountMinor }) => amountMinor.toString())),
      words(stage.map(({ currency }) => currency)),
      texts(stage.map(({ pendingKey }) => pendingKey)),
      texts(stage.map(({ reason }) => reason)),
      texts(stage.map(({ actor }) => actor)),
      words(accounts.map(({ code }) => code)),
      texts(accounts.map(({ owner }) => owner)),
      words(accounts.map(({ currency }) => currency)),
      instants(stage.map(({ at }) => at)),
    ],
  });
  return new Map(rows.map(({ key, id }) => [key, id]));
}

const KNOWN = `
select t.id, t.key, t.kind, json_build_object('code', d.code, 'owner', d.owner) as debit,
       json_build_object('code', c.code, 'owner', c.owner) as credit, t.amount_minor::text as "amountMinor", t.currency,
       p.key as "pendingKey"
from ledger_transfers t join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account
left join ledger_transfers p on p.id = t.pending_id
where t.key = any($1::text[])`;

/** Adds the ids of those that had been written before. */
async function readKnown(tx: Tx, stage: readonly NewTransfer[], ids: Map<string, number>): Promise<void> {
  const asked = new Map(notIn(ids, stage).map((transfer) => [transfer.key, transfer]));
  const rows = await tx.sql.query<
    Omit<Moved, 'amountMinor'> & { id: number; key: string; amountMinor: string }
  >({
    name: 'ledger-known',
    text: KNOWN,
    values: [texts([...asked.keys()])],
  });
  for (const { id, key, amountMinor, ...row } of rows) {
    const transfer = asked.get(key);
    if (!transfer || !isSameAct(transfer, { ...row, amountMinor: BigInt(amountMinor) }))
      throw new RangeError(`transfer ${key} exists and moved something else`);
    ids.set(key, id);
  }
}

const notIn = (ids: ReadonlyMap<string, number>, stage: readonly NewTransfer[]): readonly NewTransfer[] =>
  stage.filter(({ key }) => !ids.has(key));

function missing(key: string): never {
  throw new Error(`transfer ${key} was not written`);
}
