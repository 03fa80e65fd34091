import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people can subscribe to, what it costs from when on, and what they get for it. */
export class Services1772355801100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SERVICES);
    await runner.query(CONTENT);
    await runner.query(SUBSCRIPTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop table subscription_events, subscriptions, content_deliveries, content_items, service_operators, tariffs, services;`);
  }
}

// A service is a list of its brand and code as well: joining, STOP, STATUS and the consent ledger are the list's.
const SERVICES = `
create table services (
  id           int generated always as identity primary key,
  list_id      int not null unique references lists,
  brand_id     int not null references brands,
  shortcode_id int not null references shortcodes,
  provider     text not null,
  cycle        text not null check (cycle in ('day', 'week', 'fortnight', 'month', 'one-off', 'message')),
  trial_days   int not null default 0 check (trial_days between 0 and 366),
  min_age      int not null default 0 check (min_age between 0 and 99),
  class        text not null default 'vas' check (class in ('vas', 'donation', 'ticketing', 'banking', 'televoting')),
  state        text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'suspended', 'closed')),
  settings     jsonb not null,
  created_at   timestamptz not null
);

create table tariffs (
  id             int generated always as identity primary key,
  service_id     int not null references services,
  effective_from timestamptz not null,
  amount_minor   bigint not null check (amount_minor > 0),
  currency       char(3) not null,
  vat_bp         int not null default 0 check (vat_bp between 0 and 10000),
  created_at     timestamptz not null,
  unique (service_id, effective_from)
);

create table service_operators (
  service_id  int not null references services,
  operator_id int not null references operators,
  gateway_id  int not null references charge_gateways,
  is_approved boolean not null default false,
  is_partial  boolean not null default false,
  primary key (service_id, operator_id)
);
`;

const CONTENT = `
create table content_items (
  id         bigint generated always as identity primary key,
  service_id int not null references services,
  language   text not null,
  day        date not null,
  body       text not null,
  created_at timestamptz not null,
  unique (service_id, language, day)
);

create table content_deliveries (
  subscription_id bigint not null,
  item_id         bigint not null references content_items,
  outbound_id     bigint,
  at              timestamptz not null,
  primary key (subscription_id, item_id)
);
create index content_deliveries_by_item on content_deliveries (item_id);
`;

// next_at and next_step say what is due and when; one index finds it. A person has one live subscription to a service.
const SUBSCRIPTIONS = `
create table subscriptions (
  id             bigint generated always as identity primary key,
  service_id     int not null references services,
  subscriber_id  bigint not null references subscribers,
  shortcode_id   int not null references shortcodes,
  connector_id   int not null,
  operator_id    int not null references operators,
  language       text not null,
  channel        text not null,
  state          text not null check (state in ('pending', 'trial', 'activating', 'active', 'renewing', 'grace', 'suspended',
                   'declined', 'expired', 'unsubscribed', 'failed', 'churned', 'barred')),
  token          text,
  tariff_id      int not null references tariffs,
  shown          text not null,
  anchor_at      timestamptz,
  period_ordinal int not null default 0,
  period_start   timestamptz,
  period_end     timestamptz,
  failing_since  timestamptz,
  attempts       int not null default 0,
  next_at        timestamptz,
  next_step      text check (next_step in ('confirm reminder', 'confirm end', 'notice', 'trial end', 'renew', 'retry', 'grace end',
                   'parking end')),
  reminded_at    timestamptz,
  spent_minor    bigint not null default 0,
  joined_at      timestamptz not null,
  ended_at       timestamptz,
  end_reason     text,
  check ((state in ('declined', 'expired', 'unsubscribed', 'failed', 'churned', 'barred')) = (ended_at is not null))
) with (fillfactor = 70);
create unique index subscriptions_one_live on subscriptions (subscriber_id, service_id)
  where ended_at is null;
create index subscriptions_by_person on subscriptions (subscriber_id, service_id);
create index subscriptions_due on subscriptions (next_at) where next_at is not null;
create index subscriptions_live on subscriptions (service_id, id)
  where ended_at is null;

create table subscription_events (
  id              bigint generated always as identity primary key,
  subscription_id bigint not null references subscriptions,
  event           text not null,
  from_state      text,
  to_state        text not null,
  charge_id       bigint,
  reason          text,
  channel         text,
  actor           text,
  at              timestamptz not null
);
create index subscription_events_by_subscription on subscription_events (subscription_id, id);
create index subscription_events_by_time on subscription_events (at);
`;
