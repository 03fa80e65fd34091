import type { MigrationInterface, QueryRunner } from 'typeorm';

const LOTS = `
create table code_lots (
  id          int generated always as identity primary key,
  brand_id    int not null references brands,
  campaign_id int references campaigns on delete set null, -- null: every campaign of the brand; only a draft is ever deleted
  name        text not null,
  shape       jsonb not null,
  attributes  jsonb not null default '{}',
  expires_at  timestamptz,
  state       text not null default 'active' check (state in ('active', 'revoked')),
  created_by  text not null,
  created_at  timestamptz not null,
  revoked_at  timestamptz,
  check ((state = 'revoked') = (revoked_at is not null))
);
create index code_lots_by_campaign on code_lots (campaign_id) where campaign_id is not null;

create table code_loads (
  id         int generated always as identity primary key,
  lot_id     int not null references code_lots,
  kind       text not null check (kind in ('generation', 'import')),
  file       text,
  state      text not null default 'running' check (state in ('running', 'done', 'interrupted', 'failed')),
  imported   int not null default 0,
  known      int not null default 0,
  rejected   int not null default 0,
  faults     jsonb not null default '[]',
  detail     text,
  started_by text not null,
  started_at timestamptz not null,
  ended_at   timestamptz,
  beat_at    timestamptz not null default clock_timestamp(),
  check ((state = 'running') = (ended_at is null))
);
-- One at a time fills a lot; the others of a lot are its history.
create unique index code_loads_running on code_loads (lot_id) where state = 'running';
create index code_loads_by_lot on code_loads (lot_id, id);
`;

// A row is 48 bytes and never changes; a lot of ten million must not cost a foreign key's look-up for each of them, and the load's
// row is locked by whoever adds to it. Not partitioned: a unique index over all lots is what makes a code one code.
const CODES = `
create table unique_codes (
  hash    uuid not null,
  lot_id  int not null,
  load_id int not null
);
alter table unique_codes add primary key (hash);

create table code_redemptions (
  id            bigint generated always as identity,
  hash          uuid primary key, -- whatever else goes wrong, nobody redeems a code twice
  lot_id        int not null,
  campaign_id   int not null,
  subscriber_id bigint not null,
  text_id       bigint,
  redeemed_at   timestamptz not null
);
create unique index code_redemptions_by_lot on code_redemptions (lot_id, id);
`;

/** Codes printed on packs: lots, how they were filled, the codes as keyed hashes, and who redeemed them. */
export class UniqueCodes1772355800400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LOTS);
    await runner.query(CODES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table code_redemptions, unique_codes, code_loads, code_lots');
  }
}
