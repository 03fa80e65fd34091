import type { Campaign, List } from '../catalogue/configuration';
import type { Sql } from '../platform/database.service';
import type { Audience, CampaignRule, OtherRule } from './campaign-rule';
import type { RegistryRow } from './campaign-leases';

/** One publish at a time on a code, so that two campaigns cannot both find a keyword unanswered. */
export async function lockCode(sql: Sql, shortcodeId: number): Promise<void> {
  await sql.query({
    text: 'select id from shortcodes where id = $1 for no key update',
    values: [shortcodeId],
  });
}

/** The campaign's code and brand, with its row locked until the transaction ends; null when there is none. */
export async function lockCampaign(
  sql: Sql,
  id: number,
): Promise<{ readonly shortcodeId: number; readonly brandId: number } | null> {
  const [row] = await sql.query<{ shortcodeId: number; brandId: number }>({
    text: `select shortcode_id as "shortcodeId", brand_id as "brandId" from campaigns where id = $1 for update`,
    values: [id],
  });
  return row ?? null;
}

export async function codeOfCampaign(sql: Sql, id: number): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: 'select shortcode_id as id from campaigns where id = $1',
    values: [id],
  });
  return row?.id ?? null;
}

/** The rules of campaigns that only campaign_keywords knows. */
export async function rulesOfCampaigns(
  sql: Sql,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly CampaignRule[]>> {
  const rows = await sql.query<{ id: number; rules: CampaignRule[] }>({
    text: `select ck.campaign_id as id,
             json_agg(json_build_object('word', k.word, 'operatorId', ck.operator_id, 'includeListId', ck.include_list_id,
                                        'excludeListId', ck.exclude_list_id) order by k.id is null, ck.id) as rules
           from campaign_keywords ck left join keywords k on k.id = ck.keyword_id
           where ck.campaign_id = any($1) group by ck.campaign_id`,
    values: [ids],
  });
  return new Map(rows.map(({ id, rules }) => [id, rules]));
}

/** The registry's rows of these keys on a code. */
export function registryRows(sql: Sql, shortcodeId: number, keys: readonly string[]): Promise<RegistryRow[]> {
  return sql.query<RegistryRow>({
    text: `select k.id, k.brand_id as "brandId", b.name as brand, k.key, k.leased_from as "leasedFrom",
             k.leased_until as "leasedUntil", k.free_from as "freeFrom"
           from keywords k join brands b on b.id = k.brand_id
           where k.shortcode_id = $1 and k.key = any($2) order by k.leased_from`,
    values: [shortcodeId, keys],
  });
}

/** Every key that leads to a keyword: its own, and its aliases'. */
export async function keysOf(
  sql: Sql,
  keywordIds: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await sql.query<{ id: number; keys: string[] }>({
    text: `select w.id, array_agg(k.key) as keys from unnest($1::int[]) as w (id)
           join keywords k on k.id = w.id or k.alias_of = w.id group by w.id`,
    values: [keywordIds],
  });
  return new Map(rows.map(({ id, keys }) => [id, keys]));
}

/** What other published campaigns answer to on a code in a window. */
export function otherRules(
  sql: Sql,
  {
    id,
    shortcodeId,
    opensAt,
    closesAt,
  }: {
    readonly id: number;
    readonly shortcodeId: number;
    readonly opensAt: Date;
    readonly closesAt: Date | null;
  },
  keys: readonly string[],
): Promise<OtherRule[]> {
  return sql.query<OtherRule>({
    text: `select c.name as campaign, k.key, ck.operator_id as "operatorId", ck.include_list_id as "includeListId",
             ck.exclude_list_id as "excludeListId"
           from campaigns c join campaign_keywords ck on ck.campaign_id = c.id
           left join keywords k on k.id = ck.keyword_id or k.alias_of = ck.keyword_id
           where c.shortcode_id = $1 and c.id <> $2 and c.state = 'published'
             and tstzrange(c.opens_at, c.closes_at) && tstzrange($3::timestamptz, $4::timestamptz)
             and (ck.keyword_id is null or k.key = any($5))
           order by c.id, ck.id`,
    values: [shortcodeId, id, opensAt, closesAt, keys],
  });
}

export async function listsFor(sql: Sql, brandId: number, shortcodeId: number): Promise<List[]> {
  return sql.query<List>({
    text: `select id, brand_id as "brandId", shortcode_id as "shortcodeId", name, key, frequency, double_opt_in as "doubleOptIn"
           from lists where brand_id = $1 or shortcode_id = $2 order by id`,
    values: [brandId, shortcodeId],
  });
}

/** The brand's other campaigns on the code, as they stand: what a campaign may lead to. */
export async function neighboursOf(
  sql: Sql,
  { id, brandId, shortcodeId }: Pick<Campaign, 'id' | 'brandId' | 'shortcodeId'>,
): Promise<ReadonlyMap<number, Campaign>> {
  const rows = await sql.query<Campaign & Record<string, unknown>>({
    text: `select id, brand_id as "brandId", shortcode_id as "shortcodeId", name, kind, state, opens_at as "opensAt",
             closes_at as "closesAt", timezone, language, settings
           from campaigns where brand_id = $1 and shortcode_id = $2 and id <> $3`,
    values: [brandId, shortcodeId, id],
  });
  return new Map(rows.map((campaign) => [campaign.id, campaign]));
}

/** Which of these tables are not the brand's. */
export async function strangeTables(sql: Sql, brandId: number, ids: readonly number[]): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    text: `select w.id from unnest($2::bigint[]) as w (id)
           where not exists (select 1 from lookup_tables where id = w.id and brand_id = $1) order by 1`,
    values: [brandId, ids],
  });
  return rows.map(({ id }) => id);
}

/** The owner of a dedicated code keeps its word without end: a lease that would end is prolonged. */
export async function keepWord(sql: Sql, keywordId: number, from: Date): Promise<void> {
  await sql.run({
    text: `update keywords set leased_from = least(leased_from, $2), leased_until = null, free_from = null
           where id = $1 or alias_of = $1`,
    values: [keywordId, from],
  });
}

/** From now on the campaign answers to exactly these. */
export async function replaceRules(
  sql: Sql,
  campaignId: number,
  rules: readonly (Audience & { readonly keywordId: number | null })[],
): Promise<void> {
  await sql.run({ text: 'delete from campaign_keywords where campaign_id = $1', values: [campaignId] });
  await sql.run({
    text: `insert into campaign_keywords (campaign_id, keyword_id, operator_id, include_list_id, exclude_list_id)
           select $1, * from unnest($2::int[], $3::int[], $4::int[], $5::int[])`,
    values: [
      campaignId,
      rules.map(({ keywordId }) => keywordId),
      rules.map(({ operatorId }) => operatorId),
      rules.map(({ includeListId }) => includeListId),
      rules.map(({ excludeListId }) => excludeListId),
    ],
  });
}

/** Every operator's code by its id. */
export async function operatorCodes(sql: Sql): Promise<ReadonlyMap<number, string>> {
  const rows = await sql.query<{ id: number; code: string }>({ text: 'select id, code from operators' });
  return new Map(rows.map(({ id, code }) => [id, code]));
}
