import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For as long as a row is open, no service, or one, takes money, takes anybody in or sends anything at an operator. */
export class OperatorSuspensions1772355802610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table operator_suspensions (
  id           bigint generated always as identity primary key,
  operator_id  int not null references operators,
  service_id   int references services,
  reason       text not null,
  suspended_by text not null,
  suspended_at timestamptz not null,
  resumed_by   text,
  resumed_at   timestamptz,
  check ((resumed_by is null) = (resumed_at is null))
);
create unique index operator_suspensions_open on operator_suspensions (operator_id, service_id) nulls not distinct
  where resumed_at is null;
create index operator_suspensions_by_operator on operator_suspensions (operator_id, id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operator_suspensions;');
  }
}
