import type { Sql } from '../../platform/database.service';

/** What one roll-up takes on: a statement of milliseconds, and another one follows while there is more. */
export const ROLL_UP_ROWS = 10_000;

/**
 * Moves changes into the tallies they belong to, in one statement: whoever reads both in one statement sees each vote once, before
 * as after. Several processes may do it at once; each takes rows of its own, and adds them in key order.
 * @returns how many changes were moved.
 */
export async function rollUp(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ moved: number }>({
    name: 'tallies-roll-up',
    text: `with moved as (
             delete from tally_changes where id in (select id from tally_changes order by id limit $1 for update skip locked)
             returning campaign_id, choice, quarter, amount
           ), added as (
             insert into tallies as t (campaign_id, choice, quarter, amount)
             select campaign_id, choice, quarter, sum(amount) from moved group by 1, 2, 3 order by 1, 2, 3
             on conflict (campaign_id, choice, quarter) do update set amount = t.amount + excluded.amount
           )
           select count(*)::int as moved from moved`,
    values: [ROLL_UP_ROWS],
  });
  return row?.moved ?? 0;
}

/** Rolled up or not yet. */
const BOTH = `(select choice, quarter, amount from tallies where campaign_id = $1
               union all select choice, quarter, amount from tally_changes where campaign_id = $1)`;

export interface ChoiceVotes {
  readonly choice: string;
  readonly votes: number;
}

/** What every choice has, as of now. */
export function readVotes(sql: Sql, campaignId: number): Promise<ChoiceVotes[]> {
  return sql.query<ChoiceVotes & Record<string, unknown>>({
    text: `select choice, sum(amount)::bigint as votes from ${BOTH} b group by choice order by choice`,
    values: [campaignId],
  });
}

export interface HourVotes extends ChoiceVotes {
  readonly hour: Date;
}

/** By the hours of a zone, oldest first: what came less what was taken back, of the newest `most` hours in which anything moved. */
export function readHourlyVotes(
  sql: Sql,
  campaignId: number,
  zone: string,
  most: number,
): Promise<HourVotes[]> {
  return sql.query<HourVotes & Record<string, unknown>>({
    text: `with hourly as (
             select date_trunc('hour', quarter, $2) as hour, choice, sum(amount)::bigint as votes from ${BOTH} b group by 1, 2
           )
           select hour, choice, votes from hourly
           where hour in (select distinct hour from hourly order by hour desc limit $3) order by hour, choice`,
    values: [campaignId, zone, most],
  });
}
