import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages that cost the person money: once one may have left, it is not submitted again. */
export class BilledMessages1772355801800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox add column is_billed boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox drop column is_billed');
  }
}
