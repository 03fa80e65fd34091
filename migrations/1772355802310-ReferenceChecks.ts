import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What rows written by the thousand refer to is looked up once for a statement instead of once for each row. */
export class ReferenceChecks1772355802310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STAY);
    await runner.query(CHARGES);
    await runner.query(OF_CHARGES);
    await runner.query(OF_SUBSCRIPTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(OF_SUBSCRIPTIONS_BY_ROW);
    await runner.query(OF_CHARGES_BY_ROW);
    await runner.query(CHARGES_BY_ROW);
    await runner.query(LEAVE);
  }
}

// Nobody deletes these, and no row of theirs ever becomes another's: whoever has seen one may rely on it without a lock. What is
// said of an update is said after it: a trigger before updates locks every row that is updated, whichever column it waits for.
const KEPT = [
  'brands',
  'shortcodes',
  'operators',
  'charge_gateways',
  'subscribers',
  'subscriptions',
  'charges',
];

const STAY = `
create function refuse_to_go() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % is never deleted, and never becomes another', tg_table_name using errcode = 'restrict_violation';
end $$;
${KEPT.map(
  (table) => `
create trigger never_deleted before delete on ${table} for each row execute function refuse_to_go();
create trigger never_another after update of id on ${table} for each row execute function refuse_to_go();
create trigger never_truncated before truncate on ${table} execute function refuse_to_go();`,
).join('')}

create function refuse_another_owner() returns trigger language plpgsql as $$
begin
  raise exception 'whose a row of % is never changes', tg_table_name using errcode = 'restrict_violation';
end $$;
`;

const LEAVE = `
drop function refuse_another_owner();
${KEPT.map(
  (table) => `
drop trigger never_truncated on ${table};
drop trigger never_another on ${table};
drop trigger never_deleted on ${table};`,
).join('')}
drop function refuse_to_go();
`;

const CHARGES = `
create function refuse_unknown_parties() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct brand_id, shortcode_id, operator_id, gateway_id from fresh) f
    where not exists (select from brands where id = f.brand_id offset 0)
      or not exists (select from shortcodes where id = f.shortcode_id offset 0)
      or not exists (select from operators where id = f.operator_id offset 0)
      or not exists (select from charge_gateways where id = f.gateway_id offset 0)
  ) or exists (
    select from fresh f where not exists (select from subscribers where id = f.subscriber_id offset 0)
  ) then
    raise exception 'a charge names somebody who is not there'
      using errcode = 'foreign_key_violation', table = 'charges', constraint = 'charges_parties';
  end if;
  return null;
end $$;
create trigger refers_to_parties after insert on charges referencing new table as fresh
  for each statement execute function refuse_unknown_parties();
create trigger same_parties after update of brand_id, shortcode_id, operator_id, subscriber_id on charges
  for each row execute function refuse_another_owner();
create function refuse_unknown_gateway() returns trigger language plpgsql as $$
begin
  if not exists (select from charge_gateways where id = new.gateway_id) then
    raise exception 'a charge goes to a gateway that is not there'
      using errcode = 'foreign_key_violation', table = 'charges', constraint = 'charges_parties';
  end if;
  return null;
end $$;
create trigger known_gateway after update of gateway_id on charges for each row execute function refuse_unknown_gateway();
alter table charges drop constraint charges_brand_id_fkey, drop constraint charges_shortcode_id_fkey,
  drop constraint charges_subscriber_id_fkey, drop constraint charges_operator_id_fkey, drop constraint charges_gateway_id_fkey;
`;

const CHARGES_BY_ROW = `
alter table charges
  add foreign key (brand_id) references brands, add foreign key (shortcode_id) references shortcodes,
  add foreign key (subscriber_id) references subscribers, add foreign key (operator_id) references operators,
  add foreign key (gateway_id) references charge_gateways;
drop trigger known_gateway on charges;
drop function refuse_unknown_gateway();
drop trigger same_parties on charges;
drop trigger refers_to_parties on charges;
drop function refuse_unknown_parties();
`;

const OF_CHARGES = `
create function refuse_unknown_charges() returns trigger language plpgsql as $$
begin
  if exists (select from fresh f where not exists (select from charges where id = f.charge_id offset 0)) then
    raise exception 'a row of % is of a charge that is not there', tg_table_name
      using errcode = 'foreign_key_violation', table = tg_table_name, constraint = tg_table_name || '_charge_id';
  end if;
  return null;
end $$;
${['charge_attempts', 'charge_news']
  .map(
    (table) => `
create trigger refers_to_charges after insert on ${table} referencing new table as fresh
  for each statement execute function refuse_unknown_charges();
create trigger same_charge after update of charge_id on ${table} for each row execute function refuse_another_owner();
alter table ${table} drop constraint ${table}_charge_id_fkey;`,
  )
  .join('')}
`;

const OF_CHARGES_BY_ROW = `
${['charge_attempts', 'charge_news']
  .map(
    (table) => `
alter table ${table} add foreign key (charge_id) references charges;
drop trigger same_charge on ${table};
drop trigger refers_to_charges on ${table};`,
  )
  .join('')}
drop function refuse_unknown_charges();
`;

const OF_SUBSCRIPTIONS = `
create function refuse_unknown_subscriptions() returns trigger language plpgsql as $$
begin
  if exists (select from fresh f where not exists (select from subscriptions where id = f.subscription_id offset 0)) then
    raise exception 'an event is of a subscription that is not there'
      using errcode = 'foreign_key_violation', table = tg_table_name, constraint = 'subscription_events_subscription_id';
  end if;
  return null;
end $$;
create trigger refers_to_subscriptions after insert on subscription_events referencing new table as fresh
  for each statement execute function refuse_unknown_subscriptions();
create trigger same_subscription after update of subscription_id on subscription_events
  for each row execute function refuse_another_owner();
alter table subscription_events drop constraint subscription_events_subscription_id_fkey;
`;

const OF_SUBSCRIPTIONS_BY_ROW = `
alter table subscription_events add foreign key (subscription_id) references subscriptions;
drop trigger same_subscription on subscription_events;
drop trigger refers_to_subscriptions on subscription_events;
drop function refuse_unknown_subscriptions();
`;
