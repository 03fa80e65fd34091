import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A charge leaves without any index hearing of it, and whoever dies on the way is found by its call. */
export class CallsOfCharges1772355802320 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CALLS);
    await runner.query(CHARGES);
    await runner.query(PAGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(PAGES_BEFORE);
    await runner.query(CHARGES_BEFORE);
    await runner.query('drop table charge_calls');
  }
}

// What left together under one lease. Nobody deletes a call that was answered: all are looked at once, when their lease lapses.
const CALLS = `
create table charge_calls (
  lease        uuid primary key,
  gateway_id   int not null references charge_gateways,
  leased_until timestamptz not null,
  charge_ids   bigint[] not null
);
create index charge_calls_by_lapse on charge_calls (gateway_id, leased_until);
insert into charge_calls (lease, gateway_id, leased_until, charge_ids)
select lease, gateway_id, max(leased_until), array_agg(id order by id) from charges
where state = 'reserved' and lease is not null group by lease, gateway_id;
`;

// An index whose predicate names the state has every row that changes its state written to all indexes anew. These columns change when
// a charge becomes unknown, or comes to nothing, and not when it leaves. A row that leaves is written a second time: its page has room.
const CHARGES = `
alter table charges
  add column is_unknown boolean generated always as (state = 'unknown') stored,
  add column is_void boolean generated always as (state in ('refused', 'voided')) stored,
  set (fillfactor = 50);
drop index charges_once_per_period, charges_due, charges_reserved, charges_unknown;
create unique index charges_once_per_period on charges (subscription_id, period_start)
  where subscription_id is not null and not is_void;
create index charges_due on charges (gateway_id, due_at) where settled_at is null;
create index charges_unknown on charges (gateway_id, due_at) where is_unknown;
`;

const CHARGES_BEFORE = `
drop index charges_once_per_period, charges_due, charges_unknown;
alter table charges drop column is_unknown, drop column is_void, set (fillfactor = 60);
create unique index charges_once_per_period on charges (subscription_id, period_start)
  where subscription_id is not null and state not in ('refused', 'voided');
create index charges_due on charges (gateway_id, due_at) where state in ('requested', 'reserved', 'unknown');
create index charges_reserved on charges (gateway_id, leased_until) where state = 'reserved';
create index charges_unknown on charges (gateway_id, due_at) where state = 'unknown';
`;

// An attempt and a handset change once, soon after they were written.
const PAGES = `
alter table charge_attempts set (fillfactor = 70);
alter table simulator.handsets set (fillfactor = 70);
`;

const PAGES_BEFORE = `
alter table simulator.handsets reset (fillfactor);
alter table charge_attempts reset (fillfactor);
`;
