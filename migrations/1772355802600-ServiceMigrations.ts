import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The subscribers of one service are asked whether they want another instead. */
export class ServiceMigrations1772355802600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MIGRATIONS);
    await runner.query(MOVES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table service_moves, service_migrations;');
  }
}

// after_id is how far the asking has come: subscriptions are looked at in the order of their ids. A service is left by one at a time.
const MIGRATIONS = `
create table service_migrations (
  id              bigint generated always as identity primary key,
  from_service_id int not null references services,
  to_service_id   int not null references services,
  campaign_id     int not null references campaigns,
  state           text not null default 'asking' check (state in ('asking', 'done', 'cancelled')),
  after_id        bigint not null default 0,
  created_by      text not null,
  created_at      timestamptz not null,
  ended_at        timestamptz,
  check (from_service_id <> to_service_id),
  check ((state = 'asking') = (ended_at is null))
);
create unique index service_migrations_asking on service_migrations (from_service_id) where state = 'asking';
create index service_migrations_by_service on service_migrations (from_service_id, id);
`;

// One row for each subscription that was looked at, so that nobody is asked twice. outcome is null until it is their turn.
const MOVES = `
create table service_moves (
  migration_id    bigint not null references service_migrations,
  subscription_id bigint not null references subscriptions,
  outcome         text,
  asked_id        bigint references subscriptions,
  primary key (migration_id, subscription_id),
  check ((asked_id is not null) = (outcome is not distinct from 'asked'))
);
create unique index service_moves_asked on service_moves (asked_id) where asked_id is not null;
create index service_moves_by_subscription on service_moves (subscription_id);
create index service_moves_waiting on service_moves (migration_id) where outcome is null;
`;
