import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Prices that an operator has approved, and from when to when. An operator without any approves every price. */
export class PricePoints1772355802010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table price_points (
  id              int generated always as identity primary key,
  operator_id     int not null references operators,
  currency        char(3) not null,
  amount_minor    bigint not null check (amount_minor > 0),
  effective_from  timestamptz not null,
  effective_until timestamptz check (effective_until >= effective_from),
  created_at      timestamptz not null,
  exclude using gist (operator_id with =, currency with =, amount_minor with =, tstzrange(effective_from, effective_until) with &&)
);
create index price_points_of_operator on price_points (operator_id, currency, amount_minor);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table price_points;');
  }
}
