import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One index each for what every vote and every entry writes, where there were two. A campaign leads both: everything that reads a
 * player knows the campaign, and everything that reads entries reads one campaign's, in the order in which they were recorded.
 */
export class NarrowerPlays1772355802500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table players drop constraint players_pkey, add constraint players_pkey primary key (campaign_id, subscriber_id);
drop index players_of_campaign;
alter table entries drop constraint entries_pkey, add constraint entries_pkey primary key (campaign_id, id);
drop index entries_of_campaign;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
create index entries_of_campaign on entries (campaign_id, id);
alter table entries drop constraint entries_pkey, add constraint entries_pkey primary key (id);
create index players_of_campaign on players (campaign_id, subscriber_id);
alter table players drop constraint players_pkey, add constraint players_pkey primary key (subscriber_id, campaign_id);`);
  }
}
