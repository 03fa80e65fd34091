import type { Sql } from '../../platform/database.service';
import type { Language } from '../../text/language';

/** As much of a campaign as its results need. */
export interface CampaignCard {
  readonly id: number;
  readonly kind: string;
  readonly timezone: string;
  readonly language: Language;
  readonly settings: unknown;
}

/** @param brandId whose it must be; null for anybody's. */
export async function findCampaign(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<CampaignCard | null> {
  const [row] = await sql.query<CampaignCard & Record<string, unknown>>({
    text: `select id, kind, timezone, language, settings from campaigns where id = $1 and ($2::int is null or brand_id = $2)`,
    values: [id, brandId],
  });
  return row ?? null;
}

export interface EntryCount {
  readonly by: 'all' | 'outcome' | 'operator' | 'hour';
  readonly outcome: string | null;
  readonly operator: string | null;
  readonly hour: Date | null;
  readonly entries: number;
  readonly counted: number;
}

/**
 * All entries of a campaign, counted four ways in one pass; hours are those of the zone. By quarters first, at which every zone
 * begins its hours: of a million rows only some hundreds are left to be sorted and put into a zone.
 */
export function countEntries(sql: Sql, campaignId: number, zone: string): Promise<EntryCount[]> {
  return sql.query<EntryCount & Record<string, unknown>>({
    text: `with quarters as materialized (
             select outcome, operator, date_bin('15 minutes', said_at, timestamptz 'epoch') as quarter,
               count(*) as entries, count(*) filter (where counted) as counted
             from entries where campaign_id = $1 group by 1, 2, 3
           )
           select case grouping(outcome, operator, hour) when 3 then 'outcome' when 5 then 'operator' when 6 then 'hour' else 'all' end as by,
             outcome, operator, hour, coalesce(sum(entries), 0)::bigint as entries, coalesce(sum(counted), 0)::bigint as counted
           from (select outcome, operator, date_trunc('hour', quarter, $2) as hour, entries, counted from quarters) e
           group by grouping sets ((), (outcome), (operator), (hour))
           order by 1, entries desc, outcome, operator, hour`,
    values: [campaignId, zone],
  });
}

export interface PeopleCount {
  readonly people: number;
  /** Those with an entry that counted. */
  readonly counted: number;
}

/** Sorting their ids takes half of what grouping entries by them does, which of a million outgrows the server's memory for it. */
export async function countPeople(sql: Sql, campaignId: number): Promise<PeopleCount> {
  const [row] = await sql.query<PeopleCount & Record<string, unknown>>({
    text: `select count(distinct subscriber_id) as people, count(distinct subscriber_id) filter (where counted) as counted
           from entries where campaign_id = $1`,
    values: [campaignId],
  });
  return row ?? { people: 0, counted: 0 };
}
