import type { Client } from 'pg';
import { Identity, loadIdentity, sha256 } from '../../src/platform/identity.service';
import { laneOf } from '../../src/platform/lanes';
import { checkKeyword } from '../../src/text/keyword';
import { seedPlays } from './plays';
import { CODE, CONNECTOR, isPersian, LISTS, msisdnOf, wordOf, type Crowd } from './population';

/** Of the connector that the texts come in by. */
export const CONNECTOR_KEY = 'the-bench-carrier-shows-this-key';

const BRANDS = 20;
const WORDS_PER_CAMPAIGN = 50;
const PEOPLE_PER_STATEMENT = 20_000;

/** The crowd as it stands before the first text: a code that many brands share, their words and lists, and everybody's number. */
export async function seed(sql: Client, crowd: Crowd): Promise<void> {
  await sql.query('begin');
  await seedCode(sql);
  await seedWords(sql, crowd.words);
  await seedLists(sql);
  await sql.query('commit');
  const identity = await identityOf(sql);
  await seedPeople(sql, identity, crowd.people);
  await seedPlays(sql, identity, crowd.codes);
  await setReports(sql, 'none');
  await sql.query('vacuum analyze');
}

/** How the simulated network reports from now on; a running engine hears of it within a second. */
export async function setReports(sql: Client, reports: 'none' | 'normal'): Promise<void> {
  await sql.query(
    'insert into simulator.faults (faults) values ($1) on conflict (only_one) do update set faults = excluded.faults',
    [JSON.stringify({ reports })],
  );
}

async function seedCode(sql: Client): Promise<void> {
  await sql.query(`insert into operators (code, name, country) values ('mci', 'MCI', 'IR')`);
  await sql.query(
    `insert into connectors (name, protocol, operator_id, settings, key_hash) values ($1, 'simulator', 1, '{}', $2)`,
    [CONNECTOR, sha256(CONNECTOR_KEY)],
  );
  await sql.query(
    `insert into brands (code, name, contact) select 'brand-' || n, 'Brand ' || n, 'https://brand-' || n || '.example' from generate_series(1, $1::int) n`,
    [BRANDS],
  );
  await sql.query(
    `insert into shortcodes (number, kind, profile, language, zone) values ($1, 'shared', 'ir', 'fa', 'Asia/Tehran')`,
    [CODE],
  );
  await sql.query('insert into shortcode_routes (shortcode_id, connector_id, operator_id) values (1, 1, 1)');
}

/** Each campaign answers to fifty words of its brand. */
async function seedWords(sql: Client, words: number): Promise<void> {
  const numbers = Array.from({ length: words }, (_, n) => n);
  await sql.query(
    `insert into keywords (shortcode_id, brand_id, word, key, language, leased_from)
     select 1, 1 + (n / $4) % $5, word, key, language, '2020-01-01'
     from unnest($1::int[], $2::text[], $3::text[], $6::text[]) as k(n, word, key, language) order by n`,
    [
      numbers,
      numbers.map(wordOf),
      numbers.map((n) => keyOf(wordOf(n))),
      WORDS_PER_CAMPAIGN,
      BRANDS,
      numbers.map((n) => (isPersian(n) ? 'fa' : 'en')),
    ],
  );
  await sql.query(
    `insert into campaigns (brand_id, shortcode_id, name, kind, state, opens_at, timezone, language, settings)
     select 1 + n % $2, 1, 'campaign ' || n, 'auto-reply', 'published', '2020-01-01', 'Asia/Tehran', 'en', $3
     from generate_series(0, $1::int - 1) n order by n`,
    [Math.ceil(words / WORDS_PER_CAMPAIGN), BRANDS, JSON.stringify({ reply: REPLY })],
  );
  await sql.query(
    `insert into campaign_keywords (campaign_id, keyword_id) select 1 + (id - 1) / $1, id from keywords order by id`,
    [WORDS_PER_CAMPAIGN],
  );
}

const REPLY = {
  en: '{brand}: thank you for your text to {code}. You are in, and the winners are called on Friday.',
  fa: '{brand}: از پیام شما سپاسگزاریم. نتیجه روز جمعه اعلام می‌شود.',
};

/** Single opt-in, so that each JOIN is a membership at once. */
async function seedLists(sql: Client): Promise<void> {
  for (const [at, name] of LISTS.entries()) {
    const brand = 1 + (at % BRANDS);
    const key = keyOf(name);
    await sql.query(
      `with list as (
         insert into lists (brand_id, shortcode_id, name, key, frequency, double_opt_in) values ($1, 1, $2, $3, 'once a week', false) returning id
       ), word as (
         insert into keywords (shortcode_id, brand_id, word, key, language, leased_from) values (1, $1, $2, $3, 'en', '2020-01-01') returning id
       ), campaign as (
         insert into campaigns (brand_id, shortcode_id, name, kind, state, opens_at, timezone, language, settings)
         select $1, 1, 'list ' || $3, 'join', 'published', '2020-01-01', 'Asia/Tehran', 'en',
           jsonb_build_object('list', list.id, 'rates', jsonb_build_object('en', 'Free', 'fa', 'رایگان')) from list returning id
       )
       insert into campaign_keywords (campaign_id, keyword_id) select campaign.id, word.id from campaign, word`,
      [brand, name, key],
    );
  }
}

function keyOf(word: string): string {
  const check = checkKeyword(word);
  if (!check.ok) throw new Error(`${word} is no keyword: ${check.detail}`);
  return check.key;
}

/** In an order that has nothing to do with their hashes, as people come in life. */
async function seedPeople(sql: Client, identity: Identity, people: number): Promise<void> {
  for (let from = 0; from < people; from += PEOPLE_PER_STATEMENT) {
    const msisdns = Array.from({ length: Math.min(PEOPLE_PER_STATEMENT, people - from) }, (_, at) =>
      msisdnOf(from + at),
    );
    const hashes = msisdns.map((msisdn) => identity.hashOf(msisdn));
    await sql.query({
      name: 'bench-people',
      text: `insert into subscribers (sender_hash, lane, msisdn, operator, created_at)
             select *, 'mci', '2026-01-01'::timestamptz from unnest($1::uuid[], $2::smallint[], $3::text[])`,
      values: [hashes, hashes.map(laneOf), msisdns],
    });
  }
}

/** The engine will find the key that we made, and so the same people. */
function identityOf(sql: Client): Promise<Identity> {
  return loadIdentity({
    query: async (statement) =>
      (await sql.query({ text: statement.text, values: [...(statement.values ?? [])] })).rows,
    run: async (statement) =>
      (await sql.query({ text: statement.text, values: [...(statement.values ?? [])] })).rowCount ?? 0,
  });
}
