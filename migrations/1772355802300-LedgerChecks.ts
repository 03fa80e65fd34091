import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger's promises, checked once for a statement instead of once for each of its rows. What is promised stays the same. */
export class LedgerChecks1772355802300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNTS);
    await runner.query(RESERVATIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(RESERVATIONS_BY_ROW);
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

// A transfer never changes and never goes either. A reservation that is found is found by its id, so the wide unique index
// that a foreign key would need, and the constant column it would compare, are written for nobody.
const RESERVATIONS = `
create function refuse_wrong_resolution() returns trigger language plpgsql as $$
declare is_missing boolean;
begin
  select r.reserved is null into is_missing
  from (
    select f.kind, f.amount_minor, (
      select p.amount_minor from ledger_transfers p
      where p.id = f.pending_id and p.kind = 'pending' and p.debit_account = f.debit_account
        and p.credit_account = f.credit_account and p.currency = f.currency
    ) as reserved
    from fresh f where f.pending_id is not null
  ) r
  where r.reserved is null or (r.kind = 'post' and r.amount_minor > r.reserved)
  limit 1;
  if is_missing then
    raise exception 'what is resolved is no reservation between these accounts'
      using errcode = 'foreign_key_violation', table = 'ledger_transfers', constraint = 'ledger_transfers_pending_id';
  elsif found then
    raise exception 'more is posted than was reserved' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger refers_to_ledger_transfers after insert on ledger_transfers referencing new table as fresh
  for each statement execute function refuse_wrong_resolution();

drop trigger within_reservation on ledger_transfers;
drop function refuse_more_than_reserved();
alter table ledger_transfers drop constraint ledger_transfers_pending_id_pending_kind_debit_account_cre_fkey,
  drop constraint ledger_transfers_id_kind_debit_account_credit_account_curre_key,
  drop column pending_kind;
`;

const RESERVATIONS_BY_ROW = `
alter table ledger_transfers
  add column pending_kind text generated always as (case when pending_id is null then null else 'pending' end) stored,
  add unique (id, kind, debit_account, credit_account, currency);
alter table ledger_transfers
  add foreign key (pending_id, pending_kind, debit_account, credit_account, currency)
    references ledger_transfers (id, kind, debit_account, credit_account, currency);
create function refuse_more_than_reserved() returns trigger language plpgsql as $$
begin
  if new.amount_minor > (select amount_minor from ledger_transfers where id = new.pending_id) then
    raise exception 'more is posted than was reserved' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger within_reservation before insert on ledger_transfers for each row
  when (new.kind = 'post') execute function refuse_more_than_reserved();
drop trigger refers_to_ledger_transfers on ledger_transfers;
drop function refuse_wrong_resolution();
`;
