import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether somebody can pay at all, asked of their operator before they are told a price. A row goes when it is answered, or too late. */
export class EligibilityQuestions1772355802200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table eligibility_questions (
  key           text primary key,
  gateway_id    int not null references charge_gateways,
  subscriber_id bigint not null references subscribers,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  lease         uuid,
  leased_until  timestamptz
);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table eligibility_questions;');
  }
}
