import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which of our subscriptions an operator's notice was about, so that the operator can be asked to end it in its own words. */
export class MirroredNotices1772355801900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table operator_notices add column subscription_id bigint;
create index operator_notices_of_subscription on operator_notices (subscription_id, id) where subscription_id is not null;
create index operator_notices_of_person on operator_notices (subscriber_id, gateway_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop index operator_notices_of_person;
alter table operator_notices drop column subscription_id;`);
  }
}
