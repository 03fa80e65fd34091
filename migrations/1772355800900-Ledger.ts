import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every movement of money, once, for ever. Corrections are new transfers; nothing is ever changed. */
export class Ledger1772355800900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER);
    await runner.query(PROMISES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop table ledger_transfers, ledger_accounts;
drop function refuse_more_than_reserved();
drop function refuse_ledger_change();`);
  }
}

// A transfer is one debit and one credit, so the books balance by construction. A post or a void names the reservation it
// resolves, and the constant column pending_kind lets the foreign key demand that it is one: same accounts, same currency.
const LEDGER = `
create table ledger_accounts (
  id       bigint generated always as identity primary key,
  code     text not null,
  owner    text not null,
  currency char(3) not null,
  unique (code, owner, currency),
  unique (id, currency)
);

create table ledger_transfers (
  id             bigint generated always as identity primary key,
  key            text not null unique,
  kind           text not null check (kind in ('single', 'pending', 'post', 'void')),
  debit_account  bigint not null,
  credit_account bigint not null,
  amount_minor   bigint not null check (amount_minor > 0),
  currency       char(3) not null,
  pending_id     bigint,
  pending_kind   text generated always as (case when pending_id is null then null else 'pending' end) stored,
  reason         text not null,
  actor          text,
  at             timestamptz not null,
  check (debit_account <> credit_account),
  check ((kind in ('post', 'void')) = (pending_id is not null)),
  foreign key (debit_account, currency)  references ledger_accounts (id, currency),
  foreign key (credit_account, currency) references ledger_accounts (id, currency),
  unique (id, kind, debit_account, credit_account, currency),
  foreign key (pending_id, pending_kind, debit_account, credit_account, currency)
    references ledger_transfers (id, kind, debit_account, credit_account, currency)
);
create unique index ledger_transfers_resolved_once on ledger_transfers (pending_id) where pending_id is not null;
create index ledger_transfers_by_time on ledger_transfers (at);
`;

const PROMISES = `
create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on ledger_transfers for each row execute function refuse_ledger_change();
create trigger never_truncated before truncate on ledger_transfers execute function refuse_ledger_change();

create function refuse_more_than_reserved() returns trigger language plpgsql as $$
begin
  if new.amount_minor > (select amount_minor from ledger_transfers where id = new.pending_id) then
    raise exception 'more is posted than was reserved' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger within_reservation before insert on ledger_transfers for each row
  when (new.kind = 'post') execute function refuse_more_than_reserved();
`;
