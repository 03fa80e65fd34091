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

create table public.attributes (
  subscriber_id bigint not null,
  brand_id integer not null,
  name text not null,
  value text not null,
  purpose text not null,
  text_id bigint,
  at timestamp with time zone not null,
  constraint attributes_pkey PRIMARY KEY (subscriber_id, brand_id, name)
);

create table public.brand_events (
  id bigint generated always as identity not null,
  brand_id integer not null,
  subscriber_id bigint,
  person uuid,
  type text not null,
  payload jsonb not null,
  at timestamp with time zone not null,
  constraint brand_events_pkey PRIMARY KEY (id)
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

create table public.calls (
  id bigint generated always as identity not null,
  key text not null,
  brand_id integer not null,
  campaign_id integer not null,
  subscriber_id bigint not null,
  url text not null,
  body jsonb not null,
  with_number boolean default false not null,
  state text default 'waiting'::text not null,
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  attempts smallint default 0 not null,
  lease uuid,
  leased_until timestamp with time zone,
  status smallint,
  reason text,
  answer jsonb,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint calls_key_key UNIQUE (key),
  constraint calls_pkey PRIMARY KEY (id),
  constraint calls_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'late'::text, 'answered'::text, 'told'::text, 'failed'::text])))
) with (fillfactor=80);

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

create table public.code_loads (
  id integer generated always as identity not null,
  lot_id integer not null,
  kind text not null,
  file text,
  state text default 'running'::text not null,
  imported integer default 0 not null,
  known integer default 0 not null,
  rejected integer default 0 not null,
  faults jsonb default '[]'::jsonb not null,
  detail text,
  started_by text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  beat_at timestamp with time zone default clock_timestamp() not null,
  constraint code_loads_check CHECK (((state = 'running'::text) = (ended_at IS NULL))),
  constraint code_loads_kind_check CHECK ((kind = ANY (ARRAY['generation'::text, 'import'::text]))),
  constraint code_loads_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES code_lots(id),
  constraint code_loads_pkey PRIMARY KEY (id),
  constraint code_loads_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'interrupted'::text, 'failed'::text])))
);

create table public.code_lots (
  id integer generated always as identity not null,
  brand_id integer not null,
  campaign_id integer,
  name text not null,
  shape jsonb not null,
  attributes jsonb default '{}'::jsonb not null,
  expires_at timestamp with time zone,
  state text default 'active'::text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint code_lots_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint code_lots_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE SET NULL,
  constraint code_lots_check CHECK (((state = 'revoked'::text) = (revoked_at IS NOT NULL))),
  constraint code_lots_pkey PRIMARY KEY (id),
  constraint code_lots_state_check CHECK ((state = ANY (ARRAY['active'::text, 'revoked'::text])))
);

create table public.code_redemptions (
  id bigint generated always as identity not null,
  hash uuid not null,
  lot_id integer not null,
  campaign_id integer not null,
  subscriber_id bigint not null,
  text_id bigint,
  redeemed_at timestamp with time zone not null,
  constraint code_redemptions_pkey PRIMARY KEY (hash)
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

create table public.contest_lines (
  campaign_id integer not null,
  number integer not null,
  entry_id bigint not null,
  subscriber_id bigint not null,
  line text not null,
  constraint contest_lines_number_check CHECK ((number > 0)),
  constraint contest_lines_pkey PRIMARY KEY (campaign_id, number)
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

create table public.counters (
  campaign_id integer not null,
  name text not null,
  taken bigint not null,
  constraint counters_pkey PRIMARY KEY (campaign_id, name),
  constraint counters_taken_check CHECK ((taken >= 0))
) with (fillfactor=50);

create table public.coupons (
  id bigint generated always as identity not null,
  campaign_id integer not null,
  code text not null,
  key text not null,
  subscriber_id bigint,
  text_id bigint,
  given_at timestamp with time zone,
  expires_at timestamp with time zone,
  redeemed_at timestamp with time zone,
  redeemed_by text,
  redemption jsonb,
  reversals jsonb default '[]'::jsonb not null,
  constraint coupons_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint coupons_campaign_id_key_key UNIQUE (campaign_id, key),
  constraint coupons_pkey PRIMARY KEY (id)
);

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

create table public.draw_contacts (
  id bigint generated always as identity not null,
  draw_id integer not null,
  rank integer not null,
  event text not null,
  note text not null,
  made_by text not null,
  at timestamp with time zone not null,
  constraint draw_contacts_draw_id_rank_fkey FOREIGN KEY (draw_id, rank) REFERENCES draw_results(draw_id, rank),
  constraint draw_contacts_event_check CHECK ((event = ANY (ARRAY['drawn'::text, 'called'::text, 'told'::text, 'not_told'::text, 'contacted'::text, 'claimed'::text, 'expired'::text, 'replaced'::text]))),
  constraint draw_contacts_pkey PRIMARY KEY (id)
);

create table public.draw_exclusions (
  id bigint generated always as identity not null,
  campaign_id integer not null,
  sender_hash uuid not null,
  reason text not null,
  made_by text not null,
  at timestamp with time zone not null,
  constraint draw_exclusions_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint draw_exclusions_campaign_id_sender_hash_key UNIQUE (campaign_id, sender_hash),
  constraint draw_exclusions_pkey PRIMARY KEY (id),
  constraint draw_exclusions_reason_check CHECK (((reason <> ''::text) AND (length(reason) <= 200)))
);

create table public.draw_results (
  draw_id integer not null,
  rank integer not null,
  role text not null,
  line integer not null,
  ticket integer not null,
  entry_id bigint not null,
  subscriber_id bigint not null,
  prize integer,
  state text not null,
  notified_at timestamp with time zone,
  deadline timestamp with time zone,
  settled_at timestamp with time zone,
  told text,
  constraint draw_results_check CHECK ((((state = 'waiting'::text) = (prize IS NULL)) AND ((state = 'waiting'::text) = (deadline IS NULL)))),
  constraint draw_results_check1 CHECK (((state = ANY (ARRAY['claimed'::text, 'expired'::text, 'replaced'::text])) = (settled_at IS NOT NULL))),
  constraint draw_results_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES draws(id),
  constraint draw_results_pkey PRIMARY KEY (draw_id, rank),
  constraint draw_results_prize_check CHECK ((prize > 0)),
  constraint draw_results_rank_check CHECK ((rank > 0)),
  constraint draw_results_role_check CHECK ((role = ANY (ARRAY['winner'::text, 'reserve'::text]))),
  constraint draw_results_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'notified'::text, 'claimed'::text, 'expired'::text, 'replaced'::text]))),
  constraint draw_results_told_check CHECK ((told = ANY (ARRAY['queued'::text, 'refused'::text])))
);

create table public.draws (
  id integer generated always as identity not null,
  campaign_id integer not null,
  number integer not null,
  state text default 'committed'::text not null,
  lines integer not null,
  last_entry_id bigint not null,
  announcement jsonb not null,
  announcement_hash text not null,
  freeze_seal jsonb not null,
  exclusions jsonb not null,
  server_seed text not null,
  claim_ms bigint not null,
  notice jsonb,
  frozen_at timestamp with time zone not null,
  frozen_by text not null,
  beacon text,
  proof text,
  proof_hash text,
  drawn_at timestamp with time zone,
  drawn_by text,
  constraint draws_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint draws_campaign_id_number_key UNIQUE (campaign_id, number),
  constraint draws_check CHECK (((state = 'drawn'::text) = (proof IS NOT NULL))),
  constraint draws_check1 CHECK ((((proof IS NULL) = (proof_hash IS NULL)) AND ((proof IS NULL) = (beacon IS NULL)) AND ((proof IS NULL) = (drawn_at IS NULL)) AND ((proof IS NULL) = (drawn_by IS NULL)))),
  constraint draws_claim_ms_check CHECK ((claim_ms > 0)),
  constraint draws_number_check CHECK (((number >= 1) AND (number <= 1000))),
  constraint draws_pkey PRIMARY KEY (id),
  constraint draws_state_check CHECK ((state = ANY (ARRAY['committed'::text, 'drawn'::text])))
);

create table public.entries (
  id bigint generated always as identity not null,
  campaign_id integer not null,
  subscriber_id bigint not null,
  text_id bigint,
  route text default 'text'::text not null,
  operator text,
  outcome text not null,
  counted boolean not null,
  tickets smallint default 1 not null,
  said_at timestamp with time zone not null,
  at timestamp with time zone not null,
  data jsonb,
  constraint entries_pkey PRIMARY KEY (id),
  constraint entries_route_check CHECK ((route = ANY (ARRAY['text'::text, 'web'::text, 'post'::text, 'agent'::text]))),
  constraint entries_tickets_check CHECK (((tickets >= 0) AND (tickets <= 1000)))
);

create table public.entry_hours (
  campaign_id integer not null,
  at timestamp with time zone not null,
  count integer not null,
  last_entry_id bigint not null,
  hash text not null,
  sealed_at timestamp with time zone not null,
  constraint entry_hours_count_check CHECK ((count >= 0)),
  constraint entry_hours_pkey PRIMARY KEY (campaign_id, at)
);

create table public.flow_versions (
  campaign_id integer not null,
  digest text not null,
  definition jsonb not null,
  published_at timestamp with time zone not null,
  constraint flow_versions_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE,
  constraint flow_versions_pkey PRIMARY KEY (campaign_id, digest)
);

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

create table public.lookup_tables (
  id integer generated always as identity not null,
  brand_id integer not null,
  name text not null,
  columns text[] not null,
  key_column text not null,
  version integer default 0 not null,
  newest_version integer default 0 not null,
  size integer default 0 not null,
  created_at timestamp with time zone not null,
  replaced_at timestamp with time zone,
  constraint lookup_tables_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint lookup_tables_brand_id_name_key UNIQUE (brand_id, name),
  constraint lookup_tables_pkey PRIMARY KEY (id)
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

create table public.players (
  subscriber_id bigint not null,
  campaign_id integer not null,
  state jsonb not null,
  constraint players_pkey PRIMARY KEY (subscriber_id, campaign_id)
) with (fillfactor=80);

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
  constraint shortcodes_intent_policy_check CHECK ((intent_policy = ANY (ARRAY['optOut'::text, 'confirm'::text, 'review'::text]))),
  constraint shortcodes_kind_check CHECK ((kind = ANY (ARRAY['shared'::text, 'dedicated'::text]))),
  constraint shortcodes_number_check CHECK ((number ~ '^[0-9]{3,12}$'::text)),
  constraint shortcodes_number_key UNIQUE (number),
  constraint shortcodes_pkey PRIMARY KEY (id),
  constraint shortcodes_quarantine_days_check CHECK (((quarantine_days >= 0) AND (quarantine_days <= 3650))),
  constraint shortcodes_stop_policy_check CHECK ((stop_policy = ANY (ARRAY['code'::text, 'last'::text, 'menu'::text]))),
  constraint shortcodes_unknown_policy_check CHECK ((unknown_policy = ANY (ARRAY['universal'::text, 'tenant'::text, 'silence'::text])))
);

create table public.stop_reviews (
  id bigint generated always as identity not null,
  subscriber_id bigint not null,
  shortcode_id integer not null,
  brand_id integer,
  text_id bigint,
  tier text not null,
  why text not null,
  phrase text not null,
  said_at timestamp with time zone not null,
  opened_at timestamp with time zone not null,
  verdict text,
  reason text,
  decided_by text,
  api_key_id integer,
  decided_at timestamp with time zone,
  constraint stop_reviews_check CHECK ((((verdict IS NULL) = (reason IS NULL)) AND ((verdict IS NULL) = (decided_by IS NULL)) AND ((verdict IS NULL) = (decided_at IS NULL)))),
  constraint stop_reviews_pkey PRIMARY KEY (id),
  constraint stop_reviews_verdict_check CHECK ((verdict = ANY (ARRAY['stop'::text, 'keep'::text])))
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

create table public.table_rows (
  table_id integer not null,
  version integer not null,
  key text not null,
  fields jsonb not null,
  constraint table_rows_pkey PRIMARY KEY (table_id, version, key),
  constraint table_rows_table_id_fkey FOREIGN KEY (table_id) REFERENCES lookup_tables(id) ON DELETE CASCADE
);

create table public.tallies (
  campaign_id integer not null,
  choice text not null,
  quarter timestamp with time zone not null,
  amount bigint not null,
  constraint tallies_pkey PRIMARY KEY (campaign_id, choice, quarter)
) with (fillfactor=80);

create table public.tally_changes (
  id bigint generated always as identity not null,
  campaign_id integer not null,
  choice text not null,
  quarter timestamp with time zone not null,
  amount integer not null,
  constraint tally_changes_pkey PRIMARY KEY (id)
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

create table public.tickets (
  id bigint generated always as identity not null,
  code text not null,
  brand_id integer not null,
  campaign_id integer not null,
  subscriber_id bigint not null,
  text_id bigint,
  words text,
  state text default 'open'::text not null,
  answer text,
  opened_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  changed_by text,
  constraint tickets_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint tickets_code_key UNIQUE (code),
  constraint tickets_pkey PRIMARY KEY (id),
  constraint tickets_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'closed'::text])))
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

create table public.unique_codes (
  hash uuid not null,
  lot_id integer not null,
  load_id integer not null,
  constraint unique_codes_pkey PRIMARY KEY (hash)
);

create table public.webhook_deliveries (
  id bigint not null,
  webhook_id integer not null,
  event_id bigint not null,
  is_replay boolean not null,
  state text not null,
  attempts integer not null,
  status integer,
  reason text,
  queued_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'gave_up'::text, 'dropped'::text])))
);

create table public.webhook_queue (
  id bigint generated always as identity not null,
  webhook_id integer not null,
  event_id bigint not null,
  person uuid,
  is_replay boolean default false not null,
  attempts integer default 0 not null,
  status integer,
  reason text,
  queued_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  lease uuid,
  leased_until timestamp with time zone,
  constraint webhook_queue_pkey PRIMARY KEY (id)
) with (fillfactor=80, autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=1000);

create table public.webhooks (
  id integer generated always as identity not null,
  brand_id integer not null,
  url text not null,
  types text[] not null,
  secret text not null,
  state text default 'active'::text not null,
  failing integer default 0 not null,
  resume_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhooks_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint webhooks_pkey PRIMARY KEY (id),
  constraint webhooks_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'deleted'::text]))),
  constraint webhooks_types_check CHECK ((cardinality(types) > 0)),
  constraint webhooks_url_check CHECK ((length(url) <= 2048))
);

create table public.webhooks_version (
  one boolean default true not null,
  version bigint not null,
  constraint webhooks_version_one_check CHECK (one),
  constraint webhooks_version_pkey PRIMARY KEY (one)
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

CREATE INDEX brand_events_by_brand ON public.brand_events USING btree (brand_id, at);

CREATE INDEX calls_due ON public.calls USING btree (brand_id, state, due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'late'::text]));

CREATE INDEX calls_of_brand ON public.calls USING btree (brand_id, id);

CREATE INDEX calls_open ON public.calls USING btree (brand_id) WHERE ((state = ANY (ARRAY['waiting'::text, 'late'::text])) AND (lease IS NOT NULL));

CREATE INDEX code_loads_by_lot ON public.code_loads USING btree (lot_id, id);

CREATE UNIQUE INDEX code_loads_running ON public.code_loads USING btree (lot_id) WHERE (state = 'running'::text);

CREATE INDEX code_lots_by_campaign ON public.code_lots USING btree (campaign_id) WHERE (campaign_id IS NOT NULL);

CREATE UNIQUE INDEX code_redemptions_by_lot ON public.code_redemptions USING btree (lot_id, id);

CREATE INDEX configuration_changes_by_version ON public.configuration_changes USING btree (version);

CREATE INDEX consent_states_members ON public.consent_states USING btree (list_id, subscriber_id) WHERE ((list_id IS NOT NULL) AND (status = 'in'::text));

CREATE INDEX consents_by_subscriber ON public.consents USING btree (subscriber_id, lane, seq);

CREATE INDEX coupons_by_key ON public.coupons USING btree (key);

CREATE INDEX coupons_free ON public.coupons USING btree (campaign_id, id) WHERE (subscriber_id IS NULL);

CREATE INDEX coupons_given ON public.coupons USING btree (campaign_id, subscriber_id) WHERE (subscriber_id IS NOT NULL);

CREATE INDEX deliveries_by_remote ON public.deliveries USING btree (connector_id, remote_id) WHERE (remote_id IS NOT NULL);

CREATE INDEX draw_contacts_of_result ON public.draw_contacts USING btree (draw_id, rank, id);

CREATE INDEX draw_results_due ON public.draw_results USING btree (deadline) WHERE (state = 'notified'::text);

CREATE UNIQUE INDEX draw_results_prize ON public.draw_results USING btree (draw_id, prize) WHERE (state = ANY (ARRAY['notified'::text, 'claimed'::text]));

CREATE INDEX draw_results_untold ON public.draw_results USING btree (draw_id, rank) WHERE ((state = 'notified'::text) AND (told IS NULL));

CREATE UNIQUE INDEX draws_committed ON public.draws USING btree (campaign_id) WHERE (state = 'committed'::text);

CREATE INDEX entries_of_campaign ON public.entries USING btree (campaign_id, id);

CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);

CREATE INDEX keywords_by_alias ON public.keywords USING btree (alias_of) WHERE (alias_of IS NOT NULL);

CREATE UNIQUE INDEX outbound_by_text ON public.outbound USING btree (text_id, ordinal) WHERE (text_id IS NOT NULL);

CREATE INDEX outbound_started_by_us ON public.outbound USING btree (subscriber_id, id) WHERE (text_id IS NULL);

CREATE INDEX outbox_of_person ON public.outbox USING btree (subscriber_id) WHERE (priority >= 2);

CREATE INDEX parts_waiting ON public.parts USING btree (lane, sender_hash, connector_id, code, ref, width, total) WHERE (whole_id IS NULL);

CREATE INDEX pending_urgent ON public.pending USING btree (lane, text_id) WHERE urgent;

CREATE INDEX players_of_campaign ON public.players USING btree (campaign_id, subscriber_id);

CREATE INDEX reports_by_outbound ON public.reports USING btree (outbound_id) WHERE (outbound_id IS NOT NULL);

CREATE INDEX reports_waiting ON public.reports USING btree (connector_id, id) WHERE (effect IS NULL);

CREATE INDEX stop_reviews_of_brand ON public.stop_reviews USING btree (brand_id, id) WHERE (brand_id IS NOT NULL);

CREATE UNIQUE INDEX stop_reviews_open ON public.stop_reviews USING btree (subscriber_id, shortcode_id) WHERE (verdict IS NULL);

CREATE INDEX stop_reviews_waiting ON public.stop_reviews USING btree (id) WHERE (verdict IS NULL);

CREATE UNIQUE INDEX subscribers_current ON public.subscribers USING btree (sender_hash) WHERE (ended_at IS NULL);

CREATE INDEX tally_changes_of_campaign ON public.tally_changes USING btree (campaign_id);

CREATE INDEX texts_by_sender ON public.texts USING btree (sender_hash, id);

CREATE INDEX tickets_of_brand ON public.tickets USING btree (brand_id, state, id);

CREATE INDEX timers_due ON public.timers USING btree (lane, due_at);

CREATE INDEX webhook_deliveries_by_webhook ON public.webhook_deliveries USING btree (webhook_id, id);

CREATE INDEX webhook_queue_due ON public.webhook_queue USING btree (webhook_id, due_at, id);

CREATE INDEX webhook_queue_leased ON public.webhook_queue USING btree (webhook_id) WHERE (lease IS NOT NULL);

CREATE INDEX webhook_queue_person ON public.webhook_queue USING btree (webhook_id, person, id) WHERE (person IS NOT NULL);

CREATE INDEX webhooks_by_brand ON public.webhooks USING btree (brand_id);

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

CREATE OR REPLACE FUNCTION public.keep_draw_records()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
   begin
     raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
   end $function$
;

CREATE OR REPLACE FUNCTION public.keep_draws()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
   begin
     if tg_op = 'UPDATE' and old.state = 'committed' and new.state = 'drawn'
        and to_jsonb(new) - array['state', 'beacon', 'proof', 'proof_hash', 'notice', 'drawn_at', 'drawn_by']
          = to_jsonb(old) - array['state', 'beacon', 'proof', 'proof_hash', 'notice', 'drawn_at', 'drawn_by'] then
       return new;
     end if;
     raise exception 'a draw is never changed or deleted' using errcode = 'restrict_violation';
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

CREATE OR REPLACE FUNCTION public.note_webhook_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update webhooks_version set version = version + 1;
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

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.contest_lines FOR EACH ROW EXECUTE FUNCTION keep_draw_records();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.contest_lines FOR EACH STATEMENT EXECUTE FUNCTION keep_draw_records();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.draw_contacts FOR EACH ROW EXECUTE FUNCTION keep_draw_records();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.draw_contacts FOR EACH STATEMENT EXECUTE FUNCTION keep_draw_records();

CREATE TRIGGER kept BEFORE DELETE OR UPDATE ON public.draws FOR EACH ROW EXECUTE FUNCTION keep_draws();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.draws FOR EACH STATEMENT EXECUTE FUNCTION keep_draws();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.entry_hours FOR EACH ROW EXECUTE FUNCTION keep_draw_records();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.entry_hours FOR EACH STATEMENT EXECUTE FUNCTION keep_draw_records();

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

CREATE TRIGGER noted_insert AFTER INSERT ON public.webhooks FOR EACH STATEMENT EXECUTE FUNCTION note_webhook_change();

CREATE TRIGGER noted_update AFTER UPDATE OF types, state ON public.webhooks FOR EACH STATEMENT EXECUTE FUNCTION note_webhook_change();
