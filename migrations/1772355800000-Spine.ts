import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The catalogue, people and their consent, texts in, messages out. */
export class Spine1772355800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CATALOGUE);
    await runner.query(CONFIGURATION_HISTORY);
    await runner.query(ACCESS);
    await runner.query(PEOPLE);
    await runner.query(CONSENT);
    await runner.query(TEXTS_IN);
    await runner.query(MESSAGES_OUT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP);
  }
}

const CATALOGUE = `
create extension if not exists btree_gist;

create table operators (
  id         int generated always as identity primary key,
  code       text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name       text not null,
  country    char(2) not null,
  created_at timestamptz not null default now()
);

create table connectors (
  id          int generated always as identity primary key,
  name        text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  protocol    text not null,
  operator_id int references operators,
  settings    jsonb not null default '{}',
  key_hash    text not null,
  enabled     boolean not null default true,
  created_at  timestamptz not null default now()
);

create table brands (
  id         int generated always as identity primary key,
  code       text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name       text not null,
  contact    text not null default '',
  created_at timestamptz not null default now()
);

create table shortcodes (
  id             int generated always as identity primary key,
  number         text not null unique check (number ~ '^[0-9]{3,12}$'),
  kind           text not null check (kind in ('shared', 'dedicated')),
  profile        text not null,
  language       text not null,
  zone           text not null,
  brand_id       int references brands,
  class          text not null default 'service' check (class in ('promotional', 'service', 'premium')),
  tariff         jsonb,
  stop_policy    text check (stop_policy in ('code', 'last', 'menu')),
  intent_policy  text check (intent_policy in ('optOut', 'confirm')),
  unknown_policy text not null default 'universal' check (unknown_policy in ('universal', 'tenant', 'silence')),
  context_hours  int not null default 12 check (context_hours between 0 and 168),
  quarantine_days int not null default 30 check (quarantine_days between 0 and 3650),
  carrier_confirms_stop boolean not null default false,
  texts          jsonb not null default '{}',
  created_at     timestamptz not null default now(),
  check ((kind = 'dedicated') = (brand_id is not null)),
  check (kind = 'dedicated' or unknown_policy <> 'tenant')
);

-- Where a code is provisioned: the same number lives at several operators, each in a state of its own.
create table shortcode_routes (
  id           int generated always as identity primary key,
  shortcode_id int not null references shortcodes on delete cascade,
  connector_id int not null references connectors,
  operator_id  int references operators,
  state        text not null default 'live' check (state in ('requested', 'testing', 'live', 'suspended')),
  tps          int check (tps > 0),
  unique (shortcode_id, connector_id)
);

create table keywords (
  id           int generated always as identity primary key,
  shortcode_id int not null references shortcodes,
  brand_id     int not null references brands,
  alias_of     int references keywords on delete cascade,
  word         text not null,
  key          text not null check (key <> '' and length(key) <= 40),
  language     text,
  mode         text not null default 'first' check (mode in ('first', 'phrase', 'only', 'glued', 'pattern')),
  leased_from  timestamptz not null,
  leased_until timestamptz,
  free_from    timestamptz,
  created_at   timestamptz not null default now(),
  check (leased_until is null or leased_until > leased_from),
  check ((leased_until is null) = (free_from is null)),
  check (free_from is null or free_from >= leased_until),
  -- Two owners of one key on one code cannot exist at one time, quarantine included.
  constraint keyword_taken exclude using gist
    (shortcode_id with =, key with =, tstzrange(leased_from, free_from) with &&)
);
create index keywords_by_alias on keywords (alias_of) where alias_of is not null;

create table lists (
  id            int generated always as identity primary key,
  brand_id      int not null references brands,
  shortcode_id  int not null references shortcodes,
  name          text not null,
  key           text not null,
  frequency     text not null default '',
  double_opt_in boolean,
  created_at    timestamptz not null default now(),
  unique (shortcode_id, key)
);

create table campaigns (
  id           int generated always as identity primary key,
  brand_id     int not null references brands,
  shortcode_id int not null references shortcodes,
  name         text not null,
  kind         text not null,
  state        text not null default 'draft' check (state in ('draft', 'published', 'paused', 'closed')),
  opens_at     timestamptz not null,
  closes_at    timestamptz,
  timezone     text not null,
  language     text not null,
  settings     jsonb not null default '{}',
  created_at   timestamptz not null default now(),
  published_at timestamptz,
  check (closes_at is null or closes_at > opens_at)
);

create table campaign_keywords (
  id              int generated always as identity primary key,
  campaign_id     int not null references campaigns on delete cascade,
  keyword_id      int references keywords, -- null: the catch-all, on a dedicated code only
  operator_id     int references operators,
  include_list_id int references lists,
  exclude_list_id int references lists,
  unique nulls not distinct (campaign_id, keyword_id, operator_id, include_list_id, exclude_list_id),
  check (include_list_id is null or exclude_list_id is null or include_list_id <> exclude_list_id)
);

create table profile_versions (
  id             int generated always as identity primary key,
  profile        text not null,
  version        int not null,
  effective_from timestamptz not null,
  data           jsonb not null,
  state          text not null default 'proposed' check (state in ('proposed', 'approved', 'refused')),
  proposed_by    text not null,
  decided_by     text,
  created_at     timestamptz not null default now(),
  unique (profile, version),
  -- Four eyes: nobody approves what they proposed.
  check (state <> 'approved' or (decided_by is not null and decided_by <> proposed_by))
);
`;

// Every change of the catalogue raises the version and keeps what it replaced, so that the configuration of any version can be read again.
const CONFIGURATION_HISTORY = `
create table configuration (
  one     boolean primary key default true check (one),
  version bigint not null
);
insert into configuration (version) values (1);

create table configuration_changes (
  id         bigint generated always as identity primary key,
  version    bigint not null,
  table_name text not null,
  row_id     int not null,
  before     jsonb,
  at         timestamptz not null default now()
);
create index configuration_changes_by_version on configuration_changes (version);

create function note_configuration_change() returns trigger language plpgsql as $$
declare raised bigint;
begin
  update configuration set version = version + 1 returning version into raised;
  if tg_op = 'INSERT' then
    insert into configuration_changes (version, table_name, row_id, before)
    select raised, tg_table_name, id, null from new_rows;
  else
    insert into configuration_changes (version, table_name, row_id, before)
    select raised, tg_table_name, old_rows.id, to_jsonb(old_rows) from old_rows;
  end if;
  return null;
end $$;

do $$
declare t text;
begin
  foreach t in array array['operators', 'connectors', 'brands', 'shortcodes', 'shortcode_routes', 'keywords', 'lists',
                           'campaigns', 'campaign_keywords', 'profile_versions'] loop
    execute format('create trigger noted_insert after insert on %I referencing new table as new_rows
                    for each statement execute function note_configuration_change()', t);
    execute format('create trigger noted_update after update on %I referencing old table as old_rows
                    for each statement execute function note_configuration_change()', t);
    execute format('create trigger noted_delete after delete on %I referencing old table as old_rows
                    for each statement execute function note_configuration_change()', t);
  end loop;
end $$;
`;

const ACCESS = `
create table secrets (
  name  text primary key,
  value bytea not null
);

create table api_keys (
  id         int generated always as identity primary key,
  name       text not null unique,
  role       text not null check (role in ('administrator', 'brand')),
  brand_id   int references brands,
  key_hash   text not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  check ((role = 'brand') = (brand_id is not null))
);

create table idempotency_keys (
  api_key_id   int not null references api_keys,
  key          text not null,
  request_hash text not null,
  status       int,
  answer       jsonb,
  created_at   timestamptz not null default now(),
  primary key (api_key_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
`;

const PEOPLE = `
create table subscribers (
  id          bigint generated always as identity primary key,
  sender_hash uuid not null,
  lane        smallint not null check (lane between 0 and 63),
  msisdn      text,
  tenure      smallint not null default 1,
  language    text,
  operator    text,
  blocked     boolean not null default false,
  created_at  timestamptz not null,
  ended_at    timestamptz
) with (fillfactor = 90);
create unique index subscribers_current on subscribers (sender_hash) where ended_at is null;

-- What one person and one code have been to each other: who spoke last, and how often lately.
create table subscriber_codes (
  subscriber_id     bigint not null,
  shortcode_id      int not null,
  last_brand_id     int,
  last_brand_at     timestamptz,
  language          text,
  window_at         timestamptz,
  window_texts      smallint not null default 0,
  passive_replies   smallint not null default 0,
  unknown_at        timestamptz,
  stopped_at        timestamptz,
  primary key (subscriber_id, shortcode_id)
) with (fillfactor = 80);

create table conversations (
  subscriber_id bigint not null,
  shortcode_id  int not null,
  brand_id      int not null,
  campaign_id   int,
  question      text not null,
  state         jsonb not null,
  asked_at      timestamptz not null,
  until         timestamptz not null,
  primary key (subscriber_id, shortcode_id, brand_id)
) with (fillfactor = 80);

create table confirmations (
  subscriber_id bigint not null,
  list_id       int not null,
  shortcode_id  int not null,
  campaign_id   int,
  language      text not null,
  shown         text not null,
  asked_at      timestamptz not null,
  until         timestamptz not null,
  primary key (subscriber_id, list_id)
);

create table timers (
  id            bigint generated always as identity primary key,
  lane          smallint not null,
  due_at        timestamptz not null,
  subscriber_id bigint not null,
  shortcode_id  int not null,
  type          text not null,
  key           text not null unique,
  data          jsonb not null default '{}'
);
create index timers_due on timers (lane, due_at);

-- A person, a national or an operator's list says: not to this number.
create table suppressions (
  id           bigint generated always as identity primary key,
  sender_hash  uuid not null,
  registry     text not null,
  brand_id     int references brands,
  shortcode_id int references shortcodes,
  classes      text[] not null,
  source       text not null,
  created_at   timestamptz not null,
  unique nulls not distinct (sender_hash, registry, brand_id, shortcode_id)
);
`;

const CONSENT = `
create table consent_heads (
  lane smallint primary key,
  seq  bigint not null,
  hash bytea not null
);
insert into consent_heads select lane, 0, '\\x'::bytea from generate_series(0, 63) lane;

create table consents (
  lane            smallint not null,
  seq             bigint not null,
  subscriber_id   bigint not null,
  person          uuid not null,
  scope           text not null,
  event           text not null check (event in ('asked', 'opt_in', 'opt_out', 'declined', 'expired', 'restored')),
  channel         text not null check (channel in ('text', 'api', 'care', 'import', 'operator', 'timer')),
  text_id         bigint,
  brand_id        int,
  shortcode_id    int,
  list_id         int,
  purpose         text not null,
  language        text,
  profile         text,
  profile_version int,
  words           text,
  words_digest    bytea not null,
  shown           text,
  shown_digest    bytea not null,
  evidence        jsonb,
  evidence_digest bytea not null,
  said_at         timestamptz not null,
  recorded_at     timestamptz not null,
  hash            bytea not null,
  primary key (lane, seq)
);
create index consents_by_subscriber on consents (subscriber_id, lane, seq);

-- Words and evidence may be erased, and nothing else: the chain stands on their digests.
create function keep_consents() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - array['words', 'shown', 'evidence'] = to_jsonb(old) - array['words', 'shown', 'evidence']
     and (new.words is null or new.words = old.words) and (new.shown is null or new.shown = old.shown)
     and (new.evidence is null or new.evidence = old.evidence) then
    return new;
  end if;
  raise exception 'consents is append-only' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on consents for each row execute function keep_consents();
create trigger never_truncated before truncate on consents execute function keep_consents();

create table consent_anchors (
  id       bigint generated always as identity primary key,
  at       timestamptz not null,
  heads    jsonb not null,
  previous bytea not null,
  hash     bytea not null
);

-- The newest word of a person on each scope: 'list:3', 'brand:2:7', 'code:7' or 'all'.
create table consent_states (
  subscriber_id bigint not null,
  scope         text not null,
  shortcode_id  int,
  list_id       int,
  status        text not null check (status in ('asked', 'in', 'out')),
  said_at       timestamptz not null,
  primary key (subscriber_id, scope)
) with (fillfactor = 85);
create index consent_states_members on consent_states (list_id, subscriber_id) where list_id is not null and status = 'in';
`;

const TEXTS_IN = `
create sequence text_ids as bigint;

create table heard (
  connector_id int not null,
  key_hash     uuid not null primary key,
  text_id      bigint not null
);

create table texts (
  id           bigint primary key,
  connector_id int not null,
  sender_hash  uuid not null,
  lane         smallint not null,
  sender       text,
  code         text not null,
  body         text,
  original     bytea,
  remote_id    text,
  link_id      text,
  operator     text,
  flags        text[],
  sent_at      timestamptz,
  said_at      timestamptz not null,
  received_at  timestamptz not null
);
create index texts_by_sender on texts (sender_hash, id);

-- The queue of a lane: a row for each text nobody has handled yet.
create table pending (
  lane    smallint not null,
  text_id bigint not null,
  sender  uuid not null,
  urgent  boolean not null,
  primary key (lane, text_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);
create index pending_urgent on pending (lane, text_id) where urgent;

create table decisions (
  text_id        bigint primary key,
  subscriber_id  bigint,
  shortcode_id   int,
  campaign_id    int,
  rule           text not null,
  because        text not null,
  config_version bigint not null,
  decided_at     timestamptz not null,
  facts          jsonb
);

create table parts (
  text_id      bigint primary key,
  connector_id int not null,
  sender_hash  uuid not null,
  lane         smallint not null,
  sender       text,
  code         text not null,
  ref          int not null,
  width        smallint not null,
  part         smallint not null,
  total        smallint not null,
  body         text,
  bytes        bytea,
  link_id      text,
  operator     text,
  said_at      timestamptz not null,
  received_at  timestamptz not null,
  whole_id     bigint
);
create index parts_waiting on parts (lane, sender_hash, connector_id, code, ref, width, total) where whole_id is null;

create table set_aside (
  text_id bigint primary key,
  lane    smallint not null,
  sender  uuid not null,
  error   text not null,
  tries   smallint not null,
  at      timestamptz not null,
  released_at timestamptz
);
`;

const MESSAGES_OUT = `
create table outbound (
  id            bigint generated always as identity primary key,
  text_id       bigint,
  ordinal       smallint,
  subscriber_id bigint not null,
  connector_id  int not null,
  shortcode_id  int not null,
  brand_id      int,
  campaign_id   int,
  list_id       int,
  class         text not null,
  body          text,
  link_id       text,
  created_at    timestamptz not null,
  expires_at    timestamptz not null
);
create unique index outbound_by_text on outbound (text_id, ordinal) where text_id is not null;
create index outbound_started_by_us on outbound (subscriber_id, id) where text_id is null;

-- What still has to leave. A row goes when its fate is known; the fate stands in deliveries.
create table outbox (
  outbound_id   bigint not null,
  connector_id  int not null,
  priority      smallint not null check (priority between 0 and 3),
  subscriber_id bigint not null,
  shortcode_id  int not null,
  state         text not null default 'queued' check (state in ('queued', 'claimed', 'sending', 'unknown')),
  due_at        timestamptz not null,
  attempts      smallint not null default 0,
  resends       smallint not null default 0,
  leased_until  timestamptz,
  lease         uuid,
  -- One index for the order of leaving and for finding a row: every other one would be paid for twice per message.
  primary key (connector_id, priority, outbound_id)
) with (fillfactor = 45, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);
create index outbox_of_person on outbox (subscriber_id) where priority >= 2;

create table deliveries (
  outbound_id  bigint primary key,
  connector_id int not null,
  remote_id    text collate "C",
  state        text not null check (state in ('sent', 'delivered', 'failed', 'rejected', 'expired', 'cancelled')),
  reason       text,
  attempts     smallint not null,
  resends      smallint not null default 0,
  at           timestamptz not null,
  final_at     timestamptz
) with (fillfactor = 85);
create index deliveries_by_remote on deliveries (connector_id, remote_id) where remote_id is not null;

-- Everything a carrier ever reported, as it came.
create table reports (
  id           bigint generated always as identity primary key,
  connector_id int not null,
  remote_id    text,
  remote_ids   text[] not null, -- the id as it came and in the other forms it may stand for (hex, decimal, padded)
  echoed_id    bigint,
  state        text not null,
  error        text,
  at           timestamptz,
  raw          text not null,
  received_at  timestamptz not null,
  outbound_id  bigint,
  effect       text check (effect in ('applied', 'late', 'orphan'))
);
create index reports_waiting on reports (connector_id, id) where effect is null;
create index reports_by_outbound on reports (outbound_id) where outbound_id is not null;
`;

const DROP = `
drop table reports, deliveries, outbox, outbound, set_aside, parts, decisions, pending, texts, heard,
  consent_states, consent_anchors, consents, consent_heads, suppressions, timers, confirmations, conversations,
  subscriber_codes, subscribers, idempotency_keys, api_keys, secrets, configuration_changes, configuration, profile_versions,
  campaign_keywords, campaigns, lists, keywords, shortcode_routes, shortcodes, brands, connectors, operators;
drop sequence text_ids;
drop function keep_consents();
drop function note_configuration_change();
drop extension if exists btree_gist;
`;
