import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which days an operator's file has rows of, and how many: counted while it is read, so that nobody scans its rows to find out. */
export class StatementDays1772355802400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table statement_days (
  file_id  bigint not null references statement_files,
  day      date not null,
  charged  int not null check (charged >= 0),
  refused  int not null check (refused >= 0),
  refunded int not null check (refunded >= 0),
  primary key (file_id, day),
  check (charged + refused + refunded > 0)
);
insert into statement_days (file_id, day, charged, refused, refunded)
select r.file_id, r.day, count(*) filter (where r.status = 'charged'), count(*) filter (where r.status = 'refused'),
  count(*) filter (where r.status = 'refunded')
from statement_rows r group by r.file_id, r.day;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table statement_days;');
  }
}
