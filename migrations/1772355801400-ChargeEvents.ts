import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators said that does not fit our books, and what a charge holds while its matter is open. */
export class ChargeEvents1772355801400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENTS);
    await runner.query(HOLDINGS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table refunds drop column correlator;
drop index charges_unknown, charges_reserved;
alter table charges drop column cap_windows, drop column caps;
drop table charge_events;`);
  }
}

// A second word that contradicts the first, a second payment of one charge, a payment nobody asked for: for whoever reconciles.
const EVENTS = `
create table charge_events (
  id         bigint generated always as identity primary key,
  gateway_id int not null references charge_gateways,
  charge_id  bigint references charges,
  type       text not null check (type in ('other result', 'charged again', 'unmatched')),
  outcome    text not null check (outcome in ('charged', 'refused')),
  failure    text,
  correlator text,
  remote_id  text,
  at         timestamptz not null,
  check ((charge_id is null) = (type = 'unmatched')),
  unique nulls not distinct (gateway_id, charge_id, outcome, correlator, remote_id)
);
create index charge_events_by_time on charge_events (at);
`;

// caps and cap_windows name the spendings that a charge was counted in, so that exactly those get it back.
// A refund bears one correlator for ever: however often it is sent, it is given once.
const HOLDINGS = `
alter table charges add column caps text[], add column cap_windows timestamptz[],
  add constraint charges_caps_check check ((caps is null) = (cap_windows is null));
create index charges_reserved on charges (gateway_id, leased_until) where state = 'reserved';
create index charges_unknown on charges (gateway_id, due_at) where state = 'unknown';
alter table refunds add column correlator uuid not null default gen_random_uuid() unique;
`;
