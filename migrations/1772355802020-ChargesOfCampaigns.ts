import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The campaign by which somebody came to what they pay for: what is spent on one contest can be capped. */
export class ChargesOfCampaigns1772355802020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table charges add column campaign_id int');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table charges drop column campaign_id');
  }
}
