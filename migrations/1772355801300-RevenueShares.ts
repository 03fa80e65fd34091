import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who gets what of what people paid, and the months that were shared out; and keys for those who look after money and people. */
export class RevenueShares1772355801300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROLES);
    await runner.query(RULES);
    await runner.query(CLOSINGS);
    await runner.query(APPEND_ONLY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop table bad_debts, closing_transfers, closing_lines, closings, share_rules;
drop function refuse_more_than_owed();
delete from idempotency_keys where api_key_id in (select id from api_keys where role in ('finance', 'care'));
delete from api_keys where role in ('finance', 'care');
alter table api_keys drop constraint api_keys_role_check,
  add constraint api_keys_role_check check (role in ('administrator', 'brand'));`);
  }
}

const ROLES = `
alter table api_keys drop constraint api_keys_role_check,
  add constraint api_keys_role_check check (role in ('administrator', 'finance', 'care', 'brand'));
`;

// A rule holds for every service, operator and provider it does not name, from its instant on, until a later one takes its place.
// Fees and tiers are amounts, so a rule is of one currency.
const RULES = `
create table share_rules (
  id             int generated always as identity primary key,
  service_id     int references services,
  provider       text check (provider <> ''),
  operator_id    int references operators,
  currency       char(3) not null,
  effective_from timestamptz not null,
  fee_minor      bigint not null default 0 check (fee_minor >= 0),
  tiers          jsonb not null check (jsonb_typeof(tiers) = 'array' and jsonb_array_length(tiers) > 0),
  operator_days  int not null check (operator_days between 30 and 90),
  partner_days   int not null check (partner_days between operator_days and 180),
  created_by     text not null,
  created_at     timestamptz not null,
  unique nulls not distinct (service_id, provider, operator_id, currency, effective_from)
);
`;

// A closing keeps the transfers it counted, and no transfer is counted twice; whatever is late belongs to the next closing.
// A line of charges is shared out; a line that takes back (refunds, bad debt) names the line whose parts it takes back.
const CLOSINGS = `
create table closings (
  id        int generated always as identity primary key,
  brand_id  int not null references brands,
  month     text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  zone      text not null,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  closed_by text not null,
  closed_at timestamptz not null,
  unique (brand_id, month),
  check (starts_at < ends_at),
  check (ends_at <= closed_at)
);

create table closing_lines (
  id             bigint generated always as identity primary key,
  closing_id     int not null references closings,
  kind           text not null check (kind in ('charges', 'refunds', 'bad debt')),
  of_line        bigint,
  of_kind        text generated always as (case when of_line is null then null else 'charges' end) stored,
  service_id     int not null references services,
  provider       text not null,
  operator_id    int not null references operators,
  currency       char(3) not null,
  vat_bp         int not null check (vat_bp between 0 and 10000),
  rule_id        int not null references share_rules,
  count          int not null check (count > 0),
  amount_minor   bigint not null check (amount_minor > 0),
  vat_minor      bigint not null,
  operator_minor bigint not null,
  brand_minor    bigint not null,
  provider_minor bigint not null,
  own_minor      bigint not null,
  receivable_on  date not null,
  payable_on     date not null,
  unique (id, kind, service_id, operator_id, currency),
  check ((kind = 'charges') = (of_line is null)),
  check (kind <> 'charges' or least(vat_minor, operator_minor, brand_minor, provider_minor, own_minor) >= 0),
  check (vat_minor + operator_minor + brand_minor + provider_minor + own_minor = amount_minor),
  foreign key (of_line, of_kind, service_id, operator_id, currency)
    references closing_lines (id, kind, service_id, operator_id, currency)
);
create unique index closing_lines_once on closing_lines (closing_id, service_id, operator_id, currency, vat_bp, rule_id)
  where kind = 'charges';
create unique index closing_lines_taken_back_once on closing_lines (closing_id, of_line, kind) where of_line is not null;
create index closing_lines_taken_back on closing_lines (of_line) where of_line is not null;

create table closing_transfers (
  transfer_id bigint primary key references ledger_transfers,
  closing_id  int not null references closings,
  kind        text not null check (kind in ('charges', 'refunds', 'bad debt')),
  rule_id     int references share_rules,
  check ((kind = 'charges') = (rule_id is not null))
);
create index closing_transfers_by_closing on closing_transfers (closing_id);

create table bad_debts (
  id           bigint generated always as identity primary key,
  line_id      bigint not null references closing_lines,
  amount_minor bigint not null check (amount_minor > 0),
  reason       text not null,
  actor        text not null,
  at           timestamptz not null
);
create index bad_debts_by_line on bad_debts (line_id);

create function refuse_more_than_owed() returns trigger language plpgsql as $$
declare owed bigint;
begin
  select amount_minor into owed from closing_lines where id = new.line_id and kind = 'charges' for update;
  if owed is null then
    raise exception 'only a line of charges is owed to us' using errcode = 'check_violation';
  end if;
  if new.amount_minor > owed - (select coalesce(sum(amount_minor), 0) from bad_debts where line_id = new.line_id) then
    raise exception 'more is written off than was owed' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger within_what_is_owed before insert on bad_debts for each row execute function refuse_more_than_owed();
`;

const APPEND_ONLY = ['share_rules', 'closings', 'closing_lines', 'closing_transfers', 'bad_debts']
  .map(
    (table) => `
create trigger append_only before update or delete on ${table} for each row execute function refuse_ledger_change();
create trigger never_truncated before truncate on ${table} execute function refuse_ledger_change();`,
  )
  .join('\n');
