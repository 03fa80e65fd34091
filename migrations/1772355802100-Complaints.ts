import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people complain of, what became of it, and the evidence as it stood when they were answered. */
export class Complaints1772355802100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COMPLAINTS);
    await runner.query(EVIDENCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
drop table complaint_evidence, complaint_steps, complaints;
drop function keep_complaint_evidence();`);
  }
}

// pack_sha256 is the hash of the evidence's manifest, which names the hash of every part.
const COMPLAINTS = `
create table complaints (
  id              bigint generated always as identity primary key,
  code            text not null unique,
  brand_id        int not null references brands,
  subscriber_id   bigint not null references subscribers,
  shortcode_id    int not null references shortcodes,
  service_id      int references services,
  subscription_id bigint references subscriptions,
  charge_id       bigint references charges,
  channel         text not null check (channel in ('text', 'telephone', 'letter', 'e-mail', 'shop', 'operator', 'regulator')),
  words           text,
  state           text not null default 'open' check (state in ('open', 'answered', 'upheld', 'dismissed', 'closed')),
  assignee        text,
  due_at          timestamptz,
  answer          text,
  answered_at     timestamptz,
  pack_sha256     text,
  refund_id       bigint references refunds,
  opened_at       timestamptz not null,
  opened_by       text not null,
  changed_at      timestamptz not null,
  changed_by      text not null,
  closed_at       timestamptz,
  check ((state = 'closed') = (closed_at is not null)),
  check ((state = 'open') = (answered_at is null)),
  check ((answered_at is null) = (pack_sha256 is null)),
  check (refund_id is null or (charge_id is not null and state in ('upheld', 'closed')))
);
create index complaints_by_time on complaints (opened_at);
create index complaints_by_subscriber on complaints (subscriber_id);

create table complaint_steps (
  id           bigint generated always as identity primary key,
  complaint_id bigint not null references complaints,
  step         text not null,
  actor        text not null,
  reason       text,
  at           timestamptz not null
);
create index complaint_steps_of_complaint on complaint_steps (complaint_id, id);
`;

// Each part is kept as the very text that was hashed. A part may be erased, and nothing else: its hash stands.
const EVIDENCE = `
create table complaint_evidence (
  complaint_id bigint not null references complaints,
  place        smallint not null,
  name         text not null,
  content      text,
  primary key (complaint_id, place)
);

create function keep_complaint_evidence() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'content' = to_jsonb(old) - 'content'
     and (new.content is null or new.content = old.content) then
    return new;
  end if;
  raise exception 'complaint_evidence is append-only' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on complaint_evidence for each row execute function keep_complaint_evidence();
create trigger never_truncated before truncate on complaint_evidence execute function keep_complaint_evidence();
`;
