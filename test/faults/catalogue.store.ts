import { Client } from 'pg';
import { sha256 } from '../../src/platform/identity.service';
import { CODE } from './script';

/** What the carrier proves itself with at the door. */
export const DOOR_KEY = 'the-carrier-of-the-fault-runs';
export const BRAND = 'acme';

/** How the connector may send: texts per request, requests at a time, and how long each may take. */
export interface LinkSettings {
  readonly batch: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
}

/** Impatient, so that what a killed engine left on the wire is taken up again soon: its lease is five seconds more. */
const FAST_LINK: LinkSettings = { batch: 20, concurrency: 8, timeoutMs: 1_000 };

/** One dedicated code under Italian rules, which know no quiet hours; HELLO answers with what stood behind it, NEWS is a list. */
export async function writeCatalogue(
  databaseUrl: string,
  carrierUrl: string,
  link: LinkSettings = FAST_LINK,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    for (const [text, values] of statements(carrierUrl, link)) await client.query(text, values);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

function statements(carrierUrl: string, link: LinkSettings): [string, unknown[]][] {
  const settings = { url: carrierUrl, ...link };
  return [
    [`insert into operators (code, name, country) values ('op', 'Operator', 'IT')`, []],
    [
      `insert into connectors (name, protocol, operator_id, settings, key_hash) values ('carrier', 'http', 1, $1, $2)`,
      [JSON.stringify(settings), sha256(DOOR_KEY)],
    ],
    [`insert into brands (code, name, contact) values ($1, 'Acme', 'acme.example')`, [BRAND]],
    [
      `insert into shortcodes (number, kind, profile, language, zone, brand_id) values ($1, 'dedicated', 'it', 'it', 'Europe/Rome', 1)`,
      [CODE],
    ],
    [`insert into shortcode_routes (shortcode_id, connector_id) values (1, 1)`, []],
    [
      `insert into lists (brand_id, shortcode_id, name, key, frequency) values (1, 1, 'NEWS', 'news', 'una al giorno')`,
      [],
    ],
    [
      `insert into keywords (shortcode_id, brand_id, word, key, language, leased_from)
       values (1, 1, 'HELLO', 'hello', 'en', '2020-01-01'), (1, 1, 'NEWS', 'news', 'it', '2020-01-01')`,
      [],
    ],
    [
      `insert into campaigns (brand_id, shortcode_id, name, kind, state, opens_at, timezone, language, settings)
       values (1, 1, 'hello', 'auto-reply', 'published', '2020-01-01', 'Europe/Rome', 'en', '{"reply": {"en": "Hello {argument}"}}'),
              (1, 1, 'news', 'join', 'published', '2020-01-01', 'Europe/Rome', 'it', '{"list": 1}')`,
      [],
    ],
    [`insert into campaign_keywords (campaign_id, keyword_id) values (1, 1), (2, 2)`, []],
  ];
}
