import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators say they charged, file by file, and what we tell them in return. */
export class StatementFiles1772355801600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROFILES);
    await runner.query(FILES);
    await runner.query(ROWS);
    await runner.query(SETTLEMENT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop index refunds_by_settlement;
drop table settlement_files, statement_rows, statement_faults, statement_files, file_profiles;`);
  }
}

// How to read an operator's files. A version is never changed: a file was read by the version it names.
const PROFILES = `
create table file_profiles (
  id          int generated always as identity primary key,
  operator_id int not null references operators,
  name        text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  version     int not null check (version > 0),
  settings    jsonb not null,
  created_by  text not null,
  created_at  timestamptz not null,
  unique (name, version)
);
create index file_profiles_by_operator on file_profiles (operator_id, id);
`;

// A series counts its files without a gap. Of one number of a series, the newest version counts; the others are kept.
const FILES = `
create table statement_files (
  id          bigint generated always as identity primary key,
  operator_id int not null references operators,
  profile_id  int not null references file_profiles,
  name        text not null,
  sha256      char(64) not null,
  bytes       bigint not null,
  state       text not null default 'importing'
                check (state in ('importing', 'imported', 'superseded', 'refused', 'interrupted')),
  series      text,
  sequence    int check (sequence >= 0),
  day         date,
  read_bytes  bigint not null default 0,
  details     int not null default 0,
  faults      int not null default 0,
  figures     jsonb not null default '[]',
  reason      text,
  detail      text,
  supersedes  bigint references statement_files,
  beat_at     timestamptz not null default clock_timestamp(),
  created_by  text not null,
  created_at  timestamptz not null,
  ended_at    timestamptz,
  check (state not in ('imported', 'superseded') or (series is not null and day is not null)),
  check ((state = 'importing') = (ended_at is null))
);
create unique index statement_files_one_at_a_time on statement_files (operator_id) where state = 'importing';
create unique index statement_files_newest on statement_files (operator_id, series, sequence) nulls not distinct
  where state = 'imported';
create index statement_files_by_hash on statement_files (operator_id, sha256);
create index statement_files_by_day on statement_files (operator_id, day) where state = 'imported';

create table statement_faults (
  file_id bigint not null references statement_files,
  line    int not null,
  fault   text not null,
  field   text,
  found   text,
  primary key (file_id, line)
);
`;

// Rows are appended file by file and read file by file: a block range index costs a copy next to nothing, a tree costs it a third.
// No foreign key either: it would look up the same file five million times.
const ROWS = `
create table statement_rows (
  file_id         bigint not null,
  line            int not null,
  operator_id     int not null,
  operator_txn_id text,
  partner_ref     text,
  msisdn_hash     uuid,
  service_id      int,
  charged_at      timestamptz not null,
  amount_minor    bigint not null,
  currency        char(3) not null,
  status          text not null check (status in ('charged', 'refused', 'refunded')),
  day             date not null
);
create index statement_rows_by_file on statement_rows using brin (file_id, line) with (pages_per_range = 32, autosummarize = on);
`;

// Our own file for an operator's day: half-open, and its totals as they were when it was made.
const SETTLEMENT = `
create table settlement_files (
  id          int generated always as identity primary key,
  operator_id int not null references operators,
  day         date not null,
  sequence    int not null check (sequence > 0),
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  details     int not null,
  net_minor   numeric(30, 0) not null,
  sha256      char(64),
  created_by  text not null,
  created_at  timestamptz not null,
  unique (operator_id, day),
  unique (operator_id, sequence),
  check (from_at < to_at)
);
create index refunds_by_settlement on refunds (settled_at) where settled_at is not null;
`;
