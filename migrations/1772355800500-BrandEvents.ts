import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What brands want to hear of, what happened, and what still has to be told to whom. */
export class BrandEvents1772355800500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENTS);
    await runner.query(WEBHOOKS);
    await runner.query(DELIVERIES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop table webhook_deliveries, webhook_queue, webhooks, webhooks_version, brand_events;
drop function note_webhook_change();`);
  }
}

// A row is written only if somebody listened when it happened.
const EVENTS = `
create table brand_events (
  id            bigint generated always as identity primary key,
  brand_id      int not null,
  subscriber_id bigint,
  person        uuid,
  type          text not null,
  payload       jsonb not null,
  at            timestamptz not null
);
create index brand_events_by_brand on brand_events (brand_id, at);
`;

// A deleted webhook keeps its row, so that whatever was queued for it in the same moment is found and thrown away.
const WEBHOOKS = `
create table webhooks (
  id         int generated always as identity primary key,
  brand_id   int not null references brands,
  url        text not null check (length(url) <= 2048),
  types      text[] not null check (cardinality(types) > 0),
  secret     text not null,
  state      text not null default 'active' check (state in ('active', 'paused', 'deleted')),
  failing    int not null default 0,
  resume_at  timestamptz,
  created_at timestamptz not null
);
create index webhooks_by_brand on webhooks (brand_id);

create table webhooks_version (
  one     boolean primary key default true check (one),
  version bigint not null
);
insert into webhooks_version (version) values (1);

create function note_webhook_change() returns trigger language plpgsql as $$
begin
  update webhooks_version set version = version + 1;
  return null;
end $$;
create trigger noted_insert after insert on webhooks for each statement execute function note_webhook_change();
create trigger noted_update after update of types, state on webhooks for each statement execute function note_webhook_change();
`;

// No foreign keys: events are appended inside other people's transactions, which must not wait for, or fail by, a colleague's change.
const DELIVERIES = `
create table webhook_queue (
  id           bigint generated always as identity primary key,
  webhook_id   int not null,
  event_id     bigint not null,
  person       uuid,
  is_replay    boolean not null default false,
  attempts     int not null default 0,
  status       int,
  reason       text,
  queued_at    timestamptz not null,
  due_at       timestamptz not null,
  lease        uuid,
  leased_until timestamptz
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
create index webhook_queue_due on webhook_queue (webhook_id, due_at, id);
create index webhook_queue_person on webhook_queue (webhook_id, person, id) where person is not null;
create index webhook_queue_leased on webhook_queue (webhook_id) where lease is not null;

create table webhook_deliveries (
  id         bigint primary key,
  webhook_id int not null,
  event_id   bigint not null,
  is_replay  boolean not null,
  state      text not null check (state in ('delivered', 'gave_up', 'dropped')),
  attempts   int not null,
  status     int,
  reason     text,
  queued_at  timestamptz not null,
  ended_at   timestamptz not null
);
create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, id);
`;
