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
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'finance'::text, 'care'::text, 'brand'::text])))
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

create table public.bad_debts (
  id bigint generated always as identity not null,
  line_id bigint not null,
  amount_minor bigint not null,
  reason text not null,
  actor text not null,
  at timestamp with time zone not null,
  constraint bad_debts_amount_minor_check CHECK ((amount_minor > 0)),
  constraint bad_debts_line_id_fkey FOREIGN KEY (line_id) REFERENCES closing_lines(id),
  constraint bad_debts_pkey PRIMARY KEY (id)
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

create table public.carried_charges (
  correlator text not null,
  gateway_id integer not null,
  charge_id bigint not null,
  kind text not null,
  text_id bigint,
  outbound_id bigint,
  at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint carried_charges_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES charges(id),
  constraint carried_charges_check CHECK (((kind = 'text'::text) = (text_id IS NOT NULL))),
  constraint carried_charges_check1 CHECK (((kind = 'message'::text) OR (outbound_id IS NULL))),
  constraint carried_charges_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES charge_gateways(id),
  constraint carried_charges_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'message'::text]))),
  constraint carried_charges_outbound_id_key UNIQUE (outbound_id),
  constraint carried_charges_pkey PRIMARY KEY (correlator)
);

create table public.charge_attempts (
  charge_id bigint not null,
  ordinal smallint not null,
  correlator text not null,
  amount_minor bigint not null,
  sent_at timestamp with time zone not null,
  outcome text,
  failure text,
  remote_code text,
  remote_id text,
  ended_at timestamp with time zone,
  constraint charge_attempts_correlator_key UNIQUE (correlator),
  constraint charge_attempts_pkey PRIMARY KEY (charge_id, ordinal)
) with (fillfactor=70);

create table public.charge_calls (
  lease uuid not null,
  gateway_id integer not null,
  leased_until timestamp with time zone not null,
  charge_ids bigint[] not null,
  constraint charge_calls_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES charge_gateways(id),
  constraint charge_calls_pkey PRIMARY KEY (lease)
);

create table public.charge_events (
  id bigint generated always as identity not null,
  gateway_id integer not null,
  charge_id bigint,
  type text not null,
  outcome text not null,
  failure text,
  correlator text,
  remote_id text,
  at timestamp with time zone not null,
  constraint charge_events_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES charges(id),
  constraint charge_events_check CHECK (((charge_id IS NULL) = (type = 'unmatched'::text))),
  constraint charge_events_gateway_id_charge_id_outcome_correlator_remot_key UNIQUE NULLS NOT DISTINCT (gateway_id, charge_id, outcome, correlator, remote_id),
  constraint charge_events_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES charge_gateways(id),
  constraint charge_events_outcome_check CHECK ((outcome = ANY (ARRAY['charged'::text, 'refused'::text]))),
  constraint charge_events_pkey PRIMARY KEY (id),
  constraint charge_events_type_check CHECK ((type = ANY (ARRAY['other result'::text, 'charged again'::text, 'unmatched'::text])))
);

create table public.charge_gateways (
  id integer generated always as identity not null,
  name text not null,
  type text not null,
  operator_id integer not null,
  settings jsonb default '{}'::jsonb not null,
  state text default 'active'::text not null,
  failing integer default 0 not null,
  resume_at timestamp with time zone,
  created_at timestamp with time zone not null,
  key_hash text,
  constraint charge_gateways_name_check CHECK ((name ~ '^[a-z0-9][a-z0-9-]{0,39}$'::text)),
  constraint charge_gateways_name_key UNIQUE (name),
  constraint charge_gateways_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint charge_gateways_pkey PRIMARY KEY (id),
  constraint charge_gateways_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text])))
);

create table public.charge_news (
  charge_id bigint not null,
  constraint charge_news_pkey PRIMARY KEY (charge_id)
);

create table public.charges (
  id bigint generated always as identity not null,
  key text not null,
  purpose text not null,
  service_id integer not null,
  brand_id integer not null,
  shortcode_id integer not null,
  subscriber_id bigint not null,
  subscription_id bigint,
  operator_id integer not null,
  gateway_id integer not null,
  tariff_id integer not null,
  period_start timestamp with time zone,
  period_end timestamp with time zone,
  amount_minor bigint not null,
  currency character(3) not null,
  vat_bp integer default 0 not null,
  state text default 'requested'::text not null,
  refunded_minor bigint default 0 not null,
  attempts smallint default 0 not null,
  asks smallint default 0 not null,
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  lease uuid,
  leased_until timestamp with time zone,
  reservation bigint,
  failure text,
  remote_id text,
  stopped_at timestamp with time zone,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  caps text[],
  cap_windows timestamp with time zone[],
  campaign_id integer,
  is_unknown boolean default (state = 'unknown'::text),
  is_void boolean default (state = ANY (ARRAY['refused'::text, 'voided'::text])),
  constraint charges_amount_minor_check CHECK ((amount_minor > 0)),
  constraint charges_caps_check CHECK (((caps IS NULL) = (cap_windows IS NULL))),
  constraint charges_check CHECK (((refunded_minor >= 0) AND (refunded_minor <= amount_minor))),
  constraint charges_check1 CHECK (((refunded_minor = 0) OR (state = 'charged'::text))),
  constraint charges_check2 CHECK (((state = ANY (ARRAY['charged'::text, 'refused'::text, 'voided'::text])) = (settled_at IS NOT NULL))),
  constraint charges_key_key UNIQUE (key),
  constraint charges_pkey PRIMARY KEY (id),
  constraint charges_purpose_check CHECK ((purpose = ANY (ARRAY['first'::text, 'renewal'::text, 'one-off'::text, 'message'::text]))),
  constraint charges_reservation_fkey FOREIGN KEY (reservation) REFERENCES ledger_transfers(id),
  constraint charges_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'reserved'::text, 'unknown'::text, 'charged'::text, 'refused'::text, 'voided'::text]))),
  constraint charges_vat_bp_check CHECK (((vat_bp >= 0) AND (vat_bp <= 10000)))
) with (fillfactor=50);

create table public.closing_lines (
  id bigint generated always as identity not null,
  closing_id integer not null,
  kind text not null,
  of_line bigint,
  of_kind text default 
CASE
    WHEN (of_line IS NULL) THEN NULL::text
    ELSE 'charges'::text
END,
  service_id integer not null,
  provider text not null,
  operator_id integer not null,
  currency character(3) not null,
  vat_bp integer not null,
  rule_id integer not null,
  count integer not null,
  amount_minor bigint not null,
  vat_minor bigint not null,
  operator_minor bigint not null,
  brand_minor bigint not null,
  provider_minor bigint not null,
  own_minor bigint not null,
  receivable_on date not null,
  payable_on date not null,
  constraint closing_lines_amount_minor_check CHECK ((amount_minor > 0)),
  constraint closing_lines_check CHECK (((kind = 'charges'::text) = (of_line IS NULL))),
  constraint closing_lines_check1 CHECK (((kind <> 'charges'::text) OR (LEAST(vat_minor, operator_minor, brand_minor, provider_minor, own_minor) >= 0))),
  constraint closing_lines_check2 CHECK ((((((vat_minor + operator_minor) + brand_minor) + provider_minor) + own_minor) = amount_minor)),
  constraint closing_lines_closing_id_fkey FOREIGN KEY (closing_id) REFERENCES closings(id),
  constraint closing_lines_count_check CHECK ((count > 0)),
  constraint closing_lines_id_kind_service_id_operator_id_currency_key UNIQUE (id, kind, service_id, operator_id, currency),
  constraint closing_lines_kind_check CHECK ((kind = ANY (ARRAY['charges'::text, 'refunds'::text, 'bad debt'::text]))),
  constraint closing_lines_of_line_of_kind_service_id_operator_id_curre_fkey FOREIGN KEY (of_line, of_kind, service_id, operator_id, currency) REFERENCES closing_lines(id, kind, service_id, operator_id, currency),
  constraint closing_lines_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint closing_lines_pkey PRIMARY KEY (id),
  constraint closing_lines_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES share_rules(id),
  constraint closing_lines_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint closing_lines_vat_bp_check CHECK (((vat_bp >= 0) AND (vat_bp <= 10000)))
);

create table public.closing_transfers (
  transfer_id bigint not null,
  closing_id integer not null,
  kind text not null,
  rule_id integer,
  constraint closing_transfers_check CHECK (((kind = 'charges'::text) = (rule_id IS NOT NULL))),
  constraint closing_transfers_closing_id_fkey FOREIGN KEY (closing_id) REFERENCES closings(id),
  constraint closing_transfers_kind_check CHECK ((kind = ANY (ARRAY['charges'::text, 'refunds'::text, 'bad debt'::text]))),
  constraint closing_transfers_pkey PRIMARY KEY (transfer_id),
  constraint closing_transfers_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES share_rules(id),
  constraint closing_transfers_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfers(id)
);

create table public.closings (
  id integer generated always as identity not null,
  brand_id integer not null,
  month text not null,
  zone text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  closed_by text not null,
  closed_at timestamp with time zone not null,
  constraint closings_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint closings_brand_id_month_key UNIQUE (brand_id, month),
  constraint closings_check CHECK ((starts_at < ends_at)),
  constraint closings_check1 CHECK ((ends_at <= closed_at)),
  constraint closings_month_check CHECK ((month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text)),
  constraint closings_pkey PRIMARY KEY (id)
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

create table public.complaint_evidence (
  complaint_id bigint not null,
  place smallint not null,
  name text not null,
  content text,
  constraint complaint_evidence_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id),
  constraint complaint_evidence_pkey PRIMARY KEY (complaint_id, place)
);

create table public.complaint_steps (
  id bigint generated always as identity not null,
  complaint_id bigint not null,
  step text not null,
  actor text not null,
  reason text,
  at timestamp with time zone not null,
  constraint complaint_steps_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id),
  constraint complaint_steps_pkey PRIMARY KEY (id)
);

create table public.complaints (
  id bigint generated always as identity not null,
  code text not null,
  brand_id integer not null,
  subscriber_id bigint not null,
  shortcode_id integer not null,
  service_id integer,
  subscription_id bigint,
  charge_id bigint,
  channel text not null,
  words text,
  state text default 'open'::text not null,
  assignee text,
  due_at timestamp with time zone,
  answer text,
  answered_at timestamp with time zone,
  pack_sha256 text,
  refund_id bigint,
  opened_at timestamp with time zone not null,
  opened_by text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  closed_at timestamp with time zone,
  constraint complaints_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint complaints_channel_check CHECK ((channel = ANY (ARRAY['text'::text, 'telephone'::text, 'letter'::text, 'e-mail'::text, 'shop'::text, 'operator'::text, 'regulator'::text]))),
  constraint complaints_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES charges(id),
  constraint complaints_check CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint complaints_check1 CHECK (((state = 'open'::text) = (answered_at IS NULL))),
  constraint complaints_check2 CHECK (((answered_at IS NULL) = (pack_sha256 IS NULL))),
  constraint complaints_check3 CHECK (((refund_id IS NULL) OR ((charge_id IS NOT NULL) AND (state = ANY (ARRAY['upheld'::text, 'closed'::text]))))),
  constraint complaints_code_key UNIQUE (code),
  constraint complaints_pkey PRIMARY KEY (id),
  constraint complaints_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES refunds(id),
  constraint complaints_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint complaints_shortcode_id_fkey FOREIGN KEY (shortcode_id) REFERENCES shortcodes(id),
  constraint complaints_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'upheld'::text, 'dismissed'::text, 'closed'::text]))),
  constraint complaints_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscribers(id),
  constraint complaints_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id)
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

create table public.content_deliveries (
  subscription_id bigint not null,
  item_id bigint not null,
  outbound_id bigint,
  at timestamp with time zone not null,
  constraint content_deliveries_item_id_fkey FOREIGN KEY (item_id) REFERENCES content_items(id),
  constraint content_deliveries_pkey PRIMARY KEY (subscription_id, item_id)
);

create table public.content_items (
  id bigint generated always as identity not null,
  service_id integer not null,
  language text not null,
  day date not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint content_items_pkey PRIMARY KEY (id),
  constraint content_items_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint content_items_service_id_language_day_key UNIQUE (service_id, language, day)
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

create table public.control_totals (
  run_id bigint not null,
  service_id integer,
  tariff_id integer,
  currency character(3) not null,
  submitted integer not null,
  ours integer not null,
  ours_minor numeric(30,0) not null,
  ours_refunds integer not null,
  ours_refunded_minor numeric(30,0) not null,
  theirs integer not null,
  theirs_minor numeric(30,0) not null,
  theirs_refunds integer not null,
  theirs_refunded_minor numeric(30,0) not null,
  constraint control_totals_run_id_fkey FOREIGN KEY (run_id) REFERENCES reconciliations(id),
  constraint control_totals_run_id_service_id_tariff_id_currency_key UNIQUE NULLS NOT DISTINCT (run_id, service_id, tariff_id, currency)
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

create table public.eligibility_questions (
  key text not null,
  gateway_id integer not null,
  subscriber_id bigint not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  lease uuid,
  leased_until timestamp with time zone,
  constraint eligibility_questions_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES charge_gateways(id),
  constraint eligibility_questions_pkey PRIMARY KEY (key),
  constraint eligibility_questions_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscribers(id)
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
  constraint entries_pkey PRIMARY KEY (campaign_id, id),
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

create table public.file_profiles (
  id integer generated always as identity not null,
  operator_id integer not null,
  name text not null,
  version integer not null,
  settings jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint file_profiles_name_check CHECK ((name ~ '^[a-z0-9][a-z0-9-]{0,39}$'::text)),
  constraint file_profiles_name_version_key UNIQUE (name, version),
  constraint file_profiles_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint file_profiles_pkey PRIMARY KEY (id),
  constraint file_profiles_version_check CHECK ((version > 0))
);

create table public.finding_proposals (
  finding_id bigint not null,
  to_state text not null,
  amount_minor bigint not null,
  reason text not null,
  api_key_id integer not null,
  actor text not null,
  at timestamp with time zone not null,
  constraint finding_proposals_amount_minor_check CHECK ((amount_minor > 0)),
  constraint finding_proposals_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys(id),
  constraint finding_proposals_finding_id_fkey FOREIGN KEY (finding_id) REFERENCES findings(id),
  constraint finding_proposals_pkey PRIMARY KEY (finding_id),
  constraint finding_proposals_to_state_check CHECK ((to_state = ANY (ARRAY['ACCEPTED'::text, 'WRITTEN_OFF'::text])))
);

create table public.finding_steps (
  id bigint generated always as identity not null,
  finding_id bigint not null,
  step text not null,
  from_state text,
  to_state text not null,
  category text not null,
  run_id bigint,
  actor text not null,
  reason text not null,
  amount_minor bigint,
  transfer_id bigint,
  at timestamp with time zone not null,
  constraint finding_steps_amount_minor_check CHECK ((amount_minor > 0)),
  constraint finding_steps_finding_id_fkey FOREIGN KEY (finding_id) REFERENCES findings(id),
  constraint finding_steps_pkey PRIMARY KEY (id),
  constraint finding_steps_run_id_fkey FOREIGN KEY (run_id) REFERENCES reconciliations(id),
  constraint finding_steps_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfers(id)
);

create table public.findings (
  id bigint generated always as identity not null,
  operator_id integer not null,
  day date not null,
  key text not null,
  category text not null,
  differences text[] not null,
  via text,
  charge_id bigint,
  refund_id bigint,
  file_id bigint,
  line integer,
  operator_txn_id text,
  service_id integer,
  brand_id integer,
  ours_minor bigint,
  theirs_minor bigint,
  delta_minor bigint not null,
  currency character(3) not null,
  ours_state text,
  theirs_status text,
  ours_at timestamp with time zone,
  theirs_at timestamp with time zone,
  late_until timestamp with time zone,
  state text default 'OPEN'::text not null,
  assignee text,
  adjusted_minor bigint default 0 not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint findings_check CHECK (((state = ANY (ARRAY['ACCEPTED'::text, 'REJECTED'::text, 'WRITTEN_OFF'::text, 'RESOLVED'::text])) = (closed_at IS NOT NULL))),
  constraint findings_check1 CHECK ((num_nonnulls(charge_id, refund_id, file_id) > 0)),
  constraint findings_operator_id_day_key_key UNIQUE (operator_id, day, key),
  constraint findings_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint findings_pkey PRIMARY KEY (id),
  constraint findings_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'ASSIGNED'::text, 'SENT_TO_OPERATOR'::text, 'ACCEPTED'::text, 'REJECTED'::text, 'WRITTEN_OFF'::text, 'RESOLVED'::text])))
) with (fillfactor=85);

create table public.flow_versions (
  campaign_id integer not null,
  digest text not null,
  definition jsonb not null,
  published_at timestamp with time zone not null,
  constraint flow_versions_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE,
  constraint flow_versions_pkey PRIMARY KEY (campaign_id, digest)
);

create table public.fraud_cases (
  id bigint generated always as identity not null,
  subscription_id bigint not null,
  service_id integer not null,
  signals jsonb not null,
  opened_at timestamp with time zone not null,
  verdict text,
  reason text,
  decided_by text,
  api_key_id integer,
  decided_at timestamp with time zone,
  constraint fraud_cases_check CHECK ((((verdict IS NULL) = (reason IS NULL)) AND ((verdict IS NULL) = (decided_by IS NULL)) AND ((verdict IS NULL) = (decided_at IS NULL)))),
  constraint fraud_cases_pkey PRIMARY KEY (id),
  constraint fraud_cases_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint fraud_cases_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id),
  constraint fraud_cases_subscription_id_key UNIQUE (subscription_id),
  constraint fraud_cases_verdict_check CHECK ((verdict = ANY (ARRAY['released'::text, 'condemned'::text])))
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

create table public.ledger_accounts (
  id bigint generated always as identity not null,
  code text not null,
  owner text not null,
  currency character(3) not null,
  constraint ledger_accounts_code_owner_currency_key UNIQUE (code, owner, currency),
  constraint ledger_accounts_id_currency_key UNIQUE (id, currency),
  constraint ledger_accounts_pkey PRIMARY KEY (id)
);

create table public.ledger_transfers (
  id bigint generated always as identity not null,
  key text not null,
  kind text not null,
  debit_account bigint not null,
  credit_account bigint not null,
  amount_minor bigint not null,
  currency character(3) not null,
  pending_id bigint,
  pending_kind text default 
CASE
    WHEN (pending_id IS NULL) THEN NULL::text
    ELSE 'pending'::text
END,
  reason text not null,
  actor text,
  at timestamp with time zone not null,
  constraint ledger_transfers_amount_minor_check CHECK ((amount_minor > 0)),
  constraint ledger_transfers_check CHECK ((debit_account <> credit_account)),
  constraint ledger_transfers_check1 CHECK (((kind = ANY (ARRAY['post'::text, 'void'::text])) = (pending_id IS NOT NULL))),
  constraint ledger_transfers_id_kind_debit_account_credit_account_curre_key UNIQUE (id, kind, debit_account, credit_account, currency),
  constraint ledger_transfers_key_key UNIQUE (key),
  constraint ledger_transfers_kind_check CHECK ((kind = ANY (ARRAY['single'::text, 'pending'::text, 'post'::text, 'void'::text]))),
  constraint ledger_transfers_pending_id_pending_kind_debit_account_cre_fkey FOREIGN KEY (pending_id, pending_kind, debit_account, credit_account, currency) REFERENCES ledger_transfers(id, kind, debit_account, credit_account, currency),
  constraint ledger_transfers_pkey PRIMARY KEY (id)
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

create table public.matching_results (
  run_id bigint not null,
  key text not null,
  category text not null,
  differences text[] not null,
  via text,
  charge_id bigint,
  refund_id bigint,
  file_id bigint,
  line integer,
  delta_minor bigint not null,
  currency character(3) not null,
  constraint matching_results_pkey PRIMARY KEY (run_id, key),
  constraint matching_results_run_id_fkey FOREIGN KEY (run_id) REFERENCES reconciliations(id)
);

create table public.operator_notices (
  id bigint generated always as identity not null,
  gateway_id integer not null,
  remote_id text not null,
  event text not null,
  subscriber_id bigint not null,
  service text not null,
  amount_minor bigint,
  currency character(3),
  period_start timestamp with time zone,
  period_end timestamp with time zone,
  code text,
  said_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  subscription_id bigint,
  constraint operator_notices_amount_minor_check CHECK ((amount_minor > 0)),
  constraint operator_notices_check CHECK ((num_nonnulls(amount_minor, currency) = ANY (ARRAY[0, 2]))),
  constraint operator_notices_event_check CHECK ((event = ANY (ARRAY['subscribed'::text, 'renewed'::text, 'failed'::text, 'unsubscribed'::text]))),
  constraint operator_notices_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES charge_gateways(id),
  constraint operator_notices_gateway_id_remote_id_key UNIQUE (gateway_id, remote_id),
  constraint operator_notices_pkey PRIMARY KEY (id),
  constraint operator_notices_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscribers(id)
);

create table public.operator_suspensions (
  id bigint generated always as identity not null,
  operator_id integer not null,
  service_id integer,
  reason text not null,
  suspended_by text not null,
  suspended_at timestamp with time zone not null,
  resumed_by text,
  resumed_at timestamp with time zone,
  constraint operator_suspensions_check CHECK (((resumed_by IS NULL) = (resumed_at IS NULL))),
  constraint operator_suspensions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint operator_suspensions_pkey PRIMARY KEY (id),
  constraint operator_suspensions_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id)
);

create table public.operator_unsubscriptions (
  subscription_id bigint not null,
  gateway_id integer not null,
  subscriber_id bigint not null,
  service text not null,
  attempts integer default 0 not null,
  due_at timestamp with time zone,
  lease uuid,
  leased_until timestamp with time zone,
  asked_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  constraint operator_unsubscriptions_check CHECK (((due_at IS NULL) = (confirmed_at IS NOT NULL))),
  constraint operator_unsubscriptions_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES charge_gateways(id),
  constraint operator_unsubscriptions_pkey PRIMARY KEY (subscription_id),
  constraint operator_unsubscriptions_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscribers(id)
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
  is_billed boolean default false not null,
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
  constraint players_pkey PRIMARY KEY (campaign_id, subscriber_id)
) with (fillfactor=80);

create table public.price_points (
  id integer generated always as identity not null,
  operator_id integer not null,
  currency character(3) not null,
  amount_minor bigint not null,
  effective_from timestamp with time zone not null,
  effective_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint price_points_amount_minor_check CHECK ((amount_minor > 0)),
  constraint price_points_check CHECK ((effective_until >= effective_from)),
  constraint price_points_operator_id_currency_amount_minor_tstzrange_excl EXCLUDE USING gist (operator_id WITH =, currency WITH =, amount_minor WITH =, tstzrange(effective_from, effective_until) WITH &&),
  constraint price_points_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint price_points_pkey PRIMARY KEY (id)
);

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

create table public.reconciled_files (
  file_id bigint not null,
  at timestamp with time zone not null,
  constraint reconciled_files_file_id_fkey FOREIGN KEY (file_id) REFERENCES statement_files(id),
  constraint reconciled_files_pkey PRIMARY KEY (file_id)
);

create table public.reconciliation_incidents (
  id bigint generated always as identity not null,
  operator_id integer not null,
  day date not null,
  currency character(3) not null,
  run_id bigint not null,
  ours_minor numeric(30,0) not null,
  difference_minor numeric(30,0) not null,
  difference_bp integer,
  findings integer not null,
  raised_at timestamp with time zone not null,
  acknowledged_by text,
  acknowledged_at timestamp with time zone,
  constraint reconciliation_incidents_check CHECK (((acknowledged_by IS NULL) = (acknowledged_at IS NULL))),
  constraint reconciliation_incidents_operator_id_day_currency_key UNIQUE (operator_id, day, currency),
  constraint reconciliation_incidents_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint reconciliation_incidents_pkey PRIMARY KEY (id),
  constraint reconciliation_incidents_run_id_fkey FOREIGN KEY (run_id) REFERENCES reconciliations(id)
);

create table public.reconciliation_limits (
  currency character(3) not null,
  four_eyes_minor bigint not null,
  escalation_minor bigint not null,
  escalation_bp integer not null,
  updated_by text not null,
  updated_at timestamp with time zone not null,
  constraint reconciliation_limits_escalation_bp_check CHECK (((escalation_bp >= 0) AND (escalation_bp <= 10000))),
  constraint reconciliation_limits_escalation_minor_check CHECK ((escalation_minor >= 0)),
  constraint reconciliation_limits_four_eyes_minor_check CHECK ((four_eyes_minor >= 0)),
  constraint reconciliation_limits_pkey PRIMARY KEY (currency)
);

create table public.reconciliation_terms (
  operator_id integer not null,
  zone text not null,
  cut_off_minutes integer not null,
  amount_minor bigint not null,
  percent_bp integer not null,
  time_ms integer not null,
  edge_ms integer not null,
  late_days integer not null,
  file_days integer not null,
  updated_by text not null,
  updated_at timestamp with time zone not null,
  constraint reconciliation_terms_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint reconciliation_terms_cut_off_minutes_check CHECK (((cut_off_minutes >= '-719'::integer) AND (cut_off_minutes <= 719))),
  constraint reconciliation_terms_edge_ms_check CHECK (((edge_ms >= 0) AND (edge_ms <= 86400000))),
  constraint reconciliation_terms_file_days_check CHECK (((file_days >= 1) AND (file_days <= 31))),
  constraint reconciliation_terms_late_days_check CHECK (((late_days >= 0) AND (late_days <= 31))),
  constraint reconciliation_terms_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint reconciliation_terms_percent_bp_check CHECK (((percent_bp >= 0) AND (percent_bp <= 10000))),
  constraint reconciliation_terms_pkey PRIMARY KEY (operator_id),
  constraint reconciliation_terms_time_ms_check CHECK (((time_ms >= 0) AND (time_ms <= 86400000)))
);

create table public.reconciliations (
  id bigint generated always as identity not null,
  operator_id integer not null,
  day date not null,
  ordinal integer not null,
  state text default 'queued'::text not null,
  tries smallint default 0 not null,
  error text,
  terms jsonb,
  figures jsonb,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  as_of timestamp with time zone,
  ended_at timestamp with time zone,
  constraint reconciliations_check CHECK (((state = ANY (ARRAY['queued'::text, 'running'::text])) = (ended_at IS NULL))),
  constraint reconciliations_operator_id_day_ordinal_key UNIQUE (operator_id, day, ordinal),
  constraint reconciliations_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint reconciliations_ordinal_check CHECK ((ordinal > 0)),
  constraint reconciliations_pkey PRIMARY KEY (id),
  constraint reconciliations_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

create table public.refunds (
  id bigint generated always as identity not null,
  key text not null,
  charge_id bigint not null,
  amount_minor bigint not null,
  currency character(3) not null,
  state text default 'requested'::text not null,
  reason text not null,
  actor text not null,
  attempts smallint default 0 not null,
  due_at timestamp with time zone not null,
  lease uuid,
  leased_until timestamp with time zone,
  failure text,
  remote_id text,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  correlator uuid default gen_random_uuid() not null,
  constraint refunds_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refunds_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES charges(id),
  constraint refunds_correlator_key UNIQUE (correlator),
  constraint refunds_key_key UNIQUE (key),
  constraint refunds_pkey PRIMARY KEY (id),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'sending'::text, 'unknown'::text, 'refunded'::text, 'refused'::text, 'manual'::text])))
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

create table public.service_migrations (
  id bigint generated always as identity not null,
  from_service_id integer not null,
  to_service_id integer not null,
  campaign_id integer not null,
  state text default 'asking'::text not null,
  after_id bigint default 0 not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint service_migrations_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint service_migrations_check CHECK ((from_service_id <> to_service_id)),
  constraint service_migrations_check1 CHECK (((state = 'asking'::text) = (ended_at IS NULL))),
  constraint service_migrations_from_service_id_fkey FOREIGN KEY (from_service_id) REFERENCES services(id),
  constraint service_migrations_pkey PRIMARY KEY (id),
  constraint service_migrations_state_check CHECK ((state = ANY (ARRAY['asking'::text, 'done'::text, 'cancelled'::text]))),
  constraint service_migrations_to_service_id_fkey FOREIGN KEY (to_service_id) REFERENCES services(id)
);

create table public.service_moves (
  migration_id bigint not null,
  subscription_id bigint not null,
  outcome text,
  asked_id bigint,
  constraint service_moves_asked_id_fkey FOREIGN KEY (asked_id) REFERENCES subscriptions(id),
  constraint service_moves_check CHECK (((asked_id IS NOT NULL) = (NOT (outcome IS DISTINCT FROM 'asked'::text)))),
  constraint service_moves_migration_id_fkey FOREIGN KEY (migration_id) REFERENCES service_migrations(id),
  constraint service_moves_pkey PRIMARY KEY (migration_id, subscription_id),
  constraint service_moves_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id)
);

create table public.service_operators (
  service_id integer not null,
  operator_id integer not null,
  gateway_id integer not null,
  is_approved boolean default false not null,
  is_partial boolean default false not null,
  constraint service_operators_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES charge_gateways(id),
  constraint service_operators_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint service_operators_pkey PRIMARY KEY (service_id, operator_id),
  constraint service_operators_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id)
);

create table public.services (
  id integer generated always as identity not null,
  list_id integer not null,
  brand_id integer not null,
  shortcode_id integer not null,
  provider text not null,
  cycle text not null,
  trial_days integer default 0 not null,
  min_age integer default 0 not null,
  class text default 'vas'::text not null,
  state text default 'draft'::text not null,
  settings jsonb not null,
  created_at timestamp with time zone not null,
  constraint services_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brands(id),
  constraint services_class_check CHECK ((class = ANY (ARRAY['vas'::text, 'donation'::text, 'ticketing'::text, 'banking'::text, 'televoting'::text]))),
  constraint services_cycle_check CHECK ((cycle = ANY (ARRAY['day'::text, 'week'::text, 'fortnight'::text, 'month'::text, 'one-off'::text, 'message'::text]))),
  constraint services_list_id_fkey FOREIGN KEY (list_id) REFERENCES lists(id),
  constraint services_list_id_key UNIQUE (list_id),
  constraint services_min_age_check CHECK (((min_age >= 0) AND (min_age <= 99))),
  constraint services_pkey PRIMARY KEY (id),
  constraint services_shortcode_id_fkey FOREIGN KEY (shortcode_id) REFERENCES shortcodes(id),
  constraint services_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'suspended'::text, 'closed'::text]))),
  constraint services_trial_days_check CHECK (((trial_days >= 0) AND (trial_days <= 366)))
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

create table public.settlement_files (
  id integer generated always as identity not null,
  operator_id integer not null,
  day date not null,
  sequence integer not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  details integer not null,
  net_minor numeric(30,0) not null,
  sha256 character(64),
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint settlement_files_check CHECK ((from_at < to_at)),
  constraint settlement_files_operator_id_day_key UNIQUE (operator_id, day),
  constraint settlement_files_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint settlement_files_operator_id_sequence_key UNIQUE (operator_id, sequence),
  constraint settlement_files_pkey PRIMARY KEY (id),
  constraint settlement_files_sequence_check CHECK ((sequence > 0))
);

create table public.share_rules (
  id integer generated always as identity not null,
  service_id integer,
  provider text,
  operator_id integer,
  currency character(3) not null,
  effective_from timestamp with time zone not null,
  fee_minor bigint default 0 not null,
  tiers jsonb not null,
  operator_days integer not null,
  partner_days integer not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint share_rules_check CHECK (((partner_days >= operator_days) AND (partner_days <= 180))),
  constraint share_rules_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint share_rules_operator_days_check CHECK (((operator_days >= 30) AND (operator_days <= 90))),
  constraint share_rules_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint share_rules_pkey PRIMARY KEY (id),
  constraint share_rules_provider_check CHECK ((provider <> ''::text)),
  constraint share_rules_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint share_rules_service_id_provider_operator_id_currency_effect_key UNIQUE NULLS NOT DISTINCT (service_id, provider, operator_id, currency, effective_from),
  constraint share_rules_tiers_check CHECK (((jsonb_typeof(tiers) = 'array'::text) AND (jsonb_array_length(tiers) > 0)))
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

create table public.spendings (
  subscriber_id bigint not null,
  cap text not null,
  window_start timestamp with time zone not null,
  currency character(3) not null,
  spent_minor bigint not null,
  constraint spendings_pkey PRIMARY KEY (subscriber_id, cap, window_start, currency),
  constraint spendings_spent_minor_check CHECK ((spent_minor >= 0))
) with (fillfactor=70);

create table public.statement_days (
  file_id bigint not null,
  day date not null,
  charged integer not null,
  refused integer not null,
  refunded integer not null,
  constraint statement_days_charged_check CHECK ((charged >= 0)),
  constraint statement_days_check CHECK ((((charged + refused) + refunded) > 0)),
  constraint statement_days_file_id_fkey FOREIGN KEY (file_id) REFERENCES statement_files(id),
  constraint statement_days_pkey PRIMARY KEY (file_id, day),
  constraint statement_days_refunded_check CHECK ((refunded >= 0)),
  constraint statement_days_refused_check CHECK ((refused >= 0))
);

create table public.statement_faults (
  file_id bigint not null,
  line integer not null,
  fault text not null,
  field text,
  found text,
  constraint statement_faults_file_id_fkey FOREIGN KEY (file_id) REFERENCES statement_files(id),
  constraint statement_faults_pkey PRIMARY KEY (file_id, line)
);

create table public.statement_files (
  id bigint generated always as identity not null,
  operator_id integer not null,
  profile_id integer not null,
  name text not null,
  sha256 character(64) not null,
  bytes bigint not null,
  state text default 'importing'::text not null,
  series text,
  sequence integer,
  day date,
  read_bytes bigint default 0 not null,
  details integer default 0 not null,
  faults integer default 0 not null,
  figures jsonb default '[]'::jsonb not null,
  reason text,
  detail text,
  supersedes bigint,
  beat_at timestamp with time zone default clock_timestamp() not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint statement_files_check CHECK (((state <> ALL (ARRAY['imported'::text, 'superseded'::text])) OR ((series IS NOT NULL) AND (day IS NOT NULL)))),
  constraint statement_files_check1 CHECK (((state = 'importing'::text) = (ended_at IS NULL))),
  constraint statement_files_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint statement_files_pkey PRIMARY KEY (id),
  constraint statement_files_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES file_profiles(id),
  constraint statement_files_sequence_check CHECK ((sequence >= 0)),
  constraint statement_files_state_check CHECK ((state = ANY (ARRAY['importing'::text, 'imported'::text, 'superseded'::text, 'refused'::text, 'interrupted'::text]))),
  constraint statement_files_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES statement_files(id)
);

create table public.statement_rows (
  file_id bigint not null,
  line integer not null,
  operator_id integer not null,
  operator_txn_id text,
  partner_ref text,
  msisdn_hash uuid,
  service_id integer,
  charged_at timestamp with time zone not null,
  amount_minor bigint not null,
  currency character(3) not null,
  status text not null,
  day date not null,
  constraint statement_rows_status_check CHECK ((status = ANY (ARRAY['charged'::text, 'refused'::text, 'refunded'::text])))
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

create table public.subscription_events (
  id bigint generated always as identity not null,
  subscription_id bigint not null,
  event text not null,
  from_state text,
  to_state text not null,
  charge_id bigint,
  reason text,
  channel text,
  actor text,
  at timestamp with time zone not null,
  constraint subscription_events_pkey PRIMARY KEY (id)
);

create table public.subscriptions (
  id bigint generated always as identity not null,
  service_id integer not null,
  subscriber_id bigint not null,
  shortcode_id integer not null,
  connector_id integer not null,
  operator_id integer not null,
  language text not null,
  channel text not null,
  state text not null,
  token text,
  tariff_id integer not null,
  shown text not null,
  anchor_at timestamp with time zone,
  period_ordinal integer default 0 not null,
  period_start timestamp with time zone,
  period_end timestamp with time zone,
  failing_since timestamp with time zone,
  attempts integer default 0 not null,
  next_at timestamp with time zone,
  next_step text,
  reminded_at timestamp with time zone,
  spent_minor bigint default 0 not null,
  joined_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  asked_at timestamp with time zone,
  campaign_id integer,
  device text,
  constraint subscriptions_check CHECK (((state = ANY (ARRAY['declined'::text, 'expired'::text, 'unsubscribed'::text, 'failed'::text, 'churned'::text, 'barred'::text])) = (ended_at IS NOT NULL))),
  constraint subscriptions_next_step_check CHECK ((next_step = ANY (ARRAY['confirm reminder'::text, 'confirm end'::text, 'notice'::text, 'trial end'::text, 'renew'::text, 'retry'::text, 'grace end'::text, 'parking end'::text]))),
  constraint subscriptions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES operators(id),
  constraint subscriptions_pkey PRIMARY KEY (id),
  constraint subscriptions_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint subscriptions_shortcode_id_fkey FOREIGN KEY (shortcode_id) REFERENCES shortcodes(id),
  constraint subscriptions_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'trial'::text, 'activating'::text, 'active'::text, 'renewing'::text, 'grace'::text, 'suspended'::text, 'declined'::text, 'expired'::text, 'unsubscribed'::text, 'failed'::text, 'churned'::text, 'barred'::text]))),
  constraint subscriptions_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscribers(id),
  constraint subscriptions_tariff_id_fkey FOREIGN KEY (tariff_id) REFERENCES tariffs(id)
) with (fillfactor=70);

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

create table public.tariffs (
  id integer generated always as identity not null,
  service_id integer not null,
  effective_from timestamp with time zone not null,
  amount_minor bigint not null,
  currency character(3) not null,
  vat_bp integer default 0 not null,
  created_at timestamp with time zone not null,
  constraint tariffs_amount_minor_check CHECK ((amount_minor > 0)),
  constraint tariffs_pkey PRIMARY KEY (id),
  constraint tariffs_service_id_effective_from_key UNIQUE (service_id, effective_from),
  constraint tariffs_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint tariffs_vat_bp_check CHECK (((vat_bp >= 0) AND (vat_bp <= 10000)))
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

create table simulator.callbacks (
  correlator text not null,
  gateway_id integer,
  sink text,
  due_ms bigint not null,
  constraint callbacks_check CHECK ((num_nonnulls(gateway_id, sink) = 1))
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
  condition text,
  constraint handsets_condition_check CHECK ((condition = ANY (ARRAY['barred'::text, 'not found'::text, 'under age'::text, 'corporate'::text, 'blacklisted'::text, 'spending limit'::text]))),
  constraint handsets_pkey PRIMARY KEY (msisdn)
) with (fillfactor=70);

create table simulator.payments (
  correlator text not null,
  remote_id text not null,
  msisdn text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  description text not null,
  state text not null,
  denial text,
  refunded_minor bigint default 0 not null,
  reserved_until timestamp with time zone,
  known_at timestamp with time zone,
  at timestamp with time zone not null,
  constraint payments_amount_minor_check CHECK ((amount_minor > 0)),
  constraint payments_check CHECK (((refunded_minor >= 0) AND (refunded_minor <= amount_minor))),
  constraint payments_check1 CHECK (((state = 'denied'::text) = (denial IS NOT NULL))),
  constraint payments_check2 CHECK (((state <> 'reserved'::text) OR (reserved_until IS NOT NULL))),
  constraint payments_check3 CHECK (((refunded_minor = 0) OR (state = 'succeeded'::text))),
  constraint payments_pkey PRIMARY KEY (correlator),
  constraint payments_remote_id_key UNIQUE (remote_id),
  constraint payments_state_check CHECK ((state = ANY (ARRAY['reserved'::text, 'succeeded'::text, 'denied'::text, 'cancelled'::text])))
) with (fillfactor=80);

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

create table simulator.refunds (
  correlator text not null,
  payment text not null,
  remote_id text not null,
  amount_minor bigint not null,
  at timestamp with time zone not null,
  constraint refunds_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refunds_payment_fkey FOREIGN KEY (payment) REFERENCES simulator.payments(correlator),
  constraint refunds_pkey PRIMARY KEY (correlator)
);

create table simulator.reports (
  connector_id integer not null,
  due_ms bigint not null,
  remote_id text not null,
  state text not null
);

CREATE INDEX bad_debts_by_line ON public.bad_debts USING btree (line_id);

CREATE INDEX brand_events_by_brand ON public.brand_events USING btree (brand_id, at);

CREATE INDEX calls_due ON public.calls USING btree (brand_id, state, due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'late'::text]));

CREATE INDEX calls_of_brand ON public.calls USING btree (brand_id, id);

CREATE INDEX calls_open ON public.calls USING btree (brand_id) WHERE ((state = ANY (ARRAY['waiting'::text, 'late'::text])) AND (lease IS NOT NULL));

CREATE UNIQUE INDEX carried_charges_one_text ON public.carried_charges USING btree (text_id) WHERE (text_id IS NOT NULL);

CREATE INDEX carried_charges_waiting ON public.carried_charges USING btree (at) WHERE ((kind = 'message'::text) AND (told_at IS NULL));

CREATE INDEX charge_calls_by_lapse ON public.charge_calls USING btree (gateway_id, leased_until);

CREATE INDEX charge_events_by_time ON public.charge_events USING btree (at);

CREATE INDEX charges_by_remote ON public.charges USING btree (gateway_id, remote_id) WHERE (remote_id IS NOT NULL);

CREATE INDEX charges_by_settlement ON public.charges USING btree (settled_at) WHERE (settled_at IS NOT NULL);

CREATE INDEX charges_by_subscriber ON public.charges USING btree (subscriber_id, id);

CREATE INDEX charges_due ON public.charges USING btree (gateway_id, due_at) WHERE (settled_at IS NULL);

CREATE UNIQUE INDEX charges_once_per_period ON public.charges USING btree (subscription_id, period_start) WHERE ((subscription_id IS NOT NULL) AND (NOT is_void));

CREATE INDEX charges_unknown ON public.charges USING btree (gateway_id, due_at) WHERE is_unknown;

CREATE UNIQUE INDEX closing_lines_once ON public.closing_lines USING btree (closing_id, service_id, operator_id, currency, vat_bp, rule_id) WHERE (kind = 'charges'::text);

CREATE INDEX closing_lines_taken_back ON public.closing_lines USING btree (of_line) WHERE (of_line IS NOT NULL);

CREATE UNIQUE INDEX closing_lines_taken_back_once ON public.closing_lines USING btree (closing_id, of_line, kind) WHERE (of_line IS NOT NULL);

CREATE INDEX closing_transfers_by_closing ON public.closing_transfers USING btree (closing_id);

CREATE INDEX code_loads_by_lot ON public.code_loads USING btree (lot_id, id);

CREATE UNIQUE INDEX code_loads_running ON public.code_loads USING btree (lot_id) WHERE (state = 'running'::text);

CREATE INDEX code_lots_by_campaign ON public.code_lots USING btree (campaign_id) WHERE (campaign_id IS NOT NULL);

CREATE UNIQUE INDEX code_redemptions_by_lot ON public.code_redemptions USING btree (lot_id, id);

CREATE INDEX complaint_steps_of_complaint ON public.complaint_steps USING btree (complaint_id, id);

CREATE INDEX complaints_by_subscriber ON public.complaints USING btree (subscriber_id);

CREATE INDEX complaints_by_time ON public.complaints USING btree (opened_at);

CREATE INDEX configuration_changes_by_version ON public.configuration_changes USING btree (version);

CREATE INDEX consent_states_members ON public.consent_states USING btree (list_id, subscriber_id) WHERE ((list_id IS NOT NULL) AND (status = 'in'::text));

CREATE INDEX consents_by_subscriber ON public.consents USING btree (subscriber_id, lane, seq);

CREATE INDEX content_deliveries_by_item ON public.content_deliveries USING btree (item_id);

CREATE INDEX coupons_by_key ON public.coupons USING btree (key);

CREATE INDEX coupons_free ON public.coupons USING btree (campaign_id, id) WHERE (subscriber_id IS NULL);

CREATE INDEX coupons_given ON public.coupons USING btree (campaign_id, subscriber_id) WHERE (subscriber_id IS NOT NULL);

CREATE INDEX deliveries_by_remote ON public.deliveries USING btree (connector_id, remote_id) WHERE (remote_id IS NOT NULL);

CREATE INDEX draw_contacts_of_result ON public.draw_contacts USING btree (draw_id, rank, id);

CREATE INDEX draw_results_due ON public.draw_results USING btree (deadline) WHERE (state = 'notified'::text);

CREATE UNIQUE INDEX draw_results_prize ON public.draw_results USING btree (draw_id, prize) WHERE (state = ANY (ARRAY['notified'::text, 'claimed'::text]));

CREATE INDEX draw_results_untold ON public.draw_results USING btree (draw_id, rank) WHERE ((state = 'notified'::text) AND (told IS NULL));

CREATE UNIQUE INDEX draws_committed ON public.draws USING btree (campaign_id) WHERE (state = 'committed'::text);

CREATE INDEX file_profiles_by_operator ON public.file_profiles USING btree (operator_id, id);

CREATE INDEX finding_steps_by_finding ON public.finding_steps USING btree (finding_id, id);

CREATE INDEX findings_late ON public.findings USING btree (late_until) WHERE ((closed_at IS NULL) AND (late_until IS NOT NULL));

CREATE INDEX findings_of_charge ON public.findings USING btree (charge_id) WHERE (charge_id IS NOT NULL);

CREATE INDEX findings_open ON public.findings USING btree (operator_id, day) WHERE (closed_at IS NULL);

CREATE INDEX findings_to_heal ON public.findings USING btree (id) WHERE ((closed_at IS NULL) AND (ours_state = ANY (ARRAY['reserved'::text, 'unknown'::text])));

CREATE INDEX fraud_cases_open ON public.fraud_cases USING btree (subscription_id) WHERE (verdict IS NULL);

CREATE INDEX fraud_cases_waiting ON public.fraud_cases USING btree (id) WHERE (verdict IS NULL);

CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);

CREATE INDEX keywords_by_alias ON public.keywords USING btree (alias_of) WHERE (alias_of IS NOT NULL);

CREATE INDEX ledger_transfers_by_time ON public.ledger_transfers USING btree (at);

CREATE UNIQUE INDEX ledger_transfers_resolved_once ON public.ledger_transfers USING btree (pending_id) WHERE (pending_id IS NOT NULL);

CREATE INDEX operator_notices_of_person ON public.operator_notices USING btree (subscriber_id, gateway_id);

CREATE INDEX operator_notices_of_subscription ON public.operator_notices USING btree (subscription_id, id) WHERE (subscription_id IS NOT NULL);

CREATE INDEX operator_notices_waiting ON public.operator_notices USING btree (id) WHERE (taken_at IS NULL);

CREATE INDEX operator_suspensions_by_operator ON public.operator_suspensions USING btree (operator_id, id);

CREATE UNIQUE INDEX operator_suspensions_open ON public.operator_suspensions USING btree (operator_id, service_id) NULLS NOT DISTINCT WHERE (resumed_at IS NULL);

CREATE INDEX operator_unsubscriptions_due ON public.operator_unsubscriptions USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX operator_unsubscriptions_of_person ON public.operator_unsubscriptions USING btree (subscriber_id, service) WHERE (due_at IS NOT NULL);

CREATE UNIQUE INDEX outbound_by_text ON public.outbound USING btree (text_id, ordinal) WHERE (text_id IS NOT NULL);

CREATE INDEX outbound_started_by_us ON public.outbound USING btree (subscriber_id, id) WHERE (text_id IS NULL);

CREATE INDEX outbox_of_person ON public.outbox USING btree (subscriber_id) WHERE (priority >= 2);

CREATE INDEX parts_waiting ON public.parts USING btree (lane, sender_hash, connector_id, code, ref, width, total) WHERE (whole_id IS NULL);

CREATE INDEX pending_urgent ON public.pending USING btree (lane, text_id) WHERE urgent;

CREATE INDEX price_points_of_operator ON public.price_points USING btree (operator_id, currency, amount_minor);

CREATE UNIQUE INDEX reconciliations_queued ON public.reconciliations USING btree (operator_id, day) WHERE (state = 'queued'::text);

CREATE INDEX reconciliations_running ON public.reconciliations USING btree (id) WHERE (state = 'running'::text);

CREATE INDEX refunds_by_charge ON public.refunds USING btree (charge_id);

CREATE INDEX refunds_by_settlement ON public.refunds USING btree (settled_at) WHERE (settled_at IS NOT NULL);

CREATE INDEX refunds_due ON public.refunds USING btree (due_at) WHERE (state = ANY (ARRAY['requested'::text, 'sending'::text, 'unknown'::text]));

CREATE INDEX reports_by_outbound ON public.reports USING btree (outbound_id) WHERE (outbound_id IS NOT NULL);

CREATE INDEX reports_waiting ON public.reports USING btree (connector_id, id) WHERE (effect IS NULL);

CREATE UNIQUE INDEX service_migrations_asking ON public.service_migrations USING btree (from_service_id) WHERE (state = 'asking'::text);

CREATE INDEX service_migrations_by_service ON public.service_migrations USING btree (from_service_id, id);

CREATE UNIQUE INDEX service_moves_asked ON public.service_moves USING btree (asked_id) WHERE (asked_id IS NOT NULL);

CREATE INDEX service_moves_by_subscription ON public.service_moves USING btree (subscription_id);

CREATE INDEX service_moves_waiting ON public.service_moves USING btree (migration_id) WHERE (outcome IS NULL);

CREATE INDEX statement_files_by_day ON public.statement_files USING btree (operator_id, day) WHERE (state = 'imported'::text);

CREATE INDEX statement_files_by_hash ON public.statement_files USING btree (operator_id, sha256);

CREATE UNIQUE INDEX statement_files_newest ON public.statement_files USING btree (operator_id, series, sequence) NULLS NOT DISTINCT WHERE (state = 'imported'::text);

CREATE UNIQUE INDEX statement_files_one_at_a_time ON public.statement_files USING btree (operator_id) WHERE (state = 'importing'::text);

CREATE INDEX statement_rows_by_file ON public.statement_rows USING brin (file_id, line) WITH (pages_per_range='32', autosummarize='on');

CREATE INDEX stop_reviews_of_brand ON public.stop_reviews USING btree (brand_id, id) WHERE (brand_id IS NOT NULL);

CREATE UNIQUE INDEX stop_reviews_open ON public.stop_reviews USING btree (subscriber_id, shortcode_id) WHERE (verdict IS NULL);

CREATE INDEX stop_reviews_waiting ON public.stop_reviews USING btree (id) WHERE (verdict IS NULL);

CREATE UNIQUE INDEX subscribers_current ON public.subscribers USING btree (sender_hash) WHERE (ended_at IS NULL);

CREATE INDEX subscription_confirmations ON public.subscription_events USING btree (at) WHERE (event = 'confirmed'::text);

CREATE INDEX subscription_events_by_subscription ON public.subscription_events USING btree (subscription_id, id);

CREATE INDEX subscription_events_by_time ON public.subscription_events USING btree (at);

CREATE INDEX subscriptions_by_person ON public.subscriptions USING btree (subscriber_id, service_id);

CREATE INDEX subscriptions_due ON public.subscriptions USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX subscriptions_live ON public.subscriptions USING btree (service_id, id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX subscriptions_one_live ON public.subscriptions USING btree (subscriber_id, service_id) WHERE (ended_at IS NULL);

CREATE INDEX tally_changes_of_campaign ON public.tally_changes USING btree (campaign_id);

CREATE INDEX texts_by_sender ON public.texts USING btree (sender_hash, id);

CREATE INDEX tickets_of_brand ON public.tickets USING btree (brand_id, state, id);

CREATE INDEX timers_due ON public.timers USING btree (lane, due_at);

CREATE INDEX webhook_deliveries_by_webhook ON public.webhook_deliveries USING btree (webhook_id, id);

CREATE INDEX webhook_queue_due ON public.webhook_queue USING btree (webhook_id, due_at, id);

CREATE INDEX webhook_queue_leased ON public.webhook_queue USING btree (webhook_id) WHERE (lease IS NOT NULL);

CREATE INDEX webhook_queue_person ON public.webhook_queue USING btree (webhook_id, person, id) WHERE (person IS NOT NULL);

CREATE INDEX webhooks_by_brand ON public.webhooks USING btree (brand_id);

CREATE INDEX callbacks_due ON simulator.callbacks USING btree (due_ms);

CREATE INDEX payments_held ON simulator.payments USING btree (reserved_until) WHERE (state = 'reserved'::text);

CREATE INDEX received_again ON simulator.received USING btree (submits) WHERE (submits > 1);

CREATE INDEX refunds_of_payment ON simulator.refunds USING btree (payment);

CREATE INDEX reports_due ON simulator.reports USING btree (connector_id, due_ms);

CREATE OR REPLACE FUNCTION public.keep_complaint_evidence()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'content' = to_jsonb(old) - 'content'
     and (new.content is null or new.content = old.content) then
    return new;
  end if;
  raise exception 'complaint_evidence is append-only' using errcode = 'restrict_violation';
end $function$
;

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

CREATE OR REPLACE FUNCTION public.message_id_values(id text)
 RETURNS bigint[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select array[
    case when d ~ '^[0-9]{1,18}$' then d::bigint end,
    case when d ~ '^[0-9a-f]{1,15}$' then ('x' || lpad(d, 16, '0'))::bit(64)::bigint end]
  from (select ltrim(regexp_replace(lower(id), '^0x', ''), '0') as d) as digits
$function$
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

CREATE OR REPLACE FUNCTION public.refuse_another_owner()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'whose a row of % is never changes', tg_table_name using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_finding_step_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'finding_steps is append-only' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_ledger_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_more_than_owed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare owed bigint;
begin
  select amount_minor into owed from closing_lines where id = new.line_id and kind = 'charges' for update;
  if owed is null then
    raise exception 'only a line of charges is owed to us' using errcode = 'check_violation';
  end if;
  if new.amount_minor > owed - (select coalesce(sum(amount_minor), 0) from bad_debts where line_id = new.line_id) then
    raise exception 'more is written off than was owed' using errcode = 'check_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_more_than_reserved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.amount_minor > (select amount_minor from ledger_transfers where id = new.pending_id) then
    raise exception 'more is posted than was reserved' using errcode = 'check_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_to_go()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a row of % is never deleted, and never becomes another', tg_table_name using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_unknown_accounts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from (select debit_account as id, currency from fresh union select credit_account, currency from fresh) f
    where not exists (select from ledger_accounts a where a.id = f.id and a.currency = f.currency offset 0)
  ) then
    raise exception 'a transfer names an account that is not there, or one of another currency'
      using errcode = 'foreign_key_violation', table = 'ledger_transfers', constraint = 'ledger_transfers_account_currency';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_unknown_charges()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from fresh f where not exists (select from charges where id = f.charge_id offset 0)) then
    raise exception 'a row of % is of a charge that is not there', tg_table_name
      using errcode = 'foreign_key_violation', table = tg_table_name, constraint = tg_table_name || '_charge_id';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_unknown_gateway()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from charge_gateways where id = new.gateway_id) then
    raise exception 'a charge goes to a gateway that is not there'
      using errcode = 'foreign_key_violation', table = 'charges', constraint = 'charges_parties';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_unknown_parties()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_unknown_subscriptions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from fresh f where not exists (select from subscriptions where id = f.subscription_id offset 0)) then
    raise exception 'an event is of a subscription that is not there'
      using errcode = 'foreign_key_violation', table = tg_table_name, constraint = 'subscription_events_subscription_id';
  end if;
  return null;
end $function$
;

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.bad_debts FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.bad_debts FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER within_what_is_owed BEFORE INSERT ON public.bad_debts FOR EACH ROW EXECUTE FUNCTION refuse_more_than_owed();

CREATE TRIGGER never_another AFTER UPDATE OF id ON public.brands FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_deleted BEFORE DELETE ON public.brands FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.brands FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER noted_delete AFTER DELETE ON public.brands REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.brands REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.brands REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.campaign_keywords REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.campaign_keywords REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.campaign_keywords REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.campaigns REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.campaigns REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.campaigns REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER refers_to_charges AFTER INSERT ON public.charge_attempts REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_charges();

CREATE TRIGGER same_charge AFTER UPDATE OF charge_id ON public.charge_attempts FOR EACH ROW EXECUTE FUNCTION refuse_another_owner();

CREATE TRIGGER never_another AFTER UPDATE OF id ON public.charge_gateways FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_deleted BEFORE DELETE ON public.charge_gateways FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.charge_gateways FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER refers_to_charges AFTER INSERT ON public.charge_news REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_charges();

CREATE TRIGGER same_charge AFTER UPDATE OF charge_id ON public.charge_news FOR EACH ROW EXECUTE FUNCTION refuse_another_owner();

CREATE TRIGGER known_gateway AFTER UPDATE OF gateway_id ON public.charges FOR EACH ROW EXECUTE FUNCTION refuse_unknown_gateway();

CREATE TRIGGER never_another AFTER UPDATE OF id ON public.charges FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_deleted BEFORE DELETE ON public.charges FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.charges FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER refers_to_parties AFTER INSERT ON public.charges REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_parties();

CREATE TRIGGER same_parties AFTER UPDATE OF brand_id, shortcode_id, operator_id, subscriber_id ON public.charges FOR EACH ROW EXECUTE FUNCTION refuse_another_owner();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.closing_lines FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.closing_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.closing_transfers FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.closing_transfers FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.closings FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.closings FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.complaint_evidence FOR EACH ROW EXECUTE FUNCTION keep_complaint_evidence();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.complaint_evidence FOR EACH STATEMENT EXECUTE FUNCTION keep_complaint_evidence();

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

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.finding_steps FOR EACH ROW EXECUTE FUNCTION refuse_finding_step_change();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.finding_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_finding_step_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.keywords REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.keywords REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.keywords REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.ledger_accounts FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.ledger_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.ledger_transfers FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.ledger_transfers FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER refers_to_ledger_accounts AFTER INSERT ON public.ledger_transfers REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_accounts();

CREATE TRIGGER within_reservation BEFORE INSERT ON public.ledger_transfers FOR EACH ROW WHEN ((new.kind = 'post'::text)) EXECUTE FUNCTION refuse_more_than_reserved();

CREATE TRIGGER noted_delete AFTER DELETE ON public.lists REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.lists REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.lists REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER never_another AFTER UPDATE OF id ON public.operators FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_deleted BEFORE DELETE ON public.operators FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.operators FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER noted_delete AFTER DELETE ON public.operators REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.operators REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.operators REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.profile_versions REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.profile_versions REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.profile_versions REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.share_rules FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.share_rules FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TRIGGER noted_delete AFTER DELETE ON public.shortcode_routes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.shortcode_routes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.shortcode_routes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER never_another AFTER UPDATE OF id ON public.shortcodes FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_deleted BEFORE DELETE ON public.shortcodes FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.shortcodes FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER noted_delete AFTER DELETE ON public.shortcodes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_insert AFTER INSERT ON public.shortcodes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER noted_update AFTER UPDATE ON public.shortcodes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_configuration_change();

CREATE TRIGGER never_another AFTER UPDATE OF id ON public.subscribers FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_deleted BEFORE DELETE ON public.subscribers FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.subscribers FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER refers_to_subscriptions AFTER INSERT ON public.subscription_events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_subscriptions();

CREATE TRIGGER same_subscription AFTER UPDATE OF subscription_id ON public.subscription_events FOR EACH ROW EXECUTE FUNCTION refuse_another_owner();

CREATE TRIGGER never_another AFTER UPDATE OF id ON public.subscriptions FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_deleted BEFORE DELETE ON public.subscriptions FOR EACH ROW EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER never_truncated BEFORE TRUNCATE ON public.subscriptions FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_go();

CREATE TRIGGER noted_insert AFTER INSERT ON public.webhooks FOR EACH STATEMENT EXECUTE FUNCTION note_webhook_change();

CREATE TRIGGER noted_update AFTER UPDATE OF types, state ON public.webhooks FOR EACH STATEMENT EXECUTE FUNCTION note_webhook_change();
