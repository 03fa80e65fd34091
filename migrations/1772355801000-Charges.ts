import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are to pay, how each try went, and what was given back. */
export class Charges1772355801000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GATEWAYS);
    await runner.query(CHARGES);
    await runner.query(REFUNDS);
    await runner.query(CAPS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table spendings, refunds, charge_news, charge_attempts, charges, charge_gateways;',
    );
  }
}

// Where an operator takes money for us. A gateway that fails again and again rests until resume_at (the circuit breaker).
const GATEWAYS = `
create table charge_gateways (
  id          int generated always as identity primary key,
  name        text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  type        text not null,
  operator_id int not null references operators,
  settings    jsonb not null default '{}',
  state       text not null default 'active' check (state in ('active', 'suspended')),
  failing     int not null default 0,
  resume_at   timestamptz,
  created_at  timestamptz not null
);
`;

// requested: nothing left us yet. reserved: in our books, perhaps on the wire, under a lease. unknown: it may have happened.
// A person and a period are paid for once: whatever may still become money counts.
const CHARGES = `
create table charges (
  id              bigint generated always as identity primary key,
  key             text not null unique,
  purpose         text not null check (purpose in ('first', 'renewal', 'one-off', 'message')),
  service_id      int not null,
  brand_id        int not null references brands,
  shortcode_id    int not null references shortcodes,
  subscriber_id   bigint not null references subscribers,
  subscription_id bigint,
  operator_id     int not null references operators,
  gateway_id      int not null references charge_gateways,
  tariff_id       int not null,
  period_start    timestamptz,
  period_end      timestamptz,
  amount_minor    bigint not null check (amount_minor > 0),
  currency        char(3) not null,
  vat_bp          int not null default 0 check (vat_bp between 0 and 10000),
  state           text not null default 'requested'
                    check (state in ('requested', 'reserved', 'unknown', 'charged', 'refused', 'voided')),
  refunded_minor  bigint not null default 0 check (refunded_minor between 0 and amount_minor),
  attempts        smallint not null default 0,
  asks            smallint not null default 0,
  due_at          timestamptz not null,
  expires_at      timestamptz not null,
  lease           uuid,
  leased_until    timestamptz,
  reservation     bigint references ledger_transfers,
  failure         text,
  remote_id       text,
  stopped_at      timestamptz,
  created_at      timestamptz not null,
  settled_at      timestamptz,
  check (refunded_minor = 0 or state = 'charged'),
  check ((state in ('charged', 'refused', 'voided')) = (settled_at is not null))
) with (fillfactor = 60);
create unique index charges_once_per_period on charges (subscription_id, period_start)
  where subscription_id is not null and state not in ('refused', 'voided');
create index charges_due on charges (gateway_id, due_at) where state in ('requested', 'reserved', 'unknown');
create index charges_by_subscriber on charges (subscriber_id, id);
create index charges_by_remote on charges (gateway_id, remote_id) where remote_id is not null;
create index charges_by_settlement on charges (settled_at) where settled_at is not null;

create table charge_attempts (
  charge_id    bigint not null references charges,
  ordinal      smallint not null,
  correlator   text not null unique,
  amount_minor bigint not null,
  sent_at      timestamptz not null,
  outcome      text,
  failure      text,
  remote_code  text,
  remote_id    text,
  ended_at     timestamptz,
  primary key (charge_id, ordinal)
);

create table charge_news (
  charge_id bigint primary key references charges
);
`;

// A refund is a row of its own; what may be refunded at all is held by charges.refunded_minor, in the same transaction.
const REFUNDS = `
create table refunds (
  id           bigint generated always as identity primary key,
  key          text not null unique,
  charge_id    bigint not null references charges,
  amount_minor bigint not null check (amount_minor > 0),
  currency     char(3) not null,
  state        text not null default 'requested'
                 check (state in ('requested', 'sending', 'unknown', 'refunded', 'refused', 'manual')),
  reason       text not null,
  actor        text not null,
  attempts     smallint not null default 0,
  due_at       timestamptz not null,
  lease        uuid,
  leased_until timestamptz,
  failure      text,
  remote_id    text,
  created_at   timestamptz not null,
  settled_at   timestamptz
);
create index refunds_due on refunds (due_at) where state in ('requested', 'sending', 'unknown');
create index refunds_by_charge on refunds (charge_id);
`;

// What a person spent within a window of a cap ("service:12:day", "all:month"); taken before the call, given back when refused.
const CAPS = `
create table spendings (
  subscriber_id bigint not null,
  cap           text not null,
  window_start  timestamptz not null,
  currency      char(3) not null,
  spent_minor   bigint not null check (spent_minor >= 0),
  primary key (subscriber_id, cap, window_start, currency)
) with (fillfactor = 70);
`;
