import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The simulated operator's own books, and what the ways of charging keep between a try and its outcome. */
export class SimulatedOperator1772355801500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BOOKS);
    await runner.query(DOOR);
    await runner.query(CARRIED);
    await runner.query(OPERATOR_DRIVEN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop table operator_unsubscriptions, operator_notices, carried_charges;
alter table charge_gateways drop column key_hash;
drop table simulator.callbacks, simulator.refunds, simulator.payments;
alter table simulator.handsets drop column condition;`);
  }
}

// The operator's side of the wire: it commits for itself, so that a killed process forgets nothing that was paid.
// What is held and what is paid has left the balance; what is not known outside before known_at is "processing" until then.
const BOOKS = `
alter table simulator.handsets add column condition text
  check (condition in ('barred', 'not found', 'under age', 'corporate', 'blacklisted', 'spending limit'));

create table simulator.payments (
  correlator     text collate "C" primary key,
  remote_id      text collate "C" not null unique,
  msisdn         text not null,
  amount_minor   bigint not null check (amount_minor > 0),
  currency       char(3) not null,
  description    text not null,
  state          text not null check (state in ('reserved', 'succeeded', 'denied', 'cancelled')),
  denial         text,
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and amount_minor),
  reserved_until timestamptz,
  known_at       timestamptz,
  at             timestamptz not null,
  check ((state = 'denied') = (denial is not null)),
  check (state <> 'reserved' or reserved_until is not null),
  check (refunded_minor = 0 or state = 'succeeded')
) with (fillfactor = 80);
create index payments_held on simulator.payments (reserved_until) where state = 'reserved';

create table simulator.refunds (
  correlator   text collate "C" primary key,
  payment      text collate "C" not null references simulator.payments,
  remote_id    text not null,
  amount_minor bigint not null check (amount_minor > 0),
  at           timestamptz not null
);
create index refunds_of_payment on simulator.refunds (payment);

create table simulator.callbacks (
  correlator text collate "C" not null,
  gateway_id int,
  sink       text,
  due_ms     bigint not null,
  check (num_nonnulls(gateway_id, sink) = 1)
);
create index callbacks_due on simulator.callbacks (due_ms);
`;

// SHA-256 of the key an operator shows at our door for its notices, hex; until one is drawn the door is shut.
const DOOR = `
alter table charge_gateways add column key_hash text;
`;

// A charge that a text carries: the one a person sent (it cost money by itself) or the one we send (it costs on delivery).
// A text pays once.
const CARRIED = `
create table carried_charges (
  correlator  text collate "C" primary key,
  gateway_id  int not null references charge_gateways,
  charge_id   bigint not null references charges,
  kind        text not null check (kind in ('text', 'message')),
  text_id     bigint,
  outbound_id bigint unique,
  at          timestamptz not null,
  told_at     timestamptz,
  check ((kind = 'text') = (text_id is not null)),
  check (kind = 'message' or outbound_id is null)
);
create unique index carried_charges_one_text on carried_charges (text_id) where text_id is not null;
create index carried_charges_waiting on carried_charges (at) where kind = 'message' and told_at is null;
`;

// Where the operator's platform owns the clock, what it tells is the truth. Its own id names a notice; the same id is the same news.
// Our wish to end a subscription is repeated until its notice says so.
const OPERATOR_DRIVEN = `
create table operator_notices (
  id            bigint generated always as identity primary key,
  gateway_id    int not null references charge_gateways,
  remote_id     text not null,
  event         text not null check (event in ('subscribed', 'renewed', 'failed', 'unsubscribed')),
  subscriber_id bigint not null references subscribers,
  service       text not null,
  amount_minor  bigint check (amount_minor > 0),
  currency      char(3),
  period_start  timestamptz,
  period_end    timestamptz,
  code          text,
  said_at       timestamptz not null,
  received_at   timestamptz not null,
  taken_at      timestamptz,
  unique (gateway_id, remote_id),
  check (num_nonnulls(amount_minor, currency) in (0, 2))
);
create index operator_notices_waiting on operator_notices (id) where taken_at is null;

create table operator_unsubscriptions (
  subscription_id bigint primary key,
  gateway_id      int not null references charge_gateways,
  subscriber_id   bigint not null references subscribers,
  service         text not null,
  attempts        int not null default 0,
  due_at          timestamptz,
  lease           uuid,
  leased_until    timestamptz,
  asked_at        timestamptz not null,
  confirmed_at    timestamptz,
  check ((due_at is null) = (confirmed_at is not null))
);
create index operator_unsubscriptions_due on operator_unsubscriptions (due_at) where due_at is not null;
create index operator_unsubscriptions_of_person on operator_unsubscriptions (subscriber_id, service) where due_at is not null;
`;
