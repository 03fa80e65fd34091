create schema simulator;

create extension btree_gist;

create sequence public.text_ids as bigint;

create sequence simulator.received_seq as bigint;

create table public.api_keys (
  id integer generated always as identity not null,
  name text not null,
  role text not null,
  brand_id integer,
  key_hash text not null,
  created_at timestamp with time zone default now() not null,
  revoked_at timestamp with time zone,
  constraint api_keys_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint api_keys_check CHECK (((role = 'brand'::text) = (brand_id IS NOT NULL))),
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_name_key UNIQUE (name),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'brand'::text])))
);

create table public.brands (
  id integer generated always as identity not null,
  code text not null,
  name text not null,
  contact text default ''::text not null,
  created_at timestamp with time zone default now() not null,
  constraint brands_code_check CHECK ((code ~ '^[a-z0-9][a-z0-9-]{0,39}$'::text)),
  constraint brands_code_key UNIQUE (code),
  constraint brands_pkey PRIMARY KEY (id)
);

create table public.campaign_keywords (
  id integer generated always as identity not null,
  campaign_id integer not null,
  keyword_id integer,
  operator_id integer,
  include_list_id integer,
  exclude_list_id integer,
  constraint campaign_keywords_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE,
  constraint campaign_keywords_campaign_id_keyword_id_operator_id_includ_key UNIQUE NULLS NOT DISTINCT (campaign_id, keyword_id, operator_id, include_list_id, exclude_list_id),
  constraint campaign_keywords_check CHECK (((include_list_id IS NULL) OR (exclude_list_id IS NULL) OR (include_list_id <> exclude_list_id))),
  constraint campaign_keywords_exclude_list_id_fkey FOREIGN KEY (exclude_list_id) REFERENCES lists(id),
  constraint campaign_keywords_include_list_id_fkey FOREIGN KEY (include_list_id) REFERENCES lists(id),
  constraint campaign_keywords_keyword_id_fkey FOREIGN KEY (keyword_id) REFERENCES keywords(id),
  constraint campaign_keywords_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint campaign_keywords_pkey PRIMARY KEY (id)
);

create table public.campaigns (
  id integer generated always as identity not null,
  brand_id integer not null,
  shortcode_id integer not null,
  name text not null,
  kind text not null,
  state text default 'draft'::text not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone,
  timezone text not null,
  language text not null,
  settings jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  published_at timestamp with time zone,
  words jsonb,
  constraint campaigns_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint campaigns_check CHECK (((closes_at IS NULL) OR (closes_at > opens_at))),
  constraint campaigns_pkey PRIMARY KEY (id),
  constraint campaigns_shortcode_id_fkey FOREIGN KEY (shortcode_id) REFERENCES shortcodes(id),
  constraint campaigns_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'paused'::text, 'closed'::text])))
);

create table public.configuration (
  one boolean default true not null,
  version bigint not null,
  constraint configuration_one_check CHECK (one),
  constraint configuration_pkey PRIMARY KEY (one)
);

create table public.configuration_changes (
  id bigint generated always as identity not null,
  version bigint not null,
  table_name text not null,
  row_id integer not null,
  before jsonb,
  at timestamp with time zone default now() not null,
  constraint configuration_changes_pkey PRIMARY KEY (id)
);

create table public.confirmations (
  subscriber_id bigint not null,
  list_id integer not null,
  shortcode_id integer not null,
  campaign_id integer,
  language text not null,
  shown text not null,
  asked_at timestamp with time zone not null,
  until timestamp with time zone not null,
  constraint confirmations_pkey PRIMARY KEY (subscriber_id, list_id)
);

create table public.connectors (
  id integer generated always as identity not null,
  name text not null,
  protocol text not null,
  operator_id integer,
  settings jsonb default '{}'::jsonb not null,
  key_hash text not null,
  enabled boolean default true not null,
  created_at timestamp with time zone default now() not null,
  constraint connectors_name_check CHECK ((name ~ '^[a-z0-9][a-z0-9-]{0,39}$'::text)),
  constraint connectors_name_key UNIQUE (name),
  constraint connectors_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint connectors_pkey PRIMARY KEY (id)
);

create table public.consent_anchors (
  id bigint generated always as identity not null,
  at timestamp with time zone not null,
  heads jsonb not null,
  previous bytea not null,
  hash bytea not null,
  constraint consent_anchors_pkey PRIMARY KEY (id)
);

create table public.consent_heads (
  lane smallint not null,
  seq bigint not null,
  hash bytea not null,
  constraint consent_heads_pkey PRIMARY KEY (lane)
);

create table public.consent_states (
  subscriber_id bigint not null,
  scope text not null,
  shortcode_id integer,
  list_id integer,
  status text not null,
  said_at timestamp with time zone not null,
  constraint consent_states_pkey PRIMARY KEY (subscriber_id, scope),
  constraint consent_states_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'in'::text, 'out'::text])))
) with (fillfactor=85);

create table public.consents (
  lane smallint not null,
  seq bigint not null,
  subscriber_id bigint not null,
  person uuid not null,
  scope text not null,
  event text not null,
  channel text not null,
  text_id bigint,
  brand_id integer,
  shortcode_id integer,
  list_id integer,
  purpose text not null,
  language text,
  profile text,
  profile_version integer,
  words text,
  words_digest bytea not null,
  shown text,
  shown_digest bytea not null,
  evidence jsonb,
  evidence_digest bytea not null,
  said_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  hash bytea not null,
  constraint consents_channel_check CHECK ((channel = ANY (ARRAY['text'::text, 'api'::text, 'care'::text, 'import'::text, 'operator'::text, 'timer'::text]))),
  constraint consents_event_check CHECK ((event = ANY (ARRAY['asked'::text, 'opt_in'::text, 'opt_out'::text, 'declined'::text, 'expired'::text, 'restored'::text]))),
  constraint consents_pkey PRIMARY KEY (lane, seq)
);

create table public.conversations (
  subscriber_id bigint not null,
  shortcode_id integer not null,
  brand_id integer not null,
  campaign_id integer,
  question text not null,
  state jsonb not null,
  asked_at timestamp with time zone not null,
  until timestamp with time zone not null,
  constraint conversations_pkey PRIMARY KEY (subscriber_id, shortcode_id, brand_id)
) with (fillfactor=80);

create table public.decisions (
  text_id bigint not null,
  subscriber_id bigint,
  shortcode_id integer,
  campaign_id integer,
  rule text not null,
  because text not null,
  config_version bigint not null,
  decided_at timestamp with time zone not null,
  facts jsonb,
  constraint decisions_pkey PRIMARY KEY (text_id)
);

create table public.deliveries (
  outbound_id bigint not null,
  connector_id integer not null,
  remote_id text,
  state text not null,
  reason text,
  attempts smallint not null,
  resends smallint default 0 not null,
  at timestamp with time zone not null,
  final_at timestamp with time zone,
  constraint deliveries_pkey PRIMARY KEY (outbound_id),
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'delivered'::text, 'failed'::text, 'rejected'::text, 'expired'::text, 'cancelled'::text])))
) with (fillfactor=85);

create table public.heard (
  connector_id integer not null,
  key_hash uuid not null,
  text_id bigint not null,
  constraint heard_pkey PRIMARY KEY (key_hash)
);

create table public.idempotency_keys (
  api_key_id integer not null,
  key text not null,
  request_hash text not null,
  status integer,
  answer jsonb,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_keys_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys(id),
  constraint idempotency_keys_pkey PRIMARY KEY (api_key_id, key)
);

create table public.keywords (
  id integer generated always as identity not null,
  shortcode_id integer not null,
  brand_id integer not null,
  alias_of integer,
  word text not null,
  key text not null,
  language text,
  mode text default 'first'::text not null,
  leased_from timestamp with time zone not null,
  leased_until timestamp with time zone,
  free_from timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint keyword_taken EXCLUDE USING gist (shortcode_id WITH =, key WITH =, tstzrange(leased_from, free_from) WITH &&),
  constraint keywords_alias_of_fkey FOREIGN KEY (alias_of) REFERENCES keywords(id) ON DELETE CASCADE,
  constraint keywords_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint keywords_check CHECK (((leased_until IS NULL) OR (leased_until > leased_from))),
  constraint keywords_check1 CHECK (((leased_until IS NULL) = (free_from IS NULL))),
  constraint keywords_check2 CHECK (((free_from IS NULL) OR (free_from >= leased_until))),
  constraint keywords_key_check CHECK (((key <> ''::text) AND (length(key) <= 40))),
  constraint keywords_mode_check CHECK ((mode = ANY (ARRAY['first'::text, 'phrase'::text, 'only'::text, 'glued'::text, 'pattern'::text]))),
  constraint keywords_pkey PRIMARY KEY (id),
  constraint keywords_shortcode_id_fkey FOREIGN KEY (shortcode_id) REFERENCES shortcodes(id)
);

create table public.lists (
  id integer generated always as identity not null,
  brand_id integer not null,
  shortcode_id integer not null,
  name text not null,
  key text not null,
  frequency text default ''::text not null,
  double_opt_in boolean,
  created_at timestamp with time zone default now() not null,
  constraint lists_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint lists_pkey PRIMARY KEY (id),
  constraint lists_shortcode_id_fkey FOREIGN KEY (shortcode_id) REFERENCES shortcodes(id),
  constraint lists_shortcode_id_key_key UNIQUE (shortcode_id, key)
);

create table public.operators (
  id integer generated always as identity not null,
  code text not null,
  name text not null,
  country character(2) not null,
  created_at timestamp with time zone default now() not null,
  constraint operators_code_check CHECK ((code ~ '^[a-z0-9][a-z0-9-]{0,39}$'::text)),
  constraint operators_code_key UNIQUE (code),
  constraint operators_pkey PRIMARY KEY (id)
);

create table public.outbound (
  id bigint generated always as identity not null,
  text_id bigint,
  ordinal smallint,
  subscriber_id bigint not null,
  connector_id integer not null,
  shortcode_id integer not null,
  brand_id integer,
  campaign_id integer,
  list_id integer,
  class text not null,
  body text,
  link_id text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint outbound_pkey PRIMARY KEY (id)
);

create table public.outbox (
  outbound_id bigint not null,
  connector_id integer not null,
  priority smallint not null,
  subscriber_id bigint not null,
  shortcode_id integer not null,
  state text default 'queued'::text not null,
  due_at timestamp with time zone not null,
  attempts smallint default 0 not null,
  resends smallint default 0 not null,
  leased_until timestamp with time zone,
  lease uuid,
  constraint outbox_pkey PRIMARY KEY (connector_id, priority, outbound_id),
  constraint outbox_priority_check CHECK (((priority >= 0) AND (priority <= 3))),
  constraint outbox_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'sending'::text, 'unknown'::text])))
) with (fillfactor=45, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=20000, autovacuum_vacuum_cost_delay=0);

create table public.parts (
  text_id bigint not null,
  connector_id integer not null,
  sender_hash uuid not null,
  lane smallint not null,
  sender text,
  code text not null,
  ref integer not null,
  width smallint not null,
  part smallint not null,
  total smallint not null,
  body text,
  bytes bytea,
  link_id text,
  operator text,
  said_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  whole_id bigint,
  constraint parts_pkey PRIMARY KEY (text_id)
);

create table public.pending (
  lane smallint not null,
  text_id bigint not null,
  sender uuid not null,
  urgent boolean not null,
  constraint pending_pkey PRIMARY KEY (lane, text_id)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=20000, autovacuum_vacuum_cost_delay=0);

create table public.profile_versions (
  id integer generated always as identity not null,
  profile text not null,
  version integer not null,
  effective_from timestamp with time zone not null,
  data jsonb not null,
  state text default 'proposed'::text not null,
  proposed_by text not null,
  decided_by text,
  created_at timestamp with time zone default now() not null,
  constraint profile_versions_check CHECK (((state <> 'approved'::text) OR ((decided_by IS NOT NULL) AND (decided_by <> proposed_by)))),
  constraint profile_versions_pkey PRIMARY KEY (id),
  constraint profile_versions_profile_version_key UNIQUE (profile, version),
  constraint profile_versions_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text])))
);

create table public.reports (
  id bigint generated always as identity not null,
  connector_id integer not null,
  remote_id text,
  remote_ids text[] not null,
  echoed_id bigint,
  state text not null,
  error text,
  at timestamp with time zone,
  raw text not null,
  received_at timestamp with time zone not null,
  outbound_id bigint,
  effect text,
  constraint reports_effect_check CHECK ((effect = ANY (ARRAY['applied'::text, 'late'::text, 'orphan'::text]))),
  constraint reports_pkey PRIMARY KEY (id)
);

create table public.secrets (
  name text not null,
  value bytea not null,
  constraint secrets_pkey PRIMARY KEY (name)
);

create table public.set_aside (
  text_id bigint not null,
  lane smallint not null,
  sender uuid not null,
  error text not null,
  tries smallint not null,
  at timestamp with time zone not null,
  released_at timestamp with time zone,
  constraint set_aside_pkey PRIMARY KEY (text_id)
);

create table public.shortcode_routes (
  id integer generated always as identity not null,
  shortcode_id integer not null,
  connector_id integer not null,
  operator_id integer,
  state text default 'live'::text not null,
  tps integer,
  constraint shortcode_routes_connector_id_fkey FOREIGN KEY (connector_id) REFERENCES connectors(id),
  constraint shortcode_routes_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint shortcode_routes_pkey PRIMARY KEY (id),
  constraint shortcode_routes_shortcode_id_connector_id_key UNIQUE (shortcode_id, connector_id),
  constraint shortcode_routes_shortcode_id_fkey FOREIGN KEY (shortcode_id) REFERENCES shortcodes(id) ON DELETE CASCADE,
  constraint shortcode_routes_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'testing'::text, 'live'::text, 'suspended'::text]))),
  constraint shortcode_routes_tps_check CHECK ((tps > 0))
);

create table public.shortcodes (
  id integer generated always as identity not null,
  number text not null,
  kind text not null,
  profile text not null,
  language text not null,
  zone text not null,
  brand_id integer,
  class text default 'service'::text not null,
  tariff jsonb,
  stop_policy text,
  intent_policy text,
  unknown_policy text default 'universal'::text not null,
  context_hours integer default 12 not null,
  quarantine_days integer default 30 not null,
  carrier_confirms_stop boolean default false not null,
  texts jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint shortcodes_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint shortcodes_check CHECK (((kind = 'dedicated'::text) = (brand_id IS NOT NULL))),
  constraint shortcodes_check1 CHECK (((kind = 'dedicated'::text) OR (unknown_policy <> 'tenant'::text))),
  constraint shortcodes_class_check CHECK ((class = ANY (ARRAY['promotional'::text, 'service'::text, 'premium'::text]))),
  constraint shortcodes_context_hours_check CHECK (((context_hours >= 0) AND (context_hours <= 168))),
  constraint shortcodes_intent_policy_check CHECK ((intent_policy = ANY (ARRAY['optOut'::text, 'confirm'::text]))),
  constraint shortcodes_kind_check CHECK ((kind = ANY (ARRAY['shared'::text, 'dedicated'::text]))),
  constraint shortcodes_number_check CHECK ((number ~ '^[0-9]{3,12}$'::text)),
  constraint shortcodes_number_key UNIQUE (number),
  constraint shortcodes_pkey PRIMARY KEY (id),
  constraint shortcodes_quarantine_days_check CHECK (((quarantine_days >= 0) AND (quarantine_days <= 3650))),
  constraint shortcodes_stop_policy_check CHECK ((stop_policy = ANY (ARRAY['code'::text, 'last'::text, 'menu'::text]))),
  constraint shortcodes_unknown_policy_check CHECK ((unknown_policy = ANY (ARRAY['universal'::text, 'tenant'::text, 'silence'::text])))
);

create table public.subscriber_codes (
  subscriber_id bigint not null,
  shortcode_id integer not null,
  last_brand_id integer,
  last_brand_at timestamp with time zone,
  language text,
  window_at timestamp with time zone,
  window_texts smallint default 0 not null,
  passive_replies smallint default 0 not null,
  unknown_at timestamp with time zone,
  stopped_at timestamp with time zone,
  constraint subscriber_codes_pkey PRIMARY KEY (subscriber_id, shortcode_id)
) with (fillfactor=80);

create table public.subscribers (
  id bigint generated always as identity not null,
  sender_hash uuid not null,
  lane smallint not null,
  msisdn text,
  tenure smallint default 1 not null,
  language text,
  operator text,
  blocked boolean default false not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint subscribers_lane_check CHECK (((lane >= 0) AND (lane <= 63))),
  constraint subscribers_pkey PRIMARY KEY (id)
) with (fillfactor=90);

create table public.suppressions (
  id bigint generated always as identity not null,
  sender_hash uuid not null,
  registry text not null,
  brand_id integer,
  shortcode_id integer,
  classes text[] not null,
  source text not null,
  created_at timestamp with time zone not null,
  constraint suppressions_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint suppressions_pkey PRIMARY KEY (id),
  constraint suppressions_sender_hash_registry_brand_id_shortcode_id_key UNIQUE NULLS NOT DISTINCT (sender_hash, registry, brand_id, shortcode_id),
  constraint suppressions_shortcode_id_fkey FOREIGN KEY (shortcode_id) REFERENCES shortcodes(id)
);

create table public.texts (
  id bigint not null,
  connector_id integer not null,
  sender_hash uuid not null,
  lane smallint not null,
  sender text,
  code text not null,
  body text,
  original bytea,
  remote_id text,
  link_id text,
  operator text,
  flags text[],
  sent_at timestamp with time zone,
  said_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  constraint texts_pkey PRIMARY KEY (id)
);

create table public.timers (
  id bigint generated always as identity not null,
  lane smallint not null,
  due_at timestamp with time zone not null,
  subscriber_id bigint not null,
  shortcode_id integer not null,
  type text not null,
  key text not null,
  data jsonb default '{}'::jsonb not null,
  constraint timers_key_key UNIQUE (key),
  constraint timers_pkey PRIMARY KEY (id)
);

create table simulator.faults (
  only_one boolean default true not null,
  faults jsonb not null,
  constraint faults_only_one_check CHECK (only_one),
  constraint faults_pkey PRIMARY KEY (only_one)
);

create table simulator.handsets (
  msisdn text not null,
  balance_minor bigint not null,
  currency character(3) not null,
  constraint handsets_pkey PRIMARY KEY (msisdn)
);

create table simulator.received (
  seq bigint not null,
  outbound_id text not null,
  remote_id text not null,
  msisdn text not null,
  code text not null,
  body text not null,
  at timestamp with time zone not null,
  submits integer default 1 not null,
  billed_minor bigint default 0 not null,
  constraint received_outbound_id_key UNIQUE (outbound_id),
  constraint received_pkey PRIMARY KEY (msisdn, seq)
);

create table simulator.reports (
  connector_id integer not null,
  due_ms bigint not null,
  remote_id text not null,
  state text not null
);

CREATE INDEX configuration_changes_by_version ON public.configuration_changes USING btree (version);

CREATE INDEX consent_states_members ON public.consent_states USING btree (list_id, subscriber_id) WHERE ((list_id IS NOT NULL) AND (status = 'in'::text));

CREATE INDEX consents_by_subscriber ON public.consents USING btree (subscriber_id, lane, seq);

CREATE INDEX deliveries_by_remote ON public.deliveries USING btree (connector_id, remote_id) WHERE (remote_id IS NOT NULL);

CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);

CREATE INDEX keywords_by_alias ON public.keywords USING btree (alias_of) WHERE (alias_of IS NOT NULL);

CREATE UNIQUE INDEX outbound_by_text ON public.outbound USING btree (text_id, ordinal) WHERE (text_id IS NOT NULL);

CREATE INDEX outbound_started_by_us ON public.outbound USING btree (subscriber_id, id) WHERE (text_id IS NULL);

CREATE INDEX outbox_of_person ON public.outbox USING btree (subscriber_id) WHERE (priority >= 2);

CREATE INDEX parts_waiting ON public.parts USING btree (lane, sender_hash, connector_id, code, ref, width, total) WHERE (whole_id IS NULL);

CREATE INDEX pending_urgent ON public.pending USING btree (lane, text_id) WHERE urgent;

CREATE INDEX reports_by_outbound ON public.reports USING btree (outbound_id) WHERE (outbound_id IS NOT NULL);

CREATE INDEX reports_waiting ON public.reports USING btree (connector_id, id) WHERE (effect IS NULL);

CREATE UNIQUE INDEX subscribers_current ON public.subscribers USING btree (sender_hash) WHERE (ended_at IS NULL);

CREATE INDEX texts_by_sender ON public.texts USING btree (sender_hash, id);

CREATE INDEX timers_due ON public.timers USING btree (lane, due_at);

CREATE INDEX received_again ON simulator.received USING btree (submits) WHERE (submits > 1);

CREATE INDEX reports_due ON simulator.reports USING btree (connector_id, due_ms);

CREATE OR REPLACE FUNCTION public.keep_consents()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - array['words', 'shown', 'evidence'] = to_jsonb(old) - array['words', 'shown', 'evidence']
     and (new.words is null or new.words = old.words) and (new.shown is null or new.shown = old.shown)
     and (new.evidence is null or new.evidence = old.evidence) then
    return new;
  end if;
  raise exception 'consents is append-only' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.note_configuration_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE TRIGGER noted_delete AFTER DELETE ON public.brands REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.brands REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.brands REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.campaign_keywords REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.campaign_keywords REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.campaign_keywords REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.campaigns REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.campaigns REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.campaigns REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.connectors REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.connectors REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.connectors REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.consents FOR EACH ROW EXECUTE FUNCTION keep_consents();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.consents FOR EACH STATEMENT EXECUTE FUNCTION keep_consents();

CREATE TRIGGER noted_delete AFTER DELETE ON public.keywords REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.keywords REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.keywords REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.lists REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.lists REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.lists REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.operators REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.operators REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.operators REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.profile_versions REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.profile_versions REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.profile_versions REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.shortcode_routes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.shortcode_routes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.shortcode_routes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.shortcodes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.shortcodes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.shortcodes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();
