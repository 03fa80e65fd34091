import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Subscriptions that look as if nobody had asked for them, until a person has judged; and where a subscription came from. */
export class FraudCases1772355802000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ORIGINS);
    await runner.query(CASES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop table fraud_cases;
drop index subscription_confirmations;
alter table subscriptions drop column device, drop column campaign_id, drop column asked_at;`);
  }
}

// asked_at is our clock's, unlike joined_at: between it and the yes lies how long the answer took. device is a keyed hash.
const ORIGINS = `
alter table subscriptions add column asked_at timestamptz, add column campaign_id int, add column device text;
create index subscription_confirmations on subscription_events (at) where event = 'confirmed';
`;

// A subscription is suspected once. While its case is open, no charge of it leaves.
const CASES = `
create table fraud_cases (
  id              bigint generated always as identity primary key,
  subscription_id bigint not null unique references subscriptions,
  service_id      int not null references services,
  signals         jsonb not null,
  opened_at       timestamptz not null,
  verdict         text check (verdict in ('released', 'condemned')),
  reason          text,
  decided_by      text,
  api_key_id      int,
  decided_at      timestamptz,
  check ((verdict is null) = (reason is null) and (verdict is null) = (decided_by is null) and (verdict is null) = (decided_at is null))
);
create index fraud_cases_open on fraud_cases (subscription_id) where verdict is null;
create index fraud_cases_waiting on fraud_cases (id) where verdict is null;
`;
