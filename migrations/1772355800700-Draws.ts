import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  // The list of a contest as it grows: line by line, hour by hour. A line keeps its own text, so that nothing that is later
  // changed or forgotten about a person changes what was sealed.
  `create table contest_lines (
     campaign_id   integer not null,
     number        integer not null check (number > 0),
     entry_id      bigint not null,
     subscriber_id bigint not null,
     line          text not null,
     primary key (campaign_id, number)
   )`,
  `create table entry_hours (
     campaign_id   integer not null,
     at            timestamptz not null,
     count         integer not null check (count >= 0),
     last_entry_id bigint not null,
     hash          text not null,
     sealed_at     timestamptz not null,
     primary key (campaign_id, at)
   )`,
  `create table draw_exclusions (
     id            bigint generated always as identity primary key,
     campaign_id   integer not null references campaigns (id),
     sender_hash   uuid not null,
     reason        text not null check (reason <> '' and length(reason) <= 200),
     made_by       text not null,
     at            timestamptz not null,
     unique (campaign_id, sender_hash)
   )`,
  `create table draws (
     id                integer generated always as identity primary key,
     campaign_id       integer not null references campaigns (id),
     number            integer not null check (number between 1 and 1000),
     state             text not null default 'committed' check (state in ('committed', 'drawn')),
     lines             integer not null,
     last_entry_id     bigint not null,
     announcement      jsonb not null,
     announcement_hash text not null,
     freeze_seal       jsonb not null,
     exclusions        jsonb not null,
     server_seed       text not null,
     claim_ms          bigint not null check (claim_ms > 0),
     notice            jsonb,
     frozen_at         timestamptz not null,
     frozen_by         text not null,
     beacon            text,
     proof             text,
     proof_hash        text,
     drawn_at          timestamptz,
     drawn_by          text,
     unique (campaign_id, number),
     check ((state = 'drawn') = (proof is not null)),
     check ((proof is null) = (proof_hash is null) and (proof is null) = (beacon is null)
       and (proof is null) = (drawn_at is null) and (proof is null) = (drawn_by is null))
   )`,
  `create unique index draws_committed on draws (campaign_id) where state = 'committed'`,
  `create table draw_results (
     draw_id       integer not null references draws (id),
     rank          integer not null check (rank > 0),
     role          text not null check (role in ('winner', 'reserve')),
     line          integer not null,
     ticket        integer not null,
     entry_id      bigint not null,
     subscriber_id bigint not null,
     prize         integer check (prize > 0),
     state         text not null check (state in ('waiting', 'notified', 'claimed', 'expired', 'replaced')),
     notified_at   timestamptz,
     deadline      timestamptz,
     settled_at    timestamptz,
     told          text check (told in ('queued', 'refused')),
     primary key (draw_id, rank),
     check ((state = 'waiting') = (prize is null) and (state = 'waiting') = (deadline is null)),
     check ((state in ('claimed', 'expired', 'replaced')) = (settled_at is not null))
   )`,
  `create index draw_results_due on draw_results (deadline) where state = 'notified'`,
  `create index draw_results_untold on draw_results (draw_id, rank) where state = 'notified' and told is null`,
  // A prize is one person's at a time.
  `create unique index draw_results_prize on draw_results (draw_id, prize) where state in ('notified', 'claimed')`,
  `create table draw_contacts (
     id      bigint generated always as identity primary key,
     draw_id integer not null,
     rank    integer not null,
     event   text not null check (event in ('drawn', 'called', 'told', 'not_told', 'contacted', 'claimed', 'expired', 'replaced')),
     note    text not null,
     made_by text not null,
     at      timestamptz not null,
     foreign key (draw_id, rank) references draw_results (draw_id, rank)
   )`,
  'create index draw_contacts_of_result on draw_contacts (draw_id, rank, id)',
];

const APPEND_ONLY = ['contest_lines', 'entry_hours', 'draw_contacts'];

const GUARDS = [
  `create function keep_draw_records() returns trigger language plpgsql as $$
   begin
     raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
   end $$`,
  ...APPEND_ONLY.flatMap((table) => [
    `create trigger append_only before update or delete on ${table} for each row execute function keep_draw_records()`,
    `create trigger never_truncated before truncate on ${table} for each statement execute function keep_draw_records()`,
  ]),
  // What was announced is announced, and what was drawn is drawn: a draw moves once, from the one to the other.
  `create function keep_draws() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' and old.state = 'committed' and new.state = 'drawn'
        and to_jsonb(new) - array['state', 'beacon', 'proof', 'proof_hash', 'notice', 'drawn_at', 'drawn_by']
          = to_jsonb(old) - array['state', 'beacon', 'proof', 'proof_hash', 'notice', 'drawn_at', 'drawn_by'] then
       return new;
     end if;
     raise exception 'a draw is never changed or deleted' using errcode = 'restrict_violation';
   end $$`,
  'create trigger kept before update or delete on draws for each row execute function keep_draws()',
  'create trigger never_truncated before truncate on draws for each statement execute function keep_draws()',
];

const DOWN = `
drop table draw_contacts, draw_results, draws, draw_exclusions, entry_hours, contest_lines;
drop function keep_draws();
drop function keep_draw_records();`;

/** Draws that anybody can check: the sealed list, what was announced, who was drawn, and what became of their prizes. */
export class Draws1772355800700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...GUARDS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
