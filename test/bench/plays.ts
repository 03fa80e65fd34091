import type { Client } from 'pg';
import { kindsByName, PRODUCTION_KINDS } from '../../src/campaigns/kinds';
import { codeHash } from '../../src/campaigns/codes/code-hash';
import type { Identity } from '../../src/platform/identity.service';
import { words } from '../../src/platform/array-literal';
import { LANGUAGES } from '../../src/text/language';
import { checkKeyword } from '../../src/text/keyword';
import { codeOf, PLAYS } from './population';

const CODES_PER_STATEMENT = 20_000;
const BRAND = 1;

/** Settings as a brand would send them; what is left out is filled in by the kind. */
const SETTINGS = {
  vote: {
    kind: 'vote',
    settings: {
      options: ['Red', 'Green', 'Blue', 'White'].map((label) => ({
        value: label.toLowerCase(),
        labels: { en: label },
      })),
      again: 'replace',
    },
  },
  contest: { kind: 'competition', settings: { mode: { type: 'draw' } } },
  redeem: {
    kind: 'competition',
    settings: { mode: { type: 'draw' }, codes: { shapes: [{ type: 'free' }] } },
  },
} as const;

/** A vote, a draw, and a draw whose entries cost a unique code; and so many codes to spend. */
export async function seedPlays(sql: Client, identity: Identity, codes: number): Promise<void> {
  for (const [name, word] of Object.entries(PLAYS))
    await publish(sql, {
      brand: BRAND,
      word,
      name: `the bench's ${name}`,
      ...SETTINGS[name as keyof typeof SETTINGS],
    });
  await seedCodes(sql, identity, codes);
}

export interface BenchCampaign {
  readonly brand: number;
  readonly word: string;
  readonly name: string;
  readonly kind: string;
  readonly settings: object;
}

/**
 * A campaign of the bench's code, played by its own word. It opened this hour: a draw that opened years ago has every hour since
 * sealed in the first minute, in the middle of whatever is measured then.
 */
export async function publish(
  sql: Client,
  { brand, word, name, kind, settings }: BenchCampaign,
): Promise<void> {
  const read = kindsByName(PRODUCTION_KINDS).get(kind)?.readSettings(settings, LANGUAGES);
  if (!read || 'faults' in read) throw new Error(`${name}: ${JSON.stringify(read)}`);
  const key = checkKeyword(word);
  if (!key.ok) throw new Error(`${word} is no keyword: ${key.detail}`);
  await sql.query(
    `with word as (
       insert into keywords (shortcode_id, brand_id, word, key, language, leased_from) values (1, $1, $2, $3, 'en', '2020-01-01') returning id
     ), campaign as (
       insert into campaigns (brand_id, shortcode_id, name, kind, state, opens_at, published_at, timezone, language, settings)
       values ($1, 1, $4, $5, 'published', date_trunc('hour', now()), date_trunc('hour', now()), 'Asia/Tehran', 'en', $6) returning id
     )
     insert into campaign_keywords (campaign_id, keyword_id) select campaign.id, word.id from campaign, word`,
    [brand, word, key.key, name, kind, JSON.stringify(read.settings)],
  );
}

async function seedCodes(sql: Client, identity: Identity, codes: number): Promise<void> {
  if (codes === 0) return;
  await sql.query(
    `insert into code_lots (brand_id, name, shape, created_by, created_at) values ($1, 'packs', '{"type":"free"}', 'bench', now())`,
    [BRAND],
  );
  await sql.query(
    `insert into code_loads (lot_id, kind, state, imported, started_by, started_at, ended_at) values (1, 'import', 'done', $1, 'bench', now(), now())`,
    [codes],
  );
  for (let from = 0; from < codes; from += CODES_PER_STATEMENT) {
    const hashes = Array.from({ length: Math.min(CODES_PER_STATEMENT, codes - from) }, (_, at) =>
      codeHash(identity, BRAND, codeOf(from + at)),
    );
    await sql.query({
      name: 'bench-codes',
      text: 'insert into unique_codes (hash, lot_id, load_id) select hash, 1, 1 from unnest($1::uuid[]) as c(hash) order by hash',
      values: [words(hashes)],
    });
  }
}
