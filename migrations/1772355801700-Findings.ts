import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What our books and an operator's statements say differently, and what people did about it. */
export class Findings1772355801700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TERMS);
    await runner.query(RUNS);
    await runner.query(FINDINGS);
    await runner.query(STEPS);
    await runner.query(INCIDENTS);
    await runner.query(MESSAGE_IDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop function message_id_values(text);
drop table reconciliation_incidents, finding_proposals, finding_steps, findings, matching_results, control_totals,
  reconciled_files, reconciliations, reconciliation_limits, reconciliation_terms;
drop function refuse_finding_step_change();`);
  }
}

// What was agreed with an operator: where its day ends, what may differ, and how late a row may come.
const TERMS = `
create table reconciliation_terms (
  operator_id     int primary key references operators,
  zone            text not null,
  cut_off_minutes int not null check (cut_off_minutes between -719 and 719),
  amount_minor    bigint not null check (amount_minor >= 0),
  percent_bp      int not null check (percent_bp between 0 and 10000),
  time_ms         int not null check (time_ms between 0 and 86400000),
  edge_ms         int not null check (edge_ms between 0 and 86400000),
  late_days       int not null check (late_days between 0 and 31),
  file_days       int not null check (file_days between 1 and 31),
  updated_by      text not null,
  updated_at      timestamptz not null
);

create table reconciliation_limits (
  currency         char(3) primary key,
  four_eyes_minor  bigint not null check (four_eyes_minor >= 0),
  escalation_minor bigint not null check (escalation_minor >= 0),
  escalation_bp    int not null check (escalation_bp between 0 and 10000),
  updated_by       text not null,
  updated_at       timestamptz not null
);
`;

// A run that works holds its row locked: whoever dies lets go of it, and the next one finds it running and free. Results are kept by
// run, so that two runs can be compared; what matched plainly is counted and leaves no row.
const RUNS = `
create table reconciliations (
  id           bigint generated always as identity primary key,
  operator_id  int not null references operators,
  day          date not null,
  ordinal      int not null check (ordinal > 0),
  state        text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
  tries        smallint not null default 0,
  error        text,
  terms        jsonb,
  figures      jsonb,
  asked_by     text not null,
  asked_at     timestamptz not null,
  as_of        timestamptz,
  ended_at     timestamptz,
  unique (operator_id, day, ordinal),
  check ((state in ('queued', 'running')) = (ended_at is null))
);
create unique index reconciliations_queued on reconciliations (operator_id, day) where state = 'queued';
create index reconciliations_running on reconciliations (id) where state = 'running';

create table reconciled_files (
  file_id bigint primary key references statement_files,
  at      timestamptz not null
);

create table matching_results (
  run_id      bigint not null references reconciliations,
  key         text not null,
  category    text not null,
  differences text[] not null,
  via         text,
  charge_id   bigint,
  refund_id   bigint,
  file_id     bigint,
  line        int,
  delta_minor bigint not null,
  currency    char(3) not null,
  primary key (run_id, key)
);

create table control_totals (
  run_id       bigint not null references reconciliations,
  service_id   int,
  tariff_id    int,
  currency     char(3) not null,
  submitted    int not null,
  ours         int not null,
  ours_minor   numeric(30, 0) not null,
  ours_refunds int not null,
  ours_refunded_minor numeric(30, 0) not null,
  theirs       int not null,
  theirs_minor numeric(30, 0) not null,
  theirs_refunds int not null,
  theirs_refunded_minor numeric(30, 0) not null,
  unique nulls not distinct (run_id, service_id, tariff_id, currency)
);
`;

// A finding belongs to the day of our entry, or to the day of their row where we have none; its key stays the same in every run.
const FINDINGS = `
create table findings (
  id              bigint generated always as identity primary key,
  operator_id     int not null references operators,
  day             date not null,
  key             text not null,
  category        text not null,
  differences     text[] not null,
  via             text,
  charge_id       bigint,
  refund_id       bigint,
  file_id         bigint,
  line            int,
  operator_txn_id text,
  service_id      int,
  brand_id        int,
  ours_minor      bigint,
  theirs_minor    bigint,
  delta_minor     bigint not null,
  currency        char(3) not null,
  ours_state      text,
  theirs_status   text,
  ours_at         timestamptz,
  theirs_at       timestamptz,
  late_until      timestamptz,
  state           text not null default 'OPEN'
                    check (state in ('OPEN', 'ASSIGNED', 'SENT_TO_OPERATOR', 'ACCEPTED', 'REJECTED', 'WRITTEN_OFF', 'RESOLVED')),
  assignee        text,
  adjusted_minor  bigint not null default 0,
  opened_at       timestamptz not null,
  closed_at       timestamptz,
  unique (operator_id, day, key),
  check ((state in ('ACCEPTED', 'REJECTED', 'WRITTEN_OFF', 'RESOLVED')) = (closed_at is not null)),
  check (num_nonnulls(charge_id, refund_id, file_id) > 0)
) with (fillfactor = 85);
create index findings_open on findings (operator_id, day) where closed_at is null;
create index findings_late on findings (late_until) where closed_at is null and late_until is not null;
create index findings_to_heal on findings (id) where closed_at is null and ours_state in ('reserved', 'unknown');
create index findings_of_charge on findings (charge_id) where charge_id is not null;
`;

const STEPS = `
create table finding_steps (
  id           bigint generated always as identity primary key,
  finding_id   bigint not null references findings,
  step         text not null,
  from_state   text,
  to_state     text not null,
  category     text not null,
  run_id       bigint references reconciliations,
  actor        text not null,
  reason       text not null,
  amount_minor bigint check (amount_minor > 0),
  transfer_id  bigint references ledger_transfers,
  at           timestamptz not null
);
create index finding_steps_by_finding on finding_steps (finding_id, id);

create function refuse_finding_step_change() returns trigger language plpgsql as $$
begin
  raise exception 'finding_steps is append-only' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on finding_steps for each row execute function refuse_finding_step_change();
create trigger never_truncated before truncate on finding_steps execute function refuse_finding_step_change();

create table finding_proposals (
  finding_id   bigint primary key references findings,
  to_state     text not null check (to_state in ('ACCEPTED', 'WRITTEN_OFF')),
  amount_minor bigint not null check (amount_minor > 0),
  reason       text not null,
  api_key_id   int not null references api_keys,
  actor        text not null,
  at           timestamptz not null
);
`;

const INCIDENTS = `
create table reconciliation_incidents (
  id               bigint generated always as identity primary key,
  operator_id      int not null references operators,
  day              date not null,
  currency         char(3) not null,
  run_id           bigint not null references reconciliations,
  ours_minor       numeric(30, 0) not null,
  difference_minor numeric(30, 0) not null,
  difference_bp    int,
  findings         int not null,
  raised_at        timestamptz not null,
  acknowledged_by  text,
  acknowledged_at  timestamptz,
  unique (operator_id, day, currency),
  check ((acknowledged_by is null) = (acknowledged_at is null))
);
`;

// A message centre may answer in hex and report in decimal, or pad: [as decimal, as hex], null for what cannot be read so.
const MESSAGE_IDS = `
create function message_id_values(id text) returns bigint[] immutable strict parallel safe language sql as $$
  select array[
    case when d ~ '^[0-9]{1,18}$' then d::bigint end,
    case when d ~ '^[0-9a-f]{1,15}$' then ('x' || lpad(d, 16, '0'))::bit(64)::bigint end]
  from (select ltrim(regexp_replace(lower(id), '^0x', ''), '0') as d) as digits
$$;
`;
