import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which accounts transfers name is checked once for a statement instead of twice for each of its rows. What is promised stays the same.
 * That a resolution names a reservation stays a foreign key with its constant column: money's own promise, and PostgreSQL's own check.
 */
export class LedgerChecks1772355802300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNTS_BY_ROW);
  }
}

// An account never changes and never goes, so whoever sees it once may rely on it: no row of it need be locked.
const ACCOUNTS = `
create trigger append_only before update or delete on ledger_accounts for each row execute function refuse_ledger_change();
create trigger never_truncated before truncate on ledger_accounts execute function refuse_ledger_change();

create function refuse_unknown_accounts() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select debit_account as id, currency from fresh union select credit_account, currency from fresh) f
    where not exists (select from ledger_accounts a where a.id = f.id and a.currency = f.currency offset 0)
  ) then
    raise exception 'a transfer names an account that is not there, or one of another currency'
      using errcode = 'foreign_key_violation', table = 'ledger_transfers', constraint = 'ledger_transfers_account_currency';
  end if;
  return null;
end $$;
create trigger refers_to_ledger_accounts after insert on ledger_transfers referencing new table as fresh
  for each statement execute function refuse_unknown_accounts();

alter table ledger_transfers drop constraint ledger_transfers_debit_account_currency_fkey,
  drop constraint ledger_transfers_credit_account_currency_fkey;
`;

const ACCOUNTS_BY_ROW = `
alter table ledger_transfers
  add foreign key (debit_account, currency) references ledger_accounts (id, currency),
  add foreign key (credit_account, currency) references ledger_accounts (id, currency);
drop trigger refers_to_ledger_accounts on ledger_transfers;
drop function refuse_unknown_accounts();
drop trigger never_truncated on ledger_accounts;
drop trigger append_only on ledger_accounts;
`;
