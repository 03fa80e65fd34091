import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // What a campaign keeps of a person: written with every play, so there is room on the page for the next version of the row.
  `create table players (
     subscriber_id bigint not null,
     campaign_id integer not null,
     state jsonb not null,
     primary key (subscriber_id, campaign_id)
   ) with (fillfactor = 80)`,
  'create index players_of_campaign on players (campaign_id, subscriber_id)',
  `create table counters (
     campaign_id integer not null,
     name text not null,
     taken bigint not null check (taken >= 0),
     primary key (campaign_id, name)
   ) with (fillfactor = 50)`,
  `create table entries (
     id bigint generated always as identity primary key,
     campaign_id integer not null,
     subscriber_id bigint not null,
     text_id bigint,
     route text not null default 'text' check (route in ('text', 'web', 'post', 'agent')),
     operator text,
     outcome text not null,
     counted boolean not null,
     tickets smallint not null default 1 check (tickets between 0 and 1000),
     said_at timestamptz not null,
     at timestamptz not null,
     data jsonb
   )`,
  'create index entries_of_campaign on entries (campaign_id, id)',
  // By the quarter of an hour, because zones begin their hours at one.
  `create table tally_changes (
     id bigint generated always as identity primary key,
     campaign_id integer not null,
     choice text not null,
     quarter timestamptz not null,
     amount integer not null
   )`,
  'create index tally_changes_of_campaign on tally_changes (campaign_id)',
  `create table tallies (
     campaign_id integer not null,
     choice text not null,
     quarter timestamptz not null,
     amount bigint not null,
     primary key (campaign_id, choice, quarter)
   ) with (fillfactor = 80)`,
  `create table coupons (
     id bigint generated always as identity primary key,
     campaign_id integer not null references campaigns (id),
     code text not null,
     key text not null,
     subscriber_id bigint,
     text_id bigint,
     given_at timestamptz,
     expires_at timestamptz,
     redeemed_at timestamptz,
     redeemed_by text,
     redemption jsonb,
     reversals jsonb not null default '[]',
     unique (campaign_id, key)
   )`,
  'create index coupons_by_key on coupons (key)',
  'create index coupons_free on coupons (campaign_id, id) where subscriber_id is null',
  'create index coupons_given on coupons (campaign_id, subscriber_id) where subscriber_id is not null',
  `create table lookup_tables (
     id integer generated always as identity primary key,
     brand_id integer not null references brands (id),
     name text not null,
     columns text[] not null,
     key_column text not null,
     version integer not null default 0,
     newest_version integer not null default 0,
     size integer not null default 0,
     created_at timestamptz not null,
     replaced_at timestamptz,
     unique (brand_id, name)
   )`,
  // A new file is stored beside the rows in force; whoever looks sees the one version or the other.
  `create table table_rows (
     table_id integer not null references lookup_tables (id) on delete cascade,
     version integer not null,
     key text not null,
     fields jsonb not null,
     primary key (table_id, version, key)
   )`,
  `create table tickets (
     id bigint generated always as identity primary key,
     code text not null unique,
     brand_id integer not null references brands (id),
     campaign_id integer not null,
     subscriber_id bigint not null,
     text_id bigint,
     words text,
     state text not null default 'open' check (state in ('open', 'answered', 'closed')),
     answer text,
     opened_at timestamptz not null,
     changed_at timestamptz not null,
     changed_by text
   )`,
  'create index tickets_of_brand on tickets (brand_id, state, id)',
  `create table attributes (
     subscriber_id bigint not null,
     brand_id integer not null,
     name text not null,
     value text not null,
     purpose text not null,
     text_id bigint,
     at timestamptz not null,
     primary key (subscriber_id, brand_id, name)
   )`,
  // A brand's server that is to be asked. Its answer, or the lack of one, is the timer of the same key in the person's lane.
  `create table calls (
     id bigint generated always as identity primary key,
     key text not null unique,
     brand_id integer not null,
     campaign_id integer not null,
     subscriber_id bigint not null,
     url text not null,
     body jsonb not null,
     with_number boolean not null default false,
     state text not null default 'waiting' check (state in ('waiting', 'late', 'answered', 'told', 'failed')),
     due_at timestamptz not null,
     expires_at timestamptz not null,
     attempts smallint not null default 0,
     lease uuid,
     leased_until timestamptz,
     status smallint,
     reason text,
     answer jsonb,
     created_at timestamptz not null,
     ended_at timestamptz
   ) with (fillfactor = 80)`,
  // While it waits, its answer may still be the reply; late, the brand is only told.
  `create index calls_due on calls (brand_id, state, due_at) where state in ('waiting', 'late')`,
  `create index calls_open on calls (brand_id) where state in ('waiting', 'late') and lease is not null`,
  'create index calls_of_brand on calls (brand_id, id)',
];

const TABLES = [
  'calls',
  'attributes',
  'tickets',
  'table_rows',
  'lookup_tables',
  'coupons',
  'tallies',
  'tally_changes',
  'entries',
  'counters',
  'players',
];

/** What playing leaves behind: entries, tallies, stock, coupons, answers, and what brands' servers are asked. */
export class Play1772355800600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop table ${table}`);
  }
}
