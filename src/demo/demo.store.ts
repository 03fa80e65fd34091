import { Client } from 'pg';
import type { Tx } from '../platform/database.service';
import { LOCKS } from '../platform/lanes';
import { fold } from '../text/fold';
import type { DemoCode, DemoWord } from './demo-catalogue';
import type { DEMO_TABLE } from './demo-plays';

/** The second of this product's singletons: two processes that start together load the demo once. */
const LOADING = 2;

/** Whether there is any catalogue, looked at under the lock that lets one process load the demo. */
export async function isCatalogueEmpty(tx: Tx): Promise<boolean> {
  await tx.sql.run({ text: 'select pg_advisory_xact_lock($1, $2)', values: [LOCKS.singleton, LOADING] });
  const [row] = await tx.sql.query<{ empty: boolean }>({
    text: 'select not exists (select 1 from operators) as empty',
  });
  return row?.empty ?? false;
}

async function insert(tx: Tx, text: string, values: readonly unknown[]): Promise<number> {
  const [row] = await tx.sql.query<{ id: number }>({ text: `${text} returning id`, values });
  if (!row) throw new Error('an insert returned no row');
  return row.id;
}

export const insertOperator = (
  tx: Tx,
  { code, name, country }: { code: string; name: string; country: string },
) => insert(tx, 'insert into operators (code, name, country) values ($1, $2, $3)', [code, name, country]);

export const insertBrand = (
  tx: Tx,
  { code, name, contact }: { code: string; name: string; contact: string },
) => insert(tx, 'insert into brands (code, name, contact) values ($1, $2, $3)', [code, name, contact]);

export const insertConnector = (tx: Tx, name: string, keyHash: string, settings: object) =>
  insert(tx, `insert into connectors (name, protocol, key_hash, settings) values ($1, 'simulator', $2, $3)`, [
    name,
    keyHash,
    JSON.stringify(settings),
  ]);

/** A code, live on one connector. */
export async function insertCode(
  tx: Tx,
  code: DemoCode,
  brandId: number | null,
  connectorId: number,
): Promise<number> {
  const id = await insert(
    tx,
    'insert into shortcodes (number, kind, profile, language, zone, brand_id) values ($1, $2, $3, $4, $5, $6)',
    [code.number, code.kind, code.profile, code.language, code.zone, brandId],
  );
  await insert(
    tx,
    `insert into shortcode_routes (shortcode_id, connector_id, state) values ($1, $2, 'live')`,
    [id, connectorId],
  );
  return id;
}

export interface NewKeyword extends DemoWord {
  readonly shortcodeId: number;
  readonly brandId: number;
  readonly key: string;
  readonly aliasOf: number | null;
  readonly since: string;
}

export const insertKeyword = (tx: Tx, keyword: NewKeyword) =>
  insert(
    tx,
    `insert into keywords (shortcode_id, brand_id, alias_of, word, key, language, leased_from) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      keyword.shortcodeId,
      keyword.brandId,
      keyword.aliasOf,
      keyword.word,
      keyword.key,
      keyword.language,
      keyword.since,
    ],
  );

export interface NewDemoList {
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly name: string;
  readonly key: string;
  readonly frequency: string;
  /** Null: as the rules of the code have it. */
  readonly doubleOptIn: true | null;
}

export const insertList = (tx: Tx, list: NewDemoList) =>
  insert(
    tx,
    'insert into lists (brand_id, shortcode_id, name, key, frequency, double_opt_in) values ($1, $2, $3, $4, $5, $6)',
    [list.brandId, list.shortcodeId, list.name, list.key, list.frequency, list.doubleOptIn],
  );

/** A table with its rows in force; the first column is not always the key. */
export async function insertTable(
  tx: Tx,
  brandId: number,
  { name, columns, key, rows }: typeof DEMO_TABLE,
  since: string,
): Promise<number> {
  const id = await insert(
    tx,
    `insert into lookup_tables (brand_id, name, columns, key_column, version, newest_version, size, created_at, replaced_at)
     values ($1, $2, $3, $4, 1, 1, $5, $6, $6)`,
    [brandId, name, columns, key, rows.length, since],
  );
  const at = columns.indexOf(key);
  await tx.sql.run({
    text: `insert into table_rows (table_id, version, key, fields) select $1, 1, * from unnest($2::text[], $3::jsonb[])`,
    values: [
      id,
      rows.map((row) => fold(row[at] ?? '')),
      rows.map((row) => JSON.stringify(Object.fromEntries(columns.map((column, n) => [column, row[n]])))),
    ],
  });
  return id;
}

export interface NewCampaign {
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly keywordId: number;
  readonly name: string;
  readonly kind: string;
  readonly zone: string;
  readonly language: string;
  readonly settings: unknown;
  readonly since: string;
  readonly until: string | null;
}

/** A published campaign that answers to one keyword and its aliases. */
export async function insertCampaign(tx: Tx, campaign: NewCampaign): Promise<number> {
  const id = await insert(
    tx,
    `insert into campaigns (brand_id, shortcode_id, name, kind, state, opens_at, published_at, timezone, language, settings, closes_at)
     values ($1, $2, $3, $4, 'published', $5, $5, $6, $7, $8, $9)`,
    [
      campaign.brandId,
      campaign.shortcodeId,
      campaign.name,
      campaign.kind,
      campaign.since,
      campaign.zone,
      campaign.language,
      JSON.stringify(campaign.settings),
      campaign.until,
    ],
  );
  await insert(tx, 'insert into campaign_keywords (campaign_id, keyword_id) values ($1, $2)', [
    id,
    campaign.keywordId,
  ]);
  return id;
}

/** The demo stays the demo: an empty catalogue gets it, and one that has it is still on it. */
export async function isEmptyOrDemo(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ demo: boolean }>(
      `select not exists (select 1 from operators)
           or exists (select 1 from connectors where protocol = 'simulator' and name = 'simulator') as demo`,
    );
    return rows[0]?.demo ?? false;
  } finally {
    await client.end();
  }
}
