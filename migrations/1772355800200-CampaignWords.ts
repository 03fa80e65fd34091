import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A draft may ask for words that nobody has leased yet; publishing turns them into campaign_keywords. */
export class CampaignWords1772355800200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table campaigns add column words jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table campaigns drop column words');
  }
}
