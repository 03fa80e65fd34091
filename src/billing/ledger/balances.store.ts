import type { Sql } from '../../platform/database.service';

/** What went through an account, in minor units as text: more than a JavaScript number holds. */
export interface AccountRow {
  readonly id: number;
  readonly code: string;
  readonly owner: string;
  readonly currency: string;
  readonly debits: string;
  readonly credits: string;
  /** Reserved and neither moved nor let go yet. */
  readonly reserved: string;
}

export interface AccountFilter {
  readonly code: string | null;
  readonly owner: string | null;
  readonly currency: string | null;
}

/** A single and a post move money; a reservation and a void do not. */
const MOVES = `t.kind in ('single', 'post')`;

const ACCOUNTS = `
with shown as materialized (
  select id, code, owner, currency from ledger_accounts
  where id > $1::bigint and ($2::text is null or code = $2) and ($3::text is null or owner = $3) and ($4::text is null or currency = $4)
  order by id limit $5
), moved as (
  select s.id,
         coalesce(sum(t.amount_minor) filter (where ${MOVES} and t.debit_account = s.id), 0) as debits,
         coalesce(sum(t.amount_minor) filter (where ${MOVES} and t.credit_account = s.id), 0) as credits,
         coalesce(sum(t.amount_minor) filter (where t.kind = 'pending' and not exists (
           select from ledger_transfers r where r.pending_id = t.id)), 0) as reserved
  from shown s join ledger_transfers t on s.id in (t.debit_account, t.credit_account)
  group by s.id
)
select s.id, s.code, s.owner, s.currency, coalesce(m.debits, 0)::text as debits, coalesce(m.credits, 0)::text as credits,
       coalesce(m.reserved, 0)::text as reserved
from shown s left join moved m using (id) order by s.id`;

/** One more than the page holds, oldest first, each with everything that ever went through it. */
export async function readAccounts(
  sql: Sql,
  { code, owner, currency }: AccountFilter,
  after: number,
  limit: number,
): Promise<AccountRow[]> {
  return sql.query<AccountRow & Record<string, unknown>>({
    text: ACCOUNTS,
    values: [after, code, owner, currency, limit],
  });
}

export interface TransferRow {
  readonly id: number;
  readonly key: string;
  readonly kind: string;
  readonly debit: string;
  readonly debitOwner: string;
  readonly credit: string;
  readonly creditOwner: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly pending: string | null;
  readonly reason: string;
  readonly actor: string | null;
  readonly at: Date;
}

export interface TransferFilter {
  readonly account: number | null;
  readonly kind: string | null;
  readonly currency: string | null;
  /** What keys begin with: "charge:17:", "closing:3:". */
  readonly keys: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

const TRANSFERS = `
select t.id, t.key, t.kind, d.code as debit, d.owner as "debitOwner", c.code as credit, c.owner as "creditOwner",
       t.amount_minor::text as "amountMinor", t.currency, p.key as pending, t.reason, t.actor, t.at
from ledger_transfers t join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account
left join ledger_transfers p on p.id = t.pending_id
where t.id > $1::bigint and ($2::bigint is null or $2 in (t.debit_account, t.credit_account))
  and ($3::text is null or t.kind = $3) and ($4::text is null or t.currency = $4)
  and ($5::text is null or starts_with(t.key, $5))
  and ($6::timestamptz is null or t.at >= $6) and ($7::timestamptz is null or t.at < $7)
order by t.id limit $8`;

/** One more than the page holds, in the order in which they were written. */
export async function readTransfers(
  sql: Sql,
  { account, kind, currency, keys, from, until }: TransferFilter,
  after: number,
  limit: number,
): Promise<TransferRow[]> {
  return sql.query<TransferRow & Record<string, unknown>>({
    text: TRANSFERS,
    values: [after, account, kind, currency, keys, from, until, limit],
  });
}

export interface TrialBalanceRow {
  readonly currency: string;
  readonly code: string;
  readonly debits: string;
  readonly credits: string;
}

const TRIAL_BALANCE = `
select currency, code, sum(debits)::text as debits, sum(credits)::text as credits
from (
  select a.currency, a.code, sum(t.amount_minor) as debits, 0 as credits
  from ledger_transfers t join ledger_accounts a on a.id = t.debit_account
  where ${MOVES} and ($1::timestamptz is null or t.at < $1) group by a.currency, a.code
  union all
  select a.currency, a.code, 0, sum(t.amount_minor)
  from ledger_transfers t join ledger_accounts a on a.id = t.credit_account
  where ${MOVES} and ($1::timestamptz is null or t.at < $1) group by a.currency, a.code
) sides
group by currency, code order by currency, code`;

/** Both sides of every account code by currency, of everything before `until`; null for everything there is. */
export async function readTrialBalance(sql: Sql, until: Date | null): Promise<TrialBalanceRow[]> {
  return sql.query<TrialBalanceRow & Record<string, unknown>>({ text: TRIAL_BALANCE, values: [until] });
}
