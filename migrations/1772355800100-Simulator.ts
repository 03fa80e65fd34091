import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The simulated network's own memory: what its handsets received, what they can pay, and the reports it still owes. */
export class Simulator1772355800100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NETWORK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema simulator cascade');
  }
}

const NETWORK = `
create schema simulator;

create table simulator.handsets (
  msisdn        text primary key,
  balance_minor bigint not null,
  currency      char(3) not null
);

create sequence simulator.received_seq;

create table simulator.received (
  seq          bigint not null,
  outbound_id  text collate "C" not null unique,
  remote_id    text not null,
  msisdn       text collate "C" not null,
  code         text not null,
  body         text not null,
  at           timestamptz not null,
  submits      int not null default 1,
  billed_minor bigint not null default 0,
  primary key (msisdn, seq)
);

create index received_again on simulator.received (submits) where submits > 1;

create table simulator.reports (
  connector_id int not null,
  due_ms       bigint not null,
  remote_id    text not null,
  state        text not null
);

create index reports_due on simulator.reports (connector_id, due_ms);

create table simulator.faults (
  only_one boolean primary key default true check (only_one),
  faults   jsonb not null
);
`;
