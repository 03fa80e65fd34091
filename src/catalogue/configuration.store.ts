import type { Profile } from '../rules/profile';
import { builtInProfiles } from '../rules/catalogue';
import type { Language } from '../text/language';
import type { Sql } from '../platform/database.service';
import type {
  Campaign,
  Keyword,
  ConfigurationRows,
  ConnectorRow,
  KeywordMode,
  Route,
  Shortcode,
} from './configuration';

/** Tables of the catalogue, in the order their rows are read. */
const TABLES = [
  'operators',
  'connectors',
  'brands',
  'shortcodes',
  'shortcode_routes',
  'keywords',
  'lists',
  'campaigns',
  'campaign_keywords',
  'profile_versions',
] as const;
type Table = (typeof TABLES)[number];
type Row = Readonly<Record<string, unknown>>;

/** The version now in force, as the caller's transaction sees it. */
export async function currentVersion(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ version: number }>({
    name: 'configuration-version',
    text: 'select version from configuration',
  });
  return row?.version ?? 0;
}

/** The catalogue as it stands, or, with a version, as it stood when that version was in force. */
export async function loadConfiguration(sql: Sql, version?: number): Promise<ConfigurationRows> {
  const [read] = await sql.query<{ version: number; tables: Record<Table, Row[]> }>({ text: READ_ALL });
  if (!read) throw new Error('the configuration table is empty');
  const tables = new Map<Table, Map<number, Row>>(
    TABLES.map((table) => [table, new Map(read.tables[table].map((row) => [Number(row['id']), row]))]),
  );
  if (version !== undefined) {
    const changes = await sql.query<{ table_name: Table; row_id: number; before: Row | null }>({
      text: 'select table_name, row_id, before from configuration_changes where version > $1 order by id desc',
      values: [version],
    });
    for (const { table_name, row_id, before } of changes) {
      if (before === null) tables.get(table_name)?.delete(row_id);
      else tables.get(table_name)?.set(row_id, before);
    }
  }
  const rows = (table: Table): Row[] =>
    [...(tables.get(table)?.values() ?? [])].sort((a, b) => Number(a['id']) - Number(b['id']));
  return { ...toRows(version ?? read.version, rows), versions: await loadVersions(sql) };
}

/** Definitions that campaigns were published with: they never change, so those of today are right for any day. */
async function loadVersions(sql: Sql): Promise<ReadonlyMap<number, Readonly<Record<string, unknown>>>> {
  const rows = await sql.query<{ id: number; versions: Record<string, unknown> }>({
    text: `select v.campaign_id as id, jsonb_object_agg(v.digest, v.definition) as versions
           from campaigns c cross join lateral (
             select * from flow_versions where campaign_id = c.id order by published_at desc limit ${MOST_VERSIONS}
           ) v where c.state <> 'closed' group by 1`,
  });
  return new Map(rows.map(({ id, versions }) => [id, versions]));
}

/** Of one campaign: whoever began before so many edits ago is told that their time is over. */
const MOST_VERSIONS = 50;

const READ_ALL = `
select version, json_build_object(${TABLES.map(
  (table) => `'${table}', (select coalesce(json_agg(row_to_json(t)), '[]') from ${table} t)`,
).join(', ')}) as tables
from configuration`;

function toRows(version: number, rows: (table: Table) => Row[]): ConfigurationRows {
  return {
    version,
    operators: rows('operators').map((row) => ({
      id: Number(row['id']),
      code: String(row['code']),
      name: String(row['name']),
      country: String(row['country']),
    })),
    connectors: rows('connectors').map(toConnector),
    brands: rows('brands').map((row) => ({
      id: Number(row['id']),
      code: String(row['code']),
      name: String(row['name']),
      contact: String(row['contact']),
    })),
    shortcodes: rows('shortcodes').map(toShortcode),
    routes: rows('shortcode_routes').map(toRoute),
    keywords: rows('keywords').map(toKeyword),
    lists: rows('lists').map((row) => ({
      id: Number(row['id']),
      brandId: Number(row['brand_id']),
      shortcodeId: Number(row['shortcode_id']),
      name: String(row['name']),
      key: String(row['key']),
      frequency: String(row['frequency']),
      doubleOptIn: row['double_opt_in'] as boolean | null,
    })),
    campaigns: rows('campaigns').map(toCampaign),
    campaignKeywords: rows('campaign_keywords').map((row) => ({
      campaignId: Number(row['campaign_id']),
      keywordId: idOrNull(row['keyword_id']),
      operatorId: idOrNull(row['operator_id']),
      includeListId: idOrNull(row['include_list_id']),
      excludeListId: idOrNull(row['exclude_list_id']),
    })),
    profiles: [
      ...builtInProfiles,
      ...rows('profile_versions')
        .filter((row) => row['state'] === 'approved')
        .map(toProfile),
    ],
  };
}

function toKeyword(row: Row): Keyword {
  return {
    id: Number(row['id']),
    shortcodeId: Number(row['shortcode_id']),
    brandId: Number(row['brand_id']),
    aliasOf: idOrNull(row['alias_of']),
    word: String(row['word']),
    key: String(row['key']),
    language: row['language'] as Language | null,
    mode: row['mode'] as KeywordMode,
    leasedFrom: instant(row['leased_from']),
    leasedUntil: instantOrNull(row['leased_until']),
  };
}

function toCampaign(row: Row): Campaign {
  return {
    id: Number(row['id']),
    brandId: Number(row['brand_id']),
    shortcodeId: Number(row['shortcode_id']),
    name: String(row['name']),
    kind: String(row['kind']),
    state: row['state'] as 'draft' | 'published' | 'paused' | 'closed',
    opensAt: instant(row['opens_at']),
    closesAt: instantOrNull(row['closes_at']),
    timezone: String(row['timezone']),
    language: row['language'] as Language,
    settings: row['settings'],
  };
}

function toConnector(row: Row): ConnectorRow {
  return {
    id: Number(row['id']),
    name: String(row['name']),
    protocol: String(row['protocol']),
    operatorId: idOrNull(row['operator_id']),
    settings: row['settings'],
    keyHash: String(row['key_hash']),
    enabled: Boolean(row['enabled']),
  };
}

function toShortcode(row: Row): Shortcode {
  return {
    id: Number(row['id']),
    number: String(row['number']),
    kind: row['kind'] as Shortcode['kind'],
    profile: row['profile'] as Shortcode['profile'],
    language: row['language'] as Language,
    zone: String(row['zone']),
    brandId: idOrNull(row['brand_id']),
    class: row['class'] as Shortcode['class'],
    stopPolicy: row['stop_policy'] as Shortcode['stopPolicy'],
    intentPolicy: row['intent_policy'] as Shortcode['intentPolicy'],
    unknownPolicy: row['unknown_policy'] as Shortcode['unknownPolicy'],
    contextHours: Number(row['context_hours']),
    quarantineDays: Number(row['quarantine_days']),
    carrierConfirmsStop: Boolean(row['carrier_confirms_stop']),
    texts: row['texts'] as Shortcode['texts'],
  };
}

function toRoute(row: Row): Route {
  return {
    shortcodeId: Number(row['shortcode_id']),
    connectorId: Number(row['connector_id']),
    operatorId: idOrNull(row['operator_id']),
    state: row['state'] as Route['state'],
    tps: idOrNull(row['tps']),
  };
}

/** A version that colleagues posted: its data is a whole profile, checked when it came in. */
function toProfile(row: Row): Profile {
  const effectiveFrom = instant(row['effective_from']).toISOString();
  return { ...(row['data'] as Profile), version: Number(row['version']), effectiveFrom };
}

const idOrNull = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);
const instant = (value: unknown): Date => new Date(String(value));
const instantOrNull = (value: unknown): Date | null =>
  value === null || value === undefined ? null : instant(value);
